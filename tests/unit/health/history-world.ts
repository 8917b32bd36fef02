import { type Circumstances, summaryOf, withQuietDays } from '../../../lib/domain/health/history/monitor-day.ts';
import { addCells, CELLS, type Field, noSum } from '../../../lib/domain/health/history/cells.ts';
import type { DaySummary, Span } from '../../../lib/domain/health/history/summary.ts';
import { type HistoryView, historyView, type MonitorHistory } from '../../../lib/domain/health/history/view.ts';
import type { Check } from '../../../lib/domain/health/monitor.ts';
import { DAY, MINUTE } from '../../../lib/time.ts';

/** A UTC midnight, so far from any edge. */
export const START = Date.UTC(2026, 2, 2);
/** Twice the interval of Pika's own monitors. */
export const COVER = 2 * MINUTE;

export function checkAt(at: number, changes: Partial<Check> = {}): Check {
  return { monitor: 'pika-web', at, outcome: 'up', latencyMs: 120, httpStatus: 200, edge: 'FRA', kind: null, ...changes };
}

export function failedAt(at: number): Check {
  return checkAt(at, { outcome: 'failed', latencyMs: null, httpStatus: null, edge: null, kind: 'timeout' });
}

/** `count` checks, a minute apart, from `from` on. */
export function everyMinute(from: number, count: number, change: (index: number) => Partial<Check> = () => ({})): Check[] {
  return Array.from({ length: count }, (_, index) => checkAt(from + index * MINUTE, change(index)));
}

/** Days summed up one after the other, each with the tail of the one before, as the store does. */
export function summaries(checks: readonly Check[], until: number, pauses: readonly Span[] = []): DaySummary[] {
  const around: Circumstances = { monitor: 'pika-web', pauses: pauses.map((span) => ({ ...span, monitors: null, why: 'manual' })), until };
  const byDay = Map.groupBy(checks, ({ at }) => Math.floor(at / DAY) * DAY);
  const done: DaySummary[] = [];
  for (const [day, ofDay] of [...byDay].toSorted(([a], [b]) => a - b)) {
    const last = done.at(-1);
    done.push(summaryOf(around, day, ofDay, last?.day === day - DAY ? last.tail : null));
  }
  return withQuietDays(done, around);
}

/** A zone that is always `minutes` ahead of UTC. */
export function ahead(minutes: number): (at: number) => number {
  return () => minutes * MINUTE;
}

/** An IANA zone's offset, as the browser knows it. */
export function zone(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return (at) => {
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(format.format(at)) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
  };
}

/** The 90-day view of one monitor. */
export function viewOf(checks: readonly Check[], now: number, options: { offsetAt?: (at: number) => number; pauses?: readonly Span[] } = {}): MonitorHistory {
  const view: HistoryView = historyView(new Map([['pika-web', summaries(checks, now, options.pauses)]]), { now, days: 90, offsetAt: options.offsetAt ?? ahead(0) });
  const [only] = view.monitors;
  if (only === undefined) throw new Error('no monitor');
  return only;
}

/** Sum of a field over all cells of a day. */
export function total(summary: DaySummary | undefined, field: Field): number {
  const sum = noSum();
  if (summary !== undefined) addCells(sum, summary.runs, 0, CELLS);
  return sum[field];
}
