import type { PageNotice } from '../../lib/messages/protocol.ts';
import { MINUTE } from '../../lib/time.ts';

/** The same notice is said again after so long: the background may have restarted. */
const AGAIN = MINUTE;

/** Passes on what the page says besides jobs, each notice once a minute at most. */
export function createNotices(now: () => number, say: (notice: PageNotice) => void): (notice: PageNotice) => void {
  const said = new Map<PageNotice, number>();
  return (notice) => {
    const at = now();
    const before = said.get(notice);
    // A clock that was put back must not silence it.
    if (before !== undefined && at >= before && at - before < AGAIN) return;
    said.set(notice, at);
    say(notice);
  };
}
