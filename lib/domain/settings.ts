import { HOUR } from '../time.ts';
import { NO_TOOLS, parseToolChoice, type ToolChoice } from './health/tools.ts';

/** What the user may choose. One versioned object; secrets never stand in it. */
export interface Settings {
  readonly version: 2;
  /** Folder below the browser's download folder. */
  readonly folder: string;
  /** Hours for which a link without a date of its own is assumed to live: nobody has confirmed a number for Pika. */
  readonly assumedHours: number;
  /** New clips per minute that the page may bring in; more wait for the next minute. */
  readonly clipsPerMinute: number;
  /** Other tools that are watched. Since version 2; version 1 had none. */
  readonly tools: ToolChoice;
}

export const DEFAULT_SETTINGS: Settings = { version: 2, folder: 'Pika', assumedHours: 24, clipsPerMinute: 600, tools: NO_TOOLS };

/**
 * Whatever is stored becomes settings: a field that does not fit gets its default, and the others stay. Settings of
 * version 1 lack `tools` and lose nothing.
 */
export function parseSettings(raw: unknown): Settings {
  const fields: Partial<Record<keyof Settings, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  const { folder, assumedHours, clipsPerMinute, tools } = fields;
  return {
    version: 2,
    folder: typeof folder === 'string' && folder.trim() !== '' ? folder.slice(0, 200) : DEFAULT_SETTINGS.folder,
    assumedHours: inRange(assumedHours, 1, 24 * 365) ?? DEFAULT_SETTINGS.assumedHours,
    clipsPerMinute: inRange(clipsPerMinute, 1, 10_000) ?? DEFAULT_SETTINGS.clipsPerMinute,
    tools: parseToolChoice(tools),
  };
}

/** The assumed life of a link, in ms. */
export function assumedLife(settings: Settings): number {
  return settings.assumedHours * HOUR;
}

function inRange(raw: unknown, low: number, high: number): number | null {
  return typeof raw === 'number' && raw >= low && raw <= high ? raw : null;
}
