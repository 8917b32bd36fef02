import { useEffect, useState } from 'preact/hooks';
import type { OnPageView } from '../../components/dashboard/OnPage.tsx';
import { send } from '../../lib/messages/client.ts';
import { onChanged } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { type PageScreen, readPageScreen } from '../../lib/store/page-screen.ts';
import { SECOND } from '../../lib/time.ts';
import { follow } from '../popup/follow.ts';

/** A walk that has fallen silent is told as such, though nothing changes in the store. */
const LOOK_EVERY = 15 * SECOND;

/** What stands on pika.art and how the run through the library goes, in step with the store while it is wanted. */
export function usePage(wanted: boolean): OnPageView | null {
  const [screen, setScreen] = useState<PageScreen | null>(null);
  const [answer, setAnswer] = useState<string | null>(null);
  useEffect(() => (wanted ? followScreen(setScreen) : undefined), [wanted]);
  if (screen === null) return null;
  const ask = (message: Parameters<typeof send<'ui:shows' | 'ui:backfill'>>[0]): void => {
    setAnswer(null);
    void send(message).then(({ ok }) => setAnswer(ok ? null : 'Pika Keeper did not answer. Reload this page, and try again.'));
  };
  return {
    ...screen,
    answer,
    onShows: (shows) => ask({ type: 'ui:shows', shows }),
    onBackfill: (command) => ask({ type: 'ui:backfill', command }),
  };
}

function followScreen(show: (screen: PageScreen) => void): () => void {
  const following = follow<PageScreen>(1, 1, {
    read: async () => readPageScreen(await openStore(), Date.now()),
    show,
    broken: () => {}, // a store that does not open is told of by the whole page
    later(work, ms) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  const look = setInterval(following.refresh, LOOK_EVERY);
  const unhear = onChanged((what) => {
    if (what === 'settings' || what === 'saves') following.refresh();
  });
  return () => {
    clearInterval(look);
    unhear();
    following.stop();
  };
}
