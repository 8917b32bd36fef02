import type { PageSummary } from '../../lib/domain/summary.ts';
import { BADGE_DOOR, type BadgeSlot, type BadgeWorld } from '../badge.content/badge-door.ts';

/** The helper's end of the badge, which is a script of its own that comes when the page has time for it. */
export interface BadgeLink {
  /** Asks for the badge's script and, once it is there, has it put the badge up. */
  ask(): Promise<void>;
  show(summary: PageSummary): void;
  /** Looks after the badge of a page that came back. */
  wake(): void;
  /** Takes the badge away for good. */
  close(): void;
}

/** @param inject has the badge's script run in this world; says whether it has */
export function createBadgeLink(inject: () => Promise<boolean>): BadgeLink {
  let slot: BadgeSlot | null = null;
  let asking = false;
  let closed = false;
  const ask = async () => {
    if (asking || slot !== null) return;
    asking = true;
    const injected = await inject();
    asking = false;
    if (!injected || closed) return;
    // The cast holds because nobody else knows the symbol, and the page cannot see this world.
    slot = (globalThis as BadgeWorld)[BADGE_DOOR]?.() ?? null;
    await slot?.fill();
  };
  let asked = false;
  return {
    ask() {
      asked = true;
      return ask();
    },
    show: (summary) => slot?.show(summary),
    wake() {
      if (slot !== null) slot.wake();
      else if (asked) void ask(); // the background did not answer then
    },
    close() {
      closed = true;
      slot?.close();
    },
  };
}
