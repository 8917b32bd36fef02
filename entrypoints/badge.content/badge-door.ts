import type { PageSummary } from '../../lib/domain/summary.ts';

/** The page's badge before, while and after there is one. */
export interface BadgeSlot {
  /** Puts the badge where the user left it, or where it covers nothing, and asks for its first summary. */
  fill(): Promise<void>;
  show(summary: PageSummary): void;
  /** Looks after the badge of a page that came back, and asks for a fresh summary. */
  wake(): void;
  /** Takes the badge away for good. */
  close(): void;
}

/** Where the badge's script leaves its door for the helper: in the extension's own world, which the page cannot see. */
export const BADGE_DOOR = Symbol.for('pika-keeper:badge');

export interface BadgeWorld {
  [BADGE_DOOR]?: () => BadgeSlot;
}
