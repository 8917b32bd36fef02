import { keepPlace, loadPlace } from '../../lib/browser/page-place.ts';
import { isAlive, onPush, send } from '../../lib/messages/client.ts';
import type { PageNotice } from '../../lib/messages/protocol.ts';
import { firstPageRows } from '../../lib/sources/pika/first-page.ts';
import { openInlet } from '../../lib/sources/pika/tap-inlet.ts';
import { TAP_HELPER } from '../../lib/sources/pika/tap-names.ts';
import { MINUTE } from '../../lib/time.ts';
import { mountBadge, type Badge } from './badge.tsx';
import { followPage } from './page-events.ts';
import { createReader } from './reader.ts';
import { createRelay } from './relay.ts';
import { createSoon } from './soon.ts';
import { watchVideos, type VideoWatch } from './videos.ts';

/** The same notice is said again after so long: the background may have restarted. */
const NOTICE_AGAIN = MINUTE;

/** Wires the helper of one page: what the page shows goes to the background, what the background says onto the badge. */
export function startHelper(): void {
  let badge: Badge | null = null;
  let videos: VideoWatch | null = null;
  const said = new Map<PageNotice, number>();

  const relay = createRelay({
    now: Date.now,
    later: (work, ms) => void setTimeout(work, ms),
    async tell({ jobs, loose }) {
      const reply = await send({ type: 'page:sightings', jobs, loose });
      return reply.ok ? reply.value : null;
    },
    answered: ({ summary }) => badge?.show(summary),
  });
  const reader = createReader({
    now: Date.now,
    soon: createSoon(),
    seen: (jobs) => relay.offer(jobs, []),
    noticed(notice) {
      const now = Date.now();
      if (now - (said.get(notice) ?? -Infinity) < NOTICE_AGAIN) return;
      said.set(notice, now);
      void send({ type: 'page:notice', notice });
    },
  });

  const refresh = async () => {
    const reply = await send({ type: 'page:summary' });
    // The background refuses with null what it does not know.
    if (reply.ok && reply.value !== null) badge?.show(reply.value);
  };
  const ready = () => {
    reader.take(location.href, firstPageRows(inlineScripts()));
    videos = watchVideos((found) => relay.offer([], found));
    videos.scan();
    requestIdleCallback(() => void showBadge(), { timeout: 2_000 });
  };
  const showBadge = async () => {
    const place = await loadPlace();
    if (stopped || !stillHere()) return;
    badge = mountBadge(place, (to) => void keepPlace(to));
    await refresh();
  };

  let stopped = false;
  const channel = crypto.randomUUID();
  const stillHere = () => {
    if (!stopped && !isAlive()) stop();
    return !stopped;
  };
  const closeInlet = openInlet(performance, channel, (url, text) => {
    if (!stillHere()) return false;
    reader.take(url, text);
    return true;
  });
  const stopPush = onPush(({ summary }) => badge?.show(summary));
  const unfollow = followPage({
    ready,
    shown() {
      if (stopped) return;
      videos?.scan();
      badge?.check();
      if (badge !== null) void refresh();
    },
    beat: () => void stillHere(),
  });
  // A newer helper says hello: if that is because our extension was updated, this one is over.
  performance.addEventListener(TAP_HELPER, stillHere);

  /** Leaves the page as if we had never been there. */
  function stop(): void {
    stopped = true;
    relay.stop();
    closeInlet();
    unfollow();
    videos?.stop();
    badge?.remove();
    performance.removeEventListener(TAP_HELPER, stillHere);
    try {
      stopPush();
    } catch {
      // the extension's side is gone already
    }
  }
}

function inlineScripts(): string[] {
  return Array.from(document.scripts, (script) => (script.src === '' ? script.text : '')).filter((text) => text !== '');
}
