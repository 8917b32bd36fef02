import { defineContentScript } from 'wxt/utils/define-content-script';
import { BADGE_DOOR, type BadgeWorld } from './badge-door.ts';
import { createBadgeSlot } from './badge-slot.ts';

/** Run by the background when the helper asks for it; never by the manifest, so that no page pays for it while it loads. */
export default defineContentScript({
  matches: ['https://pika.art/*'],
  registration: 'runtime',
  noScriptStartedPostMessage: true,
  main() {
    // The cast holds as in the helper: nobody else knows the symbol.
    (globalThis as BadgeWorld)[BADGE_DOOR] = createBadgeSlot;
  },
});
