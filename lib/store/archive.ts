/** The ledger as an archive: read out and taken in, a part at a time. */
import { type ArchivedClip, type ArchiveEntry, type ArchiveOptions, toEntry } from '../domain/clips/archive/entry.ts';
import { clipOf, entryId, mergeArchivedClip, mergeArchivedJob, mergeArchivedSave, saveOf } from '../domain/clips/archive/merge.ts';
import { isMadeUp } from '../domain/clips/match.ts';
import { completeJob, type Job } from '../domain/jobs/job.ts';
import { isUnfinished, newPoll } from '../domain/jobs/poll.ts';
import { MINUTE } from '../time.ts';
import type { Store } from './db.ts';
import { openShelf, type Shelf, type Writing } from './archive-shelf.ts';
import { raiseCount } from './saving.ts';
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
  /** 0–1. */
  random(): number;
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

/**
 * Takes a part of an archive in, all or nothing. What is known here wins; taking in the same again changes nothing, so
 * that half an import is completed by another.
 */
export async function takeIn(db: Store, entries: readonly ArchiveEntry[], options: TakeInOptions): Promise<TakenIn> {
  const tx: Writing = db.transaction(['jobs', 'clips', 'saves', 'polls', 'meta'], 'readwrite', { durability: 'strict' });
  const taken = { newClips: 0, nowSaved: 0, knownClips: 0 };
  await whole(tx, async () => {
    const shelf = await openShelf(tx, entries, options);
    // One after the other: an archive may name a job or a file twice.
    for (const entry of entries) {
      const owners = new Set(entry.clips.map((clip) => takeClip(shelf, entry, clip, options, taken)));
      takeJob(shelf, entry, owners, options);
    }
    // A number that a name of the archive's bears is not given again.
    await raiseCount(tx, Math.max(0, ...(await shelf.write()).map(({ number }) => number ?? 0)));
  });
  return taken;
}

/** @param owners jobs that the entry's clips belong to here */
function takeJob(shelf: Shelf, { job, ...entry }: ArchiveEntry, owners: ReadonlySet<string>, options: TakeInOptions): void {
  const id = entryId(entry);
  // A made-up job exists only for the clips that it holds.
  if (job === null || (isMadeUp(id) && !owners.has(id))) return;
  const known = shelf.job(id);
  const merged = mergeArchivedJob(known, { ...entry, job });
  if (merged !== known) shelf.putJob(merged);
  follow(shelf, merged, entry.clips.length > 0, options);
}

/** Within so many ms the jobs of an archive begin to be asked for, so that they do not all come at one moment; their source's pace does the rest. */
const SPREAD = MINUTE;

/** An unfinished job of another source is asked for here as well: nobody else tells how it ends. */
function follow(shelf: Shelf, { id, jobId, source, ...job }: Job, hasClips: boolean, { now, random }: TakeInOptions): void {
  if (source === 'pika-page' || shelf.isAskedFor(id) || !isUnfinished(job, hasClips, now)) return;
  shelf.putPoll({ ...newPoll(source, jobId, now), nextAt: now + Math.round(random() * SPREAD) });
}

type Tally = { -readonly [Key in keyof TakenIn]: TakenIn[Key] };

/** @returns the job that the clip belongs to here */
function takeClip(shelf: Shelf, entry: ArchiveEntry, archived: ArchivedClip, { now, pathKey }: TakeInOptions, taken: Tally): string {
  const job = entryId(entry);
  const key = pathKey(archived.url, entry.source);
  if (key === null) return '';
  const fresh = clipOf(archived, job, key);
  // Two that the archive itself tells apart are two.
  const known = shelf.clip(fresh, entry.clips.map(({ id }) => id));
  if (known === null) {
    taken.newClips += 1;
    shelf.putClip(fresh);
    shelf.putSave(saveOf(archived.save, fresh, now));
    return job;
  }
  const merged = mergeArchivedClip(known, archived, job);
  if (merged !== known) shelf.putClip(merged);
  if (merged.job !== known.job) shelf.dropJob(known.job);
  const save = shelf.save(known.id);
  const next = save ? mergeArchivedSave(save, archived.save) : saveOf(archived.save, merged, now);
  if (next !== save) shelf.putSave(next);
  taken[next !== save && next.state === 'saved' ? 'nowSaved' : 'knownClips'] += 1;
  return merged.job;
}
