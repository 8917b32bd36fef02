import { type Cdp, type CdpEvent, evaluate } from './cdp.ts';
import type { Found } from './attach.ts';
import { until } from './until.ts';

/** Runs code in one context of the extension; argument and answer travel as JSON, and nothing outside the function is seen by it. */
export interface Context {
  evaluate<Value>(run: () => Value | Promise<Value>): Promise<Value>;
  evaluate<Value, Arg>(run: (arg: Arg) => Value | Promise<Value>, arg: Arg): Promise<Value>;
}

/** The extension's service worker, under any number of deaths. */
export interface WorkerHandle extends Context {
  /** Whether it runs at this moment. */
  running(): boolean;
  /** Starts it if it does not run. */
  wake(): Promise<void>;
  /** Stops it between any two lines, and returns when it has stopped. */
  kill(): Promise<void>;
  /** Moves its clock by this many ms from the real one, now and from the first line of every later start. */
  setClock(offsetMs: number): Promise<void>;
  /** How far its clock is ahead of the real one, in ms. */
  clockOffset(): number;
  /** What it printed, and exceptions that nobody caught; the last 500 lines, over all its lives. */
  log(): readonly string[];
}

/** The extension's own time. It outlives worker and browser. */
export interface Clock {
  /** By how many ms it is ahead of the real one now. */
  offset: number;
  /** Each move so far: the real moment, ms since 1970, and the offset from then on. */
  readonly moves: (readonly [at: number, offset: number])[];
}

interface Life {
  readonly cdp: Cdp;
  readonly origin: string;
  /** Session of the extension's hidden page: the ServiceWorker domain needs a page. */
  readonly page: string;
  readonly clock: Clock;
  /** Session of the worker. The same one lives on through restarts: the target comes back under its old id. */
  worker: string;
  status: string;
  readonly lines: string[];
  readonly running: Set<(error: Error) => void>;
}

type Search = (query: { readonly startedAfter?: string }) => Promise<{ readonly startTime: string }[]>;

/** What a shifted clock leaves in its context, beside what is the browser's. */
interface Shifting {
  Date: DateConstructor;
  realDate?: DateConstructor;
  clockMoves?: Clock['moves'];
  readonly chrome?: { readonly downloads?: { search: Search; realSearch?: Search } };
}

/**
 * Takes the place of `Date` in the worker, or in a page of the extension, and lets the browser's list of downloads tell the
 * same time, as one machine's clock would. It is sent as text, and may come before the browser has given the worker its
 * `chrome`: the list is taken over with the first look at the clock after that.
 * @returns the real moment from which on it holds, ms since 1970
 */
export function shiftClock({ moves, offset }: Clock): number {
  const scope = globalThis as unknown as Shifting;
  const Real = (scope.realDate ??= scope.Date);
  const at = Real.now();
  scope.clockMoves = [...moves, [at, offset]];
  /** Each download began when the extension's clock said so at its beginning. */
  const shifted = (time: string): string => {
    const began = Real.parse(time);
    return new Real(began + (scope.clockMoves?.findLast(([since]) => since <= began)?.[1] ?? 0)).toISOString();
  };
  const takeList = (): void => {
    const downloads = scope.chrome?.downloads;
    if (!downloads || downloads.realSearch) return;
    const search = downloads.search.bind(downloads);
    downloads.realSearch = search;
    downloads.search = async ({ startedAfter = '', ...query }, answer?: (items: object[]) => void) => {
      const items = (await search(query)).map((item) => ({ ...item, startTime: shifted(item.startTime) })).filter(({ startTime }) => startTime > startedAfter);
      answer?.(items);
      return items;
    };
  };
  class Shifted extends Real {
    constructor(...args: []) {
      takeList();
      if (args.length === 0) super(Real.now() + offset);
      else super(...args);
    }
    static override now(): number {
      takeList();
      return Real.now() + offset;
    }
  }
  scope.Date = Shifted as unknown as DateConstructor; // callable without `new` is not needed here
  return at;
}

/**
 * Watches the extension's worker over `cdp`. Playwright's own handle goes stale when a worker dies and its target id is used again;
 * here one protocol session is kept over all lives. Commands that are sent to a dead worker wait in the browser and run before
 * the first line of its next life, which is how the clock stays shifted through kills.
 * @param clock to which `attach` has set it
 */
export async function watchWorker(cdp: Cdp, { extensionId, worker, page }: Found, clock: Clock): Promise<WorkerHandle> {
  const life: Life = { cdp, origin: `chrome-extension://${extensionId}/`, page, clock, worker, status: 'stopped', lines: [], running: new Set() };
  cdp.onEvent((event) => follow(life, event));
  await cdp.send('Runtime.enable', {}, worker);
  await cdp.send('ServiceWorker.enable', {}, page);
  const wake = async (): Promise<void> => {
    await cdp.send('ServiceWorker.startWorker', { scopeURL: life.origin }, page);
    await until(() => life.status === 'running', { timeout: 60_000, what: () => `the worker to start; it is ${life.status}` });
  };
  const run = async <Value, Arg>(code: (arg: Arg) => Value | Promise<Value>, arg: Arg): Promise<Value> => {
    if (life.status !== 'running') await wake();
    return untilDeath(life, evaluate(cdp, life.worker, code, arg));
  };
  return {
    evaluate: <Value, Arg>(code: (arg: Arg) => Value | Promise<Value>, arg?: Arg) => run(code, arg as Arg), // absent only when `code` takes none
    running: () => life.status === 'running',
    wake,
    kill: () => kill(life),
    async setClock(offsetMs) {
      clock.offset = offsetMs;
      // A worker that dies meanwhile is woken: it does no harm to do this twice.
      clock.moves.push([await run(shiftClock, clock).catch(() => run(shiftClock, clock)), offsetMs]);
    },
    clockOffset: () => clock.offset,
    log: () => life.lines,
  };
}

async function kill(life: Life): Promise<void> {
  if (life.status === 'stopped') return;
  const died = new Promise<void>((resolve) => life.running.add(() => resolve()));
  await life.cdp.send('ServiceWorker.stopAllWorkers', {}, life.page);
  await died;
}

/** Rejects when the worker dies before the work is done: a one-shot must not be sent again in silence. */
function untilDeath<Value>(life: Life, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    life.running.add(reject);
    work.then(resolve, reject).finally(() => life.running.delete(reject));
  });
}

interface Version {
  readonly scriptURL: string;
  readonly runningStatus: string;
}

function follow(life: Life, { method, params, sessionId }: CdpEvent): void {
  if (method === 'ServiceWorker.workerVersionUpdated') {
    const versions = params['versions'] as Version[]; // as the protocol defines it
    for (const version of versions) if (version.scriptURL.startsWith(life.origin)) life.status = version.runningStatus;
    if (life.status === 'stopped') endOf(life);
  }
  if (method === 'Target.attachedToTarget' && isWorkerOf(life.origin, params) && params['sessionId'] !== life.worker) {
    life.worker = String(params['sessionId']);
    prepare(life);
  }
  if (sessionId !== life.worker) return;
  if (method === 'Inspector.targetCrashed') {
    endOf(life);
    prepare(life);
  }
  if (method === 'Runtime.consoleAPICalled' || method === 'Runtime.exceptionThrown') remember(life, method, params);
}

function endOf(life: Life): void {
  life.status = 'stopped';
  for (const end of life.running) end(new Error('the worker was stopped'));
  life.running.clear();
}

/** Queues what a new life must begin with. */
function prepare({ cdp, clock, worker }: Life): void {
  // It fails when the browser goes away before the worker comes back: then nothing is left to prepare.
  cdp.send('Runtime.enable', {}, worker).catch(() => {});
  letRun(cdp, worker, clock);
}

/**
 * Lets a worker that waits for the debugger run from its first line on.
 * @param clock that it begins with; null for a worker that is none of ours
 */
export function letRun(cdp: Cdp, worker: string, clock: Clock | null): void {
  const expression = clock === null || clock.moves.length === 0 ? '0' : `(${String(shiftClock)})(${JSON.stringify(clock)})`;
  const begin = [cdp.send('Runtime.evaluate', { expression }, worker), cdp.send('Runtime.runIfWaitingForDebugger', {}, worker)];
  // They fail only when the worker is gone already.
  void Promise.allSettled(begin);
}

function remember({ lines }: Life, method: string, params: Record<string, unknown>): void {
  const details = (params['exceptionDetails'] ?? {}) as { text?: string; exception?: { description?: string } };
  const printed = (params['args'] ?? []) as { value?: unknown; description?: string }[];
  const text =
    method === 'Runtime.exceptionThrown'
      ? `uncaught: ${details.exception?.description ?? details.text}`
      : printed.map(({ value, description }) => description ?? JSON.stringify(value)).join(' ');
  lines.push(text);
  if (lines.length > 500) lines.shift();
}

/** Whether an attached target is the service worker of the extension at `origin`. */
function isWorkerOf(origin: string, params: Record<string, unknown>): boolean {
  const target = (params['targetInfo'] ?? {}) as { type?: string; url?: string };
  return target.type === 'service_worker' && (target.url ?? '').startsWith(origin);
}
