/** Why a source told nothing about a job, and what the poller does about it. */
import type { Failure } from '../../result.ts';
import { HOUR, MINUTE, SECOND } from '../../time.ts';

export const SOURCE_FAILURES = [
  'token-refused', // 401
  'no-credit', // 402
  'forbidden', // 403
  'bad-id', // 400, 422
  'gone', // 404, 410
  'busy', // 429
  'server', // 5xx
  'timeout', // no answer in time
  'unreachable', // no answer at all
  'not-understood', // an answer, but none that we can read
] as const;
export type SourceFailureKind = (typeof SOURCE_FAILURES)[number];

/**
 * What happens next.
 * - `pause`: the source is not asked again until the user has done something; one notice.
 * - `wait`: the whole source rests for `waitMs`.
 * - `retry`: this job is asked again after a growing wait, not sooner than `waitMs`; others go on.
 * - `end`: this job is not asked again.
 * - `confirm`: asked once more at the source's pace; the same answer then ends it.
 */
export type NextStep = 'pause' | 'wait' | 'retry' | 'end' | 'confirm';

export interface SourceFailure extends Failure<SourceFailureKind> {
  /** HTTP status; null without an answer. */
  readonly status: number | null;
  readonly next: NextStep;
  /** Least wait in ms, `Retry-After` within its bounds included. */
  readonly waitMs: number;
  /** What the source itself said, at most 200 characters, without line breaks; null when it said nothing. */
  readonly said: string | null;
}

/** Bounds of a `Retry-After`: not under one tick, not over an hour. */
export const LEAST_WAIT = 30 * SECOND;
export const MOST_WAIT = HOUR;

interface Rule {
  readonly next: NextStep;
  readonly waitMs: number;
  /** What is the matter, and what happens now. */
  readonly sentence: (name: string) => string;
}

/** One rule and one sentence for each kind; a source may set other waits. */
export const FAILURE_RULES: Readonly<Record<SourceFailureKind, Rule>> = {
  'token-refused': { next: 'pause', waitMs: 0, sentence: (name) => `${name} does not accept the token. Its jobs wait until you enter a new one.` },
  'no-credit': { next: 'pause', waitMs: 0, sentence: (name) => `Your account at ${name} has no subscription or it has expired. Its jobs wait until you have renewed it and press Resume.` },
  forbidden: { next: 'retry', waitMs: 5 * MINUTE, sentence: (name) => `${name} does not let this token see the job. It is asked again later.` },
  'bad-id': { next: 'end', waitMs: 0, sentence: (name) => `${name} says that this is not a job ID. It is not asked again; check the ID and add it once more.` },
  gone: { next: 'confirm', waitMs: 0, sentence: (name) => `${name} does not know this job (any more). Clips that were saved stay saved.` },
  busy: { next: 'wait', waitMs: MINUTE, sentence: (name) => `${name} asks for a break. Its jobs are asked again after it.` },
  server: { next: 'retry', waitMs: MINUTE, sentence: (name) => `${name} has a problem of its own. It is asked again soon; your job goes on meanwhile.` },
  timeout: { next: 'retry', waitMs: 30 * SECOND, sentence: (name) => `${name} did not answer in time. That says nothing about your job; it is asked again soon.` },
  unreachable: { next: 'retry', waitMs: 30 * SECOND, sentence: (name) => `${name} cannot be reached. It is asked again soon.` },
  'not-understood': { next: 'retry', waitMs: 2 * MINUTE, sentence: (name) => `${name} gave an answer that we cannot read. It is asked again later.` },
};

export interface FailureDetails {
  readonly status?: number | null;
  readonly said?: string | null;
  /** `Retry-After` as it came. */
  readonly retryAfterMs?: number | null;
  /** The source's own wait for this failure. */
  readonly waitMs?: number;
  readonly next?: NextStep;
  readonly message?: string;
}

/** A failure by the rule of its kind. `name` is the source's shown name. */
export function sourceFailure(kind: SourceFailureKind, name: string, details: FailureDetails = {}): SourceFailure {
  const rule = FAILURE_RULES[kind];
  const asked = details.retryAfterMs ?? null;
  return {
    kind,
    message: details.message ?? rule.sentence(name),
    status: details.status ?? null,
    next: details.next ?? rule.next,
    waitMs: asked === null ? (details.waitMs ?? rule.waitMs) : Math.min(MOST_WAIT, Math.max(LEAST_WAIT, asked)),
    said: details.said ?? null,
  };
}

/** What a request without an answer is to the poller; `kind` is that of `timedFetch`. */
export function transportFailure(kind: string, name: string): SourceFailure {
  if (kind === 'too-large') return sourceFailure('not-understood', name);
  return sourceFailure(kind === 'timeout' ? 'timeout' : 'unreachable', name);
}
