import type { Answer, Question } from '../domain/jobs/job-source.ts';
import { type SourceFailure, transportFailure } from '../domain/jobs/source-failure.ts';
import { SECOND } from '../time.ts';
import { parseRetryAfter } from './retry-after.ts';
import { type FetchDeps, PLATFORM, timedFetch } from './timed-fetch.ts';

/** For one request. A job that takes longer to be told of is asked for again later. */
export const SOURCE_TIMEOUT = 15 * SECOND;

/**
 * Sends one question to a job source: a GET without cookies that follows no redirect, since the token travels in its
 * headers.
 * @param name the source's shown name, for the failure's sentence
 */
export async function askSource(question: Question, name: string, now: () => number, deps: FetchDeps = PLATFORM): Promise<Answer | SourceFailure> {
  const { url, headers, limit } = question;
  const body = { limit: limit + 1, beyond: 'cut' } as const;
  const result = await timedFetch(url, { timeoutMs: SOURCE_TIMEOUT, headers, redirect: 'manual', body: (head) => (head.redirect ? null : body) }, deps);
  if (!result.ok) return transportFailure(result.failure.kind, name);
  const { status, headers: head, bytes, redirect } = result.value;
  const read = bytes ?? new Uint8Array();
  return {
    status,
    contentType: head.get('content-type'),
    retryAfterMs: parseRetryAfter(head.get('retry-after'), now()),
    bytes: read.subarray(0, limit),
    redirect,
    tooLarge: read.length > limit,
  };
}
