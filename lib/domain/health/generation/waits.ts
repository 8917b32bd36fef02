/** How long a generation usually takes for this user, and when it takes too long. */
import { DAY, MINUTE } from '../../../time.ts';
import { type Job, WATCHED_WITHIN } from '../../jobs/job.ts';
import { median } from '../latency.ts';
import { outcomeOf } from './outcome.ts';

/** The local hour of the week at a moment, 0–167; the domain knows no time zone. */
export type HourOfWeek = (at: number) => number;

/** One generation whose submit and end were both watched. */
export interface Wait {
  /** When it was submitted. */
  readonly at: number;
  readonly model: string | null;
  /** Hour of the week of the submit, 0–167. */
  readonly hour: number;
  /** From submit to running; null where nobody saw it begin. */
  readonly startMs: number | null;
  /** From submit to finished. */
  readonly totalMs: number;
}

export const USUAL_BASES = ['hour', 'model', 'all', 'assumed'] as const;

/** What is usual. `basis` tells from what: this hour of the week, this model at any hour, all models, or the seeds' defaults. */
export interface Usual {
  readonly medianMs: number;
  /** Median of the distances from the median. */
  readonly madMs: number;
  readonly p95Ms: number;
  readonly count: number;
  readonly basis: (typeof USUAL_BASES)[number];
}

/** A normal wait is 2–5 min; 10–15 min is a busy hour; from 30 min on it is degraded. True until there is history. */
export const NORMAL = 5 * MINUTE;
export const BUSY = 10 * MINUTE;
export const DEGRADED = 30 * MINUTE;
const ASSUMED: Usual = { medianMs: 3.5 * MINUTE, madMs: 1.5 * MINUTE, p95Ms: 15 * MINUTE, count: 0, basis: 'assumed' };
const ASSUMED_START: Usual = { medianMs: 2 * MINUTE, madMs: MINUTE, p95Ms: 10 * MINUTE, count: 0, basis: 'assumed' };

/** Waits that make a history. */
const ENOUGH = 12;
const ENOUGH_OF_AN_HOUR = 8;
const WEEK_HOURS = 168;

/** Null unless both ends were watched. */
export function waitOf(job: Job, hourOf: HourOfWeek): Wait | null {
  const outcome = outcomeOf(job);
  if (!outcome?.made || job.queuedAt === null || job.lastActiveAt === null) return null;
  const totalMs = outcome.at - job.queuedAt;
  if (outcome.at - job.lastActiveAt > WATCHED_WITHIN || totalMs <= 0 || totalMs > DAY) return null;
  const startMs = job.runningAt === null ? null : Math.max(0, job.runningAt - job.queuedAt);
  return { at: job.queuedAt, model: job.request.model, hour: hourOf(job.queuedAt), startMs, totalMs };
}

/**
 * What is usual for a model at an hour of the week. Takes the hours beside it in as well, and falls back on wider
 * histories while a narrow one is too short to say.
 * @param part the whole wait, or the part before it began to run
 */
export function usualWait(history: readonly Wait[], model: string | null, hour: number, part: 'totalMs' | 'startMs' = 'totalMs'): Usual {
  const known = history.filter((wait) => wait[part] !== null);
  const ofModel = known.filter((wait) => wait.model === model);
  const ofHour = ofModel.filter((wait) => isBeside(wait.hour, hour));
  if (ofHour.length >= ENOUGH_OF_AN_HOUR) return usualOf(ofHour, part, 'hour');
  if (ofModel.length >= ENOUGH) return usualOf(ofModel, part, 'model');
  if (known.length >= ENOUGH) return usualOf(known, part, 'all');
  return part === 'totalMs' ? ASSUMED : ASSUMED_START;
}

/**
 * Waits longer than this (ms) are too long: out of the ordinary for this user, and more than anyone calls normal. Of few
 * waits the 95th percentile is the longest one; one bad day must not hide the next one.
 */
export function slowAfter({ basis, medianMs, madMs, p95Ms }: Usual): number {
  if (basis === 'assumed') return DEGRADED;
  const seldom = Math.min(p95Ms, Math.max(DEGRADED, 3 * medianMs));
  return Math.max(NORMAL, 2 * medianMs, medianMs + 5 * madMs, seldom);
}

/** The value below which `share` of the values lie (nearest rank); null for none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

function usualOf(waits: readonly Wait[], part: 'totalMs' | 'startMs', basis: Usual['basis']): Usual {
  const values = waits.map((wait) => wait[part] ?? 0);
  const medianMs = median(values) ?? 0;
  const madMs = median(values.map((value) => Math.abs(value - medianMs))) ?? 0;
  return { medianMs, madMs, p95Ms: percentile(values, 0.95) ?? medianMs, count: values.length, basis };
}

function isBeside(a: number, b: number): boolean {
  const apart = Math.abs(a - b) % WEEK_HOURS;
  return Math.min(apart, WEEK_HOURS - apart) <= 1;
}
