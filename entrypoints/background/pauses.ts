import { GENERATION, type MonitorId, PIKA_MONITORS } from '../../lib/domain/health/monitor.ts';
import { pause, resume } from '../../lib/domain/health/pauses.ts';
import { monitorOf, watchedTools } from '../../lib/domain/health/tools.ts';
import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { parseWindow, updatePauses, writeWindows } from '../../lib/store/pauses.ts';
import { readTools } from '../../lib/store/settings.ts';
import { checkHealth } from './health.ts';

/** The user wants some monitors, or all (null), unwatched until a moment. */
export async function pauseWatching(monitors: readonly MonitorId[] | null, until: number): Promise<void> {
  await updatePauses(await openStore(), (spans) => pause(spans, monitors, Date.now(), until));
  announce('settings');
  await checkHealth(false);
}

/** Ends running pauses of these monitors, or of all (null), and looks at once: after a pause nothing is known. */
export async function resumeWatching(monitors: readonly MonitorId[] | null): Promise<void> {
  const db = await openStore();
  const tools = watchedTools(await readTools(db)).map(({ id }) => monitorOf(id));
  await updatePauses(db, (spans) => resume(spans, monitors, Date.now(), [...PIKA_MONITORS, GENERATION, ...tools]));
  announce('settings');
  await checkHealth(true);
}

/** Stores the maintenance windows; values that make none are left out. One that has begun already takes hold at once. */
export async function setWindows(values: readonly unknown[]): Promise<void> {
  await writeWindows(await openStore(), values.map(parseWindow).filter((window) => window !== null));
  announce('settings');
  await checkHealth(false);
}
