/** Where posters come from: pika.art and the sources of jobs, as far as the browser lets us ask their hosts already. */
import { hasHost } from '../../lib/browser/permissions.ts';
import { makeSmall } from '../../lib/browser/small-picture.ts';
import type { ClipEntry } from '../../lib/domain/clips/view/entry.ts';
import { sourceOfJob } from '../../lib/domain/clips/elsewhere.ts';
import type { Source } from '../../lib/domain/jobs/job.ts';
import { NO_SOURCES, type SourceSettings } from '../../lib/domain/jobs/source-settings.ts';
import { fetchPicture } from '../../lib/network/fetch-picture.ts';
import { allowedPictures } from '../../lib/sources/allowed-links.ts';
import { isMediaHost } from '../../lib/sources/pika/media-url.ts';

/** The picture that stands for a clip: its own, else what its source showed beside it. Null where there is none that may be fetched. */
export function pictureOfClip({ clip, job }: Pick<ClipEntry, 'clip' | 'job'>, allowed: (url: unknown, source: Source) => string | null): string | null {
  const source = sourceOfJob(clip.job);
  const offered = [clip.posterUrl, ...(job?.more?.embeds ?? []).map(({ imageUrl }) => imageUrl)];
  return offered.map((url) => allowed(url, source)).find((url) => url !== null) ?? null;
}

/** The pictures of the clips that are known, within what the sources' settings allow. */
export interface Pictures {
  take(clips: readonly ClipEntry[]): void;
  /** Where this clip's may be fetched; null for none that we may ask. */
  of(clip: string): string | null;
  /** The settings have changed. */
  refresh(): void;
}

/** Until they are read, and when they cannot be, sources are those at their own addresses. */
export function createPictures(readSources: () => Promise<SourceSettings>): Pictures {
  let entries: ReadonlyMap<string, ClipEntry> = new Map();
  let allowed = allowedPictures(NO_SOURCES);
  const read = async (): Promise<void> => void (allowed = allowedPictures(await readSources()));
  const refresh = (): void => void read().catch(() => {});
  refresh();
  return {
    refresh,
    take: (clips) => void (entries = new Map(clips.map((entry) => [entry.clip.id, entry]))),
    of(clip) {
      const entry = entries.get(clip);
      return entry === undefined ? null : pictureOfClip(entry, allowed);
    },
  };
}

/**
 * Fetches a poster and makes it small; null when it cannot be had. A host that the browser withholds is not asked, and one that is not
 * Pika's may not send us on to another.
 */
export async function makePoster(url: string, signal: AbortSignal): Promise<Blob | null> {
  const { origin, hostname } = new URL(url);
  if (!(await hasHost(`${origin}/*`))) return null;
  const picture = await fetchPicture(url, { signal, redirect: isMediaHost(hostname) ? 'follow' : 'error' });
  return picture.ok ? makeSmall(picture.value) : null;
}
