import { SECOND } from '../../lib/time.ts';

const HEARTBEAT = 20 * SECOND;

export interface PageEvents {
  /** The page can be read: once, at DOMContentLoaded or now. */
  readonly ready: () => void;
  /** The page came back: from the back/forward cache, or its tab to the front. */
  readonly shown: () => void;
  /** Every 20 s: time to see whether we are still wanted. */
  readonly beat: () => void;
}

/** Follows the page's life. Never listens for `unload`, which would keep the page out of the back/forward cache. */
export function followPage({ ready, shown, beat }: PageEvents): () => void {
  let begun = false;
  const begin = () => {
    if (begun || document.readyState === 'loading') return;
    begun = true;
    ready();
  };
  const show = () => {
    if (document.visibilityState === 'visible') shown();
  };
  const listen = (way: 'addEventListener' | 'removeEventListener') => {
    document[way]('DOMContentLoaded', begin);
    document[way]('visibilitychange', show);
    window[way]('pageshow', show);
  };
  const timer = setInterval(() => {
    // `document.open()` strips listeners without a word; adding what is there already changes nothing.
    listen('addEventListener');
    begin();
    beat();
  }, HEARTBEAT);
  listen('addEventListener');
  begin();
  return () => {
    clearInterval(timer);
    listen('removeEventListener');
  };
}
