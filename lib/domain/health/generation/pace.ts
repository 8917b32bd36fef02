/** Whether generations come more slowly than usual, out of those that are under way and those of the last hour. */
import { HOUR } from '../../../time.ts';
import { type Job, WATCHED_WITHIN } from '../../jobs/job.ts';
import { slowAfter, type HourOfWeek, type Usual, usualWait, type Wait, waitOf } from './waits.ts';

/** Waits that ended earlier say nothing about now. */
const WINDOW = HOUR;
/** A single job must be this far over the limit before it speaks for all: one can always be unlucky. */
const ALONE = 1.5;

/** One job's wait, judged by what is usual. */
export interface Waiting {
  readonly job: Job;
  readonly submittedAt: number;
  /** So far, or in all. */
  readonly ms: number;
  readonly ended: boolean;
  readonly usual: Usual;
  readonly limitMs: number;
  readonly slow: boolean;
}

export interface Pace {
  /** Slow ones that no job submitted later has overtaken in good time; the longest first. */
  readonly slow: readonly Waiting[];
  readonly isSlow: boolean;
  /** When the first of them went over its limit; null when none has. */
  readonly since: number | null;
  /** All waits that say something. */
  readonly waits: readonly Waiting[];
}

/**
 * Slow means: two jobs over their limit, or one far over it, and none submitted after them that came in good time.
 * So one late job among good ones is only stuck by itself, and the first good one ends it.
 * @param jobs of the last day; @param history waits that are over for longer
 */
export function paceOf(jobs: readonly Job[], history: readonly Wait[], hourOf: HourOfWeek, now: number): Pace {
  const waits = jobs.map((job) => waitingOf(job, history, hourOf, now)).filter((wait) => wait !== null);
  const good = Math.max(-Infinity, ...waits.filter(({ ended, slow }) => ended && !slow).map(({ submittedAt }) => submittedAt));
  const slow = waits.filter((wait) => wait.slow && wait.submittedAt > good).toSorted((a, b) => b.ms - a.ms);
  const isSlow = slow.length >= 2 || slow.some(({ ms, limitMs, usual }) => usual.basis === 'assumed' || ms > ALONE * limitMs);
  const since = slow.length === 0 ? null : Math.min(...slow.map(({ submittedAt, limitMs }) => submittedAt + limitMs));
  return { slow, isSlow, since, waits };
}

function waitingOf(job: Job, history: readonly Wait[], hourOf: HourOfWeek, now: number): Waiting | null {
  const ended = waitOf(job, hourOf);
  const submittedAt = ended?.at ?? waitingSince(job, now);
  if (submittedAt === null) return null;
  const ms = ended?.totalMs ?? now - submittedAt;
  if (ended !== null && (submittedAt + ms > now || now - submittedAt - ms > WINDOW)) return null;
  const usual = usualWait(history, job.request.model, hourOf(submittedAt));
  const limitMs = slowAfter(usual);
  const slow = ms > limitMs;
  // A young job is no evidence yet, neither of good nor of ill.
  if (ended === null && !slow) return null;
  return { job, submittedAt, ms, ended: ended !== null, usual, limitMs, slow };
}

/** Only a job that somebody watches right now is waiting; others may have ended long ago. */
function waitingSince(job: Job, now: number): number | null {
  if (job.active === 0 || job.queuedAt === null || job.queuedAt > now) return null;
  return isWatched(job, now) ? job.queuedAt : null;
}

/** Whether an open pika.art tab showed the job a moment ago. */
export function isWatched(job: Job, now: number): boolean {
  return Math.abs(now - job.lastSeenAt) <= WATCHED_WITHIN;
}
