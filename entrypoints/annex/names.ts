import { clipFileName, fallbackName, nameableOf, plainerName } from '../../lib/domain/clips/filename.ts';
import { counts, templateOf } from '../../lib/domain/clips/template.ts';
import { completeJob } from '../../lib/domain/jobs/job.ts';
import { nameAgain } from '../../lib/domain/clips/left-behind.ts';
import { clipsNamed, metStrangers } from '../../lib/store/ledger.ts';
import { noteName } from '../../lib/store/renamed.ts';
import { takeNumber } from '../../lib/store/saving.ts';
import { readClipSettings } from '../../lib/store/settings.ts';
import type { Row } from '../../lib/tasks/saves/ports.ts';
import type { Save } from '../../lib/domain/clips/save.ts';
import type { Core } from './core.ts';

/**
 * The name that the template makes; a plainer one where the browser has refused that; never one that another clip asks for. What an
 * earlier attempt may have left on disk is asked for again, and written over.
 */
export async function nameClip(core: Core, { save, clip }: Row): Promise<{ name: string; number: number | null; over: boolean }> {
  const db = await core.openStore();
  const again = save.left ? nameAgain(save, await metStrangers(db)) : null;
  if (again !== null) return { ...again, number: null };
  const [{ folder, saving }, job] = await Promise.all([readClipSettings(db), db.get('jobs', clip.job)]);
  if (save.problem?.kind === 'name-refused') return { name: plainerName(save.requestedName, clip.id, folder), number: null, over: false };
  const template = templateOf(saving.template);
  const number = counts(template) ? await takeNumber(db, clip.id) : null;
  const name = clipFileName(nameableOf(clip, job ? completeJob(job) : null, folder, number), template);
  const others = (await clipsNamed(db, name)).filter((id) => id !== clip.id);
  return { name: others.length === 0 ? name : fallbackName(clip.id, folder), number, over: false };
}

/** A clip is on disk: perhaps under a name that nobody asked for. */
export async function notedName({ openStore, announce }: Core, save: Save): Promise<void> {
  if (await noteName(await openStore(), save, Date.now())) announce('saves');
}
