import type { DownloadNews, DownloadView, StopReason } from '../../lib/domain/clips/download.ts';
import type { ServerCopy } from '../../lib/domain/clips/proof.ts';
import { type Result, fail, ok } from '../../lib/result.ts';

/** How the pretended server answers one request for a URL. */
export type Answer =
  | { readonly kind: 'file'; readonly bytes: number; readonly headersAfter?: number; readonly total?: number | null; readonly mime?: string; readonly stands?: boolean }
  /** The connection breaks once in the middle: the browser goes on, under the server's own name and straight in its folder. */
  | { readonly kind: 'resumed'; readonly bytes: number; readonly headersAfter?: number }
  /** Listed, then given up at once, as Chrome does when the first answer is an error: `start` fails. */
  | { readonly kind: 'refuse'; readonly reason: StopReason; readonly headersAfter?: number }
  | { readonly kind: 'break'; readonly reason: StopReason; readonly at?: number; readonly headersAfter?: number }
  /** Held back as dangerous: it stands until `keep` or `drop`. */
  | { readonly kind: 'held'; readonly bytes: number; readonly headersAfter?: number };

interface Request {
  readonly url: string;
  readonly name: string;
  readonly over: boolean;
  readonly at: number;
  readonly plan: Answer;
  readonly settle: (result: Result<number, StopReason>) => void;
}

interface Item extends DownloadView {
  readonly plan: Answer;
}

const NEW = { mime: '', totalBytes: null, state: 'in_progress', reason: null, bytes: 0, endedAt: null, exists: true, paused: false, canResume: false, dangerous: false, unclaimed: false } as const;

/** What Chromium makes of an address when it has forgotten what was asked for. */
export const serversName = (url: string): string => `/d/${new URL(url).pathname.slice(1).replaceAll('/', '-')}`;

/**
 * A browser's download manager and a media server, in memory, with a clock of its own. It outlives the worker, begins
 * a download only when the headers have come, and overwrites a file only when told: what matters when the worker is killed.
 */
export class FakeDownloads {
  now = 1_000_000;
  /** It was started, and its session's storage holds nothing yet. */
  isNew = true;
  readonly disk = new Map<string, { url: string; bytes: number }>();
  /** Called for each begun or changed download, as the browser's events are. */
  notify: (id: number, news: DownloadNews) => void = () => {};
  answer: (url: string, nth: number) => Answer = () => ({ kind: 'file', bytes: 1000 });
  copy: (url: string) => ServerCopy = () => ({ kind: 'whole', size: 1000 });
  /** The browser tells of a new download before it says whose it is. */
  namesOwnerLate = false;
  /** The browser asks where to save each file: a download stands without a name until `answerDialog`. */
  asks = false;
  /** Downloads that were to write over what was being written. */
  conflicts = 0;
  onConflict: () => void = () => {};
  /** Dialogs that have been opened. */
  dialogs = 0;
  readonly requests: string[] = [];
  private items: Item[] = [];
  private discarded: { item: Item; at: number }[] = [];
  private pending: Request[] = [];
  private nextId = 1;
  private lookedAt = -Infinity;

  start = (url: string, name: string, over: boolean): Promise<Result<number, StopReason>> => {
    const plan = this.answer(url, this.requests.filter((one) => one === url).length);
    this.requests.push(url);
    return new Promise((settle) => {
      this.pending.push({ url, name, over, at: this.now + (plan.headersAfter ?? 0), plan, settle });
    });
  };

  find = (id: number): Promise<DownloadView | null> => {
    this.soon(() => this.lookAfterFiles());
    return Promise.resolve(this.items.find((item) => item.id === id) ?? null);
  };

  findOurs = (since: number, url?: string, unclaimed = false): Promise<DownloadView[]> => {
    this.soon(() => this.lookAfterFiles());
    return Promise.resolve(this.items.filter((item) => (item.ours || (unclaimed && item.unclaimed)) && Date.parse(item.startTime) >= since && (url === undefined || item.url === url)));
  };

  resume = (): Promise<boolean> => Promise.resolve(false);

  discard = (id: number, keep: string | null = null): Promise<void> => {
    const item = this.items.find((one) => one.id === id);
    const isShared = this.items.some((one) => one !== item && one.filename === item?.filename && one.state !== 'interrupted' && one.exists && (one.ours || one.url !== item?.url));
    if (item?.state === 'complete' && item.filename !== keep && !isShared) this.disk.delete(item.filename);
    if (item) this.discarded.push({ item, at: this.now });
    this.items = this.items.filter((one) => one.id !== id);
    return Promise.resolve();
  };

  inspect = (url: string): Promise<ServerCopy> => Promise.resolve(this.copy(url));

  /** Lets time pass: requests whose headers are due begin, begun downloads end. */
  advance(ms: number): void {
    this.now += ms;
    const broken = this.items.filter(({ bytes, plan, state }) => plan.kind === 'resumed' && state === 'in_progress' && bytes === 0);
    const ended = this.items.filter((item) => !broken.includes(item) && item.state === 'in_progress' && (item.filename !== '' || item.plan.kind === 'break') && !item.dangerous && !(item.plan.kind === 'file' && item.plan.stands));
    for (const { id, url } of broken) this.change(id, { bytes: 1, totalBytes: 1000, filename: serversName(url) });
    for (const item of ended) this.end(item);
    const due = this.pending.filter(({ at }) => at <= this.now);
    this.pending = this.pending.filter(({ at }) => at > this.now);
    for (const request of due) this.begin(request);
  }

  /** Its line stays: so far has a `discard` come whose worker has died. */
  stop(id: number): void {
    this.change(id, { state: 'interrupted', reason: 'cancelled' });
  }

  /** An older line of the same file comes back, as a killed browser gives it; it does not know any more whose the newer one was. */
  listTwice(id: number): void {
    const item = this.items.find((one) => one.id === id);
    if (!item) throw new Error('no such download');
    const before = new Date(Date.parse(item.startTime) - 1).toISOString();
    this.items = this.items.map((one) => (one === item ? { ...one, ours: false, unclaimed: true } : one));
    this.items.push({ ...item, id: this.nextId++, startTime: before, endedAt: (item.endedAt ?? 0) - 1 });
  }

  /** What stood goes on. */
  letGo(): void {
    this.items = this.items.map((item) => (item.plan.kind === 'file' ? { ...item, plan: { ...item.plan, stands: false } } : item));
  }

  /** The user deletes or moves a file; the browser knows it at the next look. */
  deleteFile(filename: string): void {
    this.disk.delete(filename);
    this.items = this.items.map((item) => (item.filename === filename ? { ...item, exists: false } : item));
  }

  /** The user answers the open dialog: a name under the download folder, or null for Cancel. */
  answerDialog(name: string | null): void {
    const item = this.items.find(({ state, filename }) => state === 'in_progress' && filename === '');
    if (!item) throw new Error('no dialog is open');
    this.change(item.id, name === null ? { state: 'interrupted', reason: 'cancelled' } : { filename: `/d/${name}` });
    // Dialogs stand in a queue: the next one opens.
    if (this.items.some(({ state, filename }) => state === 'in_progress' && filename === '')) this.dialogs += 1;
  }

  /** The user keeps, or discards, what the browser held back. */
  decide(keep: boolean): void {
    const item = this.items.find(({ dangerous }) => dangerous);
    if (!item) throw new Error('nothing is held back');
    this.change(item.id, keep ? { dangerous: false } : { dangerous: false, state: 'interrupted', reason: 'cancelled' });
  }

  /** A download of somebody else's, under way and with a name; `unclaimed`: the user's. */
  foreign(url: string, unclaimed = false): void {
    const id = this.nextId++;
    this.items.push({ ...NEW, unclaimed, id, url, filename: '/d/theirs.zip', plan: { kind: 'file', bytes: 5 }, startTime: new Date(this.now).toISOString(), ours: false });
    this.notify(id, { kind: 'began', url });
    this.notify(id, { kind: 'named', filename: '/d/theirs.zip' });
  }

  private change(id: number, change: Partial<Item>): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...change } : item));
    this.notify(id, change.filename === undefined ? { kind: 'changed' } : { kind: 'named', filename: change.filename });
  }

  /**
   * The browser stops: requests without headers are forgotten, running downloads are interrupted.
   * @param unwritten so long ago did it last write its list down: what it was told since, it does not know any more, and it gives those ids again
   * @param unclaimed of downloads since so long ago it does not know any more who began them
   * @param stale what has ended since so long ago it has written down while that ran; and what was erased since is back
   */
  crash(unwritten = 0, unclaimed = 0, stale = 0): void {
    this.pending = [];
    this.restart();
    const begun = ({ startTime }: Item): number => Date.parse(startTime);
    const ran = ({ endedAt, state }: Item): boolean => state === 'in_progress' || (endedAt ?? 0) > this.now - stale;
    const cut = (item: Item): Item => ({ ...item, state: 'interrupted', reason: 'browser-closed', endedAt: null });
    const erased = this.discarded.splice(0).filter(({ at }) => at > this.now - stale).map(({ item }) => (item.state === 'in_progress' ? cut(item) : item));
    this.items = [...this.items.map((item) => (ran(item) ? cut(item) : item)), ...erased].filter((item) => begun(item) < this.now - unwritten).map((item) => (begun(item) < this.now - unclaimed ? item : { ...item, ours: false, unclaimed: true }));
    this.nextId = Math.max(0, ...this.items.map(({ id }) => id)) + 1;
    this.lookedAt = this.now;
  }

  /** The browser quits in good order: Chrome then calls some running downloads cancelled by the user, and says so. */
  quit(): void {
    this.pending = [];
    const running = this.items.filter((item) => item.state === 'in_progress');
    this.items = this.items.map((item) => (item.state === 'in_progress' ? { ...item, state: 'interrupted', reason: 'cancelled' } : item));
    for (const { id } of running) this.notify(id, { kind: 'changed' });
  }

  /** The browser is started again. */
  restart(): void {
    this.isNew = true;
  }

  private begin({ url, name, over, plan, settle }: Request): void {
    const id = this.nextId++;
    let filename = `/d/${name}`;
    const taken = (path: string) => this.disk.has(path) || this.items.some((item) => item.filename === path && item.exists);
    // Nothing is written over what is being written: a dialog opens instead, and without a screen Chromium cancels that at once.
    const conflicts = over && this.items.some((item) => item.state === 'in_progress' && item.filename === filename);
    for (let n = 1; !over && taken(filename); n += 1) filename = `/d/${name.replace(/\.mp4$/, ` (${n}).mp4`)}`;
    const total = plan.kind === 'file' ? (plan.total === undefined ? plan.bytes : plan.total) : null;
    const mime = plan.kind === 'file' ? (plan.mime ?? 'video/mp4') : '';
    if (this.asks && !this.items.some((item) => item.state === 'in_progress' && item.filename === '')) this.dialogs += 1;
    this.items.push({
      // What a policy forbids gets no name.
      ...NEW, id, url, filename: conflicts || this.asks || (plan.kind === 'break' && plan.reason === 'policy') ? '' : filename, plan, mime, totalBytes: total,
      startTime: new Date(this.now).toISOString(), dangerous: plan.kind === 'held', ours: !this.namesOwnerLate,
    });
    if (this.namesOwnerLate) this.soon(() => this.own(id), 30);
    settle(plan.kind === 'refuse' ? fail(plan.reason, 'refused') : ok(id));
    this.notify(id, { kind: 'began', url });
    const named = this.items.find((item) => item.id === id)?.filename;
    if (named) this.notify(id, { kind: 'named', filename: named });
    if (conflicts) {
      this.conflicts += 1;
      this.onConflict();
      this.stop(id);
    }
    // Chrome answers before its own list says so.
    if (plan.kind === 'refuse') this.soon(() => this.interrupt(id, plan.reason));
  }

  private own(id: number): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ours: true } : item));
  }

  private interrupt(id: number, reason: StopReason): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, state: 'interrupted', reason } : item));
    this.notify(id, { kind: 'changed' });
  }

  /** Asked for its list, the browser looks whether the files are there, every ten seconds at most, and says so a moment later. */
  private lookAfterFiles(): void {
    if (this.now - this.lookedAt > 10_000) this.lookedAt = this.now;
    else return;
    for (const { exists, filename, id, state } of this.items) if (exists && state === 'complete' && !this.disk.has(filename)) this.change(id, { exists: false });
  }

  /** A few turns of the event loop later. */
  private soon(run: () => void, turns = 12): void {
    if (turns === 0) run();
    else setImmediate(() => this.soon(run, turns - 1));
  }

  private end(item: Item): void {
    const { plan } = item;
    const next: Item =
      'bytes' in plan ? { ...item, state: 'complete', endedAt: this.now, bytes: plan.bytes } : { ...item, state: 'interrupted', reason: plan.reason, bytes: plan.kind === 'break' ? (plan.at ?? 0) : 0 };
    this.items = this.items.map((one) => (one.id === item.id ? next : one));
    if ('bytes' in plan) this.disk.set(item.filename, { url: item.url, bytes: plan.bytes });
    this.notify(item.id, { kind: next.state === 'complete' ? 'complete' : 'changed' });
  }
}
