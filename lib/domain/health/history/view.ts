import { DAY } from '../../../time.ts';
import type { MonitorId } from '../monitor.ts';
import { addCells, addShares, CELL, CELLS, noSum, type Shares, type Sum } from './cells.ts';
import { type LatencyView, latencyView } from './latency-view.ts';
import { type LocalOffset, localDays } from './local-days.ts';
import type { DaySummary } from './summary.ts';

/** The windows for which an uptime is said, in local days with today as the last; 1 is the last 24 hours instead. */
export const WINDOWS = [1, 7, 30, 60, 90] as const;

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
function sumUp(summaries: readonly DaySummary[], starts: readonly number[]): Sum[] {
  const sums = Array.from({ length: starts.length - 1 }, noSum);
  let first = 0;
  for (const { day, runs } of summaries) {
    // A day lies in two or three stretches; before the first one, in none.
    while (first + 1 < sums.length && (starts[first + 1] ?? Infinity) <= day) first += 1;
    for (let index = first; index < sums.length && (starts[index] ?? Infinity) < day + DAY; index += 1) {
      const sum = sums[index];
      if (sum !== undefined) addCells(sum, runs, Math.max(0, cellAt(day, starts[index])), Math.min(CELLS, cellAt(day, starts[index + 1])));
    }
  }
  return sums;
}

/** The first cell of a day that begins at or after `at`. */
function cellAt(day: number, at = Infinity): number {
  return Math.ceil((at - day) / CELL);
}

function windowsOf(summaries: readonly DaySummary[], bars: readonly Bar[], now: number): Window[] {
  return WINDOWS.filter((days) => days <= Math.max(1, bars.length)).map((days) => {
    if (days > 1) {
      const chosen = bars.slice(-days);
      return { days, ...stretch(together(chosen), chosen[0]?.from ?? now, now) };
    }
    const end = (Math.floor(now / CELL) + 1) * CELL;
    const [sum = noSum()] = sumUp(summaries, [end - DAY, end]);
    return { days, ...stretch(sum, end - DAY, now) };
  });
}

function barOf(shares: Shares, from: number, to: number): Bar {
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

function together(bars: readonly Bar[]): Shares {
  const sum = noSum();
  for (const { shares } of bars) addShares(sum, shares);
  return sum;
}
