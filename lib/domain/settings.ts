import { HOUR } from '../time.ts';

/** What the user may choose. One versioned object; secrets never stand in it. */
export interface Settings {
  readonly version: 1;
  /** Folder below the browser's download folder. */
  readonly folder: string;
  /** Hours for which a link without a date of its own is assumed to live: nobody has confirmed a number for Pika. */
  readonly assumedHours: number;
  /** New clips per minute that the page may bring in; more wait for the next minute. */
  readonly clipsPerMinute: number;
}

export const DEFAULT_SETTINGS: Settings = { version: 1, folder: 'Pika', assumedHours: 24, clipsPerMinute: 600 };

/** Whatever is stored becomes settings: a field that does not fit gets its default, and the others stay. */
export function parseSettings(raw: unknown): Settings {
  const fields: Partial<Record<keyof Settings, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  const { folder, assumedHours, clipsPerMinute } = fields;
  return {
    version: 1,
    folder: typeof folder === 'string' && folder.trim() !== '' ? folder.slice(0, 200) : DEFAULT_SETTINGS.folder,
    assumedHours: inRange(assumedHours, 1, 24 * 365) ?? DEFAULT_SETTINGS.assumedHours,
    clipsPerMinute: inRange(clipsPerMinute, 1, 10_000) ?? DEFAULT_SETTINGS.clipsPerMinute,
  };
}

/** The assumed life of a link, in ms. */
export function assumedLife(settings: Settings): number {
  return settings.assumedHours * HOUR;
}

function inRange(raw: unknown, low: number, high: number): number | null {
  return typeof raw === 'number' && raw >= low && raw <= high ? raw : null;
}
