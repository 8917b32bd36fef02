/** How each source of jobs stands: paused, at rest, within its budget. */
import { API_SOURCES } from '../domain/jobs/source-settings.ts';
import type { ApiSourceId } from '../domain/jobs/job.ts';
import { FRESH, type PausedSource, parseSourceStates, resume, type SourceState, type SourceStates } from '../domain/jobs/source-state.ts';
import type { Store } from './db.ts';
import { readMeta, readMetas } from './meta.ts';

/** One row for all sources, so that the toolbar learns with one read whether any waits for the user. */
export const SOURCE_STATES = 'source-states';

export async function readSourceStates(db: Store): Promise<SourceStates> {
  return parseSourceStates(await readMeta(db, SOURCE_STATES));
}

/** Sources that wait for the user. One that is switched off waits for nobody. */
export async function pausedSources(db: Store): Promise<readonly PausedSource[]> {
  const [states, settings] = await readMetas(db, [SOURCE_STATES, 'settings']);
  return pausedOf(states, settings);
}

/** The same of stored values. */
export function pausedOf(states: unknown, settings: unknown): readonly PausedSource[] {
  const known = parseSourceStates(states);
  return API_SOURCES.flatMap((id) => {
    const paused = known[id]?.paused ?? null;
    return paused !== null && isSourceOn(settings, id) ? [{ id, message: paused.message }] : [];
  });
}

/** Whether stored settings have this source switched on, without a look at the others. */
export function isSourceOn(settings: unknown, id: ApiSourceId): boolean {
  const { sources } = fieldsOf(settings);
  return fieldsOf(fieldsOf(sources)[id])['on'] === true;
}

/** Reads, decides and writes one source's state. */
export async function changeSourceState(db: Store, id: ApiSourceId, change: (state: SourceState) => SourceState): Promise<void> {
  const tx = db.transaction('meta', 'readwrite');
  const states = parseSourceStates((await tx.store.get(SOURCE_STATES))?.value);
  const before = states[id] ?? FRESH;
  const after = change(before);
  if (after !== before) await tx.store.put({ key: SOURCE_STATES, value: { ...states, [id]: after } });
  await tx.done;
}

/** Ends a source's pause and its rest: the user has done what was asked, or has switched it off. */
export async function resumeSource(db: Store, id: ApiSourceId, now: number): Promise<void> {
  await changeSourceState(db, id, (state) => resume(state, now));
}

function fieldsOf(raw: unknown): Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null ? { ...raw } : {};
}
