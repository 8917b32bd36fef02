import type { IDBPTransaction } from 'idb';
import { wantSave } from '../domain/clips/attempt.ts';
import type { Clip } from '../domain/clips/clip.ts';
import { afterFreshLink } from '../domain/clips/fresh-link.ts';
import { type IdentifiedVideo, isMadeUp, type KnownClip, type Match, matchClip } from '../domain/clips/match.ts';
import { listedSave } from '../domain/clips/on-disk.ts';
import { completeJob, type SeenJob, type Source } from '../domain/jobs/job.ts';
import { addAnomaly, jobChanged, mergeJob } from '../domain/jobs/merge.ts';
import type { Store } from './db.ts';
import { markOf } from './marks.ts';
import type { KeeperSchema } from './schema.ts';

/** A seen job whose videos have passed the allow-list and got an id each. */
export interface IdentifiedJob {
  readonly seen: SeenJob;
  readonly videos: readonly IdentifiedVideo[];
}

export interface Recorded {
  /** Clips in the ledger now, new or known. */
  readonly accepted: number;
  /** New clips over the rate limit, not written. */
  readonly deferred: number;
  readonly newClips: number;
  readonly changedJobs: number;
  /** Clips whose dead or failed save got a fresh link. */
  readonly revived: number;
}

type Tx = IDBPTransaction<KeeperSchema, ('clips' | 'jobs' | 'marks' | 'saves')[], 'readwrite'>;

interface Tally {
  accepted: number;
  deferred: number;
  newClips: number;
  changedJobs: number;
  revived: number;
  room: number;
}

/**
 * Writes what a source showed: jobs, their clips, and a wanted save for each new clip, in one strict transaction, so
 * that a clip that was seen is never forgotten. Showing the same things again writes nothing. A clip whose file a list of
 * the user's has named is saved already.
 *
 * @param perMinute how many new clips may come in within a minute: the page is hostile data
 */
export async function recordSightings(
  db: Store,
  jobs: readonly IdentifiedJob[],
  source: Source,
  now: number,
  perMinute: number,
): Promise<Recorded> {
  const tx: Tx = db.transaction(['jobs', 'clips', 'saves', 'marks'], 'readwrite', { durability: 'strict' });
  const recent = await tx.objectStore('clips').index('byFirstSeen').count(IDBKeyRange.lowerBound(now - 60_000));
  const tally: Tally = { accepted: 0, deferred: 0, newClips: 0, changedJobs: 0, revived: 0, room: Math.max(0, perMinute - recent) };
  const met = await Promise.all(jobs.map(({ videos }) => Promise.all(videos.map((video) => knownFor(tx, video)))));
  const { beside, after } = sorted(jobs, met);
  await Promise.all(beside.map((placed) => recordJob(tx, placed, source, now, tally)));
  for (const placed of after) await recordJob(tx, placed, source, now, tally);
  await tx.done;
  const { room: _room, ...recorded } = tally;
  return recorded;
}

interface Placed {
  readonly job: IdentifiedJob;
  readonly place: number;
  /** The clips that each of its videos meets; null where what is recorded before it may change them. */
  readonly met: Met | null;
}

type Met = readonly (readonly KnownClip[])[];

/**
 * Which jobs have nothing in common with one before them, not even a clip in the store that both meet, and can be recorded side by
 * side: a library of a hundred then waits for the store a few times, not hundreds of times. The others must see what was written of
 * those.
 */
function sorted(jobs: readonly IdentifiedJob[], met: readonly Met[]): { readonly beside: Placed[]; readonly after: Placed[] } {
  const seen = new Set<string>();
  const [beside, after]: [Placed[], Placed[]] = [[], []];
  for (const [place, job] of jobs.entries()) {
    const own = met[place] ?? [];
    const parts = [[`job ${job.seen.jobId}`], ...job.videos.map((video, n) => keysOf(video, own[n] ?? []))];
    let isAlone = true;
    for (const keys of parts) {
      isAlone &&= !keys.some((key) => seen.has(key));
      for (const key of keys) seen.add(key);
    }
    if (isAlone) beside.push({ job, place, met: own });
    else after.push({ job, place, met: null });
  }
  return { beside, after };
}

function keysOf({ clipId, pathKey, video }: IdentifiedVideo, met: readonly KnownClip[]): string[] {
  return [`clip ${clipId}`, `path ${pathKey}`, `video ${video.videoId ?? pathKey}`, ...met.map(({ clip }) => `clip ${clip.id}`)];
}

async function recordJob(tx: Tx, { job, place, met }: Placed, source: Source, now: number, tally: Tally): Promise<void> {
  const id = `${source}:${job.seen.jobId}`;
  const row = await tx.objectStore('jobs').get(id);
  const known = row ? completeJob(row) : null;
  // A listing without times is newest first: the place in it orders what is seen at the same moment.
  let merged = mergeJob(known, job.seen, source, now, now - place / 1000);
  const outcomes: Outcome[] = [];
  for (const [n, video] of job.videos.entries()) {
    const match = matchClip(video, id, met?.[n] ?? (await knownFor(tx, video)), now);
    const outcome = await recordMatch(tx, match, id, known?.active === 1, now, tally);
    outcomes.push(outcome);
    const moved = outcome === 'moved' ? ({ at: now, kind: 'url-changed', detail: video.pathKey.slice(0, 200) } as const) : null;
    const elsewhere = match.clip.job === id ? null : ({ at: now, kind: 'clip-elsewhere', detail: match.clip.job } as const);
    merged = { ...merged, anomalies: addAnomaly(addAnomaly(merged.anomalies, moved), elsewhere) };
  }
  // A made-up job exists only for the clips that it holds.
  if (isMadeUp(id) && !outcomes.some((outcome) => outcome === 'kept' || outcome === 'moved')) return;
  // A new job comes in with its clips, or a page could fill the list with jobs whose clips have no room.
  if (known === null && outcomes.length > 0 && outcomes.every((outcome) => outcome === 'deferred')) return;
  if (!jobChanged(known, merged)) return;
  tally.changedJobs += 1;
  await tx.objectStore('jobs').put(merged);
}

type Outcome = 'kept' | 'moved' | 'deferred' | 'known-elsewhere';

async function recordMatch(tx: Tx, match: Match, jobId: string, awaited: boolean, now: number, tally: Tally): Promise<Outcome> {
  if (match.kind === 'new') {
    if (tally.room === 0) {
      tally.deferred += 1;
      return 'deferred';
    }
    tally.room -= 1;
    tally.newClips += 1;
    await tx.objectStore('clips').put(match.clip);
    const mark = await markOf(tx, match.clip.id);
    // The file is there already, as a list of the folder says: it is not fetched a second time.
    await tx.objectStore('saves').put(mark ? listedSave(match.clip, mark.at, now) : wantSave(match.clip, now, awaited));
  }
  if (match.kind === 'moved') await tx.objectStore('clips').put(match.clip);
  if (match.kind === 'updated') await updateClip(tx, match.clip, now, tally);
  tally.accepted += 1;
  if (match.kind === 'moved') return 'moved';
  return match.clip.job === jobId ? 'kept' : 'known-elsewhere';
}

async function updateClip(tx: Tx, clip: Clip, now: number, tally: Tally): Promise<void> {
  const before = await tx.objectStore('clips').get(clip.id);
  await tx.objectStore('clips').put(clip);
  if (before && before.job !== clip.job && isMadeUp(before.job)) await tx.objectStore('jobs').delete(before.job);
  const save = await tx.objectStore('saves').get(clip.id);
  if (!save) return;
  const next = afterFreshLink(save, before ?? clip, clip, now);
  if (next === save) return;
  tally.revived += 1;
  await tx.objectStore('saves').put(next);
}

/** All clips that a seen video may turn out to be, and those whose id a new clip must not get. */
async function knownFor(tx: Tx, { clipId, ownId, pathKey, video }: IdentifiedVideo): Promise<KnownClip[]> {
  const clips = tx.objectStore('clips');
  const found = await Promise.all([
    clips.index('byPath').get(pathKey),
    clips.get(clipId),
    ...(video.videoId === null ? [] : [clips.get(ownId), clips.index('byVideo').getAll(video.videoId, 20)]),
  ]);
  const all = new Map(found.flat().map((clip) => [clip?.id, clip]));
  return Promise.all([...all.values()].filter((clip) => clip !== undefined).map(async (clip) => ({ clip, save: (await tx.objectStore('saves').get(clip.id)) ?? null })));
}
