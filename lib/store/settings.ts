import { parseToolChoice, type ToolChoice } from '../domain/health/tools.ts';
import { afterChange, type ClipSettings, parseClipSettings } from '../domain/clip-settings.ts';
import type { ApiSourceId } from '../domain/jobs/job.ts';
import { parseSourceSettings, type SourceChoice, type SourceSettings } from '../domain/jobs/source-settings.ts';
import { parsePolicy } from '../domain/policy.ts';
import { type Settings, parseSettings } from '../domain/settings.ts';
import type { Store } from './db.ts';
import { readMeta, writeMeta } from './meta.ts';
import { POLICY } from './policy.ts';

export const KEY = 'settings';

export async function readSettings(db: Store): Promise<Settings> {
  return parseSettings(await readMeta(db, KEY));
}

export async function writeSettings(db: Store, settings: Settings): Promise<void> {
  await writeMeta(db, KEY, settings);
}

/** The part of the settings that saving clips needs. */
export async function readClipSettings(db: Store): Promise<ClipSettings> {
  return parseClipSettings(await readMeta(db, KEY));
}

/**
 * Changes what the user chose about saving, by a `SavingChange`, and nothing else: read and written in one transaction, so
 * that no other change is undone. What an administrator has set stays.
 */
export async function changeClipSettings(db: Store, change: unknown): Promise<void> {
  const tx = db.transaction('meta', 'readwrite');
  const raw: unknown = (await tx.store.get(KEY))?.value;
  const policy = parsePolicy((await tx.store.get(POLICY))?.value);
  await tx.store.put({ key: KEY, value: { ...fieldsOf(raw), ...afterChange(afterChange(parseClipSettings(raw), change), policy) } });
  await tx.done;
}

/** Whether any tool is switched on. */
export async function watchesTools(db: Store): Promise<boolean> {
  return toolsOn(await readMeta(db, KEY)) > 0;
}

/** How many tools stored settings switch on, without a look at which: a list that does not fit is none. */
export function toolsOn(raw: unknown): number {
  const { on, own } = fieldsOf(fieldsOf(raw)['tools']);
  return [on, own].reduce((sum: number, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}

export async function readSources(db: Store): Promise<SourceSettings> {
  return parseSourceSettings(fieldsOf(await readMeta(db, KEY))['sources']);
}

/** Changes one source's choice and nothing else, in one transaction. */
export async function writeSource(db: Store, id: ApiSourceId, choice: SourceChoice): Promise<void> {
  const tx = db.transaction('meta', 'readwrite');
  const before = parseSettings((await tx.store.get(KEY))?.value);
  await tx.store.put({ key: KEY, value: { ...before, sources: parseSourceSettings({ ...before.sources, [id]: choice }) } });
  await tx.done;
}

function fieldsOf(raw: unknown): Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null ? { ...raw } : {};
}

export async function readTools(db: Store): Promise<ToolChoice> {
  return (await readSettings(db)).tools;
}

/**
 * Changes which tools are watched and nothing else: read and written in one transaction, so that no other change of the
 * settings is undone.
 * @returns the choice as it was
 */
export async function writeTools(db: Store, tools: ToolChoice): Promise<ToolChoice> {
  const tx = db.transaction('meta', 'readwrite');
  const before = parseSettings((await tx.store.get(KEY))?.value);
  await tx.store.put({ key: KEY, value: { ...before, tools: parseToolChoice(tools) } });
  await tx.done;
  return before.tools;
}

/** This install's phase, 0–1: spreads the checks of many installs over the minute. Made at first use, then kept. */
export async function readJitter(db: Store, random: () => number): Promise<number> {
  const stored = await readMeta(db, 'jitter');
  if (typeof stored === 'number' && stored >= 0 && stored <= 1) return stored;
  const made = random();
  await writeMeta(db, 'jitter', made);
  return made;
}
