import { baseOf, type SourceSettings } from '../domain/jobs/source-settings.ts';
import type { Source } from '../domain/jobs/job.ts';
import { SOURCE_PROFILES } from './jobs/list.ts';
import { classifyMediaUrl, posterUrlOf } from './pika/media-url.ts';

/** A link that may be downloaded. */
interface Allowed {
  /** In normal form. */
  readonly url: string;
  /** The same for the same file, whichever link leads to it. */
  readonly pathKey: string;
}

/**
 * The allow-lists of all sources in one, for links that come from elsewhere than from their source.
 * @returns null for whatever a clip of that source may not be fetched from
 */
export function allowedLinks(settings: SourceSettings): (url: string, source: Source) => Allowed | null {
  return (url, source) => {
    if (source !== 'pika-page') return SOURCE_PROFILES[source].allow(url, baseOf(SOURCE_PROFILES[source], settings));
    const media = classifyMediaUrl(url);
    return media.kind === 'result' ? media : null;
  };
}

/**
 * The same for still pictures.
 * @returns the address in normal form, or null for whatever a clip of that source may not be shown by
 */
export function allowedPictures(settings: SourceSettings): (url: unknown, source: Source) => string | null {
  return (url, source) => (source === 'pika-page' ? posterUrlOf(url) : SOURCE_PROFILES[source].allowPicture(url, baseOf(SOURCE_PROFILES[source], settings)));
}
