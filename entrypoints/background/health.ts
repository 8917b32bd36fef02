import { hasPikaPermission } from '../../lib/browser/permissions.ts';
import { controlsAnswer } from '../../lib/network/connectivity.ts';
import { probe } from '../../lib/network/probes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readHealth, updateHealth } from '../../lib/store/health.ts';
import { readJitter } from '../../lib/store/settings.ts';
import { checkMonitors } from '../../lib/tasks/check-monitors.ts';
import { changed } from './world.ts';

/** Checks the monitors that are due; all of them when a person asks. */
export async function checkHealth(atOnce: boolean): Promise<void> {
  const db = await openStore();
  await checkMonitors(
    {
      now: () => Date.now(),
      online: () => navigator.onLine,
      permitted: hasPikaPermission,
      probe,
      controlsAnswer,
      readHealth: () => readHealth(db),
      updateHealth: (decide) => updateHealth(db, decide),
      changed: () => changed('health'),
    },
    { jitter: await readJitter(db, Math.random), atOnce },
  );
}
