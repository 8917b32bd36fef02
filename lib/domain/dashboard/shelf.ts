import type { ClipEntry } from '../clips/view/entry.ts';
import type { JobEntry } from '../jobs/view/entry.ts';

/** What the Clips and Jobs tabs are made of, as of one moment. */
export interface Shelf {
  readonly clips: readonly ClipEntry[];
  /** Active first, then newest first. */
  readonly jobs: readonly JobEntry[];
  /** Clips that are stored, whether read or not. */
  readonly total: number;
  /** Everything has been read. */
  readonly complete: boolean;
}
