import type { Save } from '../../lib/domain/clips/save.ts';
import type { Keeper } from '../support/browser.ts';
import { makeClip, makeJob, makeSave } from '../support/popup-data.ts';

const BATCH = 500;
const PROMPTS = ['A red fox runs through fresh snow at dawn, slow motion', 'Neon koi swim between skyscrapers', 'Steam rises from a cup of coffee, morning light, cozy'];

/** Fills the store with `count` jobs as a busy year leaves them: a few running, some failed, the rest saved, one clip each. */
export async function storeJobs(keeper: Keeper, count: number): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => from + index);
    await keeper.extension.evaluate(putRows, numbers.map(rowOf));
  }
}

interface Stored {
  readonly jobs: object;
  readonly clips: object | null;
  readonly saves: object | null;
}

function rowOf(number: number): Stored {
  const age = { firstSeenAt: Date.now() - number * 60_000, order: Date.now() - number * 60_000 };
  const request = { prompt: `${PROMPTS[number % PROMPTS.length]} (${number})` };
  if (number < 3) return { jobs: makeJob(number, { state: 'running', progress: 40, request, ...age }), clips: null, saves: null };
  const job = makeJob(number, { request, ...age });
  const id = `c${String(number).padStart(9, '0')}`;
  const state: Save['state'] = number % 500 === 7 ? 'failed' : 'saved';
  return { jobs: job, clips: makeClip(id, job.id), saves: makeSave(id, { state, requestedName: `Pika/${id}.mp4` }) };
}

/** Runs in a page of the extension: sent as text, it stands alone. */
async function putRows(rows: readonly Stored[]): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('pika-keeper');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
  const tx = db.transaction(['jobs', 'clips', 'saves'], 'readwrite');
  for (const row of rows) {
    for (const name of ['jobs', 'clips', 'saves'] as const) if (row[name] !== null) tx.objectStore(name).put(row[name]);
  }
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error('not written'));
  });
  db.close();
}
