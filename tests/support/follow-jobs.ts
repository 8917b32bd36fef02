import type { ApiSourceId } from '../../lib/domain/jobs/job.ts';
import { completeJob, NO_REQUEST, NO_VARIANT } from '../../lib/domain/jobs/job.ts';
import { mergeJob } from '../../lib/domain/jobs/merge.ts';
import { newPoll } from '../../lib/domain/jobs/poll.ts';
import { API_SOURCES } from '../../lib/domain/jobs/source-settings.ts';
import { DEFAULT_SETTINGS } from '../../lib/domain/settings.ts';
import type { Keeper } from './browser.ts';

/** A job that the user wants followed. */
export interface Followed {
  readonly source: ApiSourceId;
  readonly jobId: string;
}

const BATCH = 250;

/**
 * Puts the store into the state after a user has set up every source and pasted these ids. The browser's question for a
 * host cannot be answered without a window, so this does not go through the screens.
 */
export async function followJobs(keeper: Keeper, tokens: Readonly<Record<ApiSourceId, string>>, jobs: readonly Followed[], now: number): Promise<void> {
  const on = Object.fromEntries(API_SOURCES.map((id) => [id, { on: true, base: null }]));
  await keeper.extension.evaluate(putRows, [
    ['meta', [{ key: 'settings', value: { ...DEFAULT_SETTINGS, sources: on } }]],
    ['secrets', API_SOURCES.map((source) => ({ source, token: tokens[source] }))],
  ] as const);
  for (let from = 0; from < jobs.length; from += BATCH) {
    const some = jobs.slice(from, from + BATCH);
    const polls = some.map(({ source, jobId }) => newPoll(source, jobId, now));
    await keeper.extension.evaluate(putRows, [['jobs', some.map((one) => jobRow(one, now))], ['polls', polls]] as const);
  }
}

/** The row that a job has before its source was asked. */
function jobRow({ source, jobId }: Followed, now: number): object {
  const seen = { jobId, state: 'unknown', rawStatus: '', progress: null, error: null, request: NO_REQUEST, variant: NO_VARIANT, videos: [] } as const;
  return completeJob(mergeJob(null, seen, source, now, now));
}

/** Runs in a page of the extension: sent as text, it stands alone. */
async function putRows(lists: readonly (readonly [store: string, rows: readonly object[]])[]): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('pika-keeper');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
  const tx = db.transaction(lists.map(([store]) => store), 'readwrite');
  for (const [store, rows] of lists) for (const row of rows) tx.objectStore(store).put(row);
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error('not written'));
  });
  db.close();
}
