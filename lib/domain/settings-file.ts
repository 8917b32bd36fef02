/** Settings as a file that the user keeps or takes to another browser. Tokens are no part of the settings, and so never in it. */
import { fail, ok, type Result } from '../result.ts';
import { DEFAULT_SETTINGS, parseSettings, type Settings } from './settings.ts';

const FORMAT = 'pika-keeper-settings';
const MAX_FILE = 1_000_000;

/** The file's text; `readSettingsFile` gives the same settings back. */
export function settingsFile(settings: Settings): string {
  return `${JSON.stringify({ format: FORMAT, settings }, null, 2)}\n`;
}

export type SettingsFileRefusal = 'too-large' | 'not-json' | 'not-settings' | 'newer';

/** Reads such a file, also of an earlier version: what it lacks, or what does not fit, gets its default. */
export function readSettingsFile(text: string): Result<Settings, SettingsFileRefusal> {
  if (text.length > MAX_FILE) return fail('too-large', 'This file is too large to hold settings.');
  const file = parsed(text);
  if (file === undefined) return fail('not-json', 'This file holds no settings: it is not JSON.');
  const format = ownOf(file, 'format');
  const settings = ownOf(file, 'settings');
  if (format !== FORMAT || typeof settings !== 'object' || settings === null) return fail('not-settings', 'This file was not made by Pika Keeper’s settings.');
  const version = ownOf(settings, 'version');
  if (typeof version === 'number' && version > DEFAULT_SETTINGS.version) return fail('newer', 'This file comes from a newer Pika Keeper. Update this one first.');
  return ok(parseSettings(settings));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function ownOf(raw: unknown, key: string): unknown {
  return typeof raw === 'object' && raw !== null ? Object.getOwnPropertyDescriptor(raw, key)?.value : undefined;
}
