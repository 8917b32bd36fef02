/** The files of a job, out of `videos[]` and the places where older clients found a URL. */
import type { SeenVideo } from '../../domain/jobs/job.ts';
import { first, number, own, text, type Fields } from '../fields.ts';
import { classifyMediaUrl, posterUrlOf, type MediaUrl } from './media-url.ts';

type ResultUrl = Extract<MediaUrl, { kind: 'result' }>;

/** A video's file together with what its URL says. */
export interface FoundFile {
  readonly video: SeenVideo;
  readonly pathKey: string;
  readonly sfx: boolean;
}

const URL_KEYS = ['resultUrl', 'videoUrl', 'video_url', 'url'] as const;

/** A job or video id: opaque, at most 64 characters; lower case where it is a UUID. */
export function idOf(value: unknown): string | null {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(value)) return null;
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value.toLowerCase() : value;
}

/**
 * The result's URL on a video or job. The sharing copy stands in only where there is no other: its `pathKey` is the
 * clip's own, so both count as one clip.
 */
export function resultUrlOf(place: Fields): ResultUrl | null {
  const found = URL_KEYS.map((key) => classifyMediaUrl(own(place, key)));
  found.push(classifyMediaUrl(own(place, 'sharingUrl')));
  const results = found.filter((media) => media.kind === 'result');
  return results.find((media) => !media.share) ?? results[0] ?? null;
}

/** @returns null while the video has no file, or none that we may fetch */
export function fileOf(video: Fields): FoundFile | null {
  const media = resultUrlOf(video);
  if (media === null) return null;
  return {
    pathKey: media.pathKey,
    sfx: media.sfx,
    video: {
      videoId: idOf(own(video, 'id')),
      url: media.url,
      posterUrl: first(posterUrlOf(own(video, 'videoPoster')), posterUrlOf(own(video, 'imageThumb'))),
      durationSeconds: number(own(video, 'duration'), 0.1, 3600),
    },
  };
}

/** Why it failed, in the source's words, at most 300 characters; null for none and for the empty text of the fine. */
export function errorOf(place: Fields): string | null {
  const error = own(place, 'error');
  if (typeof error !== 'object' || error === null) return text(error, 300);
  const told = Object.hasOwn(error, 'message') ? 'message' : 'code';
  return text(Object.getOwnPropertyDescriptor(error, told)?.value, 300);
}
