import { hasPikaPermission } from '../../lib/browser/permissions.ts';
import type { Reading } from '../../lib/domain/health/fold.ts';
import { withWindows } from '../../lib/domain/health/pauses.ts';
import { offsetAt } from '../../lib/domain/zone.ts';
import { controlsAnswer } from '../../lib/network/connectivity.ts';
import { probe } from '../../lib/network/probes.ts';
import { openStore, type Store } from '../../lib/store/db.ts';
import { readHealth, updateHealth } from '../../lib/store/health.ts';
import { readWindows, updatePauses } from '../../lib/store/pauses.ts';
import { readJitter } from '../../lib/store/settings.ts';
import { checkMonitors } from '../../lib/tasks/check-monitors.ts';
import { notePage } from '../../lib/tasks/note-page.ts';
import { changed } from './world.ts';

/** Who listens to a look while it is made, and who has asked the control hosts already. */
interface Listening {
  tell(reading: Reading): void;
  controls(): Promise<boolean>;
}

/** Checks the monitors that are due; all of them when a person asks. */
export async function checkHealth(atOnce: boolean, listening?: Listening): Promise<void> {
  const db = await openStore();
  await beginMaintenance(db, Date.now());
  await checkMonitors(
    {
      now: () => Date.now(),
      online: () => navigator.onLine,
      permitted: hasPikaPermission,
      probe: async (monitor) => {
        const reading = await probe(monitor);
        listening?.tell(reading);
        return reading;
      },
      controlsAnswer: listening?.controls ?? controlsAnswer,
      readHealth: () => readHealth(db),
      updateHealth: (decide) => updateHealth(db, decide),
      changed: () => changed('health'),
    },
    { jitter: await readJitter(db, Math.random), atOnce },
  );
}

/** The page was answered with jobs: that spares a request, see `notePage`. */
export async function noteHealthOfPage(): Promise<void> {
  const db = await openStore();
  const ports = {
    now: () => Date.now(),
    readHealth: () => readHealth(db),
    updateHealth: (decide: Parameters<typeof updateHealth>[1]) => updateHealth(db, decide),
    changed: () => changed('health'),
  };
  await notePage(ports, await readJitter(db, Math.random));
}

/** Maintenance windows that began since the last tick become pauses, before anything is asked. */
async function beginMaintenance(db: Store, now: number): Promise<void> {
  const windows = await readWindows(db);
  if (windows.length > 0) await updatePauses(db, (spans) => withWindows(spans, windows, now, offsetAt));
}
