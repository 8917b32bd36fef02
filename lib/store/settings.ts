import { type Settings, parseSettings } from '../domain/settings.ts';
import type { Store } from './db.ts';
import { readMeta, writeMeta } from './meta.ts';

const KEY = 'settings';

export async function readSettings(db: Store): Promise<Settings> {
  return parseSettings(await readMeta(db, KEY));
}

export async function writeSettings(db: Store, settings: Settings): Promise<void> {
  await writeMeta(db, KEY, settings);
}

/** This install's phase, 0–1: spreads the checks of many installs over the minute. Made at first use, then kept. */
export async function readJitter(db: Store, random: () => number): Promise<number> {
  const stored = await readMeta(db, 'jitter');
  if (typeof stored === 'number' && stored >= 0 && stored <= 1) return stored;
  const made = random();
  await writeMeta(db, 'jitter', made);
  return made;
}
