import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Save } from '../../lib/domain/clips/save.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { CLIPS_PER_JOB, POPUP_PAGE, readPopup, TROUBLE_LIMIT } from '../../lib/store/popup.ts';
import { makeClip, makeJob, makeSave, NOW, problem } from '../support/popup-data.ts';

let db: Store;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
});

afterEach(() => vi.restoreAllMocks());

async function write(jobs: readonly ReturnType<typeof makeJob>[], saveOf: (number: number) => Partial<Save>): Promise<void> {
  const writing = db.transaction(['jobs', 'clips', 'saves'], 'readwrite');
  for (const [index, job] of jobs.entries()) {
    void writing.objectStore('jobs').put(job);
    void writing.objectStore('clips').put(makeClip(`c${index}`, job.id));
    void writing.objectStore('saves').put(makeSave(`c${index}`, saveOf(index)));
  }
  await writing.done;
}

/** Counts the records that leave the store: each result of `get`, of `getAll`, and each step of a cursor. */
function countRecords(): { read: number } {
  const tally = { read: 0 };
  const watch = (request: IDBRequest, size: (result: unknown) => number) => {
    request.addEventListener('success', () => {
      tally.read += size(request.result);
    });
    return request;
  };
  for (const prototype of [IDBObjectStore.prototype, IDBIndex.prototype]) {
    const { get, getAll, openCursor } = prototype;
    vi.spyOn(prototype, 'get').mockImplementation(function read(this: never, key) {
      return watch(get.call(this, key), (result) => (result === undefined ? 0 : 1));
    });
    vi.spyOn(prototype, 'getAll').mockImplementation(function read(this: never, ...range) {
      return watch(getAll.apply(this, range), (result) => (Array.isArray(result) ? result.length : 0)) as IDBRequest<unknown[]>;
    });
    vi.spyOn(prototype, 'openCursor').mockImplementation(function read(this: never, ...range) {
      return watch(openCursor.apply(this, range), (result) => (result === null ? 0 : 1)) as IDBRequest<IDBCursorWithValue | null>;
    });
  }
  return tally;
}

describe('the popup’s read', () => {
  it('reads a bounded number of records out of 10,000 jobs, and counts all of them', async () => {
    const states = ['saved', 'wanted', 'failed', 'lost', 'skipped'] as const;
    const jobs = Array.from({ length: 10_000 }, (_, number) => makeJob(number));
    await write(jobs, (number) => ({ state: states[number % states.length] ?? 'saved' }));
    const tally = countRecords();
    const data = await readPopup(db, POPUP_PAGE);
    expect(data.counts).toEqual({ wanted: 2000, downloading: 0, verifying: 0, saved: 2000, failed: 2000, lost: 2000, skipped: 2000 });
    expect(data.jobs).toHaveLength(POPUP_PAGE);
    expect(data.hasMore).toBe(true);
    expect(tally.read).toBeGreaterThanOrEqual(3 * POPUP_PAGE);
    expect(tally.read).toBeLessThanOrEqual(3 * POPUP_PAGE + 1 + 7 * TROUBLE_LIMIT);
  }, 60_000);

  it('puts active jobs first, then the newest, each with its clip and save', async () => {
    const jobs = [makeJob(1), makeJob(2, { state: 'running' }), makeJob(3), makeJob(4, { state: 'queued' })];
    await write(jobs, () => ({ state: 'saved' }));
    const data = await readPopup(db, 3);
    expect(data.jobs.map((row) => row.job?.id)).toEqual([jobs[1]?.id, jobs[3]?.id, jobs[0]?.id]);
    expect(data.hasMore).toBe(true);
    expect(data.jobs.map((row) => row.clips.map(({ clip, save }) => [clip.id, save?.clip]))).toEqual([[['c1', 'c1']], [['c3', 'c3']], [['c0', 'c0']]]);
    expect((await readPopup(db, 4)).hasMore).toBe(false);
  });

  it('finds what needs the user however far down its job stands', async () => {
    const jobs = Array.from({ length: 200 }, (_, number) => makeJob(number));
    await write(jobs, (number) => (number === 199 ? { state: 'failed', ...problem('cancelled') } : { state: 'saved' }));
    const data = await readPopup(db, 10);
    expect(data.failed.map((row) => row.job?.id)).toEqual([jobs[199]?.id]);
    expect(data.lost).toEqual([]);
  });

  it('reads a clip without a job, a clip without a save, and a save without a clip', async () => {
    await db.put('clips', makeClip('alone', 'pika-page:gone'));
    await db.put('saves', makeSave('alone', { state: 'failed' }));
    await db.put('saves', makeSave('no-clip', { state: 'failed' }));
    const job = makeJob(1);
    await db.put('jobs', job);
    await db.put('clips', makeClip('no-save', job.id));
    const data = await readPopup(db, 10);
    expect(data.failed.map((row) => [row.job, row.clips[0]?.clip.id])).toEqual([[null, 'alone']]);
    expect(data.jobs[0]?.clips).toEqual([{ clip: makeClip('no-save', job.id), save: null }]);
  });

  it('bounds the clips of one job, oldest first', async () => {
    const job = makeJob(1);
    await db.put('jobs', job);
    for (let number = 0; number < CLIPS_PER_JOB + 5; number += 1) {
      await db.put('clips', makeClip(`c${String(number).padStart(2, '0')}`, job.id, { firstSeenAt: NOW - number }));
    }
    const [row] = (await readPopup(db, 10)).jobs;
    expect(row?.clips).toHaveLength(CLIPS_PER_JOB);
    expect(row?.clips.map(({ clip }) => clip.firstSeenAt)).toEqual(row?.clips.map(({ clip }) => clip.firstSeenAt).toSorted((a, b) => a - b));
    expect(row?.moreClips).toBe(true);
  });

  it('reads of clips in trouble no more than of jobs, so that the first look stays short', async () => {
    await write(Array.from({ length: 40 }, (_, number) => makeJob(number)), (number) => ({ state: number % 2 === 0 ? 'failed' : 'lost' }));
    const first = await readPopup(db, 8);
    expect([first.jobs.length, first.failed.length, first.lost.length, first.counts.failed]).toEqual([8, 8, 8, 20]);
    const whole = await readPopup(db, POPUP_PAGE);
    expect([whole.jobs.length, whole.failed.length, whole.lost.length]).toEqual([40, TROUBLE_LIMIT, TROUBLE_LIMIT]);
  });

  it('finds nothing in an empty store', async () => {
    expect(await readPopup(db, 50)).toMatchObject({ jobs: [], hasMore: false, failed: [], lost: [] });
  });
});
