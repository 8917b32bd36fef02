/** The popup's one read: only the rows that it shows, and counts that the index keeps. */
import type { IDBPObjectStore, IDBPTransaction } from 'idb';
import type { Clip } from '../domain/clips/clip.ts';
import type { Save } from '../domain/clips/save.ts';
import type { Job } from '../domain/jobs/job.ts';
import type { JobWithClips, KeptClip, PopupData } from '../domain/popup/data.ts';
import type { Store } from './db.ts';
import { countStates, inState } from './save-counts.ts';
import type { KeeperSchema } from './schema.ts';

/** Jobs in the list before "Show more", and added by each press of it. */
export const POPUP_PAGE = 50;
/** Clips shown of one job. */
export const CLIPS_PER_JOB = 12;
/** Clips shown of those that need the user, and of those that were lost. */
export const TROUBLE_LIMIT = 20;

const STORES = ['jobs', 'clips', 'saves'] as const;
type Reading = IDBPTransaction<KeeperSchema, typeof STORES, 'readonly'>;

/**
 * Reads the first `limit` jobs (active first, then newest) with their clips and saves, the clips in trouble, and how
 * many saves stand in each state, all as of one moment. Rows touched: about `3 × limit + 6 × TROUBLE_LIMIT`,
 * however many are stored. Of clips in trouble no more than `limit` of each kind are read either.
 */
export async function readPopup(store: Store, limit: number): Promise<PopupData> {
  const reading = store.transaction(STORES, 'readonly');
  const listed = await readJobs(reading, limit);
  const [failed, lost, counts] = await Promise.all([
    readTrouble(reading, 'failed', limit),
    readTrouble(reading, 'lost', limit),
    countStates(reading.objectStore('saves')),
    reading.done,
  ]);
  return { jobs: listed.jobs, hasMore: listed.hasMore, failed, lost, counts };
}

/**
 * A cursor, because only a cursor reads backwards. Nothing else is asked for while it runs: browsers fetch a cursor's
 * rows ahead, and drop them at any other request of the same transaction.
 */
async function readJobs(reading: Reading, limit: number): Promise<{ jobs: JobWithClips[]; hasMore: boolean }> {
  const jobs: Job[] = [];
  let cursor = await reading.objectStore('jobs').index('byActivity').openCursor(null, 'prev');
  while (cursor && jobs.length < limit) {
    jobs.push(cursor.value);
    cursor = await cursor.continue();
  }
  return { jobs: await Promise.all(jobs.map((job) => withClips(reading, job))), hasMore: cursor !== null };
}

async function withClips(reading: Reading, job: Job): Promise<JobWithClips> {
  const clips = await reading.objectStore('clips').index('byJob').getAll(job.id, CLIPS_PER_JOB + 1);
  const shown = clips.slice(0, CLIPS_PER_JOB).toSorted((a, b) => a.firstSeenAt - b.firstSeenAt);
  const saves = reading.objectStore('saves');
  const kept = await Promise.all(shown.map((clip) => withSave(saves, clip)));
  return { job, clips: kept, moreClips: clips.length > CLIPS_PER_JOB };
}

async function withSave(saves: IDBPObjectStore<KeeperSchema, typeof STORES, 'saves', 'readonly'>, clip: Clip): Promise<KeptClip> {
  return { clip, save: (await saves.get(clip.id)) ?? null };
}

async function readTrouble(reading: Reading, state: 'failed' | 'lost', limit: number): Promise<JobWithClips[]> {
  const saves = await reading.objectStore('saves').index('byState').getAll(inState(state), Math.min(limit, TROUBLE_LIMIT));
  const rows = await Promise.all(saves.map((save) => withJob(reading, save)));
  return rows.filter((row) => row !== null);
}

async function withJob(reading: Reading, save: Save): Promise<JobWithClips | null> {
  const clip = await reading.objectStore('clips').get(save.clip);
  if (!clip) return null;
  const job = (await reading.objectStore('jobs').get(clip.job)) ?? null;
  return { job, clips: [{ clip, save }], moreClips: false };
}
