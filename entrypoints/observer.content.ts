import { defineContentScript } from 'wxt/utils/define-content-script';
import { couldHoldJobs } from '../lib/sources/pika/shape.ts';
import { startTap } from '../lib/sources/pika/tap.ts';
import { isServed, openOutlet } from '../lib/sources/pika/tap-outlet.ts';

/** Runs in pika.art's own world, before the page's scripts: passes on what the page reads, if jobs may be in it. */
export default defineContentScript({
  matches: ['https://pika.art/*', 'https://www.pika.art/*'],
  world: 'MAIN',
  runAt: 'document_start',
  main() {
    try {
      if (isServed(window, performance)) return;
      const outlet = openOutlet(window, performance);
      startTap(window, {
        tell: (url, text, form) => {
          if (form || couldHoldJobs(text)) outlet.tell(url, text, form);
        },
        wanted: outlet.wanted,
        ended: outlet.close,
        now: Date.now,
      });
    } catch {
      // A page that breaks even this gets no tap; the helper still reads what the page shows.
    }
  },
});
