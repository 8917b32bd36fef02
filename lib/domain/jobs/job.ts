/** A job: one generation of the user's, as far as we know it. */
import { MINUTE } from '../../time.ts';

export const JOB_STATES = ['queued', 'running', 'finished', 'failed', 'moderated', 'cancelled', 'unknown'] as const;
export type JobState = (typeof JOB_STATES)[number];

export const SOURCES = ['pika-page', 'useapi', 'fal', 'pika-api'] as const;
/** Where a job comes from. `pika-page` is what pika.art itself showed. */
export type Source = (typeof SOURCES)[number];
/** Sources that are asked job by job, with a token. */
export type ApiSourceId = Exclude<Source, 'pika-page'>;

/** What was asked for, as far as the source tells; every field may be missing. */
export interface JobRequest {
  readonly prompt: string | null;
  readonly negativePrompt: string | null;
  readonly model: string | null;
  /** Pika's `contentType`: t2v, i2v, pikaswaps, pikaframes, … */
  readonly feature: string | null;
  /** Width divided by height. */
  readonly aspectRatio: number | null;
  /** "480p", "720p", "1080p". */
  readonly resolution: string | null;
  readonly durationSeconds: number | null;
  /** Digits; a string because it may exceed 2^53. */
  readonly seed: string | null;
  readonly creditCost: number | null;
}

/** What makes one result of a job another clip than an earlier one: sound added, extended, upscaled. */
export interface Variant {
  readonly sfx: boolean;
  readonly extended: number;
  readonly upscaled: boolean;
  readonly lipSynced: boolean;
}

/** One video file, as a source showed it. `url` has passed the allow-list (`lib/sources/pika/media-url.ts`). */
export interface SeenVideo {
  readonly videoId: string | null;
  readonly url: string;
  readonly posterUrl: string | null;
  readonly durationSeconds: number | null;
}

/** One job, as a source showed it at one moment: a hint until the background has validated it. */
export interface SeenJob {
  /**
   * Opaque id of at most 64 characters out of `[A-Za-z0-9_-]`; on pika.art a lower-case UUID. Other sources' may have 128
   * characters, and `.`, `:` and `@` among them.
   */
  readonly jobId: string;
  readonly state: JobState;
  /** The source's own word, at most 40 characters. */
  readonly rawStatus: string;
  /** 0–100. */
  readonly progress: number | null;
  readonly error: string | null;
  readonly request: JobRequest;
  readonly variant: Variant;
  readonly videos: readonly SeenVideo[];
  /** What only job APIs tell. */
  readonly more?: JobMore;
}

/** What job APIs tell beyond what pika.art shows; all of it bounded, each field null or empty where nothing was said. */
export interface JobMore {
  /** Jobs before this one, in the source's own count. */
  readonly queuePosition: number | null;
  /** The job that this one was made from. */
  readonly parentJobId: string | null;
  /** What was asked for: useapi's `verb`, such as `pika-create`. */
  readonly verb: string | null;
  /** What the source's own buttons offer. They are shown and never pressed. */
  readonly buttons: readonly string[];
  readonly embeds: readonly JobEmbed[];
  /** The message that shows parameters and progress, as it came. */
  readonly content: string | null;
  /** The last line of its log. */
  readonly log: string | null;
  /** Moments that the source names, in ms since 1970. */
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  /** Where files of it are that may not be fetched, as of the newest answer: hosts, at most 4. Absent where there are none. */
  readonly withheld?: readonly string[];
}

/** One of Discord's embeds, for reading only. */
export interface JobEmbed {
  readonly type: string | null;
  readonly description: string | null;
  /** An https address in normal form; never fetched. */
  readonly imageUrl: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

export interface Job {
  /** `<source>:<jobId>`. */
  readonly id: string;
  readonly jobId: string;
  readonly source: Source;
  readonly state: JobState;
  readonly rawStatus: string;
  readonly progress: number | null;
  readonly error: string | null;
  readonly request: JobRequest;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** When the present state was first seen. */
  readonly stateSince: number;
  /** When progress or state last moved: what "stuck" is measured from. */
  readonly movedAt: number;
  /** First moment a finished state was seen; null while it has not been. */
  readonly finishedAt: number | null;
  /** First seen queued; null when it never was, or was stored before this was noted. */
  readonly queuedAt: number | null;
  /** First seen running, where somebody saw it begin; null otherwise. */
  readonly runningAt: number | null;
  /** Last seen queued or running: what tells an end that was watched from one that was found later. */
  readonly lastActiveAt: number | null;
  /** Oddities worth keeping as evidence: a state that went backwards, a file that changed its URL. At most 20. */
  readonly anomalies: readonly JobAnomaly[];
  /** 1 while queued or running, else 0: IndexedDB cannot index booleans. */
  readonly active: 0 | 1;
  /** Sort key: newest first within a listing that carries no times (ms, may be fractional). */
  readonly order: number;
  /** The newest that a job API told; missing where none did. */
  readonly more?: JobMore;
}

/** A step between two looks further apart than this was not watched, and its moment is not known. */
export const WATCHED_WITHIN = 3 * MINUTE;

/** What a row of version 1 does not hold. */
const NO_TIMES = { queuedAt: null, runningAt: null, lastActiveAt: null } as const;

/** A stored row with everything that a job has today: rows of earlier versions lack some moments, and nobody can know them now. */
export function completeJob(row: Omit<Job, keyof typeof NO_TIMES> & Partial<Pick<Job, keyof typeof NO_TIMES>>): Job {
  return { ...NO_TIMES, ...row };
}

export interface JobAnomaly {
  readonly at: number;
  readonly kind: 'went-backwards' | 'url-changed' | 'finished-without-file' | 'error-after-finish' | 'vanished' | 'clip-elsewhere';
  /** Of `clip-elsewhere` the `Job.id` that has the clip: another source, too, has shown the same video. */
  readonly detail: string;
}

export const NO_REQUEST: JobRequest = {
  prompt: null,
  negativePrompt: null,
  model: null,
  feature: null,
  aspectRatio: null,
  resolution: null,
  durationSeconds: null,
  seed: null,
  creditCost: null,
};

export const NO_MORE: JobMore = {
  queuePosition: null,
  parentJobId: null,
  verb: null,
  buttons: [],
  embeds: [],
  content: null,
  log: null,
  createdAt: null,
  updatedAt: null,
};

export const NO_VARIANT: Variant = { sfx: false, extended: 0, upscaled: false, lipSynced: false };
