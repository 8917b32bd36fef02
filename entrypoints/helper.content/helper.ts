import { isAlive, onPush, send } from '../../lib/messages/client.ts';
import { couldHoldJobs, MAX_TEXT } from '../../lib/sources/pika/shape.ts';
import { openInlet } from '../../lib/sources/pika/tap-inlet.ts';
import { TAP_HELPER } from '../../lib/sources/pika/tap-names.ts';
import { createBadgeLink } from './badge-link.ts';
import { firstPageScripts } from './first-scripts.ts';
import { followPage } from './page-events.ts';
import { createRelay, type Relay } from './relay.ts';
import { type VideoWatch, watchVideos } from './videos.ts';

/** A video that the page shows waits so long (ms) for the answer that names its job and prompt; then it is offered without. */
const AFTER_ITS_JOB = 300;

/**
 * Wires the helper of one page: what the page shows goes to the background as it is, what the background says onto the badge.
 * It shares the page's main thread, so it reads nothing and draws nothing itself.
 */
export function startHelper(): void {
  const badge = createBadgeLink(async () => {
    const reply = await send({ type: 'page:badge-please' });
    return reply.ok && reply.value === true;
  });
  const relay = createPageRelay(badge.show);
  let videos: VideoWatch | null = null;
  let stopped = false;
  /** Ends everything once the extension behind this script is gone. */
  const stillHere = () => {
    if (!stopped && !isAlive()) stop();
    return !stopped;
  };

  const closeInlet = openInlet(performance, crypto.randomUUID(), (told) => {
    if (!stillHere()) return false;
    // The observer asks the same, but anybody can speak in its name.
    if (told.text.length <= MAX_TEXT && couldHoldJobs(told.text)) relay.offer({ texts: [told] });
    return true;
  });
  const stopPush = onPush(({ summary }) => badge.show(summary));
  const unfollow = followPage({
    ready() {
      relay.offer({ scripts: firstPageScripts(document.scripts) });
      videos = watchVideos((found) => void setTimeout(() => relay.offer({ videos: found }), AFTER_ITS_JOB));
      videos.scan();
      requestIdleCallback(() => stillHere() && void badge.ask(), { timeout: 2_000 });
    },
    shown() {
      if (!stillHere()) return;
      videos?.scan();
      badge.wake();
    },
    beat: () => void stillHere(),
  });
  // A newer helper says hello: if that is because the extension was updated, this one is over.
  performance.addEventListener(TAP_HELPER, stillHere);

  function stop(): void {
    stopped = true;
    relay.stop();
    closeInlet();
    unfollow();
    videos?.stop();
    badge.close();
    performance.removeEventListener(TAP_HELPER, stillHere);
    try {
      stopPush();
    } catch {
      // the extension's side is gone already
    }
  }
}

function createPageRelay(show: ReturnType<typeof createBadgeLink>['show']): Relay {
  return createRelay({
    now: Date.now,
    later: (work, ms) => void setTimeout(work, ms),
    async tell(parcel) {
      const reply = await send({ type: 'page:texts', ...parcel });
      return reply.ok ? reply.value : null;
    },
    answered: ({ summary }) => show(summary),
  });
}
