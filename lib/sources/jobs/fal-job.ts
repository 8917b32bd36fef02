/** fal's two documents about one request: its status, and its result. */
import { NO_MORE, NO_REQUEST, NO_VARIANT, type JobState, type SeenJob } from '../../domain/jobs/job.ts';
import type { AllowedLink } from '../../domain/jobs/job-source.ts';
import { digits, first, isFields, number, own, text, type Fields } from '../fields.ts';
import { withError } from '../pika/status.ts';
import { momentOf, saidIn } from './answer.ts';
import { takeFiles, withheldOf } from './link.ts';

const STATES: ReadonlyMap<string, JobState> = new Map<string, JobState>([
  ['IN_QUEUE', 'queued'],
  ['IN_PROGRESS', 'running'],
  ['COMPLETED', 'finished'],
  ['FAILED', 'failed'],
  ['CANCELED', 'cancelled'],
  ['CANCELLED', 'cancelled'],
]);

const MAX_LOGS = 10_000;

/** What an error document says. */
export interface Verdict {
  /** In the model's or the platform's words; null when none are there. */
  readonly text: string | null;
  /** It says what became of the request, not merely that asking failed. */
  readonly isFinal: boolean;
  readonly moderated: boolean;
}

/**
 * A model's refusal is a list of `{type, msg}`, and the platform's a text with an `error_type`. Anything else with an error
 * status is trouble on the way to the answer.
 */
export function verdictOf(fields: Fields): Verdict {
  const detail = own(fields, 'detail');
  const list: readonly unknown[] = Array.isArray(detail) ? detail : [];
  const row = list.slice(0, 20).find(isFields) ?? {};
  const type = first(text(own(row, 'type'), 80), text(own(fields, 'error_type'), 80));
  const words = saidIn(own(row, 'msg'), detail, own(fields, 'error'), own(fields, 'message'));
  return { text: words ?? type, isFinal: type !== null, moderated: type !== null && /content_policy|moderation|nsfw/i.test(type) };
}

/**
 * @param asked the id that was asked for
 * @returns null when the document is about another request, or none
 */
export function readFalStatus(fields: Fields, asked: string): SeenJob | null {
  const rawStatus = text(own(fields, 'status'), 40);
  const named = text(own(fields, 'request_id'), 200);
  if (rawStatus === null || (named !== null && named.toLowerCase() !== asked.toLowerCase())) return null;
  const verdict = verdictOf(fields);
  const state = STATES.get(rawStatus.toUpperCase()) ?? 'unknown';
  const job: SeenJob = {
    jobId: asked,
    state,
    rawStatus,
    progress: state === 'finished' ? 100 : null,
    error: null,
    request: NO_REQUEST,
    variant: NO_VARIANT,
    videos: [],
    more: {
      ...NO_MORE,
      queuePosition: state === 'queued' ? wholeOf(number(own(fields, 'queue_position'), 0, 1_000_000_000)) : null,
      ...logOf(fields),
    },
  };
  // A request that failed is COMPLETED, too, and says so beside it.
  const failed = (verdict.isFinal || verdict.text !== null) && state !== 'queued' && state !== 'running';
  return failed && state !== 'cancelled' ? failedJob(job, verdict) : job;
}

/** Its first moment and last line. */
function logOf(fields: Fields): { log: string | null; createdAt: number | null; updatedAt: number | null } {
  const logs = own(fields, 'logs');
  const rows = Array.isArray(logs) ? logs.slice(-MAX_LOGS) : [];
  const newest: unknown = rows.findLast((row) => isFields(row) && text(own(row, 'message'), 300) !== null);
  const oldest: unknown = rows.find(isFields);
  return {
    log: isFields(newest) ? text(own(newest, 'message'), 300) : null,
    createdAt: isFields(oldest) ? momentOf(own(oldest, 'timestamp')) : null,
    updatedAt: isFields(newest) ? momentOf(own(newest, 'timestamp')) : null,
  };
}

function wholeOf(value: number | null): number | null {
  return value === null ? null : Math.floor(value);
}

/** The request as failed, moderated where its error says so. */
export function failedJob(job: SeenJob, verdict: Verdict): SeenJob {
  const state = verdict.moderated ? 'moderated' : withError('failed', verdict.text);
  return { ...job, state, progress: null, error: verdict.text, videos: [] };
}

/** The result: `video`, or `videos` where a model makes several. */
export function readFalResult(fields: Fields, known: SeenJob, allow: (url: unknown) => AllowedLink | null): SeenJob {
  const list = own(fields, 'videos');
  const found = [own(fields, 'video'), ...(Array.isArray(list) ? list.slice(0, 16) : [])].filter(isFields);
  const offered = found.map((video, place) => ({
    url: own(video, 'url'),
    videoId: place === 0 ? known.jobId : null,
    durationSeconds: number(own(video, 'duration'), 0.1, 3600),
  }));
  const files = takeFiles(offered.filter(({ url }) => url !== undefined && url !== null), allow);
  const request = { ...known.request, prompt: text(own(fields, 'prompt'), 4000), seed: digits(own(fields, 'seed')) };
  return { ...known, request, videos: files.videos, more: { ...(known.more ?? NO_MORE), ...withheldOf(known.state, files) } };
}
