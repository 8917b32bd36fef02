import type { Reading } from '../domain/health/fold.ts';
import type { Check, CheckFailureKind, PikaMonitor } from '../domain/health/monitor.ts';
import { edgeOf, judgeAnswer, needsBody, tellingHeaders } from '../sources/pika/answers.ts';
import { SECOND } from '../time.ts';
import { parseRetryAfter } from './retry-after.ts';
import { type Fetched, type FetchDeps, type FetchOptions, PLATFORM, timedFetch } from './timed-fetch.ts';

/** One light request a monitor: the front page's head, the roots of the API and media hosts, the login's health path. */
export const PROBE_URLS: Readonly<Record<PikaMonitor, string>> = {
  'pika-web': 'https://pika.art/',
  'pika-api': 'https://api.pika.art/',
  'pika-cdn': 'https://cdn.pika.art/',
  'pika-login': 'https://login.pika.art/auth/v1/health',
};

export const PROBE_TIMEOUT = 10 * SECOND;
const BODY_LIMIT = 64 * 1024;

export interface ProbeDeps extends FetchDeps {
  /** Wall clock, ms since 1970. */
  now(): number;
}

const DEFAULTS: ProbeDeps = { ...PLATFORM, now: () => Date.now() };

/** Makes one check of a monitor, without cookies: health must not depend on who is signed in. Never rejects. */
export async function probe(monitor: PikaMonitor, deps: ProbeDeps = DEFAULTS): Promise<Reading> {
  const at = deps.now();
  const url = PROBE_URLS[monitor];
  const options: FetchOptions = {
    timeoutMs: PROBE_TIMEOUT,
    body: (head) => (needsBody(monitor, head.status) ? { limit: BODY_LIMIT, beyond: 'cut' } : null),
  };
  const result = await timedFetch(url, options, deps);
  if (result.ok) return judged(monitor, at, result.value, deps.now());
  if (result.failure.kind === 'timeout') return unanswered(monitor, at, 'failed', 'timeout');
  return (await redirectsAway(url, deps))
    ? unanswered(monitor, at, 'blocked', 'redirected')
    : unanswered(monitor, at, 'failed', 'unreachable');
}

function judged(monitor: PikaMonitor, at: number, answer: Fetched, now: number): Reading {
  const header = (name: string): string | null => answer.headers.get(name);
  const body = answer.bytes === null ? null : new TextDecoder().decode(answer.bytes);
  const { outcome, kind } = judgeAnswer(monitor, { status: answer.status, url: answer.url, header, body });
  const latencyMs = Math.max(0, Math.round(answer.latencyMs));
  const headers = outcome === 'failed' && tellingHeaders(header);
  const check: Check = { monitor, at, outcome, latencyMs, httpStatus: answer.status, edge: edgeOf(header), kind, ...(headers && { headers }) };
  return { check, retryAfterMs: parseRetryAfter(header('retry-after'), now) };
}

/**
 * A redirect to a host that we may not read looks just like a dead server. Asked again without following, a server
 * that lives shows itself: portals and single sign-ons redirect, dead hosts do not.
 */
async function redirectsAway(url: string, deps: FetchDeps): Promise<boolean> {
  const again = await timedFetch(url, { timeoutMs: 5 * SECOND, redirect: 'manual' }, deps);
  return again.ok && again.value.redirect;
}

function unanswered(monitor: PikaMonitor, at: number, outcome: 'failed' | 'blocked', kind: CheckFailureKind): Reading {
  return { check: { monitor, at, outcome, latencyMs: null, httpStatus: null, edge: null, kind }, retryAfterMs: null };
}
