import { fittingShapes, type ReaderTrouble } from '../domain/reader-watch.ts';
import type { Store } from './db.ts';
import { readMeta, writeMeta } from './meta.ts';

export const READER = 'reader';

/** What is kept of a page that our reader did not understand; null while it understands. */
export async function readReader(db: Store): Promise<ReaderTrouble | null> {
  return parseReader(await readMeta(db, READER));
}

/** A stored value; null for anything else. */
export function parseReader(raw: unknown): ReaderTrouble | null {
  if (typeof raw !== 'object' || raw === null || !('since' in raw) || !('shapes' in raw)) return null;
  const { since, shapes } = raw;
  if (typeof since !== 'number' || !Array.isArray(shapes)) return null;
  return { since, shapes: fittingShapes(shapes.filter((shape: unknown) => typeof shape === 'string')) };
}

/**
 * @param shapes null once an answer was understood again
 * @returns whether anything was written
 */
export async function writeReader(db: Store, shapes: readonly string[] | null, now: number): Promise<boolean> {
  const known = await readReader(db);
  if (shapes === null && known === null) return false;
  await writeMeta(db, READER, shapes === null ? null : { since: Math.min(known?.since ?? now, now), shapes: fittingShapes(shapes) });
  return true;
}
