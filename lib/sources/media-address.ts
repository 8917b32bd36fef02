/** Addresses of files, read strictly before anything judges them: what the URL class would repair is refused. */

export type AddressFault = 'not-text' | 'too-long' | 'not-https' | 'foreign-host' | 'bad-path';

export interface MediaAddress {
  readonly host: string;
  /** Decoded, without the empty one before the first slash; at least one. */
  readonly segments: readonly string[];
  /** Normal form with its query, without fragment. */
  readonly url: string;
}

const MAX_URL = 2048;
const AUTHORITY = /^https:\/\/([a-z0-9.-]+)(?::443)?(?=[/?#]|$)/i;
/** One part of a host name in plain lower-case letters. */
const LABEL = /^(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_SEGMENTS = 10;
/** What no honest path holds, as itself or after one more decoding by a careless server. */
const UNSAFE_SEGMENT = /[/\\\p{Cc}\p{Cs}]|%(?:2e|2f|5c|00|25)/iu;

/**
 * @param raw anything that was given where a file's URL should be
 * @param isHost whether files of this host are meant at all; gets it in lower case
 */
export function addressOf(raw: unknown, isHost: (host: string) => boolean): MediaAddress | AddressFault {
  if (typeof raw !== 'string') return 'not-text';
  if (raw.length > MAX_URL) return 'too-long';
  // Before the URL class sees it: that one repairs a missing slash, drops tabs, and turns look-alikes into ASCII.
  if (!/^https:\/\//i.test(raw)) return 'not-https';
  const host = AUTHORITY.exec(raw)?.[1]?.toLowerCase();
  if (host === undefined || !isHost(host)) return 'foreign-host';
  const segments = segmentsOf(raw);
  if (segments === null || !URL.canParse(raw)) return 'bad-path';
  const parsed = new URL(raw);
  if (parsed.hostname !== host || parsed.port !== '') return 'foreign-host';
  const url = `https://${host}${parsed.pathname}${parsed.search}`;
  // Spaces and letters beyond ASCII grow in normal form, and whoever judges that anew must come to the same end.
  return url.length > MAX_URL ? 'too-long' : { host, segments, url };
}

/** The address in normal form of a still picture that browsers show, or null for anything else. */
export function pictureOf(raw: unknown, isHost: (host: string) => boolean): string | null {
  const address = addressOf(raw, isHost);
  return typeof address !== 'string' && /.\.(?:jpe?g|png|webp|avif)$/i.test(address.segments.at(-1) ?? '') ? address.url : null;
}

/** `domain` itself or a name below it, in plain lower-case letters. */
export function isBelow(host: string, domain: string): boolean {
  if (host.length > 253) return false;
  if (host === domain) return true;
  return host.endsWith(`.${domain}`) && host.slice(0, -domain.length - 1).split('.').every((label) => LABEL.test(label));
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
 * The path in one spelling: each segment percent-encoded the same way whatever the source wrote. Host, query and
 * fragment do not count: several hosts may serve one tree, and a query (`?download`) changes how, not what.
 */
export function keyOf(segments: readonly string[]): string {
  return segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
}
