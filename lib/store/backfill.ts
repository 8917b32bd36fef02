import { type Backfill, parseBackfill } from '../domain/clips/backfill.ts';
import type { Store } from './db.ts';
import { changeMeta, readMeta } from './meta.ts';

/** Where the one run of "Save my whole library" is kept. */
export const BACKFILL = 'backfill';

export async function readBackfill(db: Store): Promise<Backfill | null> {
  return parseBackfill(await readMeta(db, BACKFILL));
}

/** Reads, changes and writes it in one transaction; the same run back writes nothing. */
export async function changeBackfill(db: Store, change: (run: Backfill | null) => Backfill | null): Promise<void> {
  await changeMeta(db, BACKFILL, (stored) => {
    const before = parseBackfill(stored);
    const after = change(before);
    return after === before ? stored : after;
  });
}
