import { HOUR } from '../time.ts';
import { DEFAULT_SAVING, parseSaving, type SavingSettings } from './clips/saving-settings.ts';

/** What the user may choose about saving clips. */
export interface ClipSettings {
  /** Folder below the browser's download folder. */
  readonly folder: string;
  /** Hours for which a link without a date of its own is assumed to live: nobody has confirmed a number for Pika. */
  readonly assumedHours: number;
  /** New clips per minute that the page may bring in; more wait for the next minute. */
  readonly clipsPerMinute: number;
  /** Since version 3. */
  readonly saving: SavingSettings;
}

export const DEFAULT_CLIP_SETTINGS: ClipSettings = { folder: 'Pika', assumedHours: 24, clipsPerMinute: 600, saving: DEFAULT_SAVING };

/** Characters of the folder's setting. */
export const MAX_FOLDER_TEXT = 200;
export const LONGEST_HOURS = 24 * 365;

/** What one change may hold: the saving settings, and the two that stand beside them. */
export type SavingChange = Partial<SavingSettings & Pick<ClipSettings, 'folder' | 'assumedHours'>>;

/** The settings after a `SavingChange`, as it was sent. What it does not hold stays. */
export function afterChange(before: ClipSettings, change: unknown): ClipSettings {
  const fields: Readonly<Record<string, unknown>> = typeof change === 'object' && change !== null ? { ...change } : {};
  const { folder = before.folder, assumedHours = before.assumedHours, ...saving } = fields;
  return parseClipSettings({ ...before, folder, assumedHours, saving: { ...before.saving, ...saving } });
}

/** Whatever is stored becomes settings: a field that does not fit gets its default, and the others stay. */
export function parseClipSettings(raw: unknown): ClipSettings {
  const fields: Partial<Record<keyof ClipSettings, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  const { folder, assumedHours, clipsPerMinute, saving } = fields;
  return {
    folder: typeof folder === 'string' && folder.trim() !== '' ? folder.slice(0, MAX_FOLDER_TEXT) : DEFAULT_CLIP_SETTINGS.folder,
    assumedHours: inRange(assumedHours, 1, LONGEST_HOURS) ?? DEFAULT_CLIP_SETTINGS.assumedHours,
    clipsPerMinute: inRange(clipsPerMinute, 1, 10_000) ?? DEFAULT_CLIP_SETTINGS.clipsPerMinute,
    saving: parseSaving(saving),
  };
}

/** The assumed life of a link, in ms. */
export function assumedLife(settings: ClipSettings): number {
  return settings.assumedHours * HOUR;
}

function inRange(raw: unknown, low: number, high: number): number | null {
  return typeof raw === 'number' && raw >= low && raw <= high ? raw : null;
}
