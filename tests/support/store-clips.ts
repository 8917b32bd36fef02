import type { Save } from '../../lib/domain/clips/save.ts';
import type { Keeper } from './browser.ts';
import { type StoredClip, storedClips } from './shelf-data.ts';
import { until } from './until.ts';

const BATCH = 500;

/** Fills the store with the clips of a busy year, none of them on its way: nothing moves, and nobody is asked for anything. */
export async function storeClips(keeper: Pick<Keeper, 'extension' | 'readStore'>, count: number): Promise<StoredClip[]> {
  const rows = storedClips(count, Date.now()).map((row) => (isOpen(row.save) ? { ...row, save: { ...row.save, state: 'saved' as const } } : row));
  // Whoever opens a store that is not there makes an empty one of it, in which there is nothing to write to.
  await until(async () => (await keeper.readStore('due')).length > 0, { timeout: 60_000, what: 'the store to be made' });
  for (let from = 0; from < rows.length; from += BATCH) await keeper.extension.evaluate(putRows, rows.slice(from, from + BATCH));
  return rows;
}

function isOpen({ state }: Save): boolean {
  return state === 'wanted' || state === 'downloading';
}

/** Runs in a page of the extension: sent as text, it stands alone. */
async function putRows(rows: readonly StoredClip[]): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('pika-keeper');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
  const tx = db.transaction(['jobs', 'clips', 'saves'], 'readwrite');
  for (const { job, clip, save } of rows) {
    tx.objectStore('jobs').put(job);
    tx.objectStore('clips').put(clip);
    tx.objectStore('saves').put(save);
  }
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error('not written'));
  });
  db.close();
}
