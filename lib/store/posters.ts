/** Small pictures of clips, kept because their links die: the one thing that a page of ours writes by itself. */
import type { IDBPTransaction } from 'idb';
import type { Store } from './db.ts';
import type { KeeperSchema, PosterRow } from './schema.ts';

/** Bytes of all posters together; beyond it the oldest go. About 20,000 of the usual size. */
export const POSTERS_CAP = 200_000_000;
/** So much is left after some had to go, or each new one would have to look for an old one. */
const KEPT = 0.9;
/** Where the bytes of all are counted, beside the other small values. */
const TALLY = 'poster-bytes';
const PART = 500;

type Tx = IDBPTransaction<KeeperSchema, ('meta' | 'posters')[], 'readwrite'>;

/** Those that are stored, by clip. */
export async function readPosters(db: Store, clips: readonly string[]): Promise<ReadonlyMap<string, Blob>> {
  const tx = db.transaction('posters');
  const rows = await Promise.all(clips.map((clip) => tx.store.get(clip)));
  return new Map(rows.filter((row) => row !== undefined).map(({ clip, image }) => [clip, image]));
}

/**
 * Keeps a poster, and counts its bytes in the same transaction. Rejects when the disk is full.
 * @returns how many old ones had to go
 */
export async function writePoster(db: Store, row: PosterRow, cap = POSTERS_CAP): Promise<number> {
  const tx: Tx = db.transaction(['posters', 'meta'], 'readwrite', { durability: 'relaxed' });
  const before = await tx.objectStore('posters').get(row.clip);
  const total = countOf((await tx.objectStore('meta').get(TALLY))?.value) + row.image.size - (before?.image.size ?? 0);
  await tx.objectStore('posters').put(row);
  const gone = total > cap ? await shrink(tx, cap * KEPT) : 0;
  if (total <= cap) await tx.objectStore('meta').put({ key: TALLY, value: total });
  await tx.done;
  return gone;
}

/** Counts anew, since a tally may be damaged, and removes the oldest until no more than `room` bytes are left. */
async function shrink(tx: Tx, room: number): Promise<number> {
  const posters = tx.objectStore('posters');
  const known: { readonly clip: string; readonly at: number; readonly size: number }[] = [];
  for (let after: IDBKeyRange | null = null; ; ) {
    const rows: PosterRow[] = await posters.getAll(after, PART);
    known.push(...rows.map(({ clip, at, image }) => ({ clip, at, size: image.size })));
    const last = rows.at(-1);
    if (rows.length < PART || !last) break;
    after = IDBKeyRange.lowerBound(last.clip, true);
  }
  let left = known.reduce((sum, { size }) => sum + size, 0);
  let gone = 0;
  for (const { clip, size } of known.toSorted((a, b) => a.at - b.at)) {
    if (left <= room) break;
    await posters.delete(clip);
    left -= size;
    gone += 1;
  }
  await tx.objectStore('meta').put({ key: TALLY, value: left });
  return gone;
}

function countOf(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? value : 0;
}
