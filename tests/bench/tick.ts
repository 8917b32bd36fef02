import { setTimeout as pause } from 'node:timers/promises';
import type { Keeper } from '../support/browser.ts';
import { ringTick } from '../support/extension-page.ts';
import { until } from '../support/until.ts';
import { spread, words } from './numbers.ts';
import { taskTime, type Thread } from './script-time.ts';
import type { Stage } from './stage.ts';
import type { Row } from './table.ts';
import { record, type TraceEvent } from './trace.ts';

/** A tick with nothing due asks nobody and starts nothing: it has long ended by then. */
const OVER_MS = 700;

interface DueRow {
  readonly task: string;
  readonly dueAt: number;
  readonly lease: unknown;
}

/**
 * Processor time of the worker's thread in one tick that finds nothing due, all of it: the alarm's event, the store's answers, the
 * toolbar. In life every second tick is one, since monitors are looked at once a minute.
 */
export async function measureTick({ product, simulator }: Stage, rounds: number): Promise<Row[]> {
  const { keeper, cdp } = product;
  await keeper.page.goto('about:blank');
  await untilChecked(keeper);
  const awake: number[] = [];
  const woken: number[] = [];
  const asked = simulator.requests.all.length;
  for (let round = 0; round < rounds; round += 1) {
    awake.push(workerTime(await record(cdp, false, () => tick(keeper))));
    await keeper.killWorker();
    woken.push(workerTime(await record(cdp, false, () => tick(keeper))));
  }
  const probes = simulator.requests.all.slice(asked).filter(({ host }) => host.endsWith('pika.art'));
  if (probes.length > 0) throw new Error(`something was due after all:\n${simulator.requests.tail()}`);
  const reads = await countReads(keeper);
  const work = spread(awake);
  return [
    { what: 'one tick with nothing due', budget: '≤ 5 ms', measured: words(work, 'ms'), comparedWith: `${reads.requests} store requests in ${reads.transactions} transactions`, met: work.median <= 5 },
    { what: 'the same, when it has to start the worker', budget: 'see above', measured: words(spread(woken), 'ms'), comparedWith: 'script compiled and run anew', met: null },
  ];
}

/** By the browser's own alarm: what it takes to hear of it is part of a tick. */
async function tick(keeper: Keeper): Promise<void> {
  await keeper.extension.evaluate(ringTick);
  await pause(OVER_MS);
}

/** Waits until monitors have just been checked, so that none is due for most of a minute. */
async function untilChecked(keeper: Keeper): Promise<void> {
  await keeper.worker.wake();
  const fresh = async (): Promise<boolean> => {
    const states = await keeper.readStore<{ nextCheckAt: number }>('monitors');
    return states.length > 0 && states.every(({ nextCheckAt }) => nextCheckAt - Date.now() > 40_000);
  };
  const idle = async (): Promise<boolean> => (await keeper.readStore<DueRow>('due')).every(({ lease }) => lease === null);
  await until(async () => (await fresh()) && (await idle()), { timeout: 90_000, what: 'a check of all monitors' });
}

function workerTime(events: readonly TraceEvent[]): number {
  const threads = events.filter(({ name, args }) => name === 'thread_name' && String(args['name']).startsWith('ServiceWorker'));
  return threads.reduce((sum, thread: Thread) => sum + taskTime(events, thread), 0);
}

/** Counts, in one tick, what the worker asks of its database. */
async function countReads(keeper: Keeper): Promise<{ requests: number; transactions: number }> {
  await keeper.worker.evaluate(startCounting);
  await tick(keeper);
  return keeper.worker.evaluate(() => (globalThis as { benchCount?: { requests: number; transactions: number } }).benchCount ?? { requests: -1, transactions: -1 });
}

/** Runs in the worker: sent as text, it stands alone. */
function startCounting(): void {
  const count = { requests: 0, transactions: 0 };
  (globalThis as { benchCount?: typeof count }).benchCount = count;
  const wrap = (owner: object, name: string, key: keyof typeof count): void => {
    const real = Reflect.get(owner, name) as (...args: unknown[]) => unknown; // each name below is a method there
    Reflect.set(owner, name, function counted(this: unknown, ...args: unknown[]) {
      count[key] += 1;
      return Reflect.apply(real, this, args);
    });
  };
  for (const name of ['get', 'getKey', 'getAll', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor']) {
    wrap(IDBObjectStore.prototype, name, 'requests');
    wrap(IDBIndex.prototype, name, 'requests');
  }
  for (const name of ['put', 'add', 'delete']) wrap(IDBObjectStore.prototype, name, 'requests');
  wrap(IDBDatabase.prototype, 'transaction', 'transactions');
}
