import 'fake-indexeddb/auto';
import '../support/fixed-seed.ts';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { wantAgain } from '../../lib/domain/clips/again.ts';
import type { Save } from '../../lib/domain/clips/save.ts';
import { readListing } from '../../lib/domain/clips/archive/listing.ts';
import { takeIn } from '../../lib/store/archive.ts';
import type { Store } from '../../lib/store/db.ts';
import { countSaves } from '../../lib/store/ledger.ts';
import { noteFiles } from '../../lib/store/marks.ts';
import { exported, freshStore, imported, pathKey, readAll } from '../support/archive-world.ts';
import { aClip, aJob, aSave, NOW } from '../support/builders.ts';
import { entries } from '../unit/archive/rows.ts';

let db: Store;
beforeEach(async () => {
  db = await freshStore();
});

const JOB = aJob({ state: 'finished', active: 0, request: { ...aJob().request, prompt: '=HYPERLINK("x")' } });
const SAVED = aSave({ state: 'saved', proof: 'boxes', bytes: 1000, savedAt: NOW, attempts: 2, downloadId: 7, startTime: '2026-11-21T12:00:00.000Z', requestedName: 'Pika/fox - aaaaaaaaaa.mp4', finalName: '/home/me/Downloads/Pika/fox - aaaaaaaaaa.mp4' });

async function stored(save: Save = SAVED): Promise<void> {
  await db.put('jobs', JOB);
  await db.put('clips', aClip());
  await db.put('saves', save);
}
const saves = () => db.getAll('saves');

describe('the ledger as an archive', () => {
  it.each(['json', 'csv'] as const)('goes out, into another browser and out again without a change: %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(entries, async (list) => {
        db = await freshStore();
        await takeIn(db, list, { now: NOW, random: () => 0, pathKey });
        const first = await exported(db, format);
        db = await freshStore();
        expect((await imported(db, first, NOW)).bad).toEqual([]);
        expect(await exported(db, format)).toBe(first);
        const again = await imported(db, first, NOW + 5000);
        expect(again).toMatchObject({ newClips: 0, nowSaved: 0, bad: [] });
        expect(await exported(db, format)).toBe(first);
      }),
      { numRuns: 25 },
    );
  });

  it('takes nothing of this machine along, unless it is asked to, and never a token', async () => {
    await stored();
    await db.put('secrets', { source: 'useapi', token: 'user:1000-SECRET' });
    const plain = await exported(db, 'json');
    expect(plain).toContain('Pika/fox - aaaaaaaaaa.mp4');
    for (const format of ['json', 'csv'] as const) {
      expect(await exported(db, format)).not.toMatch(/\/home\/me|downloadId|SECRET|startTime/);
      const full = await exported(db, format, { withPaths: true });
      expect(full).toContain('/home/me/Downloads/Pika');
      expect(full).not.toContain('SECRET');
    }
  });

  it('saves nothing again in another browser', async () => {
    await stored();
    const text = await exported(db, 'json');
    db = await freshStore();
    expect(await imported(db, text, NOW + 1)).toMatchObject({ newClips: 1 });
    expect(await saves()).toMatchObject([{ state: 'saved', downloadId: null, finalName: null, savedAt: NOW }]);
  });

  it('saves there what was still on its way here', async () => {
    await stored({ ...SAVED, state: 'downloading', savedAt: null, proof: null });
    const text = await exported(db, 'csv');
    db = await freshStore();
    await imported(db, text, NOW + 1);
    expect(await saves()).toMatchObject([{ state: 'wanted', attempts: 0, nextAttemptAt: NOW + 1, downloadId: null }]);
  });

  it.each(['wanted', 'failed', 'lost', 'skipped'] as const)('tells a clip that is %s here that it was saved elsewhere', async (state) => {
    await stored();
    const text = await exported(db, 'json');
    await db.put('saves', aSave({ state, attempts: 3 }));
    expect(await imported(db, text, NOW)).toMatchObject({ newClips: 0, nowSaved: 1 });
    expect(await saves()).toMatchObject([{ state: 'saved', proof: 'boxes', savedAt: NOW }]);
  });

  it.each(['downloading', 'verifying'] as const)('leaves alone what is %s here', async (state) => {
    await stored();
    const text = await exported(db, 'json');
    const running = aSave({ state, attempts: 1, downloadId: 3 });
    await db.put('saves', running);
    await imported(db, text, NOW);
    expect(await saves()).toEqual([running]);
  });

  it('leaves alone what the user has asked for again', async () => {
    await stored();
    const text = await exported(db, 'json');
    const again = wantAgain({ ...SAVED, problem: { kind: 'file-missing', at: NOW, httpStatus: null } }, NOW);
    if (!again) throw new Error('it can be asked for');
    await db.put('saves', again);
    await imported(db, text, NOW);
    expect(await saves()).toEqual([again]);
  });

  it('keeps what is known better here, and learns what is not', async () => {
    await stored({ ...SAVED, state: 'failed', proof: null, savedAt: null });
    await db.put('jobs', { ...JOB, request: { ...JOB.request, model: '2.5' } });
    const text = await exported(db, 'json');
    await stored();
    await db.put('jobs', aJob({ state: 'running', request: { ...JOB.request, prompt: 'my own words' } }));
    await imported(db, text, NOW);
    expect(await db.getAll('jobs')).toMatchObject([{ state: 'finished', active: 0, request: { prompt: 'my own words', model: '2.5' } }]);
    expect(await saves()).toEqual([SAVED]);
  });

  it('knows a file again that got another id elsewhere', async () => {
    await stored();
    const text = await exported(db, 'json');
    db = await freshStore();
    await db.put('clips', aClip({ id: 'bbbbbbbbbbbbbbb2', job: 'pika-page:page-bbbbbbbbbbbbbbb2' }));
    await db.put('jobs', aJob({ id: 'pika-page:page-bbbbbbbbbbbbbbb2', jobId: 'page-bbbbbbbbbbbbbbb2' }));
    await db.put('saves', aSave({ clip: 'bbbbbbbbbbbbbbb2' }));
    expect(await imported(db, text, NOW)).toMatchObject({ newClips: 0, nowSaved: 1 });
    expect(await db.getAll('clips')).toMatchObject([{ id: 'bbbbbbbbbbbbbbb2', job: JOB.id }]);
    expect(await db.getAllKeys('jobs')).toEqual([JOB.id]);
  });

  it('keeps two clips two that an archive tells apart, although they are one work by their video', async () => {
    await stored();
    await db.put('clips', aClip({ id: 'bbbbbbbbbbbbbbb2', pathKey: '/results/run/2.mp4', url: 'https://cdn.pika.art/results/run/2.mp4' }));
    await db.put('saves', { ...SAVED, clip: 'bbbbbbbbbbbbbbb2' });
    const text = await exported(db, 'json');
    db = await freshStore();
    expect(await imported(db, text, NOW)).toMatchObject({ newClips: 2 });
    expect(await exported(db, 'json')).toBe(text);
  });

  it('killed in the middle, it is whole after another run', async () => {
    for (let n = 0; n < 30; n += 1) {
      const jobId = `j${String(n).padStart(2, '0')}`;
      await db.put('jobs', aJob({ id: `pika-page:${jobId}`, jobId, state: 'finished', active: 0 }));
      const id = String(n).padStart(16, 'a');
      await db.put('clips', aClip({ id, job: `pika-page:${jobId}`, videoId: `v${n}`, pathKey: `/results/a/${n}.mp4`, url: `https://cdn.pika.art/results/a/${n}.mp4` }));
      await db.put('saves', { ...SAVED, clip: id });
    }
    const text = await exported(db, 'json');
    db = await freshStore();
    const { entries: all } = readAll(text);
    await takeIn(db, all.slice(0, 10), { now: NOW, random: () => 0, pathKey });
    // One part fails on its way: nothing of it stays.
    const dying = (url: string): string | null => {
      if (url.endsWith('/15.mp4')) throw new Error('killed');
      return pathKey(url);
    };
    await expect(takeIn(db, all.slice(10, 20), { now: NOW, random: () => 0, pathKey: dying })).rejects.toThrow('killed');
    expect(await db.count('clips')).toBe(10);
    expect(await db.count('saves')).toBe(10);
    expect(await imported(db, text, NOW)).toMatchObject({ newClips: 20 });
    expect(await exported(db, 'json')).toBe(text);
  });

  it('takes no link that may not be downloaded, and says so', async () => {
    await stored();
    const text = (await exported(db, 'json')).replaceAll('https://cdn.pika.art/v1', 'https://evil.example/v1');
    db = await freshStore();
    expect((await imported(db, text, NOW)).bad).toEqual([{ line: 2, fault: 'has a link that clips are not saved from' }]);
    expect(await db.count('clips')).toBe(0);
  });
});

describe('a list of the folder', () => {
  const files = (...names: string[]) => readListing(names).files;

  it('marks what is known, and notes what is not', async () => {
    await stored(aSave());
    const list = files('fox - aaaaaaaaaa.mp4', 'later - bbbbbbbbb2.mp4');
    expect(await noteFiles(db, list, NOW)).toEqual({ nowSaved: 1, knownFiles: 0, noted: 1 });
    expect(await saves()).toMatchObject([{ state: 'saved', proof: 'listed', savedAt: NOW }]);
    expect(await noteFiles(db, list, NOW + 5)).toEqual({ nowSaved: 0, knownFiles: 1, noted: 1 });
    expect(await db.getAll('marks')).toMatchObject([{ prefix: 'aaaaaaaaaa', at: NOW }, { prefix: 'bbbbbbbbb2', name: 'later - bbbbbbbbb2.mp4', at: NOW }]);
  });

  it('counts in the ledger as saved', async () => {
    await stored(aSave({ state: 'lost' }));
    await noteFiles(db, files('fox - aaaaaaaaaa.mp4'), NOW);
    expect(await countSaves(db)).toMatchObject({ saved: 1, lost: 0 });
  });
});
