/** What the user may choose about which clips are saved, when, under what name, and with what beside them. */
import { SOURCES, type Source } from '../jobs/job.ts';
import { DEFAULT_TEMPLATE, MAX_TEMPLATE } from './template.ts';

export const SAVE_MODES = ['everything', 'asked'] as const;
/** `asked`: nothing is saved but what the user asks for. */
export type SaveMode = (typeof SAVE_MODES)[number];

export interface SavingSettings {
  /** See `template.ts`; one that does not parse names files as the default one does. */
  readonly template: string;
  readonly mode: SaveMode;
  /** Sources whose clips are saved only when asked for. */
  readonly sourcesOff: readonly Source[];
  /** Files that one local day may bring without being asked for; null is no limit. */
  readonly dailyCount: number | null;
  /** The same in bytes. What has begun is finished. */
  readonly dailyBytes: number | null;
  /** Nothing new begins. */
  readonly paused: boolean;
  /** A `.json` beside each video, with everything that is known of it. */
  readonly sidecar: boolean;
  /** A `.txt` beside each video, with its prompt. */
  readonly promptFile: boolean;
}

export const DEFAULT_SAVING: SavingSettings = {
  template: DEFAULT_TEMPLATE,
  mode: 'everything',
  sourcesOff: [],
  dailyCount: null,
  dailyBytes: null,
  paused: false,
  sidecar: false,
  promptFile: false,
};

export const MOST_FILES = 100_000;
export const MOST_BYTES = 100e12;

/** Whatever is stored or sent becomes settings: a field that does not fit gets its default, and the others stay. */
export function parseSaving(raw: unknown): SavingSettings {
  const own = (key: keyof SavingSettings): unknown => (typeof raw === 'object' && raw !== null ? Object.getOwnPropertyDescriptor(raw, key)?.value : undefined);
  const template = own('template');
  const off = own('sourcesOff');
  return {
    template: typeof template === 'string' && template.trim() !== '' && template.length <= MAX_TEMPLATE ? template : DEFAULT_TEMPLATE,
    mode: SAVE_MODES.find((mode) => mode === own('mode')) ?? DEFAULT_SAVING.mode,
    sourcesOff: Array.isArray(off) ? SOURCES.filter((source) => off.includes(source)) : [],
    dailyCount: limit(own('dailyCount'), MOST_FILES),
    dailyBytes: limit(own('dailyBytes'), MOST_BYTES),
    paused: own('paused') === true,
    sidecar: own('sidecar') === true,
    promptFile: own('promptFile') === true,
  };
}

/** A limit of nothing would be a pause under another name. */
function limit(raw: unknown, most: number): number | null {
  return Number.isSafeInteger(raw) && typeof raw === 'number' && raw >= 1 && raw <= most ? raw : null;
}
