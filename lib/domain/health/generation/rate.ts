/** When failures are more than bad luck. */
import { HOUR } from '../../../time.ts';
import type { Trial } from './outcome.ts';

/** Outcomes older than this say nothing about now. */
export const RECENT = 2 * HOUR;
/** Of these, the newest ones that count. */
const NEWEST = 8;
/** Below this success rate nobody would say that it works. */
const WORKS_ABOVE = 0.6;
/** 95 %, two-sided. */
const Z = 1.96;

export interface Rate {
  readonly made: number;
  readonly failed: number;
  /** First failure of those counted; null when nothing failed. */
  readonly failingSince: number | null;
  readonly failing: boolean;
}

/** Upper bound of the success rate (Wilson score interval, 1927); 1 for no samples. */
export function wilsonUpper(made: number, all: number): number {
  if (all === 0) return 1;
  const share = made / all;
  const square = (Z * Z) / all;
  const middle = share + square / 2;
  const spread = Z * Math.sqrt((share * (1 - share)) / all + square / (4 * all));
  return Math.min(1, (middle + spread) / (1 + square));
}

/**
 * The rate of the newest trials. `failing` when even the upper bound of the success rate is below 0.6: three of
 * three failed, five of six, six of eight; never one or two. The same prompt tried again and again is one
 * trouble, and does not count; and two good ones in a row end it.
 * @param trials oldest first, of the last `RECENT`
 */
export function rateOf(trials: readonly Trial[]): Rate {
  const newest = trials.slice(-NEWEST);
  const failures = newest.filter(({ made }) => !made);
  const made = newest.length - failures.length;
  const works = newest.length >= 2 && newest.slice(-2).every((trial) => trial.made);
  const failing = !works && troubles(failures) >= 2 && wilsonUpper(made, newest.length) < WORKS_ABOVE;
  return { made, failed: failures.length, failingSince: failures[0]?.at ?? null, failing };
}

/** How many different things they are about; those that are not known count as one. */
export function troubles(trials: readonly Trial[]): number {
  return new Set(trials.map(({ about }) => about)).size;
}
