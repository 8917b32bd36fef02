import type { IdentifiedVideo } from '../domain/clips/match.ts';
import { madeUpJobId } from '../domain/clips/match.ts';
import type { Deadline } from '../domain/clips/clip.ts';
import { NO_REQUEST, NO_VARIANT, type SeenJob, type SeenVideo, type Variant } from '../domain/jobs/job.ts';

/** A URL that passed the allow-list. */
export interface AllowedUrl {
  readonly url: string;
  readonly pathKey: string;
  /** The job's UUID where the path holds one. */
  readonly jobId: string | null;
  readonly sfx: boolean;
}

export interface IdentifiedJob {
  readonly seen: SeenJob;
  readonly videos: readonly IdentifiedVideo[];
}

export interface RecordSightingsPorts<Recorded> {
  /** The allow-list; null for whatever must not be downloaded. */
  allow(url: string): AllowedUrl | null;
  /** 16 characters of base 32 out of a cryptographic hash. */
  clipId(text: string): Promise<string>;
  deadline(url: string, now: number): Deadline;
  /** One transaction. */
  record(jobs: readonly IdentifiedJob[], now: number): Promise<Recorded>;
  now(): number;
}

/**
 * Takes what the page showed into the ledger. URLs are judged anew here, whatever the page's side said of them; ids
 * are computed before the transaction opens, since an IndexedDB transaction does not outlive a foreign wait.
 */
export async function recordSightings<Recorded>(
  jobs: readonly SeenJob[],
  loose: readonly SeenVideo[],
  ports: RecordSightingsPorts<Recorded>,
): Promise<Recorded> {
  const now = ports.now();
  const identified = await Promise.all(jobs.map(async (seen) => ({ seen, videos: await identifyAll(seen, ports, now) })));
  const found = await Promise.all(loose.map((video) => looseJob(video, ports, now)));
  return ports.record([...identified, ...found.filter((job) => job !== null)], now);
}

async function identifyAll(seen: SeenJob, ports: RecordSightingsPorts<unknown>, now: number): Promise<IdentifiedVideo[]> {
  const videos = await Promise.all(seen.videos.map((video) => identify(video, seen.variant, ports, now)));
  return videos.filter((video) => video !== null);
}

async function identify(video: SeenVideo, variant: Variant, ports: RecordSightingsPorts<unknown>, now: number): Promise<IdentifiedVideo | null> {
  const allowed = ports.allow(video.url);
  if (!allowed) return null;
  const clipId = await ports.clipId(allowed.pathKey);
  return {
    video,
    clipId,
    ownId: video.videoId === null ? clipId : await ports.clipId(`${allowed.pathKey}\n${video.videoId}`),
    pathKey: allowed.pathKey,
    url: allowed.url,
    variant: { ...variant, sfx: variant.sfx || allowed.sfx },
    deadline: ports.deadline(allowed.url, now),
  };
}

/** A video that the page showed without its job becomes a finished job of its own, until the real one is seen. */
async function looseJob(video: SeenVideo, ports: RecordSightingsPorts<unknown>, now: number): Promise<IdentifiedJob | null> {
  const found = await identify(video, NO_VARIANT, ports, now);
  if (!found) return null;
  const jobId = ports.allow(video.url)?.jobId ?? madeUpJobId(found.clipId);
  const seen: SeenJob = {
    jobId,
    state: 'finished',
    rawStatus: '',
    progress: 100,
    error: null,
    request: { ...NO_REQUEST, prompt: promptOfPath(found.pathKey) },
    variant: found.variant,
    videos: [video],
  };
  return { seen, videos: [found] };
}

/** Older file names begin with the prompt's words; newer ones are an opaque id and tell nothing. */
function promptOfPath(pathKey: string): string | null {
  const name = pathKey.slice(pathKey.lastIndexOf('/') + 1).replace(/\.[a-z0-9]+$/i, '');
  const slug = /^(.*?)_seed\d+/.exec(decode(name))?.[1];
  return slug ? slug.replaceAll('_', ' ').trim() || null : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
