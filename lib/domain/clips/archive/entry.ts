/**
 * The archive: what the ledger knows of a job and its clips, as plain data that another browser or machine can take in.
 * It holds no secret, and no path of this machine unless that is asked for.
 */
import type { Job, JobRequest } from '../../jobs/job.ts';
import type { Clip } from '../clip.ts';
import type { Save } from '../save.ts';
import { archivedMore } from './more.ts';

export const ARCHIVE_FORMAT = 'pika-keeper-archive';
export const ARCHIVE_VERSION = 1;

export const ARCHIVED_STATES = ['wanted', 'saved', 'failed', 'lost', 'skipped'] as const;

/** Kept as they are: what the user asked for or left out, and the clip's place in the count. */
type Kept = 'asked' | 'bulk' | 'skip' | 'number';

/** A save without its attempts, which belong to this machine: what is on its way here is `wanted` elsewhere. */
export interface ArchivedSave extends Pick<Save, Kept | 'bytes' | 'problem' | 'proof' | 'savedAt' | 'measured' | 'updatedAt'> {
  readonly state: (typeof ARCHIVED_STATES)[number];
  /** `Save.awaited`; absent for no. */
  readonly awaited?: true;
  /** Relative to the download folder, as it was asked for. */
  readonly name: string | null;
  /** Absolute path of the file; only where the user wanted paths of this machine in the archive. */
  readonly file?: string;
}

/** The path key is left out: it follows from the link. */
export interface ArchivedClip extends Omit<Clip, 'job' | 'pathKey'> {
  readonly save: ArchivedSave;
}

/** Id and activity follow from the rest. */
export type ArchivedJob = Omit<Job, 'id' | 'jobId' | 'source' | 'active'>;

/** One job with its clips: written, read and taken in as a whole. */
export interface ArchiveEntry {
  readonly source: Job['source'];
  readonly jobId: string;
  /** Null where the ledger knows clips of a job that it does not know. */
  readonly job: ArchivedJob | null;
  readonly clips: readonly ArchivedClip[];
}

/** A clip as the ledger holds it; a clip without a save reads as waiting. */
export interface KeptClip {
  readonly clip: Clip;
  readonly save: Save | null;
}

export interface ArchiveOptions {
  /** Paths of files on this machine go along. */
  readonly withPaths: boolean;
}

/** @param id `Job.id` */
export function toEntry(id: string, job: Job | null, clips: readonly KeptClip[], options: ArchiveOptions): ArchiveEntry {
  const cut = id.indexOf(':');
  return {
    // What stands before the colon of a stored id is one of the sources: nothing else ever made one.
    source: job?.source ?? (id.slice(0, cut) as Job['source']),
    jobId: job?.jobId ?? id.slice(cut + 1),
    job: job && archivedJob(job),
    clips: clips.map((kept) => archivedClip(kept, options)),
  };
}

/** Fields one by one: what a later version stores beside them must not get out unseen. */
function archivedJob(job: Job): ArchivedJob {
  const more = archivedMore(job.more);
  return {
    state: job.state,
    rawStatus: job.rawStatus.toWellFormed(),
    progress: job.progress,
    error: text(job.error),
    request: archivedRequest(job.request),
    firstSeenAt: job.firstSeenAt,
    lastSeenAt: job.lastSeenAt,
    stateSince: job.stateSince,
    movedAt: job.movedAt,
    finishedAt: job.finishedAt,
    queuedAt: job.queuedAt ?? null,
    runningAt: job.runningAt ?? null,
    lastActiveAt: job.lastActiveAt ?? null,
    anomalies: job.anomalies.map(({ at, kind, detail }) => ({ at, kind, detail: detail.toWellFormed() })),
    order: job.order,
    ...(more && { more }),
  };
}

function archivedRequest(request: JobRequest): JobRequest {
  return {
    prompt: text(request.prompt),
    negativePrompt: text(request.negativePrompt),
    model: text(request.model),
    feature: text(request.feature),
    aspectRatio: request.aspectRatio,
    resolution: text(request.resolution),
    durationSeconds: request.durationSeconds,
    seed: text(request.seed),
    creditCost: request.creditCost,
  };
}

function archivedClip({ clip, save }: KeptClip, options: ArchiveOptions): ArchivedClip {
  const { sfx, extended, upscaled, lipSynced } = clip.variant;
  return {
    id: clip.id,
    videoId: text(clip.videoId),
    variant: { sfx, extended, upscaled, lipSynced },
    url: clip.url,
    posterUrl: text(clip.posterUrl),
    durationSeconds: clip.durationSeconds,
    firstSeenAt: clip.firstSeenAt,
    deadline: { at: clip.deadline.at, why: clip.deadline.why },
    save: archivedSave(clip, save, options),
  };
}

function archivedSave(clip: Clip, save: Save | null, { withPaths }: ArchiveOptions): ArchivedSave {
  if (save === null) return { state: 'wanted', name: null, bytes: null, problem: null, proof: null, savedAt: null, updatedAt: clip.firstSeenAt };
  const state = save.state === 'downloading' || save.state === 'verifying' ? 'wanted' : save.state;
  const { problem } = save;
  const isSaved = state === 'saved';
  const measured = save.measured && Object.values(save.measured).some((one) => one !== null) ? save.measured : null;
  return {
    state,
    name: text(save.requestedName),
    bytes: isSaved ? save.bytes : null,
    problem: problem && { kind: problem.kind, at: problem.at, httpStatus: problem.httpStatus },
    proof: save.proof ?? (isSaved ? 'listed' : null),
    savedAt: save.savedAt ?? (isSaved ? save.updatedAt : null),
    ...(measured && { measured: { width: measured.width, height: measured.height, durationSeconds: measured.durationSeconds } }),
    updatedAt: save.updatedAt,
    ...choices(save),
    ...(withPaths && save.finalName !== null && save.finalName !== '' ? { file: save.finalName.toWellFormed() } : {}),
  };
}

function choices({ awaited, asked, bulk, skip, number, state }: Save): Pick<ArchivedSave, Kept | 'awaited'> {
  return {
    ...(awaited && { awaited }),
    ...(asked && { asked }),
    ...(bulk !== undefined && { bulk }),
    ...(state === 'skipped' && skip !== undefined && { skip }),
    ...(number !== undefined && { number }),
  };
}

/** No text is one text in every format: a cell of a table cannot tell empty from missing. */
function text(value: string | null): string | null {
  return value === null || value === '' ? null : value.toWellFormed();
}
