import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { hasWindows } from '../../lib/store/pauses.ts';
import { readJitter } from '../../lib/store/settings.ts';
import { updateHealth } from '../../lib/store/update-health.ts';
import { notePage } from '../../lib/tasks/note-page.ts';
import { checkPika } from '../shared/check-pika.ts';
import { openAnnex } from './annex.ts';
import { log } from './world.ts';

/** Checks the monitors that are due; all of them when a person asks. */
export async function checkHealth(atOnce: boolean): Promise<void> {
  if (await hasWindows(await openStore())) await beginMaintenance();
  await checkPika(atOnce);
}

/** Windows become pauses before anything is asked. Pika is checked even where that fails. */
async function beginMaintenance(): Promise<void> {
  try {
    const annex = await openAnnex();
    await annex.beginMaintenance();
  } catch (error) {
    log('worker.error', { what: 'maintenance', error: String(error) });
  }
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
