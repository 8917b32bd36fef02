/** Files that lie in the user's folder although this ledger did not put them there. */
import type { IDBPTransaction } from 'idb';
import { ID_LENGTH } from '../domain/clips/legal.ts';
import type { ListedFile } from '../domain/clips/archive/listing.ts';
import { afterListed } from '../domain/clips/on-disk.ts';
import type { Store } from './db.ts';
import type { KeeperSchema, MarkRow } from './schema.ts';
import { whole } from './whole.ts';

/** What came of a part of a listing. */
export interface Marked {
  /** Clips of the ledger that are `saved` from now on. */
  readonly nowSaved: number;
  /** Clips that the ledger has as saved, or that are on their way right now. */
  readonly knownFiles: number;
  /** Files of clips that are not known here yet: noted, so that the clip is not fetched when it comes in. */
  readonly noted: number;
}

type Writing = IDBPTransaction<KeeperSchema, ('clips' | 'saves' | 'marks')[], 'readwrite'>;

/** Notes listed files, all or nothing; the same list again changes nothing. */
export async function noteFiles(db: Store, files: readonly ListedFile[], now: number): Promise<Marked> {
  const tx: Writing = db.transaction(['clips', 'saves', 'marks'], 'readwrite', { durability: 'strict' });
  const marked = { nowSaved: 0, knownFiles: 0, noted: 0 };
  await whole(tx, async () => {
    for (const file of files) marked[await noteFile(tx, file, now)] += 1;
  });
  return marked;
}

async function noteFile(tx: Writing, { name, prefixes }: ListedFile, now: number): Promise<keyof Marked> {
  let result: keyof Marked = 'noted';
  for (const prefix of prefixes) {
    const key = await tx.objectStore('clips').getKey(withPrefix(prefix));
    const mark = await tx.objectStore('marks').get(prefix);
    if (mark === undefined) await tx.objectStore('marks').put({ prefix, name: name.slice(0, 1000).toWellFormed(), at: now });
    if (key === undefined) continue;
    const save = await tx.objectStore('saves').get(key);
    const next = save ? afterListed(save, now, now) : null;
    if (next) await tx.objectStore('saves').put(next);
    result = next ? 'nowSaved' : 'knownFiles';
  }
  return result;
}

/** The file that a list has named for a clip, if any. Takes part in the caller's transaction. */
export async function markOf(tx: { objectStore(name: 'marks'): { get(prefix: string): Promise<MarkRow | undefined> } }, clipId: string): Promise<MarkRow | null> {
  return (await tx.objectStore('marks').get(clipId.slice(0, ID_LENGTH))) ?? null;
}

/** Ids that begin so: `{` comes right after `z`. */
function withPrefix(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}{`);
}
