/** What the popup's words are made from. */
import type { Clip } from '../clips/clip.ts';
import type { Hold } from '../clips/gate.ts';
import { SAVE_STATES, type Save, type SaveState } from '../clips/save.ts';
import type { SourceWaits } from '../clips/source-waits.ts';
import type { ModelHealth } from '../health/generation/health.ts';
import type { Job } from '../jobs/job.ts';
import type { Submit } from '../jobs/submits.ts';
import type { PausedSource } from '../jobs/source-state.ts';

export const PIKA_SITE = 'https://pika.art/';
/** Where the user finds what they made; opening it also hands out fresh links. */
export const PIKA_LIBRARY = 'https://pika.art/library';

/** A clip with its row of the ledger. */
export interface KeptClip {
  readonly clip: Clip;
  readonly save: Save | null;
}

/** A job with its clips. A clip that was found without a job stands alone, with `job: null`. */
export interface JobWithClips {
  readonly job: Job | null;
  readonly clips: readonly KeptClip[];
  /** There are more clips than were read. */
  readonly moreClips: boolean;
}

/** What the popup reads from the store, in one transaction and bounded in size. */
export interface PopupData {
  /** The window on the list: active first, then newest. */
  readonly jobs: readonly JobWithClips[];
  readonly hasMore: boolean;
  /** Clips whose saving needs the user, wherever their job stands in the list; bounded, `counts` knows how many there are. */
  readonly failed: readonly JobWithClips[];
  readonly lost: readonly JobWithClips[];
  /** Null while they are still being counted. */
  readonly counts: Readonly<Record<SaveState, number>> | null;
  /** Why waiting clips do not begin, if something holds them. */
  readonly hold?: Hold | null;
  /** Why the last look at its source told nothing of a job, by `Job.id`. */
  readonly troubles?: ReadonlyMap<string, string>;
  /** What each source that is asked for nothing waits for. */
  readonly waits?: SourceWaits;
  /** Sources that wait for the user. */
  readonly paused?: readonly PausedSource[];
  /** Submits that no answer and no job is known of. */
  readonly unanswered?: readonly Submit[];
  /** What is usual for each model. */
  readonly models?: readonly Pick<ModelHealth, 'name' | 'usual'>[];
}

export const NO_COUNTS: Readonly<Record<SaveState, number>> = Object.freeze(
  // The keys are exactly SAVE_STATES, which the index type cannot tell.
  Object.fromEntries(SAVE_STATES.map((state) => [state, 0])) as Record<SaveState, number>,
);

export const NO_DATA: PopupData = { jobs: [], hasMore: false, failed: [], lost: [], counts: NO_COUNTS };
