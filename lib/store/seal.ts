import type { IDBPTransaction } from 'idb';
import { chapterOf, packChapter, withDay } from '../domain/health/history/chapter.ts';
import { summaryOf } from '../domain/health/history/monitor-day.ts';
import type { DaySummary } from '../domain/health/history/summary.ts';
import { type Check, isMonitorId, type MonitorId } from '../domain/health/monitor.ts';
import type { PauseSpan } from '../domain/health/pauses.ts';
import { DAY } from '../time.ts';
import { dayRow, parseChapter, parseChecks } from './check-rows.ts';
import { dayOf, KEEP_CHECKS } from './checks.ts';
import type { Store } from './db.ts';
import { PAUSES, parsePauses } from './pauses.ts';
import type { KeeperSchema } from './schema.ts';
import { whole } from './whole.ts';

/** Open rows looked at for one batch of days, and days removed in one transaction: checks must never wait for housekeeping. */
const BATCH_OPEN = 240;
const BATCH_DAYS = 20;

const STORES = ['checks', 'days', 'summaries', 'meta'] as const;
type Sealing = IDBPTransaction<KeeperSchema, (typeof STORES)[number][], 'readwrite'>;

/**
 * Seals the days that are over, then forgets checks older than `KEEP_CHECKS`. Each day is one small transaction, so that
 * a kill anywhere leaves it as it was or done; the next run goes on.
 */
export async function keepHistory(db: Store, now: number): Promise<{ sealed: number; forgotten: number }> {
  let sealed = 0;
  for (let left = await overDays(db, now); left.length > 0; left = await overDays(db, now)) {
    for (const [monitor, day] of left) await sealDay(db, monitor, day);
    sealed += left.length;
  }
  return { sealed, forgotten: await forgetDays(db, now) };
}

/** Some monitors' days before today that still lie open, oldest first. */
async function overDays(db: Store, now: number): Promise<[MonitorId, number][]> {
  const keys = await db.getAllKeysFromIndex('checks', 'byHour', IDBKeyRange.upperBound(dayOf(now), true), BATCH_OPEN);
  const days = new Map<string, [MonitorId, number]>();
  for (const [monitor, hour] of keys) {
    // A row whose key is no monitor's is another version's or damaged: nothing can be made of it, so it goes.
    if (isMonitorId(monitor)) days.set(`${monitor} ${dayOf(hour)}`, [monitor, dayOf(hour)]);
    else await db.delete('checks', [monitor, hour]);
  }
  return [...days.values()];
}

/**
 * Packs a day's open rows into one and its sums into its chapter, in one transaction: never lost, never counted twice.
 * Checks that come after their day was sealed (a clock was set back) join it the same way.
 */
async function sealDay(db: Store, monitor: MonitorId, day: number): Promise<void> {
  const tx: Sealing = db.transaction([...STORES], 'readwrite', { durability: 'relaxed' });
  const hours = IDBKeyRange.bound([monitor, day], [monitor, day + DAY], false, true);
  await whole(tx, async () => {
    const [rows, stored, known, pauses] = await Promise.all([
      tx.objectStore('checks').getAll(hours),
      tx.objectStore('days').get([monitor, day]),
      readSummary(tx, monitor, day),
      tx.objectStore('meta').get(PAUSES),
    ]);
    // Summed up, and its checks already forgotten: late ones cannot be told apart from those in the sums.
    const closed = known !== null && stored === undefined;
    if (rows.length > 0 && !closed) {
      const checks = [...parseChecks(stored), ...rows.flatMap(parseChecks)].toSorted((a, b) => a.at - b.at);
      await tx.objectStore('days').put(dayRow(monitor, day, checks));
      await sumUp(tx, monitor, day, checks, parsePauses(pauses?.value));
    }
    await tx.objectStore('checks').delete(hours);
  });
}

/** Writes a day's summary, and anew the next day's if that is sealed: its first minutes are covered from here. */
async function sumUp(tx: Sealing, monitor: MonitorId, day: number, checks: readonly Check[], pauses: readonly PauseSpan[]): Promise<void> {
  const before = (await readSummary(tx, monitor, day - DAY))?.tail ?? null;
  const around = { monitor, pauses, until: Infinity };
  const summary = summaryOf(around, day, checks, before);
  await writeSummary(tx, monitor, summary);
  const next = await tx.objectStore('days').get([monitor, day + DAY]);
  if (next === undefined) return;
  await writeSummary(tx, monitor, summaryOf(around, day + DAY, parseChecks(next), summary.tail));
}

async function readSummary(tx: Sealing, monitor: MonitorId, day: number): Promise<DaySummary | null> {
  const row = await tx.objectStore('summaries').get([chapterOf(day), monitor]);
  return parseChapter(row, day).find((summary) => summary.day === day) ?? null;
}

async function writeSummary(tx: Sealing, monitor: MonitorId, summary: DaySummary): Promise<void> {
  const chapter = chapterOf(summary.day);
  const days = parseChapter(await tx.objectStore('summaries').get([chapter, monitor]));
  await tx.objectStore('summaries').put({ monitor, chapter, bytes: packChapter(withDay(days, summary)) });
}

/**
 * Age is counted from the newest check, or from `now` if that is earlier: a clock that jumps ahead must not wipe the
 * history.
 */
async function forgetDays(db: Store, now: number): Promise<number> {
  const tx = db.transaction(['checks', 'days']);
  const [hour, day] = await Promise.all([
    tx.objectStore('checks').index('byHour').openKeyCursor(null, 'prev'),
    tx.objectStore('days').index('byDay').openKeyCursor(null, 'prev'),
    tx.done,
  ]);
  const newest = Math.max(hour?.key ?? 0, day?.key ?? 0);
  const old = IDBKeyRange.upperBound(dayOf(Math.min(now, newest + DAY) - KEEP_CHECKS), true);
  let forgotten = 0;
  for (let keys = await oldDays(db, old); keys.length > 0; keys = await oldDays(db, old)) {
    const removing = db.transaction('days', 'readwrite', { durability: 'relaxed' });
    await whole(removing, () => Promise.all(keys.map((key) => removing.store.delete(key))));
    forgotten += keys.length;
  }
  return forgotten;
}

function oldDays(db: Store, old: IDBKeyRange): Promise<[string, number][]> {
  return db.getAllKeysFromIndex('days', 'byDay', old, BATCH_DAYS);
}
