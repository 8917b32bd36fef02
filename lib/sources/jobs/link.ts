/** Which links of a source's answers may be downloaded, and under which name their file is known. */
import type { AllowedLink } from '../../domain/jobs/job-source.ts';
import type { JobMore, JobState, SeenVideo } from '../../domain/jobs/job.ts';
import { addressOf, keyOf, type MediaAddress } from '../media-address.ts';

/**
 * A video on one of a source's hosts. Its key begins with `//` and the name of the tree, which no key of pika.art's does,
 * so that equal paths of two services stay two clips.
 *
 * @param tree name of the tree that a host serves; null for a host that is none of the source's
 */
export function videoLink(raw: unknown, tree: (host: string) => string | null): AllowedLink | null {
  const address = addressOf(raw, (host) => tree(host) !== null);
  if (typeof address === 'string' || !isVideo(address)) return null;
  return linkTo(address, `//${tree(address.host) ?? address.host}${keyOf(address.segments)}`);
}

export function isVideo(address: MediaAddress): boolean {
  return /.\.mp4$/i.test(address.segments.at(-1) ?? '');
}

export function linkTo(address: MediaAddress, pathKey: string): AllowedLink {
  return { url: address.url, pathKey, jobId: null, sfx: /_sfx\.mp4$/i.test(address.segments.at(-1) ?? '') };
}

/** The host of a base address, whose own files may be fetched because the user chose it. */
export function hostOf(base: string): string {
  return URL.canParse(base) ? new URL(base).hostname : '';
}

/** Match patterns for the browser's permission, each once. */
export function originsOf(base: string, hosts: readonly string[]): readonly string[] {
  return [...new Set([hostOf(base), ...hosts])].filter((host) => host !== '').map((host) => `https://${host}/*`);
}

/** Videos of one job that are read. */
const MAX_VIDEOS = 16;

export interface OfferedFile {
  readonly url: unknown;
  readonly videoId: string | null;
  readonly durationSeconds: number | null;
}

export interface TakenFiles {
  readonly videos: readonly SeenVideo[];
  /** Hosts of files that were offered and may not be fetched. */
  readonly withheld: readonly string[];
}

/**
 * The files that may be fetched, each once; what may not be is told by its host.
 * @param posterUrl a picture that has passed `allowPicture`; it stands for each of the files
 */
export function takeFiles(offered: readonly OfferedFile[], allow: (url: unknown) => AllowedLink | null, posterUrl: string | null = null): TakenFiles {
  const byKey = new Map<string, SeenVideo>();
  const withheld = new Set<string>();
  for (const { url, videoId, durationSeconds } of offered.slice(0, MAX_VIDEOS)) {
    const link = allow(url);
    if (link === null) withheld.add(placeOf(url));
    else if (!byKey.has(link.pathKey)) byKey.set(link.pathKey, { videoId, url: link.url, posterUrl, durationSeconds });
  }
  return { videos: [...byKey.values()], withheld: [...withheld] };
}

function placeOf(url: unknown): string {
  const host = typeof url === 'string' && url.length <= 4096 ? hostOf(url) : '';
  return host === '' ? 'an address that is none' : host.slice(0, 100);
}

/** Places that are told. */
const MAX_PLACES = 4;

/** Where a finished job's files are that may not be fetched, as a part of `JobMore`. */
export function withheldOf(state: JobState, { withheld }: TakenFiles): Pick<JobMore, 'withheld'> {
  return state === 'finished' && withheld.length > 0 ? { withheld: withheld.slice(0, MAX_PLACES) } : {};
}
