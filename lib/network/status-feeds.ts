import { type Dialect, type Feed, type ToolAnswer, type ToolReading, unreadable } from '../domain/health/tool-reading.ts';
import { tellingHeaders } from '../sources/pika/answers.ts';
import { detectDialect, guessesFor, maxBytes, READERS } from '../sources/status/dialects.ts';
import type { FeedAnswer, Reader } from '../sources/status/document.ts';
import { SECOND } from '../time.ts';
import { parseRetryAfter } from './retry-after.ts';
import { type BodyWish, type Fetched, type FetchDeps, type Head, PLATFORM, timedFetch } from './timed-fetch.ts';

/** For one request; a feed takes at most two after each other. */
export const FEED_TIMEOUT = 8 * SECOND;
/** A probed page's head is enough to tell that it is one. */
const PROBE_BYTES = 64 * 1024;

export interface FeedDeps extends FetchDeps {
  /** Wall clock, ms since 1970. */
  now(): number;
}

const DEFAULTS: FeedDeps = { ...PLATFORM, now: () => Date.now() };

type Silence = 'timeout' | 'unreachable' | 'too-large' | 'redirected';

/** An answer that was read, or a reason why there is none. */
type Asked = { readonly ok: true; readonly answer: FeedAnswer; readonly head: Fetched } | { readonly ok: false; readonly failure: Silence };

/**
 * Asks one tool how it is, on its own host alone and without cookies. Never rejects: what cannot be read is a reading
 * with a reason.
 * @param known the dialect that was found out before, for a feed whose dialect is `auto`
 */
export async function askFeed(feed: Feed, known: Dialect | null, deps: FeedDeps = DEFAULTS): Promise<ToolAnswer> {
  const dialect = feed.dialect === 'auto' ? known : feed.dialect;
  if (dialect === null) return findOut(feed, deps);
  return dialect === 'probe' ? probePage(feed, deps) : readFeed(feed, dialect, READERS[dialect], deps);
}

/**
 * Asks the feed's addresses one after the other until one can be read; the first refusal is kept if none can. For a
 * caller who knows the dialect, and so needs the readers of no other. Never rejects.
 */
export async function readFeed(feed: Feed, dialect: Dialect, reader: Reader, deps: FeedDeps = DEFAULTS): Promise<ToolAnswer> {
  const at = deps.now();
  let refused: ToolAnswer | null = null;
  for (const url of reader.describe(feed)) {
    const asked = await askData(url, dialect, deps);
    const reading = asked.ok ? reader.read(asked.answer, feed, deps.now()) : noAnswer(asked.failure);
    const answer = answerOf(at, reading, asked, dialect, deps);
    if (reading.status !== 'unknown') return answer;
    refused ??= answer;
    // An address that is silent or refuses us is not asked again at another path.
    if (reading.reason === 'no-answer' || reading.reason === 'refused') break;
  }
  return refused ?? nothing(at);
}

/** Asks in every dialect at once; done only until one is understood, and again when that one no longer is. */
async function findOut(feed: Feed, deps: FeedDeps): Promise<ToolAnswer> {
  const at = deps.now();
  const guesses = guessesFor(feed.url);
  const asked = await Promise.all(guesses.map(async (guess) => ({ guess, asked: await askData(guess.url, guess.dialect, deps) })));
  const answers = asked.flatMap(({ guess, asked: one }) => (one.ok ? [{ guess, answer: one.answer, head: one.head }] : []));
  if (answers.length === 0) return { ...nothing(at), reading: noAnswer(asked.some(({ asked: one }) => !one.ok && one.failure === 'redirected') ? 'redirected' : 'unreachable') };
  const { dialect, reading } = detectDialect(answers, feed.url, deps.now());
  const head = answers[0]?.head;
  return { ...nothing(at), reading, dialect, httpStatus: head?.status ?? null, retryAfterMs: head === undefined ? null : retryOf(head, deps) };
}

async function probePage(feed: Feed, deps: FeedDeps): Promise<ToolAnswer> {
  const at = deps.now();
  // Sites send visitors on to their language; where that ends is looked at, and only its own host will do.
  const asked = await ask(feed.url, { limit: PROBE_BYTES, beyond: 'cut' }, 'follow', deps);
  if (asked.ok) {
    const reading = READERS.probe.read(asked.answer, feed, deps.now());
    const { latencyMs, headers } = asked.head;
    const telling = reading.status === 'down' && tellingHeaders((name) => headers.get(name));
    return { ...answerOf(at, reading, asked, 'probe', deps), direct: true, latencyMs: Math.max(0, Math.round(latencyMs)), ...(telling && { headers: telling }) };
  }
  if (asked.failure === 'unreachable' && (await redirectsAway(feed.url, deps))) return { ...nothing(at), reading: unreadable('wrong-page'), dialect: 'probe' };
  const failure = asked.failure === 'timeout' ? 'timeout' : 'unreachable';
  return { ...nothing(at), direct: true, failure, dialect: 'probe' };
}

/** Data is never asked for on another host than the one that the user allowed: a redirect is not followed. */
function askData(url: string, dialect: Dialect, deps: FeedDeps): Promise<Asked> {
  return ask(url, { limit: maxBytes(dialect), beyond: 'fail' }, 'manual', deps);
}

async function ask(url: string, wish: BodyWish, redirect: 'follow' | 'manual', deps: FeedDeps): Promise<Asked> {
  const options = { timeoutMs: FEED_TIMEOUT, headers: { accept: 'application/json, text/html;q=0.5' }, redirect, body: (head: Head) => (head.redirect ? null : wish) };
  const result = await timedFetch(url, options, deps);
  if (result.ok && result.value.redirect) return { ok: false, failure: 'redirected' };
  if (!result.ok) return { ok: false, failure: result.failure.kind === 'aborted' ? 'unreachable' : result.failure.kind };
  const text = new TextDecoder().decode(result.value.bytes ?? new Uint8Array());
  const { status, url: answeredBy, headers } = result.value;
  return { ok: true, answer: { status, contentType: headers.get('content-type'), url: answeredBy, text }, head: result.value };
}

/** A redirect to a host that we may not read looks just like a dead server, but dead servers do not redirect. */
async function redirectsAway(url: string, deps: FeedDeps): Promise<boolean> {
  const again = await timedFetch(url, { timeoutMs: FEED_TIMEOUT, redirect: 'manual' }, deps);
  return again.ok && again.value.redirect;
}

function answerOf(at: number, reading: ToolReading, asked: Asked, dialect: Dialect, deps: FeedDeps): ToolAnswer {
  const facts = asked.ok ? { httpStatus: asked.head.status, retryAfterMs: retryOf(asked.head, deps) } : {};
  return { ...nothing(at), reading, dialect, ...facts };
}

function retryOf(head: Fetched, deps: FeedDeps): number | null {
  return parseRetryAfter(head.headers.get('retry-after'), deps.now());
}

function noAnswer(failure: Silence): ToolReading {
  if (failure === 'redirected') return unreadable('wrong-page', 'This address leads to another one.');
  return unreadable(failure === 'too-large' ? 'too-large' : 'no-answer');
}

function nothing(at: number): ToolAnswer {
  return { at, reading: unreadable('no-answer'), direct: false, failure: null, latencyMs: null, httpStatus: null, retryAfterMs: null, dialect: null };
}
