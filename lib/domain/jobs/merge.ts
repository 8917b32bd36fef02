import { SECOND } from '../../time.ts';
import { type Job, type JobAnomaly, type JobMore, type JobRequest, type JobState, type SeenJob, type Source, WATCHED_WITHIN } from './job.ts';

/** How far a state is along a job's life; a job only ever moves to a higher rank. */
const RANK: Readonly<Record<JobState, number>> = {
  unknown: 0,
  queued: 1,
  running: 2,
  cancelled: 3,
  moderated: 3,
  failed: 3,
  finished: 4, // a late result beats an earlier verdict: the clip is there
};

const MAX_ANOMALIES = 20;
/** A row of an active job that only was seen again is written this often: enough to tell that somebody watches it. */
const SIGN_OF_LIFE = 45 * SECOND;

/**
 * What we know of a job after a source has shown it again. States only move forward: a late or repeated answer
 * changes nothing, and an answer that contradicts is kept as an anomaly, never as a step back.
 *
 * @param order sort key for a job seen for the first time (ms; listings are newest first)
 */
export function mergeJob(known: Job | null, seen: SeenJob, source: Source, now: number, order: number): Job {
  if (!known) return firstSight(seen, source, now, order);
  const forward = RANK[seen.state] > RANK[known.state];
  const state = forward ? seen.state : known.state;
  const progress = nextProgress(known, seen, forward);
  return {
    ...known,
    state,
    rawStatus: forward ? seen.rawStatus : known.rawStatus,
    progress,
    error: (forward ? seen.error : known.error) ?? seen.error,
    request: fillRequest(seen.request, known.request),
    lastSeenAt: now,
    stateSince: forward ? now : known.stateSince,
    movedAt: forward || progress !== known.progress ? now : known.movedAt,
    finishedAt: known.finishedAt ?? (state === 'finished' ? now : null),
    ...timesAfter(known, state, seen.state, now),
    anomalies: addAnomaly(known.anomalies, contradiction(known, seen, now)),
    active: isActive(state) ? 1 : 0,
    ...fillMore(seen.more, known.more),
  };
}

/** Whether anything but the moment of the sighting differs, or an active job shows a sign of life: what decides if a row is written at all. */
export function jobChanged(before: Job | null, after: Job): boolean {
  if (!before) return true;
  if (after.active === 1 && Math.abs(after.lastSeenAt - before.lastSeenAt) >= SIGN_OF_LIFE) return true;
  return withoutSighting(before) !== withoutSighting(after);
}

function withoutSighting(job: Job): string {
  return JSON.stringify({ ...job, lastSeenAt: 0, lastActiveAt: 0 });
}

/** A late answer that still calls a settled job active is about an earlier moment, and moves nothing. */
function timesAfter(known: Job, state: JobState, seen: JobState, now: number): Pick<Job, 'queuedAt' | 'runningAt' | 'lastActiveAt'> {
  const { queuedAt, runningAt, lastActiveAt } = known;
  const watched = lastActiveAt !== null && now >= lastActiveAt && now - lastActiveAt <= WATCHED_WITHIN;
  const begins = known.state === 'queued' && state === 'running';
  return {
    queuedAt: queuedAt ?? (state === 'queued' && seen === 'queued' ? now : null),
    runningAt: runningAt ?? (begins && watched ? now : null),
    lastActiveAt: isActive(state) && isActive(seen) ? now : lastActiveAt,
  };
}

/** Adds evidence, once a kind and detail, and no more than 20 in all. */
export function addAnomaly(list: readonly JobAnomaly[], found: JobAnomaly | null): readonly JobAnomaly[] {
  if (!found || list.length >= MAX_ANOMALIES) return list;
  return list.some((one) => one.kind === found.kind && one.detail === found.detail) ? list : [...list, found];
}

/** Whether a job in state `one` is further along its life than in state `other`. */
export function isFurther(one: JobState, other: JobState): boolean {
  return RANK[one] > RANK[other];
}

export function isActive(state: JobState): boolean {
  return state === 'queued' || state === 'running';
}

function firstSight(seen: SeenJob, source: Source, now: number, order: number): Job {
  return {
    id: `${source}:${seen.jobId}`,
    jobId: seen.jobId,
    source,
    state: seen.state,
    rawStatus: seen.rawStatus,
    progress: seen.progress,
    error: seen.error,
    request: seen.request,
    firstSeenAt: now,
    lastSeenAt: now,
    stateSince: now,
    movedAt: now,
    finishedAt: seen.state === 'finished' ? now : null,
    queuedAt: seen.state === 'queued' ? now : null,
    runningAt: null,
    lastActiveAt: isActive(seen.state) ? now : null,
    anomalies: addAnomaly([], contradiction(null, seen, now)),
    active: isActive(seen.state) ? 1 : 0,
    order,
    ...fillMore(seen.more, undefined),
  };
}

/** The newest that a job API told; what it then left out stays known, but for what was of that moment: the place in the queue, buttons, withheld files. */
export function fillMore(newer: JobMore | undefined, older: JobMore | undefined): { more?: JobMore } {
  if (newer === undefined) return older === undefined ? {} : { more: older };
  if (older === undefined) return { more: newer };
  return {
    more: {
      queuePosition: newer.queuePosition,
      parentJobId: newer.parentJobId ?? older.parentJobId,
      verb: newer.verb ?? older.verb,
      buttons: newer.buttons,
      embeds: newer.embeds.length === 0 ? older.embeds : newer.embeds,
      content: newer.content ?? older.content,
      log: newer.log ?? older.log,
      createdAt: newer.createdAt ?? older.createdAt,
      updatedAt: newer.updatedAt ?? older.updatedAt,
      ...(newer.withheld && { withheld: newer.withheld }),
    },
  };
}

function contradiction(known: Job | null, seen: SeenJob, now: number): JobAnomaly | null {
  if (seen.state === 'finished' && seen.videos.length === 0) {
    return { at: now, kind: 'finished-without-file', detail: seen.rawStatus };
  }
  if (!known || seen.state === 'unknown' || RANK[seen.state] >= RANK[known.state]) return null;
  const kind = known.state === 'finished' && seen.state === 'failed' ? 'error-after-finish' : 'went-backwards';
  return { at: now, kind, detail: `${known.state} → ${seen.state}` };
}

function nextProgress(known: Job, seen: SeenJob, forward: boolean): number | null {
  if (seen.progress === null || RANK[seen.state] < RANK[known.state]) return known.progress;
  return forward ? seen.progress : Math.max(known.progress ?? 0, seen.progress);
}

/**
 * The newer sighting's request, its gaps filled from the older: a field once known is not forgotten because a later answer left it
 * out. A submit knows things that the listing never repeats.
 */
export function fillRequest(newer: JobRequest, older: JobRequest): JobRequest {
  return {
    prompt: newer.prompt ?? older.prompt,
    negativePrompt: newer.negativePrompt ?? older.negativePrompt,
    model: newer.model ?? older.model,
    feature: newer.feature ?? older.feature,
    aspectRatio: newer.aspectRatio ?? older.aspectRatio,
    resolution: newer.resolution ?? older.resolution,
    durationSeconds: newer.durationSeconds ?? older.durationSeconds,
    seed: newer.seed ?? older.seed,
    creditCost: newer.creditCost ?? older.creditCost,
  };
}
