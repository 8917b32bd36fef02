import { fail, ok, type Result } from '../result.ts';
import { SECOND } from '../time.ts';
import { discard, readUpTo } from './read-body.ts';

/** Headers that take longer than 30 s get the worker killed; this stays well below. */
export const MAX_TIMEOUT = 20 * SECOND;

export type FetchFailure =
  | 'timeout'
  | 'unreachable' // DNS, refused, reset, TLS, or a redirect to where we may not look: the browser tells no more
  | 'too-large'
  | 'aborted'; // by the caller

/** What this module needs of the platform; tests give their own. */
export interface FetchDeps {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Monotonic milliseconds, for latency only. */
  monotonic(): number;
}

export const PLATFORM: FetchDeps = {
  fetch: (url, init) => fetch(url, init),
  monotonic: () => performance.now(),
};

/** An answer's first line and headers. */
export interface Head {
  readonly status: number;
  readonly headers: Headers;
  /** The URL that answered in the end, after redirects. */
  readonly url: string;
  /** Milliseconds from request to headers. */
  readonly latencyMs: number;
  /** True when `redirect: 'manual'` was asked for and the answer is a redirect; browsers then hide all else of it. */
  readonly redirect: boolean;
}

/** How much body is wanted: at most `limit` bytes; beyond it the rest is left out (`cut`) or the fetch fails (`fail`). */
export interface BodyWish {
  readonly limit: number;
  readonly beyond: 'cut' | 'fail';
}

export interface FetchOptions {
  /** Milliseconds for the whole of it, body included; at most `MAX_TIMEOUT`. */
  readonly timeoutMs: number;
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly sendBody?: string;
  readonly mode?: RequestMode;
  readonly redirect?: RequestRedirect;
  /** Decides from the head whether and how much body is read; without it none is. */
  readonly body?: (head: Head) => BodyWish | null;
  readonly signal?: AbortSignal;
}

export interface Fetched extends Head {
  /** Null when no body was asked for. Never longer than asked for. */
  readonly bytes: Uint8Array | null;
}

/**
 * One bounded request: no cookies, no cache, no referrer, a time limit and a byte cap. What is not read is cancelled.
 * Any HTTP status is a value; only the lack of an answer is a failure.
 */
export function timedFetch(url: string, options: FetchOptions, deps: FetchDeps = PLATFORM): Promise<Result<Fetched, FetchFailure>> {
  return within(options, async (signal): Promise<Result<Fetched, FetchFailure>> => {
    const { head, body } = await request(url, options, signal, deps);
    const wish = options.body?.(head) ?? null;
    if (wish === null) {
      discard(body);
      return ok({ ...head, bytes: null });
    }
    const bytes = await readUpTo(body, wish.limit + (wish.beyond === 'fail' ? 1 : 0), signal);
    if (bytes.length > wish.limit) return fail('too-large', 'The answer is larger than it should be.');
    return ok({ ...head, bytes });
  });
}

/** Runs `work` under one time limit and the caller's signal; whatever it throws becomes a typed failure. */
export async function within<Value, Kind extends string>(
  options: Pick<FetchOptions, 'timeoutMs' | 'signal'>,
  work: (signal: AbortSignal) => Promise<Result<Value, Kind>>,
): Promise<Result<Value, Kind | FetchFailure>> {
  const stop = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop.abort();
  }, Math.min(options.timeoutMs, MAX_TIMEOUT));
  const abort = (): void => stop.abort();
  options.signal?.addEventListener('abort', abort);
  if (options.signal?.aborted) abort();
  try {
    return await work(stop.signal);
  } catch (error) {
    if (timedOut) return fail('timeout', 'The server did not answer in time.', error);
    if (options.signal?.aborted) return fail('aborted', 'The request was called off.', error);
    return fail('unreachable', 'The server cannot be reached.', error);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', abort);
  }
}

/** Sends it and waits for the head. Rejects as `fetch` does; `within` gives that its name. */
export async function request(
  url: string,
  options: FetchOptions,
  signal: AbortSignal,
  deps: FetchDeps,
): Promise<{ head: Head; body: ReadableStream<Uint8Array> | null }> {
  const start = deps.monotonic();
  const response = await deps.fetch(url, {
    method: options.method ?? 'GET',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    redirect: options.redirect ?? 'follow',
    mode: options.mode ?? 'cors',
    ...(options.headers ? { headers: { ...options.headers } } : {}),
    ...(options.sendBody === undefined ? {} : { body: options.sendBody }),
    signal,
  });
  const redirect = response.type === 'opaqueredirect' || (options.redirect === 'manual' && response.status >= 300 && response.status < 400);
  const head = { status: response.status, headers: response.headers, url: response.url || url, latencyMs: deps.monotonic() - start, redirect };
  return { head, body: response.body };
}
