import type { Variant } from '../jobs/job.ts';

/** When a clip's URL is expected to die, and why we think so: the URL says so, its source does, or we assume it. */
export interface Deadline {
  readonly at: number;
  readonly why: 'url' | 'source' | 'assumed';
}

/** One video file of a job. */
export interface Clip {
  /**
   * 16 characters of base 32: the head of SHA-256 over the first `pathKey`, or over it and the video id where another video's clip
   * began there. File names carry its first 10.
   */
  readonly id: string;
  /** `Job.id`. */
  readonly job: string;
  /**
   * Same file, whichever media host served it and whatever its query says: see `lib/sources/pika/media-url.ts`. The newest that is
   * known: of a clip that was saved before, `url` stays at the one it was saved from.
   */
  readonly pathKey: string;
  readonly videoId: string | null;
  /** Several videos were shown with this very file before it was saved: `videoId` stays null. */
  readonly shared?: true;
  readonly variant: Variant;
  readonly url: string;
  readonly posterUrl: string | null;
  readonly durationSeconds: number | null;
  readonly firstSeenAt: number;
  readonly deadline: Deadline;
}
