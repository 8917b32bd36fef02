/** Saved rows for a look at their files. */
import type { Store } from './db.ts';
import type { LedgerRow } from './ledger.ts';
import { readMeta, writeMeta } from './meta.ts';

/** Rows of the ledger that one look passes: each that is saved costs one question to the browser. */
const PART = 60;
const KEY = 'file-look';

/** The next part of the ledger, of it those rows whose file the browser may know; `last` is null at the ledger's end. */
export async function readFileRows(db: Store, after: string | null): Promise<{ readonly rows: readonly LedgerRow[]; readonly last: string | null }> {
  const tx = db.transaction(['saves', 'clips']);
  const part = await tx.objectStore('saves').getAll(after === null ? null : IDBKeyRange.lowerBound(after, true), PART);
  const saves = part.filter(({ state, downloadId }) => state === 'saved' && downloadId !== null);
  const clips = await Promise.all(saves.map((save) => tx.objectStore('clips').get(save.clip)));
  const rows = saves.flatMap((save, n) => {
    const clip = clips[n];
    return clip ? [{ save, clip }] : [];
  });
  return { rows, last: part.length < PART ? null : (part.at(-1)?.clip ?? null) };
}

export async function readFilePlace(db: Store): Promise<string | null> {
  const place = await readMeta(db, KEY);
  return typeof place === 'string' ? place : null;
}

export async function writeFilePlace(db: Store, after: string | null): Promise<void> {
  await writeMeta(db, KEY, after);
}
