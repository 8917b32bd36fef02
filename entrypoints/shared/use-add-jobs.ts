import { useCallback, useEffect, useState } from 'preact/hooks';
import type { PasteJobsProps } from '../../components/shared/PasteJobs.tsx';
import type { ApiSourceId } from '../../lib/domain/jobs/job.ts';
import { type PastedJob, type PasteSource, readPasted } from '../../lib/domain/jobs/pasted.ts';
import { API_SOURCES, baseOf, NO_SOURCES, type SourceSettings } from '../../lib/domain/jobs/source-settings.ts';
import { send } from '../../lib/messages/client.ts';
import { SOURCE_PROFILES } from '../../lib/sources/jobs/list.ts';
import { announce, onChanged } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { addJobs } from '../../lib/store/polls.ts';
import { readSources } from '../../lib/store/settings.ts';

/**
 * What the paste box needs, with the sources as they are set up now.
 * @param settingsPage address of the page where sources are switched on
 */
export function useAddJobs(settingsPage: string): PasteJobsProps {
  const [settings, setSettings] = useState<SourceSettings>(NO_SOURCES);
  const [isPending, setIsPending] = useState(false);
  useEffect(() => {
    const renew = (): void => void openStore().then(readSources).then(setSettings).catch(() => {}); // a store that does not open is told of elsewhere
    renew();
    return onChanged((what) => {
      if (what === 'settings') renew();
    });
  }, []);
  const read = useCallback((text: string, chosen: ApiSourceId | null) => readPasted(text, pasteSources(settings), chosen), [settings]);
  const onAdd = async (jobs: readonly PastedJob[]): Promise<boolean> => {
    setIsPending(true);
    const kept = await follow(jobs).then(() => true, () => false);
    setIsPending(false);
    return kept;
  };
  return { on: API_SOURCES.filter((id) => settings[id].on), read, onAdd, isPending, settings: settingsPage };
}

function pasteSources(settings: SourceSettings): readonly PasteSource[] {
  return API_SOURCES.map((id) => ({ source: SOURCE_PROFILES[id], base: baseOf(SOURCE_PROFILES[id], settings), on: settings[id].on }));
}

/** They stand in the store before anybody is told: whoever dies in between, the next tick asks for them. */
async function follow(jobs: readonly PastedJob[]): Promise<void> {
  await addJobs(await openStore(), jobs, Date.now());
  announce('jobs');
  // Nobody need hear it: the next tick looks by itself.
  void send({ type: 'ui:poll-now' });
}
