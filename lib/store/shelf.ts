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

const ALL = ['clips', 'saves', 'jobs'] as const;

/** The `limit` newest clips and jobs, as of one moment. Touches about `4 × limit` rows, however many are stored. */
export async function readNewest(db: Store, limit: number): Promise<NewestRows> {
  const tx = db.transaction(ALL);
  const count = await tx.objectStore('clips').count();
  const newest: Clip[] = [];
  // Nothing else is asked for while a cursor runs: browsers drop the rows that they fetched ahead at any other request.
  for (let at = await tx.objectStore('clips').index('byFirstSeen').openCursor(null, 'prev'); at && newest.length < limit; at = await at.continue()) newest.push(at.value);
  const active: Job[] = [];
  for (let at = await tx.objectStore('jobs').index('byActivity').openCursor(null, 'prev'); at && active.length < limit; at = await at.continue()) active.push(at.value);
  const known = new Set(active.map(({ id }) => id));
  const missing = [...new Set(newest.map(({ job }) => job))].filter((id) => !known.has(id));
  const [kept, found] = await Promise.all([
    Promise.all(newest.map((clip) => tx.objectStore('saves').get(clip.id))),
    Promise.all(missing.map((id) => tx.objectStore('jobs').get(id))),
    tx.done,
  ]);
  const rows = newest.map((clip, index) => ({ clip, save: kept[index] ?? null }));
  return { rows, jobs: [...active, ...found.filter((job) => job !== undefined)].map(completeJob), clips: count };
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
