/** How a job ended, as evidence about Pika: only what was watched counts, and only what Pika is to answer for. */
import { MINUTE } from '../../../time.ts';
import type { Job, JobRequest } from '../../jobs/job.ts';

/** One attempt at something, by what it is judged. */
export interface Trial {
  readonly at: number;
  readonly made: boolean;
  /** Trials about the same thing are one trouble; null counts as the same. */
  readonly about: string | null;
}

/** `about` is the prompt. */
export interface Outcome extends Trial {
  readonly request: Pick<JobRequest, 'model' | 'feature'>;
  /** `Job.id`; null where the submit was refused, so that there is none. */
  readonly job: string | null;
}

/** An end that is found later than this after the job was last seen at work may be from another day, or another trouble. */
const FOUND_WITHIN = 15 * MINUTE;

/**
 * Refusals of what was asked for, not failures: words of the error codes of Pika's task API (invalid_input,
 * content_moderation, insufficient_balance, membership_required, usage_limit_exceeded, …) and of its error texts.
 */
const USERS_OWN = /insufficient|credit|balance|invalid|unsupported|too (?:large|long|small|short)|not allowed|policy|moderat|membership|subscription|upgrade|limit/i;

/** Null for a job that goes on, whose end nobody watched, or whose end says nothing about Pika (filtered, cancelled, refused). */
export function outcomeOf(job: Job): Outcome | null {
  const at = endOf(job);
  if (at === null || job.lastActiveAt === null) return null;
  const unseen = at - job.lastActiveAt;
  if (unseen < 0 || unseen > FOUND_WITHIN) return null;
  if (job.state === 'failed' && job.error !== null && isUsersOwn(job.error)) return null;
  return { at, made: job.state === 'finished', about: job.request.prompt, request: job.request, job: job.id };
}

/** Whether an error's words say that Pika refused what was asked for, rather than failed at it. */
export function isUsersOwn(error: string): boolean {
  return USERS_OWN.test(error);
}

/** Those between `from` and `now`, oldest first. */
export function outcomesSince(outcomes: readonly (Outcome | null)[], from: number, now: number): readonly Outcome[] {
  return outcomes
    .filter((outcome) => outcome !== null)
    .filter(({ at }) => at >= from && at <= now)
    .toSorted((a, b) => a.at - b.at);
}

/** When it was seen to have finished or failed; null for all else. */
function endOf(job: Job): number | null {
  if (job.state === 'finished') return job.finishedAt;
  return job.state === 'failed' ? job.stateSince : null;
}
