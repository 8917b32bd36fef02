/** What may go wrong with an answer. Those marked * change the good answer and can be combined; the others replace it. */
export type FaultKind =
  | 'refuse' // the connection is closed as soon as its host is known, and before any answer
  | 'tls' // the TLS handshake fails
  | 'reset' // the connection is reset in place of an answer
  | 'hang' // no answer, for ever
  | 'status' // `status` with an HTML error page; `retryAfter` adds the header
  | 'challenge' // Cloudflare's "Just a moment…", 403 unless `status` says 503
  | 'portal' // a captive portal: 302 to it, or its page with `status: 200`
  | 'maintenance' // 200 with a maintenance page
  | 'login' // 200 with Pika's login page
  | 'endless' // 200 and bytes that never end, at `bytesPerSecond`
  | 'empty' // 200 with no bytes
  | 'html' // 200 with an HTML page under the same address
  | 'answer' // `status`, `headers`, `body` as given
  | 'unauthorized' // 401 {"message":"Unauthorized"}
  | 'refused' // success:false, in the form of the route (JSON or Flight)
  | 'thrown' // server action: an E row in place of the payload
  | 'delay' // * `delayMs` before the headers
  | 'drip' // * `bytesPerSecond`, until it is cleared
  | 'cut' // * the connection is closed after `fraction` of the body, whose announced length is right
  | 'short' // * a clean end after `fraction`, and the announced length says so too
  | 'wrong-type' // * `contentType` instead of the right one
  | 'chunked' // * no Content-Length, chunked
  | 'close-delimited' // * no Content-Length, not chunked: the end is the end of the connection
  | 'no-ranges' // * a Range header is ignored
  | 'wrong-total' // * Content-Range speaks of `delta` bytes more than there are
  | 'no-validators'; // * neither ETag nor Last-Modified

const MODIFIERS: readonly FaultKind[] = [
  'delay', 'drip', 'cut', 'short', 'wrong-type', 'chunked', 'close-delimited', 'no-ranges', 'wrong-total', 'no-validators',
];

export interface FaultSpec {
  readonly kind: FaultKind;
  /** Exact host, or a pattern; all hosts when left out. */
  readonly host?: string | RegExp;
  /** Start of the path, or a pattern on path and query. */
  readonly path?: string | RegExp;
  readonly method?: string;
  /** Only the file of this job. */
  readonly clip?: string;
  /** Only requests with (true) or without (false) a Range header. */
  readonly ranged?: boolean;
  /** Ends by itself after so many requests. */
  readonly times?: number;
  /** Strikes by turns: one character a matching request, `1` strikes and `0` lets pass, over and over. */
  readonly pattern?: string;
  /** Lets so many matching requests pass first. */
  readonly skip?: number;
  readonly status?: number;
  /** Value of the Retry-After header as it is sent, however absurd. */
  readonly retryAfter?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly contentType?: string;
  readonly location?: string;
  /** Before the headers; goes with every kind. */
  readonly delayMs?: number;
  readonly bytesPerSecond?: number;
  /** 0–1. */
  readonly fraction?: number;
  readonly delta?: number;
}

export interface FaultQuery {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly clip: string | null;
  readonly ranged: boolean;
}

interface Entry {
  readonly id: number;
  readonly spec: FaultSpec;
  skip: number;
  left: number;
  turn: number;
}

/** What applies to one request: at most one fault in place of the answer, and any number of changes to it. */
export interface Trouble {
  readonly instead: FaultSpec | null;
  readonly changes: ReadonlyMap<FaultKind, FaultSpec>;
}

export const NO_TROUBLE: Trouble = { instead: null, changes: new Map() };

export class FaultBook {
  #entries: Entry[] = [];
  #nextId = 1;
  /** Those that were ended from outside; one that its `times` have used up still holds for the last request. */
  readonly #ended = new WeakSet<FaultSpec>();

  /** The newest fault that fits wins. Returns its id. */
  add(spec: FaultSpec): number {
    const id = this.#nextId++;
    this.#entries.unshift({ id, spec, skip: spec.skip ?? 0, left: spec.times ?? Infinity, turn: 0 });
    return id;
  }

  remove(id: number): void {
    for (const { spec } of this.#entries.filter((entry) => entry.id === id)) this.#ended.add(spec);
    this.#drop(id);
  }

  clear(): void {
    for (const { spec } of this.#entries) this.#ended.add(spec);
    this.#entries = [];
  }

  /** Whether answers that it slows down go on at full speed. */
  isEnded(spec: FaultSpec): boolean {
    return this.#ended.has(spec);
  }

  /** Faults for one request; those limited by `times` are used up by it. */
  take(query: FaultQuery): Trouble {
    const fitting = this.#entries.filter((entry) => fits(entry.spec, query) && entry.skip-- <= 0 && hasTurn(entry));
    const replacing = fitting.find((entry) => !MODIFIERS.includes(entry.spec.kind));
    const changing = fitting.filter((entry) => MODIFIERS.includes(entry.spec.kind));
    for (const entry of replacing ? [replacing] : changing) this.#use(entry);
    const changes = new Map(changing.reverse().map((entry) => [entry.spec.kind, entry.spec]));
    return { instead: replacing?.spec ?? null, changes };
  }

  /** Whether connections to a host are to be dropped before any request can be read; limited faults are left to `take`. */
  atHandshake(host: string): 'refuse' | 'tls' | null {
    for (const entry of this.#entries) {
      const { spec, left } = entry;
      const limited = (left !== Infinity || spec.pattern !== undefined) && spec.kind === 'refuse';
      if (limited || spec.path !== undefined || spec.clip !== undefined || !hostFits(spec.host, host)) continue;
      if (spec.kind === 'tls') this.#use(entry);
      if (spec.kind === 'refuse' || spec.kind === 'tls') return spec.kind;
    }
    return null;
  }

  #use(entry: Entry): void {
    entry.left -= 1;
    if (entry.left <= 0) this.#drop(entry.id);
  }

  #drop(id: number): void {
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
  }
}

function fits(spec: FaultSpec, query: FaultQuery): boolean {
  return (
    hostFits(spec.host, query.host) &&
    pathFits(spec.path, query.path) &&
    (spec.method === undefined || spec.method === query.method) &&
    (spec.clip === undefined || spec.clip === query.clip) &&
    (spec.ranged === undefined || spec.ranged === query.ranged)
  );
}

function hasTurn(entry: Entry): boolean {
  const { pattern } = entry.spec;
  return pattern === undefined || pattern[entry.turn++ % pattern.length] === '1';
}

function hostFits(wanted: string | RegExp | undefined, host: string): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? wanted === host : wanted.test(host);
}

function pathFits(wanted: string | RegExp | undefined, path: string): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? path.startsWith(wanted) : wanted.test(path);
}
