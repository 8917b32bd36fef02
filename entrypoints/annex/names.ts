import { clipFileName, fallbackName, nameableOf, plainerName } from '../../lib/domain/clips/filename.ts';
import { counts, templateOf } from '../../lib/domain/clips/template.ts';
import { nameAgain } from '../../lib/domain/clips/left-behind.ts';
import { metStrangers } from '../../lib/store/ledger.ts';
import { makeName } from '../../lib/store/naming.ts';
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
  if (save.problem?.kind === 'name-refused') return { name: plainerName(save.requestedName, clip.id, (await readClipSettings(db)).folder), number: null, over: false };
  let plain = '';
  let isCounted = false;
  const nameWith = (number: number | null) =>
    makeName(db, clip, ({ folder, saving }, job) => {
      const template = templateOf(saving.template);
      plain = fallbackName(clip.id, folder);
      isCounted = counts(template);
      return clipFileName(nameableOf(clip, job, folder, number), template);
    });
  let made = await nameWith(save.number ?? null);
  const number = isCounted ? await takeNumber(db, clip.id) : null;
  // Only the first name with a number has to be made twice.
  if (number !== null && number !== save.number) made = await nameWith(number);
  return { name: made.isTaken ? plain : made.name, number, over: false };
}

/** A clip is on disk: perhaps under a name that nobody asked for. */
export async function notedName({ openStore, announce }: Core, save: Save): Promise<void> {
  if (await noteName(await openStore(), save, Date.now())) announce('saves');
}
