import { announce } from '../../lib/store/changes.ts';
import { openAnnex } from './annex.ts';
import { saver } from './saves.ts';
import { log } from './world.ts';

/** Asks the sources of jobs for what is due, and saves what that brought. Loads what that takes: the tick knows that something is due. */
export async function pollDueJobs(): Promise<void> {
  const { askSources } = await openAnnex();
  if (!(await askSources(log))) return;
  announce('saves');
  await saver.pump();
}
