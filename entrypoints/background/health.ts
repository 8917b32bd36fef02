import { withWindows } from '../../lib/domain/health/pauses.ts';
import { offsetAt } from '../../lib/domain/zone.ts';
import { announce } from '../../lib/store/changes.ts';
import { openStore, type Store } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { readWindows, updatePauses } from '../../lib/store/pauses.ts';
import { readJitter } from '../../lib/store/settings.ts';
import { updateHealth } from '../../lib/store/update-health.ts';
import { notePage } from '../../lib/tasks/note-page.ts';
import { checkPika } from '../shared/check-pika.ts';

/** Checks the monitors that are due; all of them when a person asks. */
export async function checkHealth(atOnce: boolean): Promise<void> {
  await beginMaintenance(await openStore(), Date.now());
  await checkPika(atOnce);
}

/** The page was answered with jobs: that spares a request, see `notePage`. */
export async function noteHealthOfPage(): Promise<void> {
  const db = await openStore();
  const ports = {
    now: () => Date.now(),
    readHealth: () => readHealth(db),
    updateHealth: (decide: Parameters<typeof updateHealth>[1]) => updateHealth(db, decide),
    changed: () => announce('health'),
  };
  await notePage(ports, await readJitter(db, Math.random));
}

/** Maintenance windows that began since the last tick become pauses, before anything is asked. */
async function beginMaintenance(db: Store, now: number): Promise<void> {
  const windows = await readWindows(db);
  if (windows.length > 0) await updatePauses(db, (spans) => withWindows(spans, windows, now, offsetAt));
}
