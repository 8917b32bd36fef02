/** One object of an answer as a job, or not. */
import type { JobState, SeenJob, Variant } from '../../domain/jobs/job.ts';
import { NO_REQUEST, NO_VARIANT } from '../../domain/jobs/job.ts';
import { first, isFields, number, own, text, type Fields } from '../fields.ts';
import { requestOf } from './request.ts';
import { stateOf, stateOfAll, withError } from './status.ts';
import { errorOf, fileOf, idOf, resultUrlOf, type FoundFile } from './video.ts';

export type JobReading =
  | { readonly kind: 'job'; readonly job: SeenJob }
  /** It has the shape of a job, but we cannot use it. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'not-a-job' };

/** Videos of one job that are read; Pika makes one, rarely four. */
const MAX_VIDEOS = 16;
const NOT_A_JOB: JobReading = { kind: 'not-a-job' };

/** In Flight a video may have a row of its own, and look like the jobs that other APIs answer in JSON. */
export type Form = 'flight' | 'json';

/** A job is known by its `videos`; the developer and reseller APIs put the status and the URL on the job itself. */
export function readJob(place: Fields, form: Form): JobReading {
  const list = own(place, 'videos');
  if (!Array.isArray(list)) return hasJobStatus(place, form) ? jobFrom(place, [place]) : NOT_A_JOB;
  const videos = list.slice(0, MAX_VIDEOS).flatMap(videoFields);
  if (!describesGeneration(place, videos)) return NOT_A_JOB;
  return jobFrom(place, videos);
}

function videoFields(video: unknown): Fields[] {
  if (typeof video === 'string') return [{ resultUrl: video }];
  return isFields(video) ? [video] : [];
}

/** Other lists of videos (a gallery, an advert) name neither a status nor a file of ours nor a request. */
function describesGeneration(place: Fields, videos: readonly Fields[]): boolean {
  if (Object.hasOwn(place, 'promptText') || Object.hasOwn(place, 'params')) return true;
  return [place, ...videos].some((video) => wordOf(video) !== null || resultUrlOf(video) !== null);
}

/** Stricter, as many things have an id and a status. */
function hasJobStatus(place: Fields, form: Form): boolean {
  if (stateOf(wordOf(place) ?? '') === 'unknown' || idOf(own(place, 'id') ?? own(place, 'jobId')) === null) return false;
  if (typeof own(place, 'promptText') === 'string') return true;
  return form === 'json' && (typeof own(place, 'progress') === 'number' || resultUrlOf(place) !== null);
}

function jobFrom(place: Fields, videos: readonly Fields[]): JobReading {
  const jobId = idOf(own(place, 'id') ?? own(place, 'jobId'));
  if (jobId === null) return { kind: 'unreadable' };
  const words = videos.map(wordOf);
  const error = first(...videos.map(errorOf), errorOf(place));
  const files = filesOf(place, videos);
  const state = stateOfAll(videos.length === 0 ? [stateOf(wordOf(place) ?? '')] : videos.map(stateOfVideo));
  return {
    kind: 'job',
    job: {
      jobId,
      state: withError(state, error),
      rawStatus: first(...words, wordOf(place)) ?? '',
      progress: lowest(videos.map((video) => number(own(video, 'progress'), 0, 100))),
      error,
      request: requestOf(place, videos[0] ?? {}),
      variant: variantOf(place, files),
      videos: files.map((file) => file.video),
    },
  };
}

/** A video with a file and no word about it is done: the page shows it. */
function stateOfVideo(video: Fields): JobState {
  const word = wordOf(video);
  if (word !== null) return stateOf(word);
  return resultUrlOf(video) === null ? 'unknown' : 'finished';
}

function wordOf(place: Fields): string | null {
  return first(text(own(place, 'status'), 40), text(own(place, 'state'), 40));
}

function lowest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Each file once; the job's own URL counts where its videos have none. */
function filesOf(place: Fields, videos: readonly Fields[]): FoundFile[] {
  const byPath = new Map<string, FoundFile>();
  for (const video of videos) {
    const file = fileOf(video);
    if (file !== null && !byPath.has(file.pathKey)) byPath.set(file.pathKey, file);
  }
  const own = byPath.size === 0 ? fileOf(place) : null;
  return own === null ? [...byPath.values()] : [own];
}

function variantOf(place: Fields, files: readonly FoundFile[]): Variant {
  const extended = own(place, 'extended');
  return {
    sfx: own(place, 'hasSfx') === true || files.some((file) => file.sfx),
    extended: extended === true ? 1 : Math.floor(number(extended, 0, 1000) ?? 0),
    upscaled: own(place, 'upscaled') === true,
    lipSynced: own(place, 'lipSynced') === true,
  };
}

/** Keys that an answer to a submit may have when it names nothing but the job's id. */
const BARE_KEYS: ReadonlySet<string> = new Set(['success', 'id', 'jobId', 'data', 'generation', 'job', 'status', 'message', 'error']);

/**
 * The id that a bare answer to a submit names: at the top (`id`, `jobId`), or in `data`, `job` or `generation`.
 * An account or a folder has an id too, so no other key may be there, and the id has to be a UUID.
 */
export function readBareSubmit(answer: unknown): SeenJob | null {
  let place = answer;
  for (let level = 0; level < 3; level += 1) {
    if (!isFields(place) || !Object.keys(place).every((key) => BARE_KEYS.has(key))) return null;
    if (own(place, 'success') === false) return null;
    const jobId = idOf(own(place, 'id') ?? own(place, 'jobId'));
    if (jobId !== null) return jobId.length === 36 ? submitted(jobId, place) : null;
    place = own(place, 'data') ?? own(place, 'job') ?? own(place, 'generation');
  }
  return null;
}

function submitted(jobId: string, place: Fields): SeenJob {
  const rawStatus = wordOf(place) ?? '';
  const state = stateOf(rawStatus);
  return {
    jobId,
    state: state === 'unknown' ? 'queued' : state,
    rawStatus,
    progress: null,
    error: errorOf(place),
    request: NO_REQUEST,
    variant: NO_VARIANT,
    videos: [],
  };
}
