/** That files come to disk under other names than were asked for: kept at the first one, and told once. */
import { isToldStill, parseRenamed, type Renamed, renamedOf } from '../domain/clips/renamed.ts';
import type { Save } from '../domain/clips/save.ts';
import type { Store } from './db.ts';
import { changeMeta, readMeta } from './meta.ts';
import { readObstacle } from './obstacle.ts';

export const RENAMED = 'renamed';

/**
 * A clip has been saved. A name given in the browser's own dialog is the user's, and no news.
 * @returns whether there is something to tell
 */
export async function noteName(db: Store, save: Save, now: number): Promise<boolean> {
  const renamed = renamedOf(save, now);
  if (renamed === null || (await readObstacle(db))?.kind === 'asks') return false;
  await changeMeta(db, RENAMED, (stored) => (parseRenamed(stored) === null ? renamed : stored));
  return true;
}

export async function readRenamed(db: Store, now: number): Promise<Renamed | null> {
  return renamedNow(await readMeta(db, RENAMED), now);
}

/** A stored value, as long as it is told. */
export function renamedNow(raw: unknown, now: number): Renamed | null {
  const renamed = parseRenamed(raw);
  return renamed !== null && isToldStill(renamed, now) ? renamed : null;
}
