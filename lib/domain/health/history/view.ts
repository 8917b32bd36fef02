import { DAY } from '../../../time.ts';
import type { MonitorId } from '../monitor.ts';
import { type LatencyView, latencyView } from './latency-view.ts';
import { type LocalOffset, localDays } from './local-days.ts';
import { CELL, type Cells, CELLS, type DaySummary, type Field, FIELDS } from './summary.ts';

/** The windows for which an uptime is said, in local days with today as the last; 1 is the last 24 hours instead. */
export const WINDOWS = [1, 7, 30, 60, 90] as const;

const WIDTH = FIELDS.length;

/** What a time was made of: milliseconds of each, and how many checks were made. The rest of it is no data. */
export type Shares = Readonly<Record<Field, number>>;

/** A stretch of time and what is known of it. */
export interface Stretch {
  readonly from: number;
  /** Exclusive; never after `now`. */
  readonly to: number;
  readonly shares: Shares;
  /** Percent of up ÷ (up + down), floored to 3 decimals: never 100 with a failure in it. Null when neither was seen. */
  readonly uptime: number | null;
  /** Percent of the time, pauses apart, that checks cover; floored to 1 decimal. */
  readonly coverage: number;
}

/** One local day. `status` is the worst that was seen: down, else blocked, else up; `unknown` when nothing was (a grey bar). */
export interface Bar extends Stretch {
  readonly status: 'up' | 'down' | 'blocked' | 'paused' | 'unknown';
}

export interface Window extends Stretch {
  readonly days: (typeof WINDOWS)[number];
}

export interface MonitorHistory {
  readonly monitor: MonitorId;
  /** Oldest first; the last is today. */
  readonly bars: readonly Bar[];
  /** Made of the same cells as the bars: `days` bars add up to their window. The 24 hours are the last 96 quarters of an hour. */
  readonly windows: readonly Window[];
  readonly latency: LatencyView;
}

export interface HistoryView {
  readonly now: number;
  readonly monitors: readonly MonitorHistory[];
}

export interface ViewOptions {
  readonly now: number;
  /** Local days, today included. */
  readonly days: number;
  readonly offsetAt: LocalOffset;
}

/** @param monitors summaries of each, in order of their days */
export function historyView(monitors: ReadonlyMap<MonitorId, readonly DaySummary[]>, { now, days, offsetAt }: ViewOptions): HistoryView {
  const starts = localDays(now, days, offsetAt);
  const views = [...monitors].map(([monitor, summaries]): MonitorHistory => {
    const sums = sumUp(summaries, starts);
    const bars = sums.map((sum, index) => barOf(sum, starts[index] ?? now, Math.min(now, starts[index + 1] ?? now)));
    return { monitor, bars, windows: windowsOf(summaries, bars, now), latency: latencyView(summaries, now, days) };
  });
  return { now, monitors: views };
}

/** Adds cells up to stretches that follow each other. `starts` ends with the end of the last one. */
function sumUp(summaries: readonly DaySummary[], starts: readonly number[]): Float64Array[] {
  const sums = Array.from({ length: starts.length - 1 }, () => new Float64Array(WIDTH));
  for (const { day, cells } of summaries) {
    // A day lies in two or three stretches; before the first one, in none.
    const first = starts.findLastIndex((start) => start <= day);
    for (let index = Math.max(0, first); index < sums.length && (starts[index] ?? Infinity) < day + DAY; index += 1) {
      const from = Math.max(0, cellAt(day, starts[index]));
      const to = Math.min(CELLS, cellAt(day, starts[index + 1]));
      addCells(sums[index], cells, from, to);
    }
  }
  return sums;
}

/** The first cell of a day that begins at or after `at`. */
function cellAt(day: number, at = Infinity): number {
  return Math.ceil((at - day) / CELL);
}

/** The hot loop of the view: some hundred thousand numbers. */
function addCells(sum: Float64Array | undefined, cells: Cells, from: number, to: number): void {
  if (sum === undefined) return;
  for (let field = 0; field < WIDTH; field += 1) {
    let total = 0;
    for (let index = from * WIDTH + field; index < to * WIDTH; index += WIDTH) total += cells[index] ?? 0;
    sum[field] = (sum[field] ?? 0) + total;
  }
}

function windowsOf(summaries: readonly DaySummary[], bars: readonly Bar[], now: number): Window[] {
  return WINDOWS.filter((days) => days <= Math.max(1, bars.length)).map((days) => {
    if (days > 1) {
      const chosen = bars.slice(-days);
      return { days, ...stretch(sharesOf(chosen), chosen[0]?.from ?? now, now) };
    }
    const end = (Math.floor(now / CELL) + 1) * CELL;
    const [sum] = sumUp(summaries.slice(-3), [end - DAY, end]);
    return { days, ...stretch(toShares(sum), end - DAY, now) };
  });
}

function barOf(sum: Float64Array, from: number, to: number): Bar {
  const shares = toShares(sum);
  const status = (['down', 'blocked', 'up', 'paused'] as const).find((word) => shares[word] > 0) ?? 'unknown';
  return { ...stretch(shares, from, to), status };
}

function stretch(shares: Shares, from: number, to: number): Stretch {
  const { up, down, blocked, paused } = shares;
  const watched = up + down + blocked;
  const length = to - from - paused;
  const uptime = up + down === 0 ? null : Math.floor((up * 100_000) / (up + down)) / 1000;
  const coverage = length <= 0 ? 0 : Math.min(100, Math.floor((watched * 1000) / length) / 10);
  return { from, to, shares, uptime, coverage };
}

function sharesOf(bars: readonly Bar[]): Shares {
  const sum = new Float64Array(WIDTH);
  for (const { shares } of bars) for (const [index, field] of FIELDS.entries()) sum[index] = (sum[index] ?? 0) + shares[field];
  return toShares(sum);
}

function toShares(sum: Float64Array | undefined): Shares {
  const [up = 0, down = 0, blocked = 0, paused = 0, checks = 0] = sum ?? [];
  return { up, down, blocked, paused, checks };
}
