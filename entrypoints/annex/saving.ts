import { askFor, leaveAlone, saveOnceMore } from '../../lib/domain/clips/again.ts';
import type { Save } from '../../lib/domain/clips/save.ts';
import { changeSave } from '../../lib/store/ledger.ts';
import { changeSaving } from '../../lib/store/saving.ts';
import { changeClipSettings } from '../../lib/store/settings.ts';
import type { Core } from './core.ts';

/** The user wants these clips, whatever the settings leave out. */
export function askForClips(core: Core, clips: readonly string[]): Promise<void> {
  return changeEach(core, clips, askFor);
}

/** The user wants these clips left out. */
export function skipClips(core: Core, clips: readonly string[]): Promise<void> {
  return changeEach(core, clips, leaveAlone);
}

/** The user misses the files of these saved clips. */
export function saveClipsAgain(core: Core, clips: readonly string[]): Promise<void> {
  return changeEach(core, clips, saveOnceMore);
}

/** A clip at a time: a kill leaves whole rows, and asking again does no harm. */
async function changeEach(core: Core, clips: readonly string[], change: (save: Save, now: number) => Save | null): Promise<void> {
  const db = await core.openStore();
  for (const clip of clips) await changeSave(db, clip, (save) => change(save, Date.now()));
  core.announce('saves');
}

/** Stores what the user changed about saving; a part that does not fit gets its default. */
export async function setSaving(core: Core, saving: unknown): Promise<void> {
  await changeClipSettings(await core.openStore(), saving);
  core.announce('settings');
  core.announce('saves');
}

/** Nothing new begins, or everything goes on; what runs is finished in any case. */
export async function pauseSaving(core: Core, paused: boolean): Promise<void> {
  await changeSaving(await core.openStore(), (saving) => ({ ...saving, paused }));
  core.announce('settings');
  core.announce('saves');
}
