/** One job of the Jobs view, and which of them are shown. */
import type { Save } from '../../clips/save.ts';
import { fold } from '../../fold.ts';
import { holdsAll, searchTerms } from '../../clips/view/search.ts';
import type { Job, JobState, Source } from '../job.ts';

export interface JobEntry {
  readonly job: Job;
  /** Folded: all that it is found by. */
  readonly key: string;
  /** Saves of its clips, as far as they are stored. */
  readonly saves: readonly (Save | null)[];
}

export function jobEntryOf(job: Job, saves: readonly (Save | null)[], before?: JobEntry): JobEntry {
  const same = before !== undefined && before.job.request.prompt === job.request.prompt && before.job.error === job.error;
  const parts = [job.request.prompt, job.error, job.jobId].filter((part) => part !== null);
  return { job, saves, key: same ? before.key : parts.map(fold).join('\n') };
}

/** Job states as a person asks for them. */
export const JOB_GROUPS = ['all', 'active', 'finished', 'failed', 'other'] as const;
export type JobGroup = (typeof JOB_GROUPS)[number];

const GROUP_OF: Readonly<Record<JobState, JobGroup>> = {
  queued: 'active',
  running: 'active',
  finished: 'finished',
  failed: 'failed',
  moderated: 'failed',
  cancelled: 'other',
  unknown: 'other',
};

export interface JobFilter {
  readonly text: string;
  readonly state: JobGroup;
  readonly source: Source | null;
}

export const NO_JOB_FILTER: JobFilter = { text: '', state: 'all', source: null };

export function jobFilter({ text, state, source }: JobFilter): (entry: JobEntry) => boolean {
  const terms = searchTerms(text);
  return ({ job, key }) => (state === 'all' || GROUP_OF[job.state] === state) && (source === null || job.source === source) && holdsAll(key, terms);
}

/** Active first, then newest first: as the popup lists them. */
export function byActivity(a: JobEntry, b: JobEntry): number {
  return b.job.active - a.job.active || b.job.order - a.job.order;
}
