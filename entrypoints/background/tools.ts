import { openStore } from '../../lib/store/db.ts';
import { watchesTools } from '../../lib/store/settings.ts';
import type { CheckToolsOptions } from '../../lib/tasks/check-tools.ts';
import { openAnnex } from './annex.ts';

/** Asks the tools that are due; with `atOnce` those that a person wants to know about. Nothing is loaded or sent while none is on. */
export async function checkWatchedTools(options: Omit<CheckToolsOptions, 'jitter'> = {}): Promise<void> {
  if (!(await watchesTools(await openStore()))) return;
  const { checkTools } = await openAnnex();
  await checkTools(options);
}
