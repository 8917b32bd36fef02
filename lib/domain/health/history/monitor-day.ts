import { DAY } from '../../../time.ts';
import type { Check, MonitorId } from '../monitor.ts';
import { intervalOf } from '../pace.ts';
import { type PauseSpan, pausesOf } from '../pauses.ts';
import { type DaySummary, summarise, type Tail } from './summary.ts';

/** What holds for all of a monitor's days: whose they are, what was paused, and the present. */
export interface Circumstances {
  readonly monitor: MonitorId;
  readonly pauses: readonly PauseSpan[];
  /** Nothing after this is covered. */
  readonly until: number;
}

/** What a check covers at most, ms: twice its monitor's interval. After that there was no check where one should have been. */
export function coverOf(monitor: MonitorId): number {
  return 2 * intervalOf(monitor);
}

/** Sums up one UTC day of a monitor. `before` is the newest check of the day before. */
export function summaryOf({ monitor, pauses, until }: Circumstances, day: number, checks: readonly Check[], before: Tail | null): DaySummary {
  return summarise({ day, checks, before, cover: coverOf(monitor), pauses: pausesOf(pauses, monitor, day, day + DAY), until });
}

/**
 * Adds the days after the first one that have no checks of their own, and yet are not without data: their first minutes
 * are covered by the last check of the day before, or some of them was paused.
 * @param summaries in order of their days
 */
export function withQuietDays(summaries: readonly DaySummary[], around: Circumstances): DaySummary[] {
  const first = summaries[0]?.day ?? Infinity;
  const byDay = new Map(summaries.map((summary) => [summary.day, summary]));
  const paused = pausesOf(around.pauses, around.monitor, first, around.until);
  const all = [...summaries];
  for (let day = first; day < around.until; day += DAY) {
    if (byDay.has(day)) continue;
    const before = byDay.get(day - DAY)?.tail ?? null;
    const covered = before !== null && before.at + coverOf(around.monitor) > day;
    if (covered || paused.some(({ from, to }) => from < day + DAY && to > day)) all.push(summaryOf(around, day, [], before));
  }
  return all.length === summaries.length ? all : all.toSorted((a, b) => a.day - b.day);
}
