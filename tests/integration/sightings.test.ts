import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { readListing } from '../../lib/domain/clips/archive/listing.ts';
import { NO_VARIANT, type SeenJob, type SeenVideo } from '../../lib/domain/jobs/job.ts';
import { clipIdOf } from '../../lib/network/clip-id.ts';
import { type Store, closeStore, openStore } from '../../lib/store/db.ts';
import { readDue, readRow } from '../../lib/store/ledger.ts';
import { noteFiles } from '../../lib/store/marks.ts';
import type { Recorded } from '../../lib/store/sightings.ts';
import { NOW, aSeenJob, aSave } from '../support/builders.ts';
import { pathKeyOf, takeIn } from '../support/page-sightings.ts';
import { seeded } from '../support/seeded.ts';

let db: Store;
let now = NOW;
let perMinute = 1000;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
  now = NOW;
  perMinute = 1000;
});

const see = (jobs: readonly SeenJob[], loose: readonly SeenVideo[] = []): Promise<Recorded> => takeIn(db, jobs, loose, now, perMinute);

const UUID = '0b54d0c4-0000-4000-8000-00000000000';
const V1 = (n: number, suffix = '') => `https://cdn.pika.art/v1/${UUID}${n}/red_fox_seed7${suffix}.mp4`;
const RESULT = (host = 'cdn') => `https://${host}.pika.art/results/pika2p5_final/0123456789abcdef0123456789abcdef.mp4`;
const video = (url: string, videoId: string | null = null): SeenVideo => ({ videoId, url, posterUrl: null, durationSeconds: 5 });
const finished = (n: number, url: string, over: Partial<SeenJob> = {}) =>
  aSeenJob({ jobId: `${UUID}${n}`, state: 'finished', rawStatus: 'finished', videos: [video(url, `${UUID}${n}`)], ...over });

describe('what the page showed', () => {
  it('becomes job, clip and a wanted save, in one go', async () => {
    expect(await see([finished(1, V1(1))])).toMatchObject({ accepted: 1, newClips: 1, changedJobs: 1 });
    const [clip] = await db.getAll('clips');
    expect(clip).toMatchObject({ job: `pika-page:${UUID}1`, url: V1(1), firstSeenAt: NOW });
    expect(await db.getAll('saves')).toMatchObject([{ clip: clip?.id, state: 'wanted', nextAttemptAt: NOW }]);
  });

  it('is written once: polls, tabs and windows that show it again write nothing', async () => {
    await see([finished(1, V1(1)), finished(2, RESULT())]);
    now += 1000;
    expect(await see([finished(1, V1(1)), finished(2, RESULT('tre9zd4etmxyc'))])).toMatchObject({ accepted: 2, newClips: 0, changedJobs: 0 });
    expect(await db.count('clips')).toBe(2);
  });

  it('keeps the order of a listing that carries no times: newest first', async () => {
    await see([finished(3, V1(3)), finished(2, V1(2)), finished(1, V1(1))]);
    const newestFirst = (await db.getAllFromIndex('jobs', 'byActivity')).reverse();
    expect(newestFirst.map(({ jobId }) => jobId.at(-1))).toEqual(['3', '2', '1']);
  });

  it('has sound, an extension and an upscale as clips of their own, the copy for sharing as none', async () => {
    await see([finished(1, V1(1))]);
    await see([finished(1, V1(1, '_sfx'), { variant: { ...NO_VARIANT, sfx: true } })]);
    await see([finished(1, V1(1, '_share'))]);
    await see([finished(1, RESULT(), { variant: { ...NO_VARIANT, upscaled: true } })]);
    expect(await db.count('clips')).toBe(3);
  });

  it('never leads to a file outside the rules', async () => {
    const bad = ['javascript:alert(1)', 'http://cdn.pika.art/v1/x/y.mp4', 'https://evil.example/v1/a/b.mp4', 'https://cdn.pika.art/assets/x.mp4', 'https://cdn.pika.art/v1/../x.mp4'];
    await see(bad.map((url, n) => finished(n, url)), bad.map((url) => video(url)));
    expect(await db.count('clips')).toBe(0);
    expect(await db.count('jobs')).toBe(bad.length);
  });

  it('is limited per minute, and the rest comes later', async () => {
    perMinute = 3;
    const all = [1, 2, 3, 4, 5].map((n) => finished(n, V1(n)));
    expect(await see(all)).toMatchObject({ accepted: 3, deferred: 2 });
    expect(await see(all)).toMatchObject({ accepted: 3, deferred: 2 });
    expect(await db.count('jobs')).toBe(3);
    now += 61_000;
    expect(await see(all)).toMatchObject({ accepted: 5, deferred: 0 });
  });
});

describe('a video without its job', () => {
  it('is a finished job by the words of its file name, until the real one is seen', async () => {
    await see([], [video(RESULT())]);
    expect(await db.getAll('jobs')).toMatchObject([{ state: 'finished', request: { prompt: null } }]);
    await see([finished(1, RESULT('tre9zd4etmxyc'), { request: { ...aSeenJob().request, prompt: 'a fox' } })]);
    expect(await db.getAll('jobs')).toMatchObject([{ jobId: `${UUID}1`, request: { prompt: 'a fox' } }]);
    expect(await db.getAll('clips')).toMatchObject([{ job: `pika-page:${UUID}1` }]);
  });

  it('takes id and prompt from an address that holds them', async () => {
    await see([], [video(V1(1))]);
    expect(await db.getAll('jobs')).toMatchObject([{ jobId: `${UUID}1`, request: { prompt: 'red fox' } }]);
  });

  it('makes no job when its clip is known already', async () => {
    await see([finished(1, RESULT())]);
    await see([], [video(RESULT('tre9zd4etmxyc'))]);
    expect(await db.count('jobs')).toBe(1);
  });
});

describe('a clip whose file a list of the folder has named', () => {
  it('comes in as saved, and is never fetched by itself', async () => {
    const id = await clipIdOf(pathKeyOf(V1(1)));
    await noteFiles(db, readListing([`Pika/a red fox - ${id.slice(0, 10)}.mp4`]).files, NOW - 1000);
    expect(await see([finished(1, V1(1)), finished(2, V1(2))])).toMatchObject({ newClips: 2 });
    const states = new Map((await db.getAll('saves')).map((save) => [save.clip, save]));
    expect(states.get(id)).toMatchObject({ state: 'saved', proof: 'listed', savedAt: NOW - 1000 });
    expect((await readDue(db, now + 1e9, 10)).map(({ clip }) => clip.url)).toEqual([V1(2)]);
    now += 1000;
    await see([finished(1, `${V1(1)}?token=2`)]);
    expect(await readRow(db, id)).toMatchObject({ save: { state: 'saved' } });
  });
});

describe('a fresh link', () => {
  const stored = async () => (await db.getAll('saves'))[0];
  it('brings back what was lost', async () => {
    await see([finished(1, V1(1))]);
    const before = await stored();
    if (!before) throw new Error('no save');
    await db.put('saves', aSave({ clip: before.clip, state: 'lost', attempts: 9, problem: { kind: 'link-dead', at: NOW, httpStatus: 404 } }));
    now += 3_600_000;
    expect(await see([finished(1, `${V1(1)}?token=2`)])).toMatchObject({ revived: 1 });
    expect(await stored()).toMatchObject({ state: 'wanted', attempts: 0, nextAttemptAt: now });
  });

  it('that changes all the time does not make us hammer the server', async () => {
    await see([finished(1, V1(1))]);
    const before = await stored();
    if (!before) throw new Error('no save');
    await db.put('saves', aSave({ clip: before.clip, nextAttemptAt: NOW + 3_600_000, problem: { kind: 'link-dead', at: NOW, httpStatus: 404 } }));
    now += 100;
    await see([finished(1, `${V1(1)}?token=3`)]);
    expect((await stored())?.nextAttemptAt).toBe(NOW + 10_000);
  });

  it('for a saved clip is evidence, not a second save', async () => {
    await see([finished(1, V1(1))]);
    const before = await stored();
    if (!before) throw new Error('no save');
    await db.put('saves', { ...before, state: 'saved' });
    await see([finished(1, RESULT())]);
    expect(await db.count('clips')).toBe(1);
    expect((await db.getAll('jobs'))[0]?.anomalies).toMatchObject([{ kind: 'url-changed' }]);
  });
});

describe('many jobs that come in together', () => {
  /** Some share an id, a file or a video with others. */
  function library(seed: number): SeenJob[] {
    const random = seeded(seed);
    const one = (count: number): number => Math.floor(random() * count);
    const id = (n: number): string => `${UUID.slice(0, -2)}${String(n).padStart(3, '0')}`;
    return Array.from({ length: 60 }, () => {
      const videos = Array.from({ length: one(3) }, () => video(`https://cdn.pika.art/v1/${id(one(45))}/fox_seed7.mp4`, random() < 0.2 ? null : id(one(45))));
      return aSeenJob({ jobId: id(one(50)), state: 'finished', rawStatus: 'finished', videos });
    });
  }

  async function ledger(): Promise<unknown> {
    const [jobs, clips, saves] = await Promise.all([db.getAllKeys('jobs'), db.getAll('clips'), db.getAll('saves')]);
    return { jobs, clips, saves };
  }

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('are recorded as if each came after the one before, on top of what is known: seed %i', async (seed) => {
    const ledgers = [];
    for (const together of [true, false]) {
      await closeStore();
      globalThis.indexedDB = new IDBFactory();
      db = await openStore();
      for (const job of library(seed + 100).slice(0, 20)) await see([job]);
      if (together) await see(library(seed));
      else for (const job of library(seed)) await see([job]);
      ledgers.push(await ledger());
    }
    expect(ledgers[0]).toEqual(ledgers[1]);
  });
});
