import type { IDBPObjectStore, StoreNames } from 'idb';
import type { Check, MonitorId } from '../domain/health/monitor.ts';
import { DAY, HOUR } from '../time.ts';
import { openRow, parseChecks } from './check-rows.ts';
import type { Store } from './db.ts';
import type { KeeperSchema } from './schema.ts';

/** Checks are kept this long; what they sum up to is kept for ever. */
export const KEEP_CHECKS = 90 * DAY;

type Checks = IDBPObjectStore<KeeperSchema, StoreNames<KeeperSchema>[], 'checks', 'readwrite'>;

/** Adds checks to their quarters of a day, within the caller's transaction: an append rewrites a kilobyte and a half at most. */
export async function appendChecks(store: Checks, checks: readonly Check[]): Promise<void> {
  const quarters = Map.groupBy(checks, ({ monitor, at }) => `${monitor} ${quarterOf(at)}`);
  await Promise.all(
    [...quarters.values()].map(async (added) => {
      const [first] = added;
      if (first === undefined) return;
      const hour = quarterOf(first.at);
      const earlier = parseChecks(await store.get([first.monitor, hour]));
      await store.put(openRow(first.monitor, hour, [...earlier, ...added]));
    }),
  );
}

/** Checks of one monitor with `from` ≤ at < `to`, oldest first, sealed or not. */
export async function readChecks(db: Store, monitor: MonitorId, from: number, to: number): Promise<Check[]> {
  const tx = db.transaction(['checks', 'days']);
  const [days, hours] = await Promise.all([
    tx.objectStore('days').getAll(IDBKeyRange.bound([monitor, dayOf(from)], [monitor, to], false, true)),
    tx.objectStore('checks').getAll(IDBKeyRange.bound([monitor, quarterOf(from)], [monitor, to], false, true)),
    tx.done,
  ]);
  const checks = [...days, ...hours].flatMap(parseChecks).filter(({ at }) => at >= from && at < to);
  return checks.toSorted((a, b) => a.at - b.at);
}

/** Whether a day is over that lies open, or checks are old enough to be forgotten. Touches two keys. */
export async function mayKeepHistory(db: Store, now: number): Promise<boolean> {
  const [open, old] = await Promise.all([
    db.getKeyFromIndex('checks', 'byHour', IDBKeyRange.upperBound(dayOf(now), true)),
    db.getKeyFromIndex('days', 'byDay', IDBKeyRange.upperBound(dayOf(now - KEEP_CHECKS), true)),
  ]);
  return open !== undefined || old !== undefined;
}

/** Start of the UTC day, ms. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

/** Few rows a day, since a view of today reads them all; few checks in each, since every append rewrites one. */
const QUARTER = 6 * HOUR;

function quarterOf(at: number): number {
  return Math.floor(at / QUARTER) * QUARTER;
}
