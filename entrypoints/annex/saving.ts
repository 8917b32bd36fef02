import { askFor } from '../../lib/domain/clips/again.ts';
import { putSave, readRow } from '../../lib/store/ledger.ts';
import { changeSaving } from '../../lib/store/saving.ts';
import type { Core } from './core.ts';

/** The user wants these clips, whatever the settings leave out. A clip at a time: a kill leaves whole rows, and asking again does no harm. */
export async function askForClips(core: Core, clips: readonly string[]): Promise<void> {
  const db = await core.openStore();
  for (const clip of clips) {
    const row = await readRow(db, clip);
    const next = row && askFor(row.save, Date.now());
    if (next) await putSave(db, next, [row.save.state], true);
  }
  core.announce('saves');
}

/** Stores what the user chose about saving; a part that does not fit gets its default. */
export async function setSaving(core: Core, saving: unknown): Promise<void> {
  await changeSaving(await core.openStore(), () => saving);
  core.announce('settings');
  core.announce('saves');
}

/** Nothing new begins, or everything goes on; what runs is finished in any case. */
export async function pauseSaving(core: Core, paused: boolean): Promise<void> {
  await changeSaving(await core.openStore(), (saving) => ({ ...saving, paused }));
  core.announce('settings');
  core.announce('saves');
}
