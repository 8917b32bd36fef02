/** The rows of the popup's list: jobs, clips and saves, bounded, and as few questions one after another as the store allows. */
import type { IDBPObjectStore, IDBPTransaction } from 'idb';
import type { Clip } from '../domain/clips/clip.ts';
import type { Save } from '../domain/clips/save.ts';
import type { Job } from '../domain/jobs/job.ts';
import type { JobWithClips, KeptClip, PopupData } from '../domain/popup/data.ts';
import { lastOf } from './newest.ts';
import { inState } from './save-counts.ts';
import type { KeeperSchema } from './schema.ts';

/** Jobs that fill the popup before anyone scrolls. */
export const SCREENFUL = 8;
/** Clips shown of one job. */
export const CLIPS_PER_JOB = 12;
/** Clips shown of those that need the user, and of those that were lost. */
export const TROUBLE_LIMIT = 20;

export const POPUP_STORES = ['jobs', 'clips', 'saves', 'polls', 'meta', 'monitors'] as const;
export type PopupReading = IDBPTransaction<KeeperSchema, typeof POPUP_STORES, 'readonly'>;
type Saves = IDBPObjectStore<KeeperSchema, typeof POPUP_STORES, 'saves', 'readonly'>;

export type PopupRows = Pick<PopupData, 'jobs' | 'hasMore' | 'failed' | 'lost' | 'troubles'>;

/**
 * The first `limit` jobs, active first, then newest, with clips and saves, and the clips in trouble, no more than `limit` of each
 * kind. Of a screenful, only what it shows: what needs the user stands above what is done, and what was lost below both.
 */
export async function readRows(reading: PopupReading, limit: number): Promise<PopupRows> {
  const [jobs, failing] = await Promise.all([lastOf(reading.objectStore('jobs').index('byActivity'), limit + 1), inTrouble(reading, 'failed', limit)]);
  const fitting = limit > SCREENFUL ? { jobs: jobs.slice(0, limit), failing } : screenful(jobs, failing, limit);
  const isFull = limit <= SCREENFUL && fitting.jobs.length + fitting.failing.length >= limit;
  const [ofJobs, ofFailing, lost] = await Promise.all([
    Promise.all(fitting.jobs.map((job) => reading.objectStore('clips').index('byJob').getAll(job.id, CLIPS_PER_JOB + 1))),
    Promise.all(fitting.failing.map((save) => reading.objectStore('clips').get(save.clip))),
    isFull ? [] : readLost(reading, limit),
  ]);
  const asked = [...fitting.jobs, ...lost.map(({ job }) => job)];
  const [rows, failed, troubles] = await Promise.all([
    Promise.all(fitting.jobs.map((job, n) => withClips(reading.objectStore('saves'), job, ofJobs[n] ?? []))),
    Promise.all(fitting.failing.map((save, n) => withJob(reading, save, ofFailing[n]))),
    readTroubles(reading, asked),
  ]);
  const more = await readTroubles(reading, failed.map((row) => row?.job ?? null));
  return { jobs: rows, hasMore: jobs.length > fitting.jobs.length, failed: failed.filter((row) => row !== null), lost, troubles: new Map([...troubles, ...more]) };
}

/** What fits beside each other: jobs under way, then what needs the user, then the rest. */
function screenful(jobs: readonly Job[], failing: readonly Save[], limit: number): { jobs: Job[]; failing: Save[] } {
  const active = jobs.filter((job) => job.active === 1).length;
  const shown = failing.slice(0, Math.max(0, limit - active));
  return { jobs: jobs.slice(0, limit - shown.length), failing: shown };
}

async function withClips(saves: Saves, job: Job, clips: readonly Clip[]): Promise<JobWithClips> {
  const shown = clips.slice(0, CLIPS_PER_JOB).toSorted((a, b) => a.firstSeenAt - b.firstSeenAt);
  const kept = await Promise.all(shown.map(async (clip): Promise<KeptClip> => ({ clip, save: (await saves.get(clip.id)) ?? null })));
  return { job, clips: kept, moreClips: clips.length > CLIPS_PER_JOB };
}

async function readLost(reading: PopupReading, limit: number): Promise<JobWithClips[]> {
  const saves = await inTrouble(reading, 'lost', limit);
  const rows = await Promise.all(saves.map(async (save) => withJob(reading, save, await reading.objectStore('clips').get(save.clip))));
  return rows.filter((row) => row !== null);
}

function inTrouble(reading: PopupReading, state: 'failed' | 'lost', limit: number): Promise<Save[]> {
  return reading.objectStore('saves').index('byState').getAll(inState(state), Math.min(limit, TROUBLE_LIMIT));
}

async function withJob(reading: PopupReading, save: Save, clip: Clip | undefined): Promise<JobWithClips | null> {
  if (!clip) return null;
  const job = (await reading.objectStore('jobs').get(clip.job)) ?? null;
  return { job, clips: [{ clip, save }], moreClips: false };
}

/** Why the last look at a job told nothing of it, by `Job.id`; pika.art's own are shown by the page, and not asked for. */
async function readTroubles(reading: PopupReading, jobs: readonly (Job | null)[]): Promise<ReadonlyMap<string, string>> {
  const asked = jobs.filter((job) => job !== null && job.source !== 'pika-page');
  const polls = await Promise.all(asked.map((job) => reading.objectStore('polls').get(job?.id ?? '')));
  return new Map(polls.flatMap((poll) => (poll?.problem ? [[poll.job, poll.problem.message] as const] : [])));
}
