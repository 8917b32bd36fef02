/** One request that reached the simulator, whatever became of it. */
export interface SeenRequest {
  readonly at: number;
  readonly host: string;
  readonly method: string;
  /** Path with query, as it was sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** 0 while there is no answer, and for good when the connection was cut before one. */
  status: number;
  /** Bytes of the body handed to the connection, before compression. */
  bytesSent: number;
  kind: RequestKind;
  /** The answer ended in good order. */
  done: boolean;
}

export type RequestKind =
  | 'page' // an HTML document of pika.art
  | 'script' // the page's own scripts and styles
  | 'action' // a server action: polls and lists
  | 'write' // a server action or a request to a service that would change something
  | 'submit'
  | 'job' // a look at one job of a service that is asked by id
  | 'preflight'
  | 'clip' // a generation's file
  | 'share' // its copy for sharing
  | 'decoy' // a file that is nobody's generation
  | 'picture'
  | 'account' // balance, subscription, user
  | 'analytics'
  | 'plain-http'
  | 'other'; // control probes and everything unknown

export type RequestFilter = Partial<Pick<SeenRequest, 'host' | 'method' | 'path' | 'kind' | 'status' | 'done'>> | ((seen: SeenRequest) => boolean);

/** Every request in order of arrival, with counting and waiting. */
export class RequestLog {
  readonly all: SeenRequest[] = [];
  readonly #watchers = new Set<() => void>();

  add(seen: SeenRequest): void {
    this.all.push(seen);
    this.changed();
  }

  /** Tells those who wait that an entry was added or has moved on. */
  changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  filter(filter: RequestFilter): SeenRequest[] {
    return this.all.filter(matcher(filter));
  }

  count(filter: RequestFilter = {}): number {
    return this.filter(filter).length;
  }

  clear(): void {
    this.all.length = 0;
  }

  /** Resolves once `n` requests fit, with them; rejects after `timeoutMs` with what came instead. */
  waitFor(filter: RequestFilter, n = 1, timeoutMs = 30_000): Promise<SeenRequest[]> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
      };
      const look = (): void => {
        const found = this.filter(filter);
        if (found.length < n) return;
        finish();
        resolve(found);
      };
      const timer = setTimeout(() => {
        finish();
        reject(new Error(`waited ${timeoutMs} ms for ${n} requests; last ones seen:\n${this.tail()}`));
      }, timeoutMs);
      this.#watchers.add(look);
      look();
    });
  }

  /** Calls back on every change; returns the way to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** The last requests as lines of text, for messages of failed tests. */
  tail(n = 12): string {
    return this.all
      .slice(-n)
      .map((seen) => `${seen.method} ${seen.host}${seen.path.slice(0, 90)} → ${seen.status} ${seen.kind} ${seen.bytesSent} bytes`)
      .join('\n');
  }
}

function matcher(filter: RequestFilter): (seen: SeenRequest) => boolean {
  if (typeof filter === 'function') return filter;
  const wanted = Object.entries(filter);
  return (seen) => wanted.every(([key, value]) => seen[key as keyof SeenRequest] === value);
}
