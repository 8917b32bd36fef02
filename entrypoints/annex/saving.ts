import { askFor, leaveAlone, saveOnceMore, wantAgain } from '../../lib/domain/clips/again.ts';
import type { Save } from '../../lib/domain/clips/save.ts';
import { changeSave, changeSaves, noteRestart } from '../../lib/store/ledger.ts';
import { letProbe } from '../../lib/store/obstacle.ts';
import { takePolicy } from '../../lib/store/policy.ts';
import { changeSaving } from '../../lib/store/saving.ts';
import { changeClipSettings } from '../../lib/store/settings.ts';
import type { Core } from './core.ts';

/** The user wants these clips, whatever the settings leave out. */
export function askForClips(core: Core, clips: readonly string[]): Promise<void> {
  return wantEach(core, clips, askFor);
}

/** The user wants these clips left out. */
export function skipClips(core: Core, clips: readonly string[]): Promise<void> {
  return changeEach(core, clips, leaveAlone);
}

/** The user misses the files of these saved clips. */
export function saveClipsAgain(core: Core, clips: readonly string[]): Promise<void> {
  return wantEach(core, clips, saveOnceMore);
}

/** Everything that is not on disk is due now, and one of them tries what stands in the way. */
export async function retryAll(core: Core): Promise<void> {
  const db = await core.openStore();
  const now = Date.now();
  await letProbe(db, now);
  await changeSaves(db, ['failed', 'lost', 'wanted'], (save) => wantAgain(save, now));
  core.announce('saves');
}

/** Whoever asks may have cleared the way: one of them tries it. */
async function wantEach(core: Core, clips: readonly string[], change: (save: Save, now: number) => Save | null): Promise<void> {
  await letProbe(await core.openStore(), Date.now());
  await changeEach(core, clips, change);
}

/** A clip at a time: a kill leaves whole rows, and asking again does no harm. */
async function changeEach(core: Core, clips: readonly string[], change: (save: Save, now: number) => Save | null): Promise<void> {
  const db = await core.openStore();
  for (const clip of clips) await changeSave(db, clip, (save) => change(save, Date.now()));
  core.announce('saves');
}

/** What the browser's quitting has cancelled, and not the user, is due again. */
export async function noteQuit(core: Core, now: number): Promise<void> {
  if ((await noteRestart(await core.openStore(), now)) > 0) core.announce('saves');
}

/** Stores what the user changed about saving; a part that does not fit gets its default. */
export async function setSaving(core: Core, saving: unknown): Promise<void> {
  await changeClipSettings(await core.openStore(), saving);
  core.announce('settings');
  core.announce('saves');
}

/** Puts what an administrator has set to use. */
export async function takeManaged(core: Core, policy: object): Promise<void> {
  await takePolicy(await core.openStore(), policy);
  core.announce('settings');
  core.announce('saves');
}

/** Nothing new begins, or everything goes on; what runs is finished in any case. */
export async function pauseSaving(core: Core, paused: boolean): Promise<void> {
  const db = await core.openStore();
  if (!paused) await letProbe(db, Date.now());
  await changeSaving(db, (saving) => ({ ...saving, paused }));
  core.announce('settings');
  core.announce('saves');
}
