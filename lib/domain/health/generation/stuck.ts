/** Jobs that stand still. */
import type { Job } from '../../jobs/job.ts';
import { stillAfter } from '../../jobs/still.ts';
import { isWatched } from './pace.ts';

export interface StuckJob {
  /** `Job.id`. */
  readonly job: string;
  readonly model: string | null;
  /** Since when nothing has moved. */
  readonly since: number;
  readonly progress: number | null;
}

/** Jobs that are watched and have not moved for 20 min, or for 10 min at 99 %; the longest first. */
export function stuckJobs(jobs: readonly Job[], now: number): readonly StuckJob[] {
  return jobs
    .filter((job) => job.active === 1 && isWatched(job, now) && now - job.movedAt >= stillAfter(job))
    .map((job) => ({ job: job.id, model: job.request.model, since: job.movedAt, progress: job.progress }))
    .toSorted((a, b) => a.since - b.since);
}
