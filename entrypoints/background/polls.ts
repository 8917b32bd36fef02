import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { anyPollDue } from '../../lib/store/polls.ts';
import { openAnnex } from './annex.ts';
import { saver } from './saves.ts';
import { log } from './world.ts';

/** Asks the sources of jobs for what is due, and saves what that brought. Nothing is loaded or sent while nothing is due. */
export async function pollDueJobs(): Promise<void> {
  if (!(await anyPollDue(await openStore(), Date.now()))) return;
  const { askSources } = await openAnnex();
  if (!(await askSources(log))) return;
  announce('saves');
  await saver.pump();
}
