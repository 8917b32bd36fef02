import { useEffect, useRef, useState } from 'preact/hooks';
import type { SavingView } from '../../components/dashboard/saving/Saving.tsx';
import { savingState } from '../../lib/domain/clips/saving-state.ts';
import { NO_WAITS } from '../../lib/domain/clips/source-waits.ts';
import { sampleClip } from '../../lib/domain/clips/template-preview.ts';
import { localDay, wallClock } from '../../lib/domain/clips/gate.ts';
import { send } from '../../lib/messages/client.ts';
import { onChanged } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readSavingScreen, type SavingScreen } from '../../lib/store/saving-screen.ts';
import { follow } from '../popup/follow.ts';

/**
 * What is chosen about saving and what holds it, in step with the store.
 * @param now a new day opens what a daily limit held
 */
export function useSaving(wanted: boolean, now: number): { readonly view: SavingView | null; readonly hold: SavingScreen['hold']; readonly waits: SavingScreen['waits'] } {
  const [screen, setScreen] = useState<SavingScreen | null>(null);
  const [answer, setAnswer] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(wanted);
  if (wanted && !isOpen) setIsOpen(true);
  useFollowed(isOpen, localDay(now), setScreen);
  if (screen === null) return { view: null, hold: null, waits: NO_WAITS };
  const { settings, hold, waits, today, newest, locked } = screen;
  const ask = (message: Parameters<typeof send>[0]): void => {
    setAnswer(null);
    void send(message).then(({ ok }) => setAnswer(ok ? null : 'Pika Keeper did not answer. Reload this page, and try again.'));
  };
  const view: SavingView = {
    settings,
    state: savingState(settings.saving, hold, today),
    sample: { ...(newest ?? sampleClip(wallClock(now))), folder: settings.folder },
    isOwn: newest !== null,
    locked,
    answer,
    change: (saving) => ask({ type: 'ui:set-saving', saving }),
    pause: (paused) => ask({ type: 'ui:pause-saving', paused }),
  };
  return { view, hold, waits };
}

/** Reads again at each change, and when another day begins. */
function useFollowed(isOpen: boolean, day: number, show: (screen: SavingScreen) => void): void {
  const again = useRef<() => void>(() => {});
  useEffect(() => {
    if (!isOpen) return undefined;
    const following = follow<SavingScreen>(1, 1, {
      read: async () => readSavingScreen(await openStore(), Date.now()),
      show,
      broken: () => {}, // a store that does not open is told of by the whole page
      later(work, ms) {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
    });
    again.current = following.refresh;
    const unhear = onChanged((what) => {
      if (what === 'settings' || what === 'saves') following.refresh();
    });
    return () => {
      unhear();
      following.stop();
    };
  }, [isOpen]);
  useEffect(() => again.current(), [day]);
}
