/** When a job is asked of its source again, and what an answer that tells nothing of it means. */
import { HOUR, MINUTE } from '../../time.ts';
import type { ApiSourceId, Job, JobState } from './job.ts';
import type { SourcePace } from './job-source.ts';
import { addAnomaly } from './merge.ts';
import type { SourceFailure, SourceFailureKind } from './source-failure.ts';

/** A job that is asked of a source by its id, until it is over. */
export interface Poll {
  /** `Job.id`. */
  readonly job: string;
  readonly source: ApiSourceId;
  readonly jobId: string;
  /** Not before this moment. */
  readonly nextAt: number;
  readonly addedAt: number;
  readonly askedAt: number | null;
  /** Answers in a row that told nothing of the job. */
  readonly failures: number;
  /** Looks at a finished job that found no file. */
  readonly empty: number;
  /** The last answer was that there is no such job. */
  readonly missed: boolean;
  /** Why the last look told nothing; null when it did. */
  readonly problem: { readonly kind: SourceFailureKind; readonly message: string } | null;
}

/** The longest pause between two looks at a job that may still change. */
export const LONGEST_PAUSE = HOUR;
/** A file that a finished job lacks may come late; after these waits nobody expects it any more. */
const EMPTY_WAITS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR] as const;
/** A job that has not moved for so long is asked for after a twentieth of that time. */
const PATIENCE = 20;

const MAY_CHANGE: readonly JobState[] = ['queued', 'running', 'unknown'];

export function newPoll(source: ApiSourceId, jobId: string, now: number): Poll {
  return { job: `${source}:${jobId}`, source, jobId, nextAt: now, addedAt: now, askedAt: null, failures: 0, empty: 0, missed: false, problem: null };
}

/**
 * Whether a job that nobody asks for deserves it: one that is not over and that its source was not found to have forgotten, or
 * one whose file is still expected.
 * @param hasClips whether any file of it is known
 */
export function isUnfinished(job: Pick<Job, 'state' | 'anomalies' | 'finishedAt'>, hasClips: boolean, now: number): boolean {
  if (job.anomalies.some(({ kind }) => kind === 'vanished')) return false;
  if (job.state !== 'finished') return MAY_CHANGE.includes(job.state);
  return !hasClips && job.finishedAt !== null && now - job.finishedAt < EMPTY_WAITS.reduce((sum, wait) => sum + wait, 0);
}

/**
 * Whether the source may be asked for this job now. A moment further ahead than any pause comes from a clock that was
 * turned, so it counts as over; a job asked a moment ago waits for its source's pace, however urgent it is.
 */
export function isPollDue(poll: Poll, pace: SourcePace, now: number): boolean {
  const waited = poll.askedAt === null || poll.askedAt > now || now - poll.askedAt >= pace.perJobMs;
  return waited && (poll.nextAt <= now || poll.nextAt > now + 2 * LONGEST_PAUSE);
}

/** When a job that is over was asked last, and how long its source's pace holds: its row is gone. */
export interface LastLook {
  /** `Job.id`. */
  readonly job: string;
  readonly askedAt: number;
  readonly until: number;
}

/** A stored list of them as it counts now; damaged ones, and those that only a turned clock can have left, count no more. */
export function parseLastLooks(raw: unknown, now: number): readonly LastLook[] {
  const all: readonly Partial<Record<keyof LastLook, unknown>>[] = Array.isArray(raw) ? raw : [];
  return all.flatMap((one) => {
    const { job, askedAt, until } = one ?? {};
    return typeof job === 'string' && typeof askedAt === 'number' && typeof until === 'number' && askedAt <= now && now < until ? [{ job, askedAt, until }] : [];
  });
}

/** @param asked the row that ends, as `asking` made it */
export function withLastLook(looks: readonly LastLook[], asked: Poll, now: number): readonly LastLook[] {
  return [...looks.filter(({ job }) => job !== asked.job), { job: asked.job, askedAt: asked.askedAt ?? now, until: asked.nextAt }];
}

/** A job that is asked for anew waits for the pace of the look that ended it. */
export function afterLastLook(poll: Poll, looks: readonly LastLook[]): Poll {
  return poll.askedAt === null ? { ...poll, askedAt: looks.find(({ job }) => job === poll.job)?.askedAt ?? null } : poll;
}

/** The row as it is written before the question goes out: a kill asks again no sooner than the pace allows. */
export function asking(poll: Poll, pace: SourcePace, now: number): Poll {
  return { ...poll, askedAt: now, nextAt: now + pace.perJobMs };
}

/**
 * After an answer that told of the job: null when there is nothing more to ask.
 * @param job the job as it stands after the answer
 * @param lacksFile whether the answer, though it says finished, brought no file
 * @param random 0–1, spreads jobs that were added together
 */
export function afterLook(poll: Poll, job: Pick<Job, 'state' | 'movedAt'>, lacksFile: boolean, pace: SourcePace, now: number, random: number): Poll | null {
  const told = { ...poll, failures: 0, missed: false, problem: null };
  if (job.state === 'finished' && lacksFile) {
    const wait = EMPTY_WAITS[poll.empty];
    return wait === undefined ? null : { ...told, empty: poll.empty + 1, nextAt: now + wait };
  }
  if (!MAY_CHANGE.includes(job.state)) return null;
  const quiet = Math.max(0, now - job.movedAt);
  return { ...told, nextAt: now + spread(Math.max(pace.perJobMs, Math.min(LONGEST_PAUSE, quiet / PATIENCE)), random) };
}

/** After an answer that told nothing of it: null when the job is not asked for again. */
export function afterFailure(poll: Poll, failure: SourceFailure, pace: SourcePace, now: number, random: number): Poll | null {
  const failed = { ...poll, problem: { kind: failure.kind, message: failure.message } };
  switch (failure.next) {
    case 'end':
      return null;
    case 'confirm':
      return poll.missed ? null : { ...failed, missed: true, nextAt: now + pace.perJobMs };
    case 'pause': // the whole source waits, and this job is the first when it goes on
      return { ...failed, nextAt: now };
    case 'wait':
      return { ...failed, nextAt: now + pace.perJobMs };
    case 'retry': {
      const failures = poll.failures + 1;
      const growing = pace.perJobMs * 2 ** Math.min(12, failures - 1);
      return { ...failed, failures, nextAt: now + spread(Math.min(LONGEST_PAUSE, Math.max(failure.waitMs, growing)), random) };
    }
  }
}

/** Up to a tenth longer, never shorter: the source's pace is a promise. */
function spread(ms: number, random: number): number {
  return Math.round(ms * (1 + random / 10));
}

/**
 * A job that its source does not know, or does not know any more. It counts as under way no longer; should the source
 * show it again, it moves forward from there.
 */
export function vanish(job: Job, failure: SourceFailure, now: number): Job {
  const over = job.active === 1 ? ({ state: 'unknown', active: 0, stateSince: now, movedAt: now } as const) : {};
  const anomalies = addAnomaly(job.anomalies, { at: now, kind: 'vanished', detail: `${failure.kind} ${failure.status ?? ''}`.trim() });
  return { ...job, ...over, error: job.state === 'finished' ? job.error : failure.message, anomalies };
}
