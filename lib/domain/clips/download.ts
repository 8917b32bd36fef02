import type { SaveProblemKind } from './save.ts';

/** Why the browser stopped a download, folded to what we can do about it; the browser's own word is kept beside it. */
export type StopReason = Exclude<SaveProblemKind, 'file-missing' | 'gone' | 'unproven' | 'truncated' | 'wrong-size' | 'not-a-video'> | 'wrong-size' | 'other';

/** What the browser says about one download. */
export interface DownloadView {
  readonly id: number;
  readonly url: string;
  readonly state: 'in_progress' | 'interrupted' | 'complete';
  readonly reason: StopReason | null;
  /** ISO. */
  readonly startTime: string;
  /** Null while it runs, and in Firefox. */
  readonly endedAt: number | null;
  /** Absolute path; empty while the browser has not chosen one (or the user is being asked). */
  readonly filename: string;
  readonly bytes: number;
  /** Null when the server did not say. */
  readonly totalBytes: number | null;
  readonly mime: string;
  /** False when the browser knows that the file is gone. */
  readonly exists: boolean;
  readonly paused: boolean;
  readonly canResume: boolean;
  /** The browser wants the user's decision before it keeps the file. */
  readonly dangerous: boolean;
  /** Started by this extension. */
  readonly ours: boolean;
  /**
   * The browser does not say who has: the user, or anybody. Chromium that was killed comes back with the last seconds' downloads so
   * (seen in 156: its list knows the extension ten seconds later than the download).
   */
  readonly unclaimed: boolean;
}

/**
 * What the browser tells of a download. `named`: it has chosen a name (an absolute path), so it asks nobody for one; `complete`:
 * it needs no place any more; `changed`: anything else that is worth a look.
 */
export type DownloadNews =
  | { readonly kind: 'began'; readonly url: string }
  | { readonly kind: 'named'; readonly filename: string }
  | { readonly kind: 'complete' | 'changed' };
