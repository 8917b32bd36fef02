import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSubmits } from '../../entrypoints/helper.content/submits.ts';
import type { Submit, SubmitFate } from '../../lib/domain/jobs/submits.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { readMeta, writeMeta } from '../../lib/store/meta.ts';
import { readPopup } from '../../lib/store/popup.ts';
import { recordSightings } from '../../lib/store/sightings.ts';
import { MAX_SUBMITS, noteSubmit, readWithoutJob, SUBMITS } from '../../lib/store/submits.ts';
import { DAY, HOUR, MINUTE } from '../../lib/time.ts';
import { aSeenJob, NOW } from '../support/builders.ts';

let db: Store;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
});

const submit = (fate: SubmitFate, over: Partial<Submit> = {}): Submit => ({ id: 'one', prompt: 'a fox', at: NOW, fate, ...over });
const show = (now: number, prompt: string, jobId = 'job-1') =>
  recordSightings(db, [{ seen: aSeenJob({ jobId, state: 'queued', request: { ...aSeenJob().request, prompt } }), videos: [] }], 'pika-page', now, 100);
/** What popup and dashboard say alike. */
async function told(now: number): Promise<readonly string[]> {
  const rows = await readWithoutJob(db, now);
  expect((await readPopup(db, 8, now)).data.unanswered).toEqual(rows);
  return rows.map(({ prompt, fate }) => `${prompt} ${fate}`);
}

describe('a submit without an answer', () => {
  it('is kept until its generation shows up as a job', async () => {
    await noteSubmit(db, submit('sent'), NOW);
    await noteSubmit(db, submit('broke'), NOW + 1);
    expect(await told(NOW + MINUTE)).toEqual(['a fox broke']);
    await show(NOW + 2 * MINUTE, 'an owl', 'job-2');
    expect(await told(NOW + 2 * MINUTE)).toEqual(['a fox broke']);
    await show(NOW + 3 * MINUTE, 'a fox');
    expect(await told(NOW + 3 * MINUTE)).toEqual([]);
    expect(await told(NOW + 20 * HOUR)).toEqual([]);
  });

  it('is not taken for a job that was there before it', async () => {
    await show(NOW - HOUR, 'a fox');
    await noteSubmit(db, submit('broke'), NOW);
    await show(NOW + MINUTE, 'a fox');
    expect(await told(NOW + MINUTE)).toEqual(['a fox broke']);
  });

  it('is told for a day and then forgotten with the next one', async () => {
    await noteSubmit(db, submit('broke'), NOW);
    expect(await told(NOW + DAY - 1)).toEqual(['a fox broke']);
    expect(await told(NOW + DAY)).toEqual([]);
    await noteSubmit(db, submit('sent', { id: 'two', at: NOW + DAY }), NOW + DAY);
    expect(await readMeta(db, SUBMITS)).toMatchObject([{ id: 'two' }]);
  });

  it('is one of the last twenty, each once', async () => {
    for (let n = 0; n < 30; n += 1) for (const fate of ['broke', 'sent'] as const) await noteSubmit(db, submit(fate, { id: `${n}`, at: NOW + n }), NOW + n);
    const rows = (await readMeta(db, SUBMITS)) as Submit[]; // what was just written
    expect(rows.map(({ id }) => Number(id))).toEqual(Array.from({ length: MAX_SUBMITS }, (_, n) => 30 - MAX_SUBMITS + n));
    expect(rows.every(({ fate }) => fate === 'broke')).toBe(true);
  });

  it.each([7, {}, 'x', [7, null, {}], [{ id: 'a', prompt: 7, at: NOW, fate: 'broke' }], [{ id: 'a', prompt: 'x', at: 'x', fate: 'broke' }], [{ id: 'a', prompt: 'x', at: NOW, fate: 'lost' }]])('is nothing where the row is damaged: %j', async (damaged) => {
    await writeMeta(db, SUBMITS, damaged);
    expect(await told(NOW)).toEqual([]);
    await noteSubmit(db, submit('broke'), NOW);
    expect(await told(NOW)).toEqual(['a fox broke']);
  });
});

describe('a worker that dies while it is told of a submit', () => {
  it.each(['before it is written down', 'after it was written down, before it says so'] as const)('%s, hears it again, and loses and doubles nothing', async (death) => {
    let deaths = 1;
    const work: Promise<boolean>[] = [];
    const tell = async (heard: Submit): Promise<boolean> => {
      const dies = deaths > 0;
      deaths -= 1;
      if (dies && death === 'before it is written down') return false;
      await noteSubmit(db, heard, NOW);
      return !dies;
    };
    let clock = 1_000;
    const submits = createSubmits({ now: () => NOW, clock: () => clock, later: (run) => run(), newId: () => 'one', tell: (heard) => work[work.push(tell(heard)) - 1] ?? Promise.resolve(false) });
    submits.begun('{"promptText":"a fox","model":"2.5"}');
    clock += 100;
    submits.ended({ name: 'https://api.pika.art/generate/v2', startTime: clock - 90, responseEnd: clock, responseStatus: 0 });
    await Promise.all(work);
    submits.beat();
    await Promise.all(work);
    const calls = work.length;
    submits.beat();
    expect(work).toHaveLength(calls);
    expect(await readMeta(db, SUBMITS)).toEqual([{ id: 'one', prompt: 'a fox', at: NOW, fate: 'broke' }]);
  });
});
