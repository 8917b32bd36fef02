import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Save } from '../../lib/domain/clips/save.ts';
import { newPoll } from '../../lib/domain/jobs/poll.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { offSentence, pausedSentence } from '../../lib/domain/clips/source-waits.ts';
import { readSavingScreen } from '../../lib/store/saving-screen.ts';
import { writeSource } from '../../lib/store/settings.ts';
import { changeSourceState } from '../../lib/store/source-states.ts';
import { POPUP_PAGE, type PopupRead, readPopup } from '../../lib/store/popup.ts';
import { CLIPS_PER_JOB, SCREENFUL, TROUBLE_LIMIT } from '../../lib/store/popup-rows.ts';
import { makeClip, makeJob, makeSave, NOW, problem } from '../support/popup-data.ts';

let db: Store;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
});

afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(IDBIndex.prototype, { getAllRecords });
});

const read = async (limit: number): Promise<PopupRead['data']> => (await readPopup(db, limit, NOW)).data;

async function write(jobs: readonly ReturnType<typeof makeJob>[], saveOf: (number: number) => Partial<Save>): Promise<void> {
  const writing = db.transaction(['jobs', 'clips', 'saves'], 'readwrite');
  for (const [index, job] of jobs.entries()) {
    void writing.objectStore('jobs').put(job);
    void writing.objectStore('clips').put(makeClip(`c${index}`, job.id));
    void writing.objectStore('saves').put(makeSave(`c${index}`, saveOf(index)));
  }
  await writing.done;
}

interface Tally {
  /** Records that leave the store: each result of `get`, of `getAll` and its like, and each step of a cursor. */
  read: number;
  /** Questions that are asked: each is a message to another process and back. */
  asked: number;
  /** Of them those for a number of rows, which take as long as there are rows. */
  counted: number;
}

function countRecords(): Tally {
  const tally = { read: 0, asked: 0, counted: 0 };
  const watch = (request: IDBRequest, size: (result: unknown) => number) => {
    tally.asked += 1;
    request.addEventListener('success', () => {
      tally.read += size(request.result);
    });
    return request;
  };
  for (const prototype of [IDBObjectStore.prototype, IDBIndex.prototype]) {
    const { get, getAll, count, openCursor } = prototype;
    vi.spyOn(prototype, 'count').mockImplementation(function read(this: never, range) {
      tally.counted += 1;
      return watch(count.call(this, range), () => 0) as IDBRequest<number>;
    });
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
  vi.spyOn(IDBIndex.prototype as unknown as AllRecords, 'getAllRecords').mockImplementation(function read(this: never, options) {
    return watch(getAllRecords.call(this, options), (result) => (Array.isArray(result) ? result.length : 0));
  });
  return tally;
}

/** Chromium has it, and the types do not know it yet. */
interface AllRecords {
  getAllRecords(options: object): IDBRequest;
}
const { getAllRecords } = IDBIndex.prototype as unknown as AllRecords;
const withoutAllRecords = (): void => void Reflect.deleteProperty(IDBIndex.prototype, 'getAllRecords');

describe('the popup’s read', () => {
  it('reads a bounded number of records out of 10,000 jobs, and counts all of them', async () => {
    const states = ['saved', 'wanted', 'failed', 'lost', 'skipped'] as const;
    const jobs = Array.from({ length: 10_000 }, (_, number) => makeJob(number));
    await write(jobs, (number) => ({ state: states[number % states.length] ?? 'saved' }));
    const tally = countRecords();
    const data = await read(POPUP_PAGE);
    expect(data.counts).toEqual({ wanted: 2000, downloading: 0, verifying: 0, saved: 2000, failed: 2000, lost: 2000, skipped: 2000 });
    expect(data.jobs).toHaveLength(POPUP_PAGE);
    expect(data.hasMore).toBe(true);
    expect(tally.read).toBeGreaterThanOrEqual(3 * POPUP_PAGE);
    expect(tally.read).toBeLessThanOrEqual(3 * POPUP_PAGE + 1 + 7 * TROUBLE_LIMIT);
  });

  it.each([['in one answer', () => {}], ['by a cursor', withoutAllRecords]])('puts active jobs first, then the newest, each with its clip and save, read %s', async (_how, prepare) => {
    prepare();
    const jobs = [makeJob(1), makeJob(2, { state: 'running' }), makeJob(3), makeJob(4, { state: 'queued' })];
    await write(jobs, () => ({ state: 'saved' }));
    const data = await read(3);
    expect(data.jobs.map((row) => row.job?.id)).toEqual([jobs[1]?.id, jobs[3]?.id, jobs[0]?.id]);
    expect(data.hasMore).toBe(true);
    expect(data.jobs.map((row) => row.clips.map(({ clip, save }) => [clip.id, save?.clip]))).toEqual([[['c1', 'c1']], [['c3', 'c3']], [['c0', 'c0']]]);
    expect((await read(4)).hasMore).toBe(false);
  });

  it('finds what needs the user however far down its job stands', async () => {
    const jobs = Array.from({ length: 200 }, (_, number) => makeJob(number));
    await write(jobs, (number) => (number === 199 ? { state: 'failed', ...problem('cancelled') } : { state: 'saved' }));
    const data = await read(10);
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
    const data = await read(10);
    expect(data.failed.map((row) => [row.job, row.clips[0]?.clip.id])).toEqual([[null, 'alone']]);
    expect(data.jobs[0]?.clips).toEqual([{ clip: makeClip('no-save', job.id), save: null }]);
  });

  it('bounds the clips of one job, oldest first', async () => {
    const job = makeJob(1);
    await db.put('jobs', job);
    for (let number = 0; number < CLIPS_PER_JOB + 5; number += 1) {
      await db.put('clips', makeClip(`c${String(number).padStart(2, '0')}`, job.id, { firstSeenAt: NOW - number }));
    }
    const [row] = (await read(10)).jobs;
    expect(row?.clips).toHaveLength(CLIPS_PER_JOB);
    expect(row?.clips.map(({ clip }) => clip.firstSeenAt)).toEqual(row?.clips.map(({ clip }) => clip.firstSeenAt).toSorted((a, b) => a - b));
    expect(row?.moreClips).toBe(true);
  });

  it('reads of clips in trouble no more than of jobs, so that the first look stays short', async () => {
    await write(Array.from({ length: 40 }, (_, number) => makeJob(number)), (number) => ({ state: number % 2 === 0 ? 'failed' : 'lost' }));
    const first = await read(8);
    expect([first.jobs.length, first.failed.length, first.lost.length, first.counts?.failed]).toEqual([0, 8, 0, 20]);
    const whole = await read(POPUP_PAGE);
    expect([whole.jobs.length, whole.failed.length, whole.lost.length]).toEqual([40, TROUBLE_LIMIT, TROUBLE_LIMIT]);
  });

  it('asks for a screenful in one transaction, and for nothing that it does not show', async () => {
    const states = ['failed', 'saved', 'lost'] as const;
    await write(Array.from({ length: 60 }, (_, number) => makeJob(number, { state: number < 2 ? 'running' : 'finished' })), (number) => ({ state: number < 2 ? 'wanted' : (states[number % 3] ?? 'saved') }));
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const tally = countRecords();
    const first = await read(SCREENFUL);
    expect(first.jobs.map(({ job }) => job?.active)).toEqual([1, 1]);
    expect([first.failed.length, first.lost.length, first.hasMore]).toEqual([SCREENFUL - 2, 0, true]);
    expect(first.counts).toEqual({ wanted: 2, downloading: 0, verifying: 0, saved: 19, failed: 19, lost: 20, skipped: 0 });
    expect(transactions).toHaveBeenCalledTimes(1);
    // Three questions for each row, eleven notes, seven counts, and five for the jobs, monitors and saves by their state.
    expect(tally.asked).toBeLessThanOrEqual(3 * SCREENFUL + 11 + 7 + 5);
    expect(tally.read).toBeLessThanOrEqual(4 * SCREENFUL + 1);
  });

  it('tells what it knows before it has counted, where a clip tells that there is something to count', async () => {
    await write([makeJob(1), makeJob(2)], () => ({ state: 'saved' }));
    const tally = countRecords();
    const early: PopupRead[] = [];
    const whole = await readPopup(db, SCREENFUL, NOW, async (known) => {
      early.push(known);
      expect(tally.counted).toBe(0);
      await db.put('saves', makeSave('c9', { state: 'saved' })); // the first reading is over, and holds nobody up
    });
    expect(early).toEqual([{ ...whole, data: { ...whole.data, counts: null } }]);
    expect(whole.data.counts).toMatchObject({ saved: 3 });
    expect(tally.counted).toBeGreaterThan(0);
  });

  it('tells nothing early of jobs without a clip that is meant to be saved: whether there is a summary is not known', async () => {
    await write([makeJob(1)], () => ({ state: 'skipped' }));
    await db.put('jobs', makeJob(2));
    const early = vi.fn<() => Promise<void>>();
    expect((await readPopup(db, SCREENFUL, NOW, early)).data.counts).toMatchObject({ saved: 0, skipped: 1 });
    expect(early).not.toHaveBeenCalled();
  });

  it('tells why the last look at its source said nothing of a job', async () => {
    const job = makeJob(1, { source: 'fal', id: 'fal:1' });
    await db.put('jobs', job);
    await db.put('polls', { ...newPoll('fal', '1', NOW), job: job.id, problem: { kind: 'timeout', message: 'fal did not answer.' } });
    expect((await read(SCREENFUL)).troubles).toEqual(new Map([[job.id, 'fal did not answer.']]));
  });

  it('finds nothing in an empty store', async () => {
    expect(await read(50)).toMatchObject({ jobs: [], hasMore: false, failed: [], lost: [] });
  });
});

it('tells what each source waits for: one that is paused or switched off, and none that is asked', async () => {
  expect(Object.keys((await read(5)).waits ?? {})).toEqual(['useapi', 'fal', 'pika-api']);
  for (const id of ['useapi', 'fal'] as const) await writeSource(db, id, { on: true, base: null });
  await changeSourceState(db, 'fal', (state) => ({ ...state, paused: { kind: 'no-credit', message: 'No credit.', at: NOW } }));
  expect((await read(5)).waits).toEqual({ fal: pausedSentence('No credit.'), 'pika-api': offSentence('pika-api') });
  expect((await readSavingScreen(db, NOW)).waits).toEqual((await read(5)).waits);
});
