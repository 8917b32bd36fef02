import { type Backfill, parseBackfill } from '../domain/clips/backfill.ts';
import type { Save } from '../domain/clips/save.ts';
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

/**
 * Reads, changes and writes one row of the ledger in one transaction, if there is a run at that moment: whoever ends the run, and
 * looks at the ledger then, finds all that was asked for as part of it, and nothing comes after.
 */
export async function changeSaveInRun(db: Store, clip: string, change: (save: Save) => Save | null): Promise<void> {
  const tx = db.transaction(['meta', 'saves'], 'readwrite', { durability: 'strict' });
  const saves = tx.objectStore('saves');
  const [run, save] = await Promise.all([tx.objectStore('meta').get(BACKFILL), saves.get(clip)]);
  const next = save && parseBackfill(run?.value) !== null && change(save);
  if (next) await saves.put(next);
  await tx.done;
}
