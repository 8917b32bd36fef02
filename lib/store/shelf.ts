/** What the Clips and Jobs views read: the newest at once, all the rest in parts small enough that no key press waits for one. */
import type { Clip } from '../domain/clips/clip.ts';
import { completeJob, type Job } from '../domain/jobs/job.ts';
import type { KeptClip } from '../domain/popup/data.ts';
import type { Store } from './db.ts';
import { inState } from './save-counts.ts';

export interface NewestRows {
  readonly rows: readonly KeptClip[];
  /** Jobs of these clips, and those that are under way or newest, up to the same number. */
  readonly jobs: readonly Job[];
  /** Clips that are stored in all. */
  readonly clips: number;
}

/** A part of a store in the order of its keys; `last` is where the next one begins, null after the end. */
export interface Part<Row> {
  readonly rows: readonly Row[];
  readonly last: string | null;
}

/** The `limit` newest clips and jobs. Touches about `4 × limit` rows, however many are stored. */
export async function readNewest(db: Store, limit: number): Promise<NewestRows> {
  // Side by side: browsers drop the rows that a cursor has fetched ahead at any other request of its transaction.
  const [{ rows, jobs, clips }, newest] = await Promise.all([newestClips(db, limit), newestJobs(db, limit)]);
  const known = new Set(newest.map(({ id }) => id));
  return { rows, jobs: [...newest, ...jobs.filter(({ id }) => !known.has(id))].map(completeJob), clips };
}

async function newestClips(db: Store, limit: number): Promise<NewestRows> {
  const tx = db.transaction(['clips', 'saves', 'jobs']);
  const count = tx.objectStore('clips').count();
  const clips: Clip[] = [];
  for (let at = await tx.objectStore('clips').index('byFirstSeen').openCursor(null, 'prev'); at && clips.length < limit; at = await at.continue()) clips.push(at.value);
  const [saves, jobs] = await Promise.all([
    Promise.all(clips.map((clip) => tx.objectStore('saves').get(clip.id))),
    Promise.all([...new Set(clips.map(({ job }) => job))].map((id) => tx.objectStore('jobs').get(id))),
    tx.done,
  ]);
  const rows = clips.map((clip, index) => ({ clip, save: saves[index] ?? null }));
  return { rows, jobs: jobs.filter((job) => job !== undefined), clips: await count };
}

/** Active first, then newest. */
async function newestJobs(db: Store, limit: number): Promise<Job[]> {
  const jobs: Job[] = [];
  for (let at = await db.transaction('jobs').store.index('byActivity').openCursor(null, 'prev'); at && jobs.length < limit; at = await at.continue()) jobs.push(at.value);
  return jobs;
}

/** Up to `limit` clips after the id `after`, with their saves: both stores have the clip's id as their key, so that two reads do. */
export async function readClips(db: Store, after: string | null, limit: number): Promise<Part<KeptClip>> {
  const tx = db.transaction(['clips', 'saves']);
  const clips = await tx.objectStore('clips').getAll(after === null ? null : IDBKeyRange.lowerBound(after, true), limit);
  const [first, last] = [clips[0], clips.at(-1)];
  if (!first || !last) return { rows: [], last: null };
  const saves = await tx.objectStore('saves').getAll(IDBKeyRange.bound(first.id, last.id));
  const byClip = new Map(saves.map((save) => [save.clip, save]));
  return { rows: clips.map((clip) => ({ clip, save: byClip.get(clip.id) ?? null })), last: clips.length < limit ? null : last.id };
}

/** Up to `limit` jobs after the id `after`. */
export async function readJobs(db: Store, after: string | null, limit: number): Promise<Part<Job>> {
  const jobs = await db.getAll('jobs', after === null ? null : IDBKeyRange.lowerBound(after, true), limit);
  return { rows: jobs.map(completeJob), last: jobs.length < limit ? null : (jobs.at(-1)?.id ?? null) };
}

/** Clips that are being saved at this moment, and those with these ids; what is not stored is left out. */
export async function readMoving(db: Store, ids: readonly string[]): Promise<readonly KeptClip[]> {
  const tx = db.transaction(['clips', 'saves']);
  const byState = tx.objectStore('saves').index('byState');
  const running = (await Promise.all((['downloading', 'verifying'] as const).map((state) => byState.getAllKeys(inState(state))))).flat();
  const wanted = [...new Set([...ids, ...running])];
  const rows = await Promise.all(wanted.map(async (id) => {
    const [clip, save] = await Promise.all([tx.objectStore('clips').get(id), tx.objectStore('saves').get(id)]);
    return clip ? { clip, save: save ?? null } : null;
  }));
  return rows.filter((row) => row !== null);
}
