import { GENERATION, type MonitorId, PIKA_MONITORS } from '../../lib/domain/health/monitor.ts';
import { parseWindows } from '../../lib/domain/health/maintenance.ts';
import { pause, resume, withWindows } from '../../lib/domain/health/pauses.ts';
import { monitorOf, watchedTools } from '../../lib/domain/health/tools.ts';
import { offsetAt } from '../../lib/domain/zone.ts';
import { readWindows, updatePauses, writeWindows } from '../../lib/store/pauses.ts';
import { readTools } from '../../lib/store/settings.ts';
import type { Core } from './core.ts';

/** The user wants some monitors, or all (null), unwatched until a moment. */
export async function pauseWatching(core: Core, monitors: readonly MonitorId[] | null, until: number): Promise<void> {
  await updatePauses(await core.openStore(), (spans) => pause(spans, monitors, Date.now(), until));
  core.announce('settings');
}

/** Ends running pauses of these monitors, or of all (null). After a pause nothing is known: look at once. */
export async function resumeWatching(core: Core, monitors: readonly MonitorId[] | null): Promise<void> {
  const db = await core.openStore();
  const tools = watchedTools(await readTools(db)).map(({ id }) => monitorOf(id));
  await updatePauses(db, (spans) => resume(spans, monitors, Date.now(), [...PIKA_MONITORS, GENERATION, ...tools]));
  core.announce('settings');
}

/** Stores the maintenance windows; values that make none are left out. One that has begun already takes hold with the next look. */
export async function setWindows(core: Core, values: readonly unknown[]): Promise<void> {
  await writeWindows(await core.openStore(), parseWindows(values) ?? []);
  core.announce('settings');
}

/** Maintenance windows that began since the last tick become pauses. */
export async function beginMaintenance(core: Core): Promise<void> {
  const db = await core.openStore();
  const windows = await readWindows(db);
  if (windows.length > 0) await updatePauses(db, (spans) => withWindows(spans, windows, Date.now(), offsetAt));
}
