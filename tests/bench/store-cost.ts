import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Keeper } from '../support/browser.ts';
import { storedClips } from '../support/shelf-data.ts';
import { short } from './numbers.ts';
import type { Stage } from './stage.ts';
import type { Row } from './table.ts';

const BATCH = 500;
const STORES = ['jobs', 'clips', 'saves'] as const;

/**
 * Bytes on disk for each of `count` clips with its job and its save, each store's part apart: by the browser's own
 * account of the origin, which counts what its database has written.
 */
export async function measureStoreCost({ product: { keeper } }: Stage, count: number): Promise<Row[]> {
  const rows = storedClips(count, Date.now());
  const start = await usage(keeper);
  const parts: string[] = [];
  let before = start;
  for (const store of STORES) {
    const list = rows.map(({ clip, job, save }) => ({ clips: clip, jobs: job, saves: { ...save, state: 'saved' } })[store]);
    for (let from = 0; from < count; from += BATCH) await keeper.extension.evaluate(putRows, { store, rows: list.slice(from, from + BATCH) });
    const after = await usage(keeper);
    parts.push(`${store} ${bytes((after - before) / count)}`);
    before = after;
  }
  const json = rows.reduce((sum, { clip, job, save }) => sum + JSON.stringify([clip, job, save]).length, 0);
  return [{
    what: `store of ${count.toLocaleString('en')} clips with jobs and saves`, budget: '',
    measured: `${short((before - start) / 1e6)} MB, ${bytes((before - start) / count)} a clip: ${parts.join(', ')}`,
    comparedWith: `${bytes(json / count)} a clip as JSON; ${short((await sizeOfFolder(path.join(keeper.userDataDir, 'Default', 'IndexedDB'))) / 1e6)} MB of files`, met: null,
  }];
}

const bytes = (count: number): string => `${Math.round(count).toLocaleString('en')} bytes`;

function usage(keeper: Keeper): Promise<number> {
  return keeper.extension.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
}

async function sizeOfFolder(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => stat(path.join(folder, name)).then((found) => (found.isFile() ? found.size : 0), () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Runs in a page of the extension: sent as text, it stands alone. */
async function putRows({ store, rows }: { readonly store: string; readonly rows: readonly object[] }): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('pika-keeper');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
  const tx = db.transaction(store, 'readwrite', { durability: 'strict' });
  for (const row of rows) tx.objectStore(store).put(row);
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error('not written'));
  });
  db.close();
}
