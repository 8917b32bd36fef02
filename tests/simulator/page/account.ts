import { config } from './config.ts';

const LOGIN = 'https://login.pika.art';
const HEADERS = { apikey: 'simulated-anon-key', authorization: 'Bearer simulated-token' };

async function read(path: string): Promise<unknown> {
  const response = await fetch(`${LOGIN}${path}`, { headers: HEADERS });
  return response.ok ? response.json() : null;
}

/** What the real page asks for with every poll of the library. */
export async function readSubscription(): Promise<void> {
  await read(`/rest/v1/subscriptions?select=*&user_id=eq.${config.userId}`);
}

/** Credits left; null when the answer is not the known array. */
export async function readBalance(): Promise<number | null> {
  const rows = await read(`/rest/v1/credits?select=credits&user_id=eq.${config.userId}`);
  const first: unknown = Array.isArray(rows) ? rows[0] : null;
  const credits = (first as { credits?: unknown } | null)?.credits;
  return typeof credits === 'number' ? credits : null;
}

export async function readUser(): Promise<void> {
  await read('/auth/v1/user');
}

/** Analytics: an ad blocker stops all of it, all the time, and the page does not care. */
export function track(event: string): void {
  if (!config.analytics) return;
  const stamp = Date.now();
  const calls = [
    `https://us.i.posthog.com/e/?retry_count=0&ip=1&_=${stamp}&ver=1.116.6&compression=gzip-js`,
    `https://www.google-analytics.com/g/collect?v=2&en=${event}&_s=${stamp}`,
    'https://analytics.tiktok.com/api/v2/pixel',
  ];
  for (const url of calls) void fetch(url, { method: 'POST', mode: 'no-cors', body: event, keepalive: true }).catch(() => undefined);
}
