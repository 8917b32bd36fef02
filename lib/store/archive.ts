/** The ledger as an archive: read out and taken in, a part at a time. */
import type { IDBPTransaction } from 'idb';
import { type ArchivedClip, type ArchiveEntry, type ArchiveOptions, toEntry } from '../domain/clips/archive/entry.ts';
import { clipOf, entryId, mergeArchivedClip, mergeArchivedJob, mergeArchivedSave, saveOf } from '../domain/clips/archive/merge.ts';
import type { Clip } from '../domain/clips/clip.ts';
import { isMadeUp, isSameWork } from '../domain/clips/match.ts';
import { completeJob } from '../domain/jobs/job.ts';
import type { Store } from './db.ts';
import type { KeeperSchema } from './schema.ts';
import { whole } from './whole.ts';

/** Jobs read, and entries written, in one transaction: small enough that saving never waits long for it. */
export const ARCHIVE_PART = 250;

/** What came of a part of an archive. */
export interface TakenIn {
  /** Clips that were not known here. */
  readonly newClips: number;
  /** Known clips that are `saved` from now on. */
  readonly nowSaved: number;
  /** Known clips of which the archive told nothing new, or that are on their way right now. */
  readonly knownClips: number;
}

export interface TakeInOptions {
  readonly now: number;
  /** The same for the same file, whichever link leads to it; null for what may not be downloaded. */
  pathKey(url: string, source: ArchiveEntry['source']): string | null;
}

/**
 * All that the ledger holds, in parts, in the order of the jobs' ids; jobs and clips that come in between two parts may be
 * missing, none is torn or doubled.
 */
export async function* readArchive(db: Store, options: ArchiveOptions): AsyncGenerator<readonly ArchiveEntry[]> {
  let after: string | null = null;
  for (;;) {
    const part = await readPart(db, after, options);
    if (part.entries.length > 0) yield part.entries;
    if (part.end === null) return;
    after = part.end;
  }
}

/** @returns `end`: the last job's id, null when nothing follows */
async function readPart(db: Store, after: string | null, options: ArchiveOptions): Promise<{ readonly entries: readonly ArchiveEntry[]; readonly end: string | null }> {
  const tx = db.transaction(['jobs', 'clips', 'saves']);
  const jobs = (await tx.objectStore('jobs').getAll(between(after, null), ARCHIVE_PART)).map(completeJob);
  const end = jobs.length < ARCHIVE_PART ? null : (jobs.at(-1)?.id ?? null);
  const clips = await tx.objectStore('clips').index('byJob').getAll(between(after, end));
  const saves = await Promise.all(clips.map((clip) => tx.objectStore('saves').get(clip.id)));
  const byJob = Map.groupBy(clips.map((clip, n) => ({ clip, save: saves[n] ?? null })), ({ clip }) => clip.job);
  const known = new Map(jobs.map((job) => [job.id, job]));
  // Clips whose job is not known stand among the others, where its id would.
  const ids = [...new Set([...known.keys(), ...byJob.keys()])].toSorted(byCodeUnits);
  return { entries: ids.map((id) => toEntry(id, known.get(id) ?? null, byJob.get(id) ?? [], options)), end };
}

/** How much there is to write out, to tell how far it is. */
export async function countArchive(db: Store): Promise<number> {
  return db.count('jobs');
}

/** Keys after one and up to another; null is no bound. */
function between(after: string | null, end: string | null): IDBKeyRange | null {
  if (after === null) return end === null ? null : IDBKeyRange.upperBound(end);
  return end === null ? IDBKeyRange.lowerBound(after, true) : IDBKeyRange.bound(after, end, true, false);
}

/** As IndexedDB sorts text. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Writing = IDBPTransaction<KeeperSchema, ('jobs' | 'clips' | 'saves')[], 'readwrite'>;

/**
 * Takes a part of an archive in, all or nothing. What is known here wins; taking in the same again changes nothing, so
 * that half an import is completed by another.
 */
export async function takeIn(db: Store, entries: readonly ArchiveEntry[], options: TakeInOptions): Promise<TakenIn> {
  const tx: Writing = db.transaction(['jobs', 'clips', 'saves'], 'readwrite', { durability: 'strict' });
  const taken = { newClips: 0, nowSaved: 0, knownClips: 0 };
  await whole(tx, async () => {
    // One after the other: an archive may name a job or a file twice.
    for (const entry of entries) {
      const jobs = new Set<string>();
      for (const clip of entry.clips) jobs.add(await takeClip(tx, entry, clip, options, taken));
      await takeJob(tx, entry, jobs);
    }
  });
  return taken;
}

/** @param owners jobs that the entry's clips belong to here */
async function takeJob(tx: Writing, { job, ...entry }: ArchiveEntry, owners: ReadonlySet<string>): Promise<void> {
  const id = entryId(entry);
  // A made-up job exists only for the clips that it holds.
  if (job === null || (isMadeUp(id) && !owners.has(id))) return;
  const row = await tx.objectStore('jobs').get(id);
  const known = row ? completeJob(row) : null;
  const merged = mergeArchivedJob(known, { ...entry, job });
  if (merged !== known) await tx.objectStore('jobs').put(merged);
}

type Tally = { -readonly [Key in keyof TakenIn]: TakenIn[Key] };

/** @returns the job that the clip belongs to here */
async function takeClip(tx: Writing, entry: ArchiveEntry, archived: ArchivedClip, { now, pathKey }: TakeInOptions, taken: Tally): Promise<string> {
  const job = entryId(entry);
  const key = pathKey(archived.url, entry.source);
  if (key === null) return '';
  const fresh = clipOf(archived, job, key);
  const known = await findClip(tx, fresh, entry);
  if (known === null) {
    taken.newClips += 1;
    await Promise.all([tx.objectStore('clips').put(fresh), tx.objectStore('saves').put(saveOf(archived.save, fresh, now))]);
    return job;
  }
  const merged = mergeArchivedClip(known, archived, job);
  if (merged !== known) await tx.objectStore('clips').put(merged);
  if (merged.job !== known.job) await tx.objectStore('jobs').delete(known.job);
  const save = await tx.objectStore('saves').get(known.id);
  const next = save ? mergeArchivedSave(save, archived.save) : saveOf(archived.save, merged, now);
  if (next !== save) await tx.objectStore('saves').put(next);
  taken[next !== save && next.state === 'saved' ? 'nowSaved' : 'knownClips'] += 1;
  return merged.job;
}

/** The clip that is known here under the same id, the same file or the same work, in this order: elsewhere it may have got another id. */
async function findClip(tx: Writing, clip: Clip, { clips: siblings }: ArchiveEntry): Promise<Clip | null> {
  const clips = tx.objectStore('clips');
  const same = (await clips.get(clip.id)) ?? (await clips.index('byPath').get(clip.pathKey));
  if (same || clip.videoId === null) return same ?? null;
  const works = await clips.index('byVideo').getAll(clip.videoId, 20);
  // Two that the archive itself tells apart are two.
  return works.find((one) => isSameWork(one, clip.videoId, clip.variant) && siblings.every(({ id }) => id !== one.id)) ?? null;
}
