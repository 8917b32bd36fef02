import { readNameAnswer } from '../sources/dns.ts';
import { SECOND } from '../time.ts';
import { type FetchDeps, PLATFORM, timedFetch } from './timed-fetch.ts';

/** Two operators that let any page ask (`access-control-allow-origin: *`), so that no permission is needed. */
export const NAME_SERVERS = ['https://cloudflare-dns.com/dns-query', 'https://dns.google/resolve'] as const;

const TIMEOUT = 7 * SECOND;
const BODY_LIMIT = 16 * 1024;

/**
 * Asks public name servers, over HTTPS and past the system's own, whether a host has an address. They learn the host's
 * name and nothing else. `found` as soon as one knows it; `missing` only when all of them say so; null when they do not
 * answer. Never rejects.
 */
export async function lookUpName(host: string, deps: FetchDeps = PLATFORM): Promise<'found' | 'missing' | null> {
  const enough = new AbortController();
  const answers = NAME_SERVERS.map((server) => ask(server, host, enough.signal, deps));
  const found = answers.map(async (answer) => {
    if ((await answer) !== 'found') throw new Error('not found');
    return 'found' as const;
  });
  const first = await Promise.any(found).catch(() => null);
  enough.abort();
  if (first !== null) return first;
  const all = await Promise.all(answers);
  return all.every((answer) => answer === 'missing') ? 'missing' : null;
}

async function ask(server: string, host: string, signal: AbortSignal, deps: FetchDeps): Promise<'found' | 'missing' | null> {
  const url = `${server}?name=${encodeURIComponent(host)}&type=A`;
  const headers = { accept: 'application/dns-json' };
  const result = await timedFetch(url, { timeoutMs: TIMEOUT, headers, signal, body: ({ status }) => (status === 200 ? { limit: BODY_LIMIT, beyond: 'fail' } : null) }, deps);
  if (!result.ok || result.value.bytes === null) return null;
  return readNameAnswer(new TextDecoder().decode(result.value.bytes));
}
