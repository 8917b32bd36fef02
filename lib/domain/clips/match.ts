import type { SeenVideo, Variant } from '../jobs/job.ts';
import type { Clip, Deadline } from './clip.ts';
import { deadlineAfter } from './deadline.ts';
import type { Save } from './save.ts';

/** A seen video whose URL has passed the allow-list. */
export interface IdentifiedVideo {
  readonly video: SeenVideo;
  /** Id for a clip that turns out to be new: a hash of its path. */
  readonly clipId: string;
  /** Id for one whose path was another video's first: a hash of path and video id. `clipId` where it has no video id. */
  readonly ownId: string;
  readonly pathKey: string;
  readonly url: string;
  readonly variant: Variant;
  readonly deadline: Deadline;
}

export interface KnownClip {
  readonly clip: Clip;
  readonly save: Save | null;
}

export type Match =
  /** Never seen: a clip of its own. */
  | { readonly kind: 'new'; readonly clip: Clip }
  /** Known and nothing to write. */
  | { readonly kind: 'same'; readonly clip: Clip }
  /** Known; its link, poster or job is newer. `freshLink` says that the file's URL changed. */
  | { readonly kind: 'updated'; readonly clip: Clip; readonly freshLink: boolean }
  /**
   * Saved already, and its source now names another file for the same video: kept as evidence, not saved again. The clip is known by
   * that path from now on; its link stays the one that its file came from.
   */
  | { readonly kind: 'moved'; readonly clip: Clip };

/**
 * Decides whether a seen video is a clip that we know. The file's path identifies it, whichever media host served
 * it; failing that, the source's video id together with the variant does, because sound, extension and upscale make
 * a new work under the same id; failing both, a path that a clip had first leads to that clip, unless it is shown as
 * another video's. A new clip never gets the id of one that is known.
 *
 * @param known clips that share the path or the video id, or that have one of its ids, with their saves
 */
export function matchClip(seen: IdentifiedVideo, jobId: string, known: readonly KnownClip[], now: number): Match {
  const { videoId } = seen.video;
  const byPath = known.find(({ clip }) => clip.pathKey === seen.pathKey);
  if (byPath) return refresh(byPath, seen, jobId, known);
  const byVideo = known.find(({ clip }) => isSameWork(clip, videoId, seen.variant));
  if (byVideo?.save?.state === 'saved') return { kind: 'moved', clip: { ...byVideo.clip, pathKey: seen.pathKey } };
  if (byVideo) return refresh(byVideo, seen, jobId, known);
  const former = known.find(({ clip }) => clip.id === seen.clipId);
  if (!former) return { kind: 'new', clip: newClip(seen.clipId, seen, jobId, now) };
  const own = videoId === null || videoId === former.clip.videoId ? former : known.find(({ clip }) => clip.id === seen.ownId);
  return own ? { kind: 'same', clip: own.clip } : { kind: 'new', clip: newClip(seen.ownId, seen, jobId, now) };
}

function newClip(id: string, seen: IdentifiedVideo, jobId: string, now: number): Clip {
  return {
    id,
    job: jobId,
    pathKey: seen.pathKey,
    videoId: seen.video.videoId,
    variant: seen.variant,
    url: seen.url,
    posterUrl: seen.video.posterUrl,
    durationSeconds: seen.video.durationSeconds,
    firstSeenAt: now,
    deadline: seen.deadline,
  };
}

/** Whether a clip is the same work of the same video: sound, extension and upscale make another. */
export function isSameWork({ videoId, variant }: Clip, otherId: string | null, other: Variant): boolean {
  return (
    videoId !== null &&
    videoId === otherId &&
    variant.sfx === other.sfx &&
    variant.extended === other.extended &&
    variant.upscaled === other.upscaled &&
    variant.lipSynced === other.lipSynced
  );
}

/** Takes over a newer link. A saved clip keeps the link that it was saved from. */
function refresh({ clip, save }: KnownClip, seen: IdentifiedVideo, jobId: string, known: readonly KnownClip[]): Match {
  const keepLink = save?.state === 'saved';
  const variant = isMadeUp(clip.job) ? seen.variant : clip.variant;
  const next: Clip = {
    ...clip,
    // A clip found on the page without a job finds its job later; a real job is never given up for a made-up one.
    job: isMadeUp(clip.job) ? jobId : clip.job,
    pathKey: keepLink ? clip.pathKey : seen.pathKey,
    url: keepLink ? clip.url : seen.url,
    posterUrl: seen.video.posterUrl ?? clip.posterUrl,
    durationSeconds: seen.video.durationSeconds ?? clip.durationSeconds,
    variant,
    deadline: keepLink ? clip.deadline : deadlineAfter(clip.deadline, seen.deadline, seen.url !== clip.url),
    ...whose({ ...clip, variant }, seen.video.videoId, keepLink, known),
  };
  if (JSON.stringify(next) === JSON.stringify(clip)) return { kind: 'same', clip };
  return { kind: 'updated', clip: next, freshLink: next.url !== clip.url };
}

/**
 * Whose file a clip is, now that this video was shown with it. A video has one clip: its id is not taken on beside another's.
 * And a file that two videos name is neither's, or it would be given up as soon as one of them is found elsewhere.
 */
function whose(clip: Clip, videoId: string | null, isSaved: boolean, known: readonly KnownClip[]): Pick<Clip, 'videoId' | 'shared'> {
  const hasAnother = known.some((one) => one.clip.id !== clip.id && isSameWork(one.clip, videoId, clip.variant));
  if (videoId === null || videoId === clip.videoId || clip.shared === true || hasAnother) return { videoId: clip.videoId };
  if (clip.videoId === null) return { videoId };
  return isSaved ? { videoId: clip.videoId } : { videoId: null, shared: true };
}

const MADE_UP = 'pika-page:page-';

/** Job id for a video found on the page that names no job; given up as soon as the real one is known. */
export function madeUpJobId(clipId: string): string {
  return `page-${clipId}`;
}

/** Whether a `Job.id` stands for a job that we have not really seen. */
export function isMadeUp(id: string): boolean {
  return id.startsWith(MADE_UP);
}
