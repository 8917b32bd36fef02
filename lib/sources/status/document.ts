/** What every dialect does first: is there an answer, is it data, is it the right page's? */
import { MAX_COMPONENTS, MAX_INCIDENTS, type Feed, type ToolComponent, type ToolIncident, type ToolReading, unreadable } from '../../domain/health/tool-reading.ts';
import { FORBIDDEN_KEYS, isFields, own, text, type Fields } from '../fields.ts';
import { readJson } from '../nesting.ts';

/** An answer of a status page, reduced to what is judged. */
export interface FeedAnswer {
  readonly status: number;
  /** Value of the `content-type` header. */
  readonly contentType: string | null;
  /** The address that answered in the end, after redirects. */
  readonly url: string;
  readonly text: string;
}

/** One language that status pages speak. */
export interface Reader {
  /** Addresses to ask, best first; the next one is asked when the one before cannot be read. */
  describe(feed: Feed): readonly string[];
  /** Reads one answer; never throws. `now` in ms. */
  read(answer: FeedAnswer, feed: Feed, now: number): ToolReading;
}

/** Characters of an answer that are read. */
export const MAX_TEXT = 1_000_000;
/** Rows of a list that are looked at; more are left out. */
const MAX_ROWS = 5000;
const TITLE = 200;

/**
 * An answer's JSON, or why there is none. A web page that comes with 200 in place of data, as single-page apps send it
 * for any path, is no data.
 */
export function openDocument(answer: FeedAnswer, feed: Feed, maxText = MAX_TEXT): { ok: true; value: unknown } | { ok: false; reading: ToolReading } {
  const refused = refusal(answer, feed);
  if (refused !== null) return { ok: false, reading: refused };
  if (answer.text.length > maxText) return { ok: false, reading: unreadable('too-large') };
  if (/\bhtml\b/i.test(answer.contentType ?? '')) return { ok: false, reading: unreadable('not-a-feed') };
  const json = readJson(answer.text);
  return json.kind === 'value' ? { ok: true, value: json.value } : { ok: false, reading: unreadable('not-a-feed') };
}

/** Why an answer says nothing about the tool, from its first line and address alone; null when it may. */
export function refusal(answer: FeedAnswer, feed: Feed): ToolReading | null {
  if (answer.status === 404 || answer.status === 410) return unreadable('missing');
  if ([401, 403, 407, 429, 451, 511].includes(answer.status)) return unreadable('refused', `It answers with error ${answer.status}.`);
  if (answer.status !== 200) return unreadable('no-answer', `It answers with error ${answer.status}.`);
  return isHost(answer.url, hostOf(feed.url)) ? null : unreadable('wrong-page');
}

/** Host of an address, lower case and without "www."; empty for no address. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : '';
}

/** Whether an address, or a bare host name, stands for this host. */
export function isHost(address: unknown, host: string): boolean {
  if (typeof address !== 'string' || host === '') return false;
  return hostOf(address.includes('://') ? address : `https://${address}`) === host;
}

/** An address on the feed's own host. */
export function at(feed: Feed, path: string): string {
  return new URL(path, feed.url).href;
}

/** A list's objects, bounded; anything else is empty. */
export function rows(value: unknown): Fields[] {
  return Array.isArray(value) ? value.slice(0, MAX_ROWS).filter(isFields) : [];
}

/** An object's values that are objects, bounded, without keys that could reach a prototype. */
export function valuesOf(value: unknown): Fields[] {
  if (!isFields(value)) return [];
  const keys = Object.keys(value).slice(0, MAX_ROWS).filter((key) => !FORBIDDEN_KEYS.has(key));
  return keys.map((key) => own(value, key)).filter(isFields);
}

/** An ISO 8601 moment as ms; null for anything else. */
export function moment(value: unknown): number | null {
  if (typeof value !== 'string' || value.length > 40 || !/^\d{4}-\d\d-\d\dT/.test(value)) return null;
  const found = Date.parse(value);
  return Number.isFinite(found) && found >= 0 ? found : null;
}

/** The earliest of some moments; null when there is none. */
export function earliest(moments: readonly (number | null)[]): number | null {
  return moments.reduce<number | null>((least, one) => (one === null ? least : Math.min(least ?? one, one)), null);
}

/** Marks that turn the direction of what follows, and so could rewrite the sentence around a vendor's words. */
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A line for people, without markup. */
export function line(value: unknown): string | null {
  const found = text(value, TITLE)?.replace(DIRECTIONS, '').replace(/\s+/g, ' ').trim();
  return found === undefined || found === '' ? null : found;
}

/** An https address that may be shown as a link; null for anything else. */
export function link(value: unknown): string | null {
  const found = text(value, 500);
  if (found === null || !URL.canParse(found)) return null;
  const url = new URL(found);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null;
}

/** A name that matters to this feed. */
export function matters(feed: Feed, name: string): boolean {
  const parts = feed.parts ?? [];
  return parts.length === 0 || parts.some((part) => name.toLowerCase().includes(part.toLowerCase()));
}

/** The feed as its page allows: when no part has a chosen name, all count, because vendors rename. */
export function narrowed(feed: Feed, components: readonly ToolComponent[]): Feed {
  return components.some(({ name }) => matters(feed, name)) ? feed : { url: feed.url, dialect: feed.dialect };
}

/** The parts that matter. */
export function thatMatter(feed: Feed, components: readonly ToolComponent[]): readonly ToolComponent[] {
  return components.filter(({ name }) => matters(feed, name));
}

/** A finished reading within its bounds. */
export function reading(found: Omit<ToolReading, 'reason'>): ToolReading {
  if (found.status === 'unknown') return unreadable('not-understood');
  return { ...found, reason: null, incidents: found.incidents.slice(0, MAX_INCIDENTS), components: found.components.slice(0, MAX_COMPONENTS) };
}

/** What is said about the newest thing that is wrong, or the vendor's own summary. */
export function noteOf(incidents: readonly ToolIncident[], summary: unknown): string | null {
  return incidents[0]?.title ?? line(summary);
}
