/**
 * Which URLs are a user's finished generation. Everything that is ever downloaded has passed here: the page can say
 * what it likes, only an https MP4 of one of the two result families on a host of pika.art comes out.
 */
import { addressOf, type AddressFault, isBelow, keyOf, pictureOf } from '../media-address.ts';

export type MediaRefusal =
  | AddressFault
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

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `pika.art` or a name below it, in plain lower-case letters: the results' hosts carry opaque labels that change. */
export function isMediaHost(host: string): boolean {
  return isBelow(host, 'pika.art');
}

/** @param raw anything that the page gave where a video's URL should be */
export function classifyMediaUrl(raw: unknown): MediaUrl {
  const parts = addressOf(raw, isMediaHost);
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
  return pictureOf(raw, isMediaHost);
}
