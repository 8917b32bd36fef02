import { needsLook } from '../../lib/domain/health/needs-look.ts';
import { parseMonitorState, parseWatch } from '../../lib/store/health-rows.ts';
import { parsePauses } from '../../lib/store/pauses.ts';
import { toolsOn } from '../../lib/store/settings.ts';
import type { Keeper } from './browser.ts';
import { until, untilStuck } from './until.ts';

declare const chrome: { alarms: { create(name: string, details: object): Promise<void> } };

/** The extension's own rhythm. A larger step would look like sleep to it, and would start a grace period. */
export const STEP = 30_000;

interface DueRow {
  readonly task: string;
  readonly dueAt: number;
  readonly lease: unknown;
}

/**
 * Lets time pass for the extension alone: its clock goes forward in steps of one tick, and each tick's work is done before the next. Takes
 * a fraction of a second a step.
 * @param stop is asked after each step; when it says true, the rest of the time does not pass
 */
export async function passTime(keeper: Keeper, ms: number, stop: () => Promise<boolean> = async () => false): Promise<void> {
  const end = keeper.worker.clockOffset() + ms;
  while (keeper.worker.clockOffset() < end && !(await stop())) {
    await keeper.setClock(keeper.worker.clockOffset() + STEP);
    await tickThrough(keeper);
  }
}

/**
 * Waits until the first look at Pika is stored and no task is under way. A clock that is set in the middle of one would date it anew, and
 * a tick that rings then finds its lease taken. A lease of a worker that was killed in the middle stays: then there is nothing to wait for here.
 */
export async function untilIdle(keeper: Keeper): Promise<void> {
  let rows: readonly DueRow[] = [];
  const isIdle = async (): Promise<boolean> => {
    rows = await keeper.readStore<DueRow>('due');
    return rows.some(({ task }) => task === 'check-monitors') && rows.every(({ lease }) => lease === null);
  };
  await until(isIdle, { timeout: 60_000, what: () => `the worker to be idle; leased are ${leased(rows)}` });
}

/** Stops the worker and puts its alarm off for an hour: from now on it runs only if somebody wakes it. */
export async function putToSleep(keeper: Keeper): Promise<void> {
  const isAsleep = async (): Promise<boolean> => {
    await keeper.killWorker();
    await keeper.extension.evaluate(() => chrome.alarms.create('tick', { delayInMinutes: 60, periodInMinutes: 0.5 }));
    // The alarm may have rung in between.
    return !keeper.worker.running();
  };
  await until(isAsleep, { what: 'the worker to sleep' });
}

/**
 * Lets the tick ring, and returns when all of its work is done. A tick that finds nothing to do leaves no trace to wait for.
 * @param mark how far its work has come, where that may take long
 */
export async function tickThrough(keeper: Keeper, mark: () => unknown = () => null): Promise<void> {
  const before = Date.now() + keeper.worker.clockOffset();
  const looks = await findsPikaDue(keeper, before);
  await keeper.hearTick();
  let rows: readonly DueRow[] = [];
  const ticked = async (): Promise<boolean> => {
    rows = await keeper.readStore<DueRow>('due');
    const looked = rows.some(({ task, dueAt }) => task === 'check-monitors' && dueAt >= before);
    return (looked || !looks) && rows.every(({ lease }) => lease === null);
  };
  await untilStuck(ticked, mark, { timeout: 60_000, what: () => `the tick to end; leased are ${leased(rows)}` });
}

function leased(rows: readonly DueRow[]): string {
  return rows.flatMap(({ lease, task }) => (lease === null ? [] : [task])).join(', ') || 'none';
}

/** Whether a tick has to look at Pika, by the extension's own rule. Should it be wrong, what a test waits for never comes. */
async function findsPikaDue(keeper: Keeper, now: number): Promise<boolean> {
  const online = keeper.extension.evaluate(() => navigator.onLine);
  const [rows, meta] = await Promise.all([keeper.readStore('monitors'), keeper.readStore<{ key: string; value: unknown }>('meta')]);
  const value = (name: string): unknown => meta.find(({ key }) => key === name)?.value;
  const facts = { states: rows.map(parseMonitorState).filter((state) => state !== null), watch: parseWatch(value('watch')), pauses: parsePauses(value('pauses')) };
  return needsLook(facts, { online: await online, tools: toolsOn(value('settings')) }, now);
}

/**
 * Waits for the check that follows an installation, at the present of the pages. Time that passes before it would put
 * every check into their future.
 */
export async function firstCheck(keeper: Keeper): Promise<void> {
  await keeper.fireTick();
  const checked = async (): Promise<boolean> => (await keeper.readStore<{ monitor: string; lastCheckAt: number | null }>('monitors')).some(({ monitor, lastCheckAt }) => monitor === 'pika-web' && lastCheckAt !== null);
  await until(checked, { timeout: 60_000, what: 'the first check of Pika' });
}
