import type { SeenVideo } from '../domain/jobs/job.ts';
import type { PageText } from '../domain/jobs/parcels.ts';
import { type Message, type PageTextsMessage, PARCEL_LIMITS } from './protocol.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Turns an unknown value into a message, or null. The result is built anew from known own fields with bounded
 * values, so nothing else that the sender attached gets through; one bad text does not cost the others.
 */
export function parseMessage(raw: unknown): Message | null {
  const fields = fieldsOf(raw);
  switch (fields?.['type']) {
    case 'page:texts':
      return parseTexts(fields);
    case 'ui:retry':
    case 'ui:show': {
      const clip = fields['clip'];
      return typeof clip === 'string' && /^[a-z0-9]{16}$/.test(clip) ? { type: fields['type'], clip } : null;
    }
    case 'page:summary':
    case 'page:badge-please':
    case 'ui:retry-all':
    case 'ui:check-now':
      return { type: fields['type'] };
    default:
      return null;
  }
}

/**
 * Whether a message of texts keeps to its bounds. Counts lengths only, in as many places as the bounds allow: writing it as
 * JSON to measure it would cost more than reading it. Whatever has another field than it should is too large.
 */
export function textsFit(raw: object): boolean {
  const fields = fieldsOf(raw);
  if (fields === null || Object.keys(fields).some((key) => !TEXTS_KEYS.has(key))) return false;
  const { texts: mostTexts, scripts: mostScripts, videos: mostVideos, characters } = PARCEL_LIMITS;
  const [texts, scripts, videos] = [fields['texts'], fields['scripts'], fields['videos']];
  if (!isListOf(texts, mostTexts) || !isListOf(scripts, mostScripts) || !isListOf(videos, mostVideos)) return false;
  let sum = 0;
  for (const part of [...texts, ...scripts, ...videos]) sum += lengthOf(part);
  return sum <= characters;
}

const TEXTS_KEYS: ReadonlySet<string> = new Set(['type', 'texts', 'scripts', 'videos']);

function isListOf(raw: unknown, most: number): raw is unknown[] {
  return Array.isArray(raw) && raw.length <= most;
}

function lengthOf(part: unknown): number {
  if (typeof part === 'string') return part.length;
  return Object.values(fieldsOf(part) ?? {}).reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 1), 0);
}

function parseTexts(fields: Fields): PageTextsMessage {
  return {
    type: 'page:texts',
    texts: list(fields['texts'], PARCEL_LIMITS.texts, parseText),
    scripts: list(fields['scripts'], PARCEL_LIMITS.scripts, (raw) => (typeof raw === 'string' ? raw : null)),
    videos: list(fields['videos'], PARCEL_LIMITS.videos, parseVideo),
  };
}

/** Whole, since a text that is cut off reads as another one; how long it may be, `textsFit` has said. */
function parseText(raw: unknown): PageText | null {
  const fields = fieldsOf(raw);
  const [url, form, body] = [fields?.['url'], fields?.['form'], fields?.['text']];
  return typeof url === 'string' && typeof form === 'string' && typeof body === 'string' ? { url, form, text: body } : null;
}

/** Only the shape: whether the URL may be downloaded is decided by the allow-list when the sighting is recorded. */
function parseVideo(raw: unknown): SeenVideo | null {
  const fields = fieldsOf(raw);
  const url = text(fields?.['url'], 2048);
  if (!fields || url === null) return null;
  return {
    videoId: text(fields['videoId'], 64),
    url,
    posterUrl: text(fields['posterUrl'], 2048),
    durationSeconds: number(fields['durationSeconds'], 0, 86_400),
  };
}

/** Own fields only: an inherited or `__proto__` value is never read. */
function fieldsOf(raw: unknown): Fields | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  return Object.assign(Object.create(null) as Record<string, unknown>, raw);
}

function list<Item>(raw: unknown, limit: number, parse: (raw: unknown) => Item | null): Item[] {
  return Array.isArray(raw) ? raw.slice(0, limit).map(parse).filter((item) => item !== null) : [];
}

function text(raw: unknown, limit: number): string | null {
  return typeof raw === 'string' && raw !== '' ? raw.slice(0, limit).toWellFormed() : null;
}

function number(raw: unknown, low: number, high: number): number | null {
  return typeof raw === 'number' && raw >= low && raw <= high ? raw : null;
}
