/** Jobs, clips and saves for tests and for the gallery; every field can be overridden. */
import type { Clip } from '../../lib/domain/clips/clip.ts';
import { NO_ATTEMPT } from '../../lib/domain/clips/retry.ts';
import type { Save, SaveProblemKind } from '../../lib/domain/clips/save.ts';
import { type Job, type JobRequest, NO_REQUEST, NO_VARIANT } from '../../lib/domain/jobs/job.ts';
import { type JobWithClips, NO_COUNTS, NO_DATA, type PopupData } from '../../lib/domain/popup/data.ts';
import { DAY, HOUR, MINUTE } from '../../lib/time.ts';

export const NOW = Date.UTC(2026, 2, 14, 13, 5, 0);

export function makeJob(number: number, fields: Partial<Omit<Job, 'request'>> & { request?: Partial<JobRequest> } = {}): Job {
  const jobId = `${String(number).padStart(8, '0')}-8a1e-4c55-9d0a-2b8f0e1c7a44`;
  const { request, ...rest } = fields;
  const state = rest.state ?? 'finished';
  return {
    id: `pika-page:${jobId}`,
    jobId,
    source: 'pika-page',
    state,
    rawStatus: state,
    progress: null,
    error: null,
    request: { ...NO_REQUEST, model: '2.5', durationSeconds: 5, aspectRatio: 16 / 9, resolution: '720p', ...request },
    firstSeenAt: NOW - 10 * MINUTE,
    lastSeenAt: NOW,
    stateSince: NOW - 5 * MINUTE,
    movedAt: NOW - MINUTE,
    finishedAt: state === 'finished' ? NOW - 5 * MINUTE : null,
    queuedAt: null,
    runningAt: null,
    lastActiveAt: null,
    anomalies: [],
    active: state === 'queued' || state === 'running' ? 1 : 0,
    order: NOW - number,
    ...rest,
  };
}

export function makeClip(id: string, job: string, fields: Partial<Clip> = {}): Clip {
  return {
    id,
    job,
    pathKey: `path/${id}.mp4`,
    videoId: null,
    variant: NO_VARIANT,
    url: `https://cdn.pika.art/v1/${id}.mp4`,
    posterUrl: null,
    durationSeconds: 5,
    firstSeenAt: NOW - 5 * MINUTE,
    deadline: { at: NOW + DAY, why: 'assumed' },
    ...fields,
  };
}

export function makeSave(clip: string, fields: Partial<Save> = {}): Save {
  const isSaved = fields.state === 'saved';
  return {
    clip,
    state: 'wanted',
    awaited: false,
    requestedName: null,
    attempts: 1,
    nextAttemptAt: NOW,
    deadlineAt: NOW + DAY,
    ...NO_ATTEMPT,
    downloadId: isSaved ? 7 : null,
    finalName: isSaved ? `/home/me/Downloads/Pika/2026-03-14 video ${clip}.mp4` : null,
    bytes: isSaved ? 4_215_000 : null,
    problem: null,
    proof: isSaved ? 'boxes' : null,
    savedAt: isSaved ? NOW - 4 * MINUTE : null,
    updatedAt: NOW,
    ...fields,
  };
}

export function problem(kind: SaveProblemKind, httpStatus: number | null = null): Pick<Save, 'problem'> {
  return { problem: { kind, at: NOW - MINUTE, httpStatus } };
}

/** A finished job with one clip whose save has these fields. */
export function kept(number: number, prompt: string | null, save: Partial<Save>, clip: Partial<Clip> = {}): JobWithClips {
  const job = makeJob(number, { request: { prompt } });
  const id = `clip${number}`;
  return { job, clips: [{ clip: makeClip(id, job.id, clip), save: makeSave(id, save) }], moreClips: false };
}

export function alone(job: Job): JobWithClips {
  return { job, clips: [], moreClips: false };
}

export function data(fields: Partial<Omit<PopupData, 'counts'>> & { counts?: Partial<typeof NO_COUNTS> }): PopupData & { readonly counts: typeof NO_COUNTS } {
  return { ...NO_DATA, ...fields, counts: { ...NO_COUNTS, ...fields.counts } };
}

/** A deadline that the URL tells. */
export function told(hours: number): Pick<Clip, 'deadline'> {
  return { deadline: { at: NOW + hours * HOUR, why: 'url' } };
}
