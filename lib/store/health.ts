import type { IDBPTransaction } from 'idb';
import type { Check, MonitorId } from '../domain/health/monitor.ts';
import type { HealthFacts, HealthWrite } from '../domain/health/record.ts';
import { DAY, HOUR } from '../time.ts';
import { parseChecks, parseMonitorState, parseWatch } from './health-rows.ts';
import type { Store } from './db.ts';
import type { KeeperSchema } from './schema.ts';

/** Checks are kept this long. */
export const KEEP_CHECKS = 90 * DAY;
const PRUNE_EVERY = HOUR;

const WATCH = 'watch';
const PRUNED = 'checks-pruned-at';
const PARTS = ['checks', 'monitors', 'meta'] as const;

type Reading = IDBPTransaction<KeeperSchema, ('checks' | 'monitors' | 'meta')[], IDBTransactionMode>;
type Writing = IDBPTransaction<KeeperSchema, ('checks' | 'monitors' | 'meta')[], 'readwrite'>;

/** States of all monitors and the facts of the watching: all that a screen needs, in one transaction. */
export async function readHealth(db: Store): Promise<HealthFacts> {
  return readFacts(db.transaction([...PARTS], 'readonly') as Reading);
}

/**
 * Reads, decides and writes in one transaction, so that two ticks which overlap cannot undo each other and a kill
 * leaves all or nothing. Relaxed durability: a power cut may cost the last checks, which is a gap like any other.
 * @param decide pure and synchronous; the transaction would not outlive a wait
 */
export async function updateHealth(db: Store, decide: (facts: HealthFacts) => HealthWrite): Promise<HealthWrite> {
  const tx: Writing = db.transaction([...PARTS], 'readwrite', { durability: 'relaxed' });
  try {
    const write = decide(await readFacts(tx as Reading));
    await Promise.all([
      ...write.states.map((state) => tx.objectStore('monitors').put(state)),
      ...write.checks.map((check) => append(tx, check)),
      tx.objectStore('meta').put({ key: WATCH, value: write.watch }),
    ]);
    await tx.done;
    return write;
  } catch (error) {
    abandon(tx);
    throw error;
  }
}

/** Checks of one monitor with `from` ≤ at < `to`, oldest first. */
export async function readChecks(db: Store, monitor: MonitorId, from: number, to: number): Promise<Check[]> {
  const range = IDBKeyRange.bound([monitor, hourOf(from)], [monitor, to], false, true);
  const hours = await db.getAll('checks', range);
  return hours.flatMap(parseChecks).filter((check) => check.at >= from && check.at < to);
}

/**
 * Removes hours older than `KEEP_CHECKS`, at most once an hour. Age is counted from the newest check, or from `now`
 * if that is earlier: a clock that jumps ahead must not wipe the history.
 * @returns hours removed
 */
export async function pruneChecks(db: Store, now: number): Promise<number> {
  const tx = db.transaction(['checks', 'meta'], 'readwrite', { durability: 'relaxed' });
  const meta = tx.objectStore('meta');
  const last = (await meta.get(PRUNED))?.value;
  if (typeof last === 'number' && last <= now && now - last < PRUNE_EVERY) return 0;
  const byHour = tx.objectStore('checks').index('byHour');
  const newest = await byHour.openKeyCursor(null, 'prev');
  const cutoff = Math.min(now, (newest?.key ?? 0) + HOUR) - KEEP_CHECKS;
  const old = await byHour.getAllKeys(IDBKeyRange.upperBound(hourOf(cutoff), true));
  await Promise.all([...old.map((key) => tx.objectStore('checks').delete(key)), meta.put({ key: PRUNED, value: now })]);
  await tx.done;
  return old.length;
}

async function readFacts(tx: Reading): Promise<HealthFacts> {
  const [rows, watch] = await Promise.all([tx.objectStore('monitors').getAll(), tx.objectStore('meta').get(WATCH)]);
  return { states: rows.map(parseMonitorState).filter((state) => state !== null), watch: parseWatch(watch?.value) };
}

async function append(tx: Writing, check: Check): Promise<void> {
  const hour = hourOf(check.at);
  const checks = tx.objectStore('checks');
  const earlier = parseChecks(await checks.get([check.monitor, hour]));
  await checks.put({ monitor: check.monitor, hour, checks: [...earlier, check] });
}

function abandon(tx: Writing): void {
  tx.done.catch(() => {});
  try {
    tx.abort();
  } catch {
    // Already aborted by the failure itself.
  }
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR;
}
