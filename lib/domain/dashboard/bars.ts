import type { Bar } from '../health/history/view.ts';
import { spanWords } from '../words.ts';

/** A day's colour: of the worst that was seen, and for an outage by how much of the watched time it took. */
export type Grade = 'up' | 'brief' | 'partial' | 'down' | 'blocked' | 'paused' | 'none';

/** One day of a row of bars. */
export interface DayBar {
  /** The moment on which the local day begins. */
  readonly from: number;
  readonly grade: Grade;
  /** Percent of the bar that shows the outage: its share, but never too small to be seen. */
  readonly cap: number;
  /** All that the bar says, as one line. */
  readonly text: string;
}

/** Shares of the watched time from which an outage is no longer `brief`, and from which the day counts as `down`. */
const PARTIAL = 0.01;
const LARGE = 0.1;
const LEAST_CAP = 18;

/** @param day names a local day by the moment on which it begins */
export function dayBar(bar: Bar, day: (at: number) => string): DayBar {
  const share = downShare(bar);
  const cap = share === 0 ? 0 : Math.max(LEAST_CAP, Math.round(share * 100));
  return { from: bar.from, grade: gradeOf(bar, share), cap, text: `${day(bar.from)}: ${wordsOf(bar)}` };
}

/** "99.653 %"; the history has floored it, so "100 %" means that not one second of an outage was seen. */
export function percent(value: number | null): string {
  return value === null ? 'no data' : `${value}\u00a0%`;
}

function downShare({ shares: { up, down } }: Bar): number {
  return up + down === 0 ? 0 : down / (up + down);
}

function gradeOf({ status }: Bar, share: number): Grade {
  if (status === 'unknown') return 'none';
  if (status !== 'down') return status;
  if (share >= LARGE) return 'down';
  return share >= PARTIAL ? 'partial' : 'brief';
}

function wordsOf({ status, shares, uptime, coverage }: Bar): string {
  if (status === 'unknown') return 'not watched';
  if (status === 'paused') return 'paused by you';
  const parts = uptime === null ? [] : [`${percent(uptime)} up`];
  if (shares.down > 0) parts.push(`down for ${spanWords(shares.down)}`);
  if (shares.blocked > 0) parts.push(`${spanWords(shares.blocked)} could not be judged`);
  return [...parts, `watched ${percent(coverage)} of the day`].join(', ');
}
