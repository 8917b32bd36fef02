import type { BackfillView } from './clips/backfill.ts';
import type { PageChoice } from './page-choice.ts';
import type { Status } from './health/monitor.ts';

/** What the badge on pika.art shows. Counts are of clips. */
export interface PageSummary {
  readonly status: Status | 'offline';
  /** The tooltip's sentence. */
  readonly sentence: string;
  readonly saved: number;
  /** wanted, downloading or verifying */
  readonly waiting: number;
  /** failed or lost: something that the user should look at. */
  readonly trouble: number;
  readonly shows: PageChoice;
  /** The run of "Save my whole library"; null when there is none to tell of. */
  readonly backfill: BackfillView | null;
}
