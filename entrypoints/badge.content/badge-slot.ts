import { keepPlace, loadPlace } from '../../lib/browser/page-place.ts';
import { send } from '../../lib/messages/client.ts';
import type { BadgeSlot } from './badge-door.ts';
import { type Badge, mountBadge } from './badge.tsx';
import { freePlace } from './free-place.ts';

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
