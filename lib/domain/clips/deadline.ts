/**
 * When a clip's link dies: what the link says itself (the signed URLs of the stores that video services use), else what
 * its source has published, else the assumption from the settings. Pika's own links say nothing, so theirs is assumed.
 */
import { DAY, SECOND } from '../../time.ts';
import type { Source } from '../jobs/job.ts';
import type { Deadline } from './clip.ts';

/**
 * How long a source says that it keeps a job with its links; null where it gives no number, which is then assumed.
 * useapi.net's Pika pages: "at least 31 days". fal and Pika's own API say that links expire, and not when.
 */
const SOURCE_LIFE: Readonly<Record<Source, number | null>> = { 'pika-page': null, useapi: 31 * DAY, fal: null, 'pika-api': null };

/** Further from the first sighting than this, a number in a URL is not a time. */
const ABSURD = 3650 * DAY;
const MAX_URL = 8192;
const MAX_PARAMETERS = 64;

type Query = ReadonlyMap<string, string>;

/**
 * @param url the clip's link, whatever it looks like
 * @param firstSeenAt ms since 1970
 * @param assumedMs how long links are assumed to live, in ms
 * @returns the earliest moment that the link itself names (it may be in the past), else its source's, else the assumed one
 */
export function deadlineOf(url: string, firstSeenAt: number, assumedMs: number, source: Source = 'pika-page'): Deadline {
  const query = queryOf(url);
  const stated = [
    discord(query, isOnDiscord(url)),
    ...['expires', 'exp', 'expiry', 'expires_at'].map((name) => epoch(query.get(name)) ?? httpDate(query.get(name))),
    lifetime(query.get('x-amz-date'), query.get('x-amz-expires')),
    lifetime(query.get('x-goog-date'), query.get('x-goog-expires')),
    iso(query.get('se')),
    ...['token', 'jwt', 'access_token'].map((name) => tokenExpiry(query.get(name))),
  ].filter((at) => at !== null);
  const likely = stated.filter((at) => Math.abs(at - firstSeenAt) <= ABSURD);
  if (likely.length > 0) return { at: Math.min(...likely), why: 'url' };
  const life = isOnDiscord(url) ? null : SOURCE_LIFE[source];
  return life === null ? { at: firstSeenAt + assumedMs, why: 'assumed' } : { at: firstSeenAt + life, why: 'source' };
}

/**
 * The deadline after a clip was shown again. What was reckoned from the first sighting is not put off by later ones; but
 * what an old link said of itself, or its source of it, does not hold for a new link.
 */
export function deadlineAfter(known: Deadline, seen: Deadline, freshLink: boolean): Deadline {
  if (seen.why === 'url' || (freshLink && (known.why === 'url' || seen.why === 'source'))) return seen;
  return known.why === 'assumed' && seen.why === 'source' ? seen : known;
}

/** The link itself says that it is dead: asking it would only cost an attempt. */
export function saysItIsDead({ at, why }: Deadline, now: number): boolean {
  return why === 'url' && at <= now;
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

/** Discord's CDN. Its links live for about a day, however long their source keeps the job. */
function isOnDiscord(url: string): boolean {
  return /^https:\/\/(?:cdn\.discordapp\.com|media\.discordapp\.net)\//i.test(url);
}

/** `ex` is seconds since 1970 in hex, and stands beside `is` (issued) and `hm` (signature), by which it is known elsewhere too. */
function discord(query: Query, isOwn: boolean): number | null {
  const ex = query.get('ex') ?? '';
  return (isOwn || query.has('hm')) && /^[0-9a-f]{8}$/i.test(ex) ? Number.parseInt(ex, 16) * SECOND : null;
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

/** An HTTP date, `Tue, 03 Mar 2026 00:00:00 GMT`, as some stores put it into `Expires`. */
function httpDate(value: string | undefined): number | null {
  if (value === undefined || !/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
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
