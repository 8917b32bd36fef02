/** The rows that a part of an archive may touch, fetched at once and written at once: asked one by one, they would take ten times as long. */
import type { IDBPTransaction } from 'idb';
import type { ArchiveEntry } from '../domain/clips/archive/entry.ts';
import { entryId } from '../domain/clips/archive/merge.ts';
import type { Clip } from '../domain/clips/clip.ts';
import { isSameWork } from '../domain/clips/match.ts';
import type { Save } from '../domain/clips/save.ts';
import { completeJob, type Job } from '../domain/jobs/job.ts';
import type { Poll } from '../domain/jobs/poll.ts';
import type { KeeperSchema } from './schema.ts';

export type Writing = IDBPTransaction<KeeperSchema, ('jobs' | 'clips' | 'saves' | 'polls' | 'meta')[], 'readwrite'>;

/** What is put here is found here at once, and in the store after `write`. */
export interface Shelf {
  job(id: string): Job | null;
  /**
   * The clip that is known here under the same id, the same file or the same work, in this order: elsewhere it may have got
   * another id. Clips in `others` are other works.
   */
  clip(like: Clip, others: readonly string[]): Clip | null;
  save(clip: string): Save | null;
  /** Whether the job is asked of its source already. */
  isAskedFor(job: string): boolean;
  putJob(job: Job): void;
  dropJob(id: string): void;
  putClip(clip: Clip): void;
  putSave(save: Save): void;
  putPoll(poll: Poll): void;
  /** @returns the saves that were written */
  write(): Promise<readonly Save[]>;
}

interface Options {
  pathKey(url: string, source: ArchiveEntry['source']): string | null;
}

/** Reads all that the entries may meet. */
export async function openShelf(tx: Writing, entries: readonly ArchiveEntry[], { pathKey }: Options): Promise<Shelf> {
  const store = tx.objectStore('clips');
  const archived = entries.flatMap(({ source, clips }) => clips.map((clip) => ({ clip, key: pathKey(clip.url, source) })));
  const [jobs, polls, ...found] = await Promise.all([
    Promise.all(entries.map((entry) => tx.objectStore('jobs').get(entryId(entry)))),
    Promise.all(entries.map((entry) => (entry.source === 'pika-page' ? undefined : tx.objectStore('polls').getKey(entryId(entry))))),
    ...archived.map(async ({ clip: { id, videoId }, key }) => {
      const [byId, byPath, works] = await Promise.all([store.get(id), key === null ? undefined : store.index('byPath').get(key), videoId === null ? [] : store.index('byVideo').getAll(videoId, 20)]);
      return [byId, byPath, ...works].filter((clip) => clip !== undefined);
    }),
  ]);
  const clips = found.flat();
  const saves = await Promise.all(clips.map(({ id }) => tx.objectStore('saves').get(id)));
  return shelfOf(tx, {
    jobs: jobs.filter((job) => job !== undefined).map(completeJob),
    clips,
    saves: saves.filter((save) => save !== undefined),
    polls: polls.filter((key) => key !== undefined),
  });
}

interface Known {
  readonly jobs: readonly Job[];
  readonly clips: readonly Clip[];
  readonly saves: readonly Save[];
  /** Ids of jobs that are asked for. */
  readonly polls: readonly string[];
}

function shelfOf(tx: Writing, known: Known): Shelf {
  const jobs = new Map(known.jobs.map((job) => [job.id, job]));
  const clips = new Map(known.clips.map((clip) => [clip.id, clip]));
  const byPath = new Map(known.clips.map((clip) => [clip.pathKey, clip.id]));
  const byVideo = new Map<string, Set<string>>();
  const saves = new Map(known.saves.map((save) => [save.clip, save]));
  const asked = new Set(known.polls);
  const polls: Poll[] = [];
  const changed = { jobs: new Set<string>(), dropped: new Set<string>(), clips: new Set<string>(), saves: new Set<string>() };
  const index = ({ id, videoId }: Clip): void => {
    if (videoId !== null) byVideo.set(videoId, (byVideo.get(videoId) ?? new Set()).add(id));
  };
  for (const clip of known.clips) index(clip);
  return {
    job: (id) => jobs.get(id) ?? null,
    clip(like, others) {
      const same = clips.get(like.id) ?? clips.get(byPath.get(like.pathKey) ?? '');
      if (same || like.videoId === null) return same ?? null;
      const works = [...(byVideo.get(like.videoId) ?? [])].map((id) => clips.get(id));
      return works.find((one) => one !== undefined && isSameWork(one, like.videoId, like.variant) && !others.includes(one.id)) ?? null;
    },
    save: (clip) => saves.get(clip) ?? null,
    isAskedFor: (job) => asked.has(job),
    putJob(job) {
      jobs.set(job.id, job);
      changed.jobs.add(job.id);
    },
    dropJob(id) {
      jobs.delete(id);
      changed.dropped.add(id);
    },
    putClip(clip) {
      clips.set(clip.id, clip);
      byPath.set(clip.pathKey, clip.id);
      index(clip);
      changed.clips.add(clip.id);
    },
    putSave(save) {
      saves.set(save.clip, save);
      changed.saves.add(save.clip);
    },
    putPoll(poll) {
      asked.add(poll.job);
      polls.push(poll);
    },
    async write() {
      await Promise.all([...changed.dropped].map((id) => tx.objectStore('jobs').delete(id)));
      await Promise.all([
        ...rowsOf(jobs, changed.jobs).map((job) => tx.objectStore('jobs').put(job)),
        ...rowsOf(clips, changed.clips).map((clip) => tx.objectStore('clips').put(clip)),
        ...rowsOf(saves, changed.saves).map((save) => tx.objectStore('saves').put(save)),
        ...polls.map((poll) => tx.objectStore('polls').put(poll)),
      ]);
      return rowsOf(saves, changed.saves);
    },
  };
}

function rowsOf<Row>(rows: ReadonlyMap<string, Row>, ids: ReadonlySet<string>): Row[] {
  return [...ids].map((id) => rows.get(id)).filter((row) => row !== undefined);
}
