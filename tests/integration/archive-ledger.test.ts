import 'fake-indexeddb/auto';
import '../support/fixed-seed.ts';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { wantSave } from '../../lib/domain/clips/attempt.ts';
import { BULKS, PROOFS, SAVE_PROBLEMS, type Save } from '../../lib/domain/clips/save.ts';
import { SKIPS } from '../../lib/domain/clips/gate.ts';
import { type Job, JOB_STATES, NO_MORE } from '../../lib/domain/jobs/job.ts';
import { isActive } from '../../lib/domain/jobs/merge.ts';
import { vanish } from '../../lib/domain/jobs/poll.ts';
import { sourceFailure } from '../../lib/domain/jobs/source-failure.ts';
import type { Store } from '../../lib/store/db.ts';
import { takeNumber } from '../../lib/store/saving.ts';
import { exported, freshStore, imported } from '../support/archive-world.ts';
import { aClip, aJob, NOW } from '../support/builders.ts';

let db: Store;
beforeEach(async () => {
  db = await freshStore();
});

/** The attempts of one machine: another begins its own, and knows none of these downloads. */
function elsewhere(save: Save): Partial<Save> {
  const { attempts: _1, nextAttemptAt: _2, intentAt: _3, downloadId: _4, startTime: _5, finalName: _6, totalBytes: _7, observedAt: _8, stalledMs: _9, looks: _10, ...kept } = save;
  return kept;
}
const ledger = async () => ({ jobs: await db.getAll('jobs'), clips: await db.getAll('clips'), saves: (await db.getAll('saves')).map(elsewhere) });

const at = fc.integer({ min: 1, max: 4e12 });
const words = fc.option(fc.string({ minLength: 1, maxLength: 20 }));
const more = fc.record({ ...Object.fromEntries(Object.keys(NO_MORE).map((key) => [key, fc.constant(null)])), queuePosition: fc.option(fc.nat(9)), parentJobId: fc.option(fc.constant('job:1')), verb: fc.constant('pika-create'), buttons: fc.array(fc.constantFrom('Retry', '=Edit')), embeds: fc.array(fc.record({ type: words, description: words, imageUrl: fc.option(fc.constant('https://cdn.example/a.png')), width: fc.option(fc.integer({ min: 1, max: 4000 })), height: fc.constant(null) }), { maxLength: 2 }), content: words, log: words, createdAt: fc.option(at), updatedAt: fc.option(at) });
const choice = fc.record({ asked: fc.constant(true as const), bulk: fc.constantFrom(...BULKS), number: fc.integer({ min: 1, max: 500 }) }, { requiredKeys: [] });
const row = fc.record({ source: fc.constantFrom('pika-page' as const, 'useapi' as const, 'fal' as const), state: fc.constantFrom(...JOB_STATES), more: fc.option(more), order: at, progress: fc.option(fc.nat(100)), save: fc.constantFrom('wanted' as const, 'saved' as const, 'failed' as const, 'lost' as const, 'skipped' as const), choice, skip: fc.option(fc.constantFrom(...SKIPS)), awaited: fc.boolean(), name: words, bytes: fc.nat(), kind: fc.option(fc.constantFrom(...SAVE_PROBLEMS)), proof: fc.constantFrom(...PROOFS), when: at });
type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;

/** A job with one clip, where it is one of pika.art: the test's allow-list is that of the page. */
async function store(one: Row, n: number): Promise<void> {
  const jobId = `job-${n}`;
  const id = `${one.source}:${jobId}`;
  const told = one.more === null || one.source === 'pika-page' ? {} : { more: { ...NO_MORE, ...one.more } };
  await db.put('jobs', aJob({ id, jobId, source: one.source, state: one.state, active: isActive(one.state) ? 1 : 0, progress: one.progress, order: one.order, ...told }));
  if (one.source !== 'pika-page') return;
  const clip = aClip({ id: String(n).padStart(16, 'a'), job: id, videoId: `v${n}`, pathKey: `/results/a/${n}.mp4`, url: `https://cdn.pika.art/results/a/${n}.mp4` });
  await db.put('clips', clip);
  const isSaved = one.save === 'saved';
  await db.put('saves', {
    ...wantSave(clip, NOW, one.awaited),
    ...one.choice,
    state: one.save,
    ...(one.save === 'skipped' && one.skip !== null ? { skip: one.skip } : {}),
    requestedName: one.name,
    bytes: isSaved ? one.bytes : null,
    problem: one.kind === null ? null : { kind: one.kind, at: one.when, httpStatus: null },
    proof: isSaved ? one.proof : null,
    savedAt: isSaved ? one.when : null,
    updatedAt: one.when,
    attempts: 3,
    downloadId: 7,
  });
}

describe('a ledger that goes out and into an empty browser', () => {
  it.each(['json', 'csv'] as const)('is the same there, to the last word that its sources told: %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 6 }), async (rows) => {
        db = await freshStore();
        for (const [n, one] of rows.entries()) await store(one, n);
        const before = await ledger();
        const text = await exported(db, format);
        db = await freshStore();
        expect((await imported(db, text, NOW)).bad).toEqual([]);
        expect(await ledger()).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it('gives no number again that a name there bears', async () => {
    const rows = [3, 41, 7].entries();
    for (const [n, number] of rows) await store({ source: 'pika-page', state: 'finished', more: null, order: NOW, progress: 100, save: 'saved', choice: { number }, skip: null, awaited: false, name: `${number}.mp4`, bytes: 9, kind: null, proof: 'boxes', when: NOW }, n);
    const text = await exported(db, 'json');
    db = await freshStore();
    await imported(db, text, NOW);
    const clip = aClip({ id: 'bbbbbbbbbbbbbbb2' });
    await db.put('saves', wantSave(clip, NOW, false));
    expect(await takeNumber(db, clip.id)).toBe(42);
  });
});

describe('an unfinished job of another source in an archive', () => {
  const API_JOB: Partial<Job> = { id: 'useapi:job:1', jobId: 'job:1', source: 'useapi' };

  async function carried(over: Partial<Job>): Promise<string> {
    await db.put('jobs', aJob({ ...API_JOB, ...over }));
    const text = await exported(db, 'json');
    db = await freshStore();
    return text;
  }

  it.each(['queued', 'running', 'unknown'] as const)('that is %s is followed here, within a minute, and once', async (state) => {
    const text = await carried({ state });
    await imported(db, text, NOW);
    const [poll, ...others] = await db.getAll('polls');
    expect(others).toEqual([]);
    expect(poll).toMatchObject({ job: 'useapi:job:1', jobId: 'job:1', source: 'useapi', addedAt: NOW, nextAt: NOW + 30_000, askedAt: null });
    await imported(db, text, NOW + 5000);
    expect(await db.getAll('polls')).toEqual([poll]);
  });

  it('whose file is still expected is followed here', async () => {
    const text = await carried({ state: 'finished', active: 0, finishedAt: NOW - 60_000 });
    await imported(db, text, NOW);
    expect(await db.count('polls')).toBe(1);
  });

  it.each([
    ['over', { state: 'failed', active: 0 }],
    ['finished long ago without a file', { state: 'finished', active: 0, finishedAt: NOW - 86_400_000 }],
    ['gone at its source', vanish(aJob(API_JOB), sourceFailure('gone', 'useapi'), NOW)],
    ['of pika.art itself', { id: 'pika-page:job:1', source: 'pika-page' }],
  ] as const)('is not followed when it is %s', async (_name, over: Partial<Job>) => {
    const text = await carried(over);
    await imported(db, text, NOW);
    expect(await db.count('jobs')).toBe(1);
    expect(await db.count('polls')).toBe(0);
  });

  it('that is over here is not asked for again', async () => {
    const text = await carried({ state: 'running' });
    await db.put('jobs', aJob({ ...API_JOB, state: 'failed', active: 0 }));
    await imported(db, text, NOW);
    expect(await db.count('polls')).toBe(0);
  });
});
