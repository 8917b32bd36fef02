import type { IDBPTransaction } from 'idb';
import { chapterOf } from '../domain/health/history/chapter.ts';
import { type Circumstances, summaryOf, withQuietDays } from '../domain/health/history/monitor-day.ts';
import type { DaySummary } from '../domain/health/history/summary.ts';
import { type HistoryView, historyView, type ViewOptions } from '../domain/health/history/view.ts';
import type { Check, MonitorId } from '../domain/health/monitor.ts';
import { DAY } from '../time.ts';
import { monitorOf, parseChapter, parseChecks } from './check-rows.ts';
import { dayOf } from './checks.ts';
import type { Store } from './db.ts';
import { PAUSES, parsePauses } from './pauses.ts';
import type { KeeperSchema } from './schema.ts';

const STORES = ['checks', 'days', 'summaries', 'meta'] as const;
type Reading = IDBPTransaction<KeeperSchema, (typeof STORES)[number][], 'readonly'>;

/**
 * Bars, uptime and latency of all monitors that were ever checked in the last `days` local days, as of one moment.
 * Reads two or three rows of sums a monitor and all checks that are not sealed yet, in one transaction. They are read by
 * their keys: an index would look up each row for itself.
 */
export async function readHistory(db: Store, options: ViewOptions): Promise<HistoryView> {
  // Two days more on the far side: local days begin up to 14 hours before UTC's, and a day's first minutes hang on the day before.
  const from = dayOf(options.now) - (options.days + 2) * DAY;
  const tx: Reading = db.transaction([...STORES]);
  const [chapters, open, pauses] = await Promise.all([
    tx.objectStore('summaries').getAll(IDBKeyRange.lowerBound([chapterOf(from)])),
    tx.objectStore('checks').getAll(),
    tx.objectStore('meta').get(PAUSES),
  ]);
  const sums = new Map<MonitorId, DaySummary[]>();
  for (const row of chapters) {
    const monitor = monitorOf(row);
    const days = parseChapter(row, from);
    if (monitor !== null && days.length > 0) sums.set(monitor, [...(sums.get(monitor) ?? []), ...days]);
  }
  const unsealed = openDays(open, from);
  const monitors = new Map<MonitorId, DaySummary[]>();
  for (const monitor of new Set([...sums.keys(), ...unsealed.keys()])) {
    const around = { monitor, pauses: parsePauses(pauses?.value), until: options.now };
    const days = await withOpenDays(tx, around, sums.get(monitor) ?? [], unsealed.get(monitor) ?? new Map());
    monitors.set(monitor, withQuietDays(days, around));
  }
  await tx.done;
  return historyView(monitors, options);
}

/** Checks by the UTC day that they were made on. */
type OpenDays = Map<number, Check[]>;

/** Checks that are not sealed yet, by their monitor and day, without those before `from`. A row is of one monitor and mostly of one day. */
function openDays(rows: readonly unknown[], from: number): Map<MonitorId, OpenDays> {
  const monitors = new Map<MonitorId, OpenDays>();
  for (const row of rows) {
    const monitor = monitorOf(row);
    if (monitor === null) continue;
    const days = monitors.get(monitor) ?? new Map<number, Check[]>();
    let [day, ofDay]: [number, Check[]] = [NaN, []];
    for (const check of parseChecks(row)) {
      if (check.at < from) continue;
      if (!(check.at >= day && check.at < day + DAY)) {
        day = dayOf(check.at);
        ofDay = days.get(day) ?? [];
        days.set(day, ofDay);
      }
      ofDay.push(check);
    }
    if (days.size > 0) monitors.set(monitor, days);
  }
  return monitors;
}

/** Sums of sealed days, and of those whose checks (or late ones among them) still lie open, in order. */
async function withOpenDays(tx: Reading, around: Circumstances, sealed: readonly DaySummary[], open: OpenDays): Promise<DaySummary[]> {
  const days = new Map(sealed.map((summary) => [summary.day, summary]));
  for (const [day, checks] of [...open].toSorted(([a], [b]) => a - b)) {
    const stored = days.has(day) ? await tx.objectStore('days').get([around.monitor, day]) : undefined;
    // Summed up, and its checks forgotten: late ones cannot be told apart from those in the sums.
    if (days.has(day) && stored === undefined) continue;
    days.set(day, summaryOf(around, day, stored === undefined ? checks : [...parseChecks(stored), ...checks], days.get(day - DAY)?.tail ?? null));
  }
  return [...days.values()].toSorted((a, b) => a.day - b.day);
}
