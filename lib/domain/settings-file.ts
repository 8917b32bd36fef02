/** Settings as a file that the user keeps or takes to another browser. Tokens stand in it only where the user has ticked it. */
import { fail, ok, type Result } from '../result.ts';
import { parseWindow, parseWindows } from './health/maintenance.ts';
import type { MaintenanceWindow } from './health/pauses.ts';
import { DEFAULT_TEMPLATE, parseTemplate } from './clips/template.ts';
import type { ApiSourceId } from './jobs/job.ts';
import { parseToken } from './jobs/job-source.ts';
import { API_SOURCES } from './jobs/source-settings.ts';
import { partsNotTaken } from './settings-faults.ts';
import { DEFAULT_SETTINGS, parseSettings, type Settings } from './settings.ts';

const FORMAT = 'pika-keeper-settings';
export const MAX_SETTINGS_FILE = 1_000_000;

export type Tokens = Readonly<Partial<Record<ApiSourceId, string>>>;

/** The file's text; `readSettingsFile` gives the same settings, maintenance windows and tokens back. */
export function settingsFile(settings: Settings, windows: readonly MaintenanceWindow[] = [], tokens: Tokens = {}): string {
  const secrets = Object.keys(tokens).length === 0 ? {} : { tokens };
  return `${JSON.stringify({ format: FORMAT, settings, windows, ...secrets }, null, 2)}\n`;
}

export type SettingsFileRefusal = 'too-large' | 'not-json' | 'not-settings' | 'newer';

export interface SettingsFile {
  readonly settings: Settings;
  /** Null in a file that was made before they were part of it: those that stand here stay. */
  readonly windows: readonly MaintenanceWindow[] | null;
  readonly tokens: Tokens;
  /** Names, for people, of what stood in the file and could not be taken. */
  readonly bad: readonly string[];
}

/** Reads such a file, also of an earlier version: what it lacks, or what does not fit, gets its default. */
export function readSettingsFile(text: string): Result<SettingsFile, SettingsFileRefusal> {
  if (text.length > MAX_SETTINGS_FILE) return fail('too-large', 'This file is too large to hold settings.');
  const file = parsed(text);
  if (file === undefined) return fail('not-json', 'This file holds no settings: it is not JSON.');
  const format = ownOf(file, 'format');
  const raw = ownOf(file, 'settings');
  if (format !== FORMAT || typeof raw !== 'object' || raw === null) return fail('not-settings', 'This file was not made by Pika Keeper’s settings.');
  const version = ownOf(raw, 'version');
  if (typeof version === 'number' && version > DEFAULT_SETTINGS.version) return fail('newer', 'This file comes from a newer Pika Keeper. Update this one first.');
  const settings = withTemplate(parseSettings(raw));
  const { tokens, bad } = tokensIn(ownOf(file, 'tokens'));
  const windows = ownOf(file, 'windows');
  return ok({ settings, windows: parseWindows(windows), tokens, bad: [...partsNotTaken(raw, settings), ...badWindows(windows), ...bad] });
}

/** A pattern that makes no names would name nothing as the user meant. */
function withTemplate(settings: Settings): Settings {
  return parseTemplate(settings.saving.template).ok ? settings : { ...settings, saving: { ...settings.saving, template: DEFAULT_TEMPLATE } };
}

function badWindows(raw: unknown): readonly string[] {
  if (raw === undefined) return [];
  const bad = !Array.isArray(raw) || raw.some((window) => parseWindow(window) === null) || raw.length > (parseWindows(raw)?.length ?? 0);
  return bad ? ['Maintenance windows'] : [];
}

function tokensIn(raw: unknown): { readonly tokens: Tokens; readonly bad: readonly string[] } {
  const held = API_SOURCES.filter((id) => ownOf(raw, id) !== undefined).map((id) => ({ id, token: parseToken(ownOf(raw, id)) }));
  const good = held.flatMap(({ id, token }) => (token === null ? [] : [[id, token] as const]));
  return { tokens: Object.fromEntries(good), bad: held.filter(({ token }) => token === null).map(({ id }) => `Token of ${id}`) };
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
