import type { SavingView } from '../../../components/dashboard/saving/Saving.tsx';
import type { SettingsFileView } from '../../../components/dashboard/saving/SettingsFile.tsx';
import { DEFAULT_CLIP_SETTINGS } from '../../../lib/domain/clip-settings.ts';
import type { Hold } from '../../../lib/domain/clips/gate.ts';
import { savingState } from '../../../lib/domain/clips/saving-state.ts';
import type { SavingSettings } from '../../../lib/domain/clips/saving-settings.ts';
import { sampleClip } from '../../../lib/domain/clips/template-preview.ts';
import { NOW } from '../dashboard-data.ts';

/** The section while nobody presses anything. */
function still(over: Partial<SavingSettings>, hold: Hold | null, answer: string | null = null): SavingView {
  const settings = { ...DEFAULT_CLIP_SETTINGS, saving: { ...DEFAULT_CLIP_SETTINGS.saving, ...over } };
  const state = savingState(settings.saving, hold, { files: 120, bytes: 4.2e9 });
  return { settings, state, sample: { ...sampleClip(NOW), folder: settings.folder }, isOwn: hold !== null, locked: new Set(hold === 'daily-count' ? ['template', 'mode', 'dailyCount', 'sidecar'] : []), answer, change: () => {}, pause: () => {} };
}

export const SAVING_PLAIN = still({}, null);
export const SAVING_CAPPED = still({ template: '{source}/{date}/{model} - {resolution} - seed {seed} - {prompt:6} - {clip}', dailyCount: 120, dailyBytes: 10e9, sourcesOff: ['fal'], sidecar: true }, 'daily-count');
export const SAVING_PAUSED = still({ paused: true, mode: 'asked', template: '{promt:4} {date' }, 'paused', 'Pika Keeper did not answer. Reload this page, and try again.');

const file = (news: SettingsFileView['news']): SettingsFileView => ({ news, exportFile: () => {}, importFile: () => {} });
export const FILE_IDLE = file(null);
export const FILE_TAKEN = file({ tone: 'warn', sentence: 'The settings are in use, except for what is named here. Enter the token again for useapi: the address changed.', bad: ['Folder', 'Videos a day', '“colour”, which is not known here'] });
