import { hasPikaPermission } from '../../lib/browser/permissions.ts';
import type { Reading } from '../../lib/domain/health/fold.ts';
import { controlsAnswer } from '../../lib/network/connectivity.ts';
import { probe } from '../../lib/network/probes.ts';
import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { readJitter } from '../../lib/store/settings.ts';
import { updateHealth } from '../../lib/store/update-health.ts';
import { checkMonitors } from '../../lib/tasks/check-monitors.ts';

/** Who listens to a look while it is made, and who has asked the control hosts already. */
export interface Listening {
  tell(reading: Reading): void;
  controls(): Promise<boolean>;
}

/** Never changes once it is made, so that a life reads it once. */
let jitter: number | null = null;

/**
 * Checks the monitors of Pika that are due, all of them when a person asks, and records it. From the worker or from a
 * page: what two contexts ask at the same time is recorded once, since the store decides within its transaction.
 */
export async function checkPika(atOnce: boolean, listening?: Listening): Promise<void> {
  const db = await openStore();
  jitter ??= await readJitter(db, Math.random);
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
      changed: () => announce('health'),
    },
    { jitter, atOnce },
  );
}
