import { keepPlace, loadPlace } from '../../lib/browser/page-place.ts';
import type { PageSummary } from '../../lib/domain/summary.ts';
import { send } from '../../lib/messages/client.ts';
import { type Badge, mountBadge } from './badge.tsx';
import { freePlace } from './free-place.ts';

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

export function createBadgeSlot(): BadgeSlot {
  let badge: Badge | null = null;
  let closed = false;
  const refresh = async () => {
    const reply = await send({ type: 'page:summary' });
    // The background refuses with null what it does not know.
    if (reply.ok && reply.value !== null) badge?.show(reply.value);
  };
  return {
    async fill() {
      const place = await loadPlace();
      if (closed) return;
      badge = mountBadge(place ?? freePlace(), (to) => void keepPlace(to));
      await refresh();
    },
    show(summary) {
      badge?.show(summary);
    },
    wake() {
      badge?.check();
      if (badge !== null) void refresh();
    },
    close() {
      closed = true;
      badge?.remove();
    },
  };
}
