import type { PagePanel } from '../../components/page/PageBadgeCard.tsx';
import { keepPlace, loadPlace } from '../../lib/browser/page-place.ts';
import type { PageSummary } from '../../lib/domain/summary.ts';
import { type Badge, mountBadge } from './badge.tsx';
import { freePlace } from './free-place.ts';

/** The page's badge before, while and after there is one. */
export interface BadgeSlot {
  /** The page can be read: from now on there may be a badge, where the user left it or where it covers nothing. */
  open(): Promise<void>;
  /** Draws it, or takes it away where the user wants none. */
  show(summary: PageSummary, panel: PagePanel): void;
  /** Looks after the badge of a page that came back. */
  check(): void;
  /** Takes the badge away for good. */
  close(): void;
}

export function createBadgeSlot(): BadgeSlot {
  let badge: Badge | null = null;
  let place: Awaited<ReturnType<typeof loadPlace>> = null;
  let latest: Parameters<BadgeSlot['show']> | null = null;
  let isOpen = false;
  let isHidden = false;
  const update = () => {
    if (!isOpen || latest === null) return;
    const [summary, panel] = latest;
    if (!summary.shows.badge || isHidden) {
      badge?.remove();
      badge = null;
    } else if (badge !== null) badge.show(summary, panel);
    else badge = mountBadge(place ?? freePlace(), summary, panel, move, () => (isHidden = true));
  };
  const move = (to: NonNullable<typeof place>) => {
    place = to;
    void keepPlace(to);
  };
  return {
    async open() {
      place = await loadPlace();
      isOpen = true;
      update();
    },
    show(...next) {
      latest = next;
      update();
    },
    check: () => badge?.check(),
    close() {
      isHidden = true;
      update();
    },
  };
}
