/**
 * Which URLs are a user's finished generation. Everything that is ever downloaded has passed here: the page can say
 * what it likes, only an https MP4 of one of the two result families on a host of pika.art comes out.
 */

export type MediaRefusal =
  | 'not-text'
  | 'too-long'
  | 'not-https'
  | 'foreign-host'
  | 'bad-path'
  | 'marketing' // effect previews and launch films, shown in the same kind of card
  | 'upload' // what the user or an agent put in, not what Pika made
  | 'not-mp4'
  | 'not-a-result';

export type MediaUrl =
  | {
      readonly kind: 'result';
      /** To download: as given, in normal form, without its fragment. */
      readonly url: string;
      /** Same for the same file whichever host serves it; see `keyOf`. */
      readonly pathKey: string;
      /** Lower-case UUID out of `/v1/<uuid>/…`. */
      readonly jobId: string | null;
      /** Sound was added: another clip than the silent one. */
      readonly sfx: boolean;
      /** The copy for sharing: not a clip of its own. */
      readonly share: boolean;
    }
  | { readonly kind: 'other'; readonly reason: MediaRefusal };

interface Parts {
  readonly host: string;
  /** Decoded, without the empty one before the first slash. */
  readonly segments: readonly string[];
  /** Normal form with its query, without fragment. */
  readonly url: string;
}

export const MAX_URL = 2048;
const AUTHORITY = /^https:\/\/([a-z0-9.-]+)(?::443)?(?=[/?#]|$)/i;
const LABEL = /^(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_SEGMENTS = 10;
/** What no honest path holds, as itself or after one more decoding by a careless server. */
const UNSAFE_SEGMENT = /[/\\\p{Cc}\p{Cs}]|%(?:2e|2f|5c|00|25)/iu;

/** `pika.art` or a name below it, in plain lower-case letters: the results' hosts carry opaque labels that change. */
export function isMediaHost(host: string): boolean {
  if (host.length > 253) return false;
  if (host === 'pika.art') return true;
  return host.endsWith('.pika.art') && host.slice(0, -'.pika.art'.length).split('.').every((label) => LABEL.test(label));
}

/** @param raw anything that the page gave where a video's URL should be */
export function classifyMediaUrl(raw: unknown): MediaUrl {
  const parts = partsOf(raw);
  if (typeof parts === 'string') return { kind: 'other', reason: parts };
  const [top = '', second = ''] = parts.segments;
  if (top === 'assets' || (top === 'pika' && parts.segments.includes('launch'))) return { kind: 'other', reason: 'marketing' };
  if (top === 'v2' && second === 'files') return { kind: 'other', reason: 'upload' };
  const name = parts.segments.at(-1) ?? '';
  if (!/\.mp4$/i.test(name)) return { kind: 'other', reason: 'not-mp4' };
  const jobId = top === 'v1' && parts.segments.length === 3 && UUID.test(second) ? second.toLowerCase() : null;
  const isResult = jobId !== null || (top === 'results' && parts.segments.length >= 3);
  const clipName = name.replace(/_share(?=\.mp4$)/i, '');
  if (!isResult || clipName.length <= '.mp4'.length) return { kind: 'other', reason: 'not-a-result' };
  return {
    kind: 'result',
    url: parts.url,
    pathKey: keyOf([...parts.segments.slice(0, -1), clipName]),
    jobId,
    sfx: /_sfx\.mp4$/i.test(clipName),
    share: clipName !== name,
  };
}

/** A still picture's URL on a media host in normal form, or null. */
export function posterUrlOf(raw: unknown): string | null {
  const parts = partsOf(raw);
  if (typeof parts === 'string' || !/\.(?:jpe?g|png|webp|avif)$/i.test(parts.segments.at(-1) ?? '')) return null;
  return parts.url;
}

function partsOf(raw: unknown): Parts | MediaRefusal {
  if (typeof raw !== 'string') return 'not-text';
  if (raw.length > MAX_URL) return 'too-long';
  // Before the URL class sees it: that one repairs a missing slash, drops tabs, and turns look-alikes into ASCII.
  if (!/^https:\/\//i.test(raw)) return 'not-https';
  const host = AUTHORITY.exec(raw)?.[1]?.toLowerCase();
  if (host === undefined || !isMediaHost(host)) return 'foreign-host';
  const segments = segmentsOf(raw);
  if (segments === null || !URL.canParse(raw)) return 'bad-path';
  const parsed = new URL(raw);
  if (parsed.hostname !== host || parsed.port !== '') return 'foreign-host';
  return { host, segments, url: `https://${host}${parsed.pathname}${parsed.search}` };
}

/** The path's segments decoded, or null where one is empty, points upwards, hides a slash or is no UTF-8. */
function segmentsOf(raw: string): string[] | null {
  const path = raw.replace(/[?#].*$/s, '').replace(/^https:\/\/[^/]*/i, '');
  const encoded = path.split('/').slice(1);
  if (encoded.length === 0 || encoded.length > MAX_SEGMENTS) return null;
  try {
    const segments = encoded.map((segment) => decodeURIComponent(segment));
    const unsafe = (segment: string): boolean =>
      /^[\s.]*$/.test(segment) || segment.length > 300 || UNSAFE_SEGMENT.test(segment);
    return segments.some(unsafe) ? null : segments;
  } catch {
    return null;
  }
}

/**
 * The path in one spelling: each segment percent-encoded the same way whatever the page wrote. Host, query and
 * fragment do not count: two hosts serve one tree, and a query (`?download`) changes how, not what.
 */
function keyOf(segments: readonly string[]): string {
  return segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
}
