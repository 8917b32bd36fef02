/** When something was seen that tells of Pika's generator: what a verdict's age and the checks of its history come from. */
import type { Job } from '../../jobs/job.ts';
import type { GenerationHealth } from './health.ts';
import type { Outcome } from './outcome.ts';
import { isWatched } from './pace.ts';

/** The user's own jobs as they are judged. */
export interface Court {
  readonly jobs: readonly Job[];
  /** Oldest first. */
  readonly outcomes: readonly Outcome[];
  readonly now: number;
}

/** What may be new in a verdict. */
export interface News {
  /** When something was seen that checks are made of, oldest first. */
  readonly moments: readonly number[];
  /** The last video that was made, if nothing has failed since. */
  readonly provenAt: number | null;
}

/**
 * An outage's moments are all its failures, whether or not they were one when they came. While the newest outcome is a
 * failure and not enough of them make an outage there are none: a check that calls Pika up would stand in the middle of
 * what may be one.
 */
export function newsOf({ status, seenAt }: Pick<GenerationHealth, 'status' | 'seenAt'>, court: Court): News {
  const run = failedLast(court);
  const provenAt = run.length > 0 ? null : (court.outcomes.at(-1)?.at ?? null);
  if (status === 'down') return { moments: run.map(({ at }) => at), provenAt };
  const newest = latest(seenAt, underWay(court), provenAt);
  return { moments: status === 'unknown' || newest === null || run.length > 0 ? [] : [newest], provenAt };
}

/** Failures after which nothing was made. */
export function failedLast({ outcomes }: Pick<Court, 'outcomes'>): readonly Outcome[] {
  return outcomes.slice(outcomes.findLastIndex(({ made }) => made) + 1);
}

/** When a job under way was last seen: that it waits is evidence, too. Null while nobody watches one. */
export function underWay({ jobs, now }: Pick<Court, 'jobs' | 'now'>): number | null {
  return latest(...jobs.filter((job) => job.active === 1 && isWatched(job, now)).map(({ lastSeenAt }) => Math.min(lastSeenAt, now)));
}

/** The latest of those that are known; null for none. */
export function latest(...moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.max(...known);
}
