import { NO_WAITS, offSentence, pausedSentence, type SourceWaits } from '../domain/clips/source-waits.ts';
import { parseSourceStates } from '../domain/jobs/source-state.ts';
import { API_SOURCES } from '../domain/jobs/source-settings.ts';
import type { Store } from './db.ts';
import { readMetas } from './meta.ts';
import { isSourceOn, SOURCE_STATES } from './source-states.ts';

/** Sources of jobs that wait for the user, whether switched off or paused. */
export async function readWaits(db: Store): Promise<SourceWaits> {
  const [states, settings] = await readMetas(db, [SOURCE_STATES, 'settings']);
  return waitsOf(states, settings);
}

/** The same of stored values. */
export function waitsOf(states: unknown, settings: unknown): SourceWaits {
  const known = parseSourceStates(states);
  return API_SOURCES.reduce((waits, id) => {
    const paused = known[id]?.paused ?? null;
    if (!isSourceOn(settings, id)) return { ...waits, [id]: offSentence(id) };
    return paused === null ? waits : { ...waits, [id]: pausedSentence(paused.message) };
  }, NO_WAITS);
}
