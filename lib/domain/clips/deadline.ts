/**
 * When a clip's link dies, if the link says so itself: the signed URLs of the stores that video services use.
 * Pika's own links carry nothing (facts: 2024–2026), so for them it is the assumption from the settings.
 */
import { DAY, SECOND } from '../../time.ts';
import type { Deadline } from './clip.ts';

/** Further from the first sighting than this, a number in a URL is not a time. */
const ABSURD = 3650 * DAY;
const MAX_URL = 8192;
const MAX_PARAMETERS = 64;

type Query = ReadonlyMap<string, string>;

/**
 * @param url the clip's link, whatever it looks like
 * @param firstSeenAt ms since 1970
 * @param assumedMs how long links are assumed to live, in ms
 * @returns the earliest moment that the link itself names (it may be in the past), else the assumed one
 */
export function deadlineOf(url: string, firstSeenAt: number, assumedMs: number): Deadline {
  const query = queryOf(url);
  const stated = [
    discord(query),
    ...['expires', 'exp', 'expiry', 'expires_at'].map((name) => epoch(query.get(name))),
    lifetime(query.get('x-amz-date'), query.get('x-amz-expires')),
    lifetime(query.get('x-goog-date'), query.get('x-goog-expires')),
    iso(query.get('se')),
    ...['token', 'jwt', 'access_token'].map((name) => tokenExpiry(query.get(name))),
  ].filter((at) => at !== null);
  const likely = stated.filter((at) => Math.abs(at - firstSeenAt) <= ABSURD);
  if (likely.length === 0) return { at: firstSeenAt + assumedMs, why: 'assumed' };
  return { at: Math.min(...likely), why: 'url' };
}

/** Parameters by lower-case name; of repeated ones the first. */
function queryOf(url: string): Query {
  const query = new Map<string, string>();
  if (url.length > MAX_URL || !URL.canParse(url)) return query;
  for (const [name, value] of new URL(url).searchParams) {
    if (query.size >= MAX_PARAMETERS) break;
    if (!query.has(name.toLowerCase())) query.set(name.toLowerCase(), value);
  }
  return query;
}

/** Discord's CDN: `ex` is seconds since 1970 in hex, and stands beside `is` (issued) and `hm` (signature). */
function discord(query: Query): number | null {
  const ex = query.get('ex') ?? '';
  return query.has('hm') && /^[0-9a-f]{8}$/i.test(ex) ? Number.parseInt(ex, 16) * SECOND : null;
}

/** S3's and CloudFront's `Expires`, and its like: seconds since 1970; milliseconds where the number is too long for that. */
function epoch(value: string | undefined): number | null {
  if (value === undefined || !/^\d{9,13}$/.test(value)) return null;
  return value.length >= 12 ? Number(value) : Number(value) * SECOND;
}

/** AWS and Google signature version 4: `20260131T235959Z` and a number of seconds from then. */
function lifetime(date: string | undefined, seconds: string | undefined): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? '');
  if (match === null || !/^\d{1,9}$/.test(seconds ?? '')) return null;
  const [, year, month, day, hour, minute, second] = match;
  const start = iso(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return start === null ? null : start + Number(seconds) * SECOND;
}

/** Azure's `se`. */
function iso(value: string | undefined): number | null {
  if (value === undefined || !/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?Z)?$/.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

/** A JSON web token's own `exp`; its signature is the server's business. */
function tokenExpiry(token: string | undefined): number | null {
  const payload = /^[\w-]{2,}\.([\w-]{2,})\.[\w-]*$/.exec(token ?? '')?.[1];
  if (payload === undefined) return null;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : null;
    return typeof exp === 'number' && Number.isFinite(exp) ? exp * SECOND : null;
  } catch {
    return null;
  }
}
