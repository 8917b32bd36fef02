import { SECOND } from '../time.ts';
import { type FetchDeps, PLATFORM, timedFetch } from './timed-fetch.ts';

/**
 * Small fixed files of three operators that share no network with each other or with Pika (which sits behind
 * Cloudflare and Vercel). `https`, so that a captive portal cannot answer in their place.
 */
export const CONTROL_URLS = [
  'https://www.gstatic.com/generate_204',
  'https://www.apple.com/library/test/success.html',
  'https://www.wikipedia.org/static/favicon/wikipedia.ico',
] as const;

const CONTROL_TIMEOUT = 5 * SECOND;

/**
 * Whether the internet answers at all. Bare `no-cors` requests: no cookie, no referrer, no identity, and no permission
 * needed; the answers cannot be read, only that there is one. True as soon as one answers; never rejects.
 */
export async function controlsAnswer(deps: FetchDeps = PLATFORM): Promise<boolean> {
  const enough = new AbortController();
  const asked = CONTROL_URLS.map(async (url) => {
    const result = await timedFetch(url, { timeoutMs: CONTROL_TIMEOUT, mode: 'no-cors', signal: enough.signal }, deps);
    if (!result.ok) throw new Error(result.failure.kind);
    return true;
  });
  const answered = await Promise.any(asked).catch(() => false);
  enough.abort();
  return answered;
}

/** Made to be asked over plain HTTP, so that a network that wants a sign-in can put its page in the way. */
export const PLAIN_URL = 'http://connectivitycheck.gstatic.com/generate_204';

/**
 * Whether anything answers over plain HTTP, be it the host or a network's sign-in page: where this is so and no host
 * answers over HTTPS, the network lets nobody out. A bare request like those above; only asked for by a person's click.
 * Never rejects.
 */
export async function plainAnswers(deps: FetchDeps = PLATFORM): Promise<boolean> {
  const result = await timedFetch(PLAIN_URL, { timeoutMs: CONTROL_TIMEOUT, mode: 'no-cors' }, deps);
  return result.ok;
}
