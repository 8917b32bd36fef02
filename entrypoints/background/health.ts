import { openStore } from '../../lib/store/db.ts';
import { hasWindows } from '../../lib/store/pauses.ts';
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
