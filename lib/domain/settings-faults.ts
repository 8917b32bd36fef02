/** What of a file's settings was not taken, by names that a person knows from the screen. */
import type { Settings } from './settings.ts';

/** By the beginning of a field's path. */
const NAMES: readonly (readonly [path: string, name: string])[] = [
  ['folder', 'Folder'],
  ['assumedHours', 'Hours, where a link does not say'],
  ['clipsPerMinute', 'New clips a minute'],
  ['saving.template', 'Pattern of names'],
  ['saving.mode', 'What is saved'],
  ['saving.sourcesOff', 'Where from'],
  ['saving.dailyCount', 'Videos a day'],
  ['saving.dailyBytes', 'Gigabytes a day'],
  ['saving.paused', 'Pause of saving'],
  ['saving.sidecar', 'A .json file beside each video'],
  ['saving.promptFile', 'A .txt file beside each video'],
  ['tools', 'Other tools'],
  ['sources', 'Sources of jobs'],
  ['page', 'On pika.art'],
];
const MOST = 20;

/**
 * @param raw as it stood in the file
 * @param taken what was made of it
 * @returns at most 20 names, each once; a field that nobody knows by its path
 */
export function partsNotTaken(raw: object, taken: Settings): readonly string[] {
  const paths = differences(raw, taken, '').filter((path) => path !== 'version');
  return [...new Set(paths.map(nameOf))].slice(0, MOST);
}

function nameOf(path: string): string {
  return NAMES.find(([start]) => path === start || path.startsWith(`${start}.`))?.[1] ?? `“${path.slice(0, 60)}”, which is not known here`;
}

/** Paths of what is in `raw` and became something else, or nothing. */
function differences(raw: unknown, taken: unknown, path: string): string[] {
  if (Array.isArray(raw) && Array.isArray(taken)) return raw.length === taken.length ? [] : [path];
  if (isRecord(raw) && isRecord(taken)) {
    return Object.keys(raw).flatMap((key) => {
      const inner = path === '' ? key : `${path}.${key}`;
      return Object.hasOwn(taken, key) ? differences(raw[key], taken[key], inner) : [inner];
    });
  }
  // An address is taken in its normal form.
  return raw === taken || (path.endsWith('.base') && typeof raw === 'string' && typeof taken === 'string') ? [] : [path];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
