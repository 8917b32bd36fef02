import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { pageCards, savePageClips } from '../../entrypoints/annex/page.ts';
import type { Core } from '../../entrypoints/annex/core.ts';
import type { Clip } from '../../lib/domain/clips/clip.ts';
import { SAVE_STATES, type Save } from '../../lib/domain/clips/save.ts';
import type { SeenJob } from '../../lib/domain/jobs/job.ts';
import { clipIdOf } from '../../lib/network/clip-id.ts';
import { type Store, closeStore, openStore } from '../../lib/store/db.ts';
import type { Recorded } from '../../lib/store/sightings.ts';
import { NOW, aSeenJob } from '../support/builders.ts';
import { pathKeyOf, takeIn } from '../support/page-sightings.ts';
import { seeded } from '../support/seeded.ts';

let db: Store;
let now = NOW;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
  now = NOW;
});

/** A video as it is shown: the number of its address, and of its video id where one is told. */
type Sight = readonly [address: number, video: number | null];

const address = (n: number): string => `https://cdn.pika.art/results/pika2p5_final/${String(n).padStart(32, '0')}.mp4`;
const pathOf = (n: number): string => pathKeyOf(address(n));
const nameOf = (n: number): string => `video-${n}`;
let jobs = 0;

/** A job of its own for each row; several videos in one row are of one job. */
function finished(...sights: readonly Sight[]): SeenJob {
  const videos = sights.map(([at, video]) => ({ videoId: video === null ? null : nameOf(video), url: address(at), posterUrl: null, durationSeconds: 5 }));
  return aSeenJob({ jobId: `job-${(jobs += 1)}`, state: 'finished', rawStatus: 'finished', videos });
}

const see = (...seen: readonly SeenJob[]): Promise<Recorded> => takeIn(db, seen, [], (now += 1000));
const seeLoose = (...at: readonly number[]): Promise<Recorded> =>
  takeIn(db, [], at.map((n) => ({ videoId: null, url: address(n), posterUrl: null, durationSeconds: null })), (now += 1000));

/** `[address, video]` of each clip. */
async function clips(): Promise<Sight[]> {
  const rows = await db.getAll('clips');
  const number = (path: string) => Number(/(\d+)\.mp4$/.exec(path)?.[1]);
  return rows.map(({ pathKey, videoId }): Sight => [number(pathKey), videoId === null ? null : Number(videoId.slice('video-'.length))]).sort(([a], [b]) => a - b);
}

async function becomes(at: number, change: Partial<Save>): Promise<Save> {
  const id = await db.getKeyFromIndex('clips', 'byPath', pathOf(at));
  const save = await db.get('saves', id ?? '');
  if (!save) throw new Error(`no save at ${at}`);
  const next = { ...save, ...change };
  await db.put('saves', next);
  return next;
}

describe('the old address of a clip that has a newer one', () => {
  it.each(SAVE_STATES)('leads to that clip, and leaves a row that is %s as it is', async (state) => {
    await see(finished([1, 1]));
    await see(finished([2, 1]));
    const row = await becomes(2, { state, attempts: 3, ...(state === 'skipped' && { skip: 'source-off' }) });
    expect(await seeLoose(1)).toMatchObject({ newClips: 0 });
    expect(await clips()).toEqual([[2, 1]]);
    expect(await db.getAll('saves')).toEqual([row]);
  });

  it('gives another video a clip of its own', async () => {
    await see(finished([1, 1]));
    await see(finished([2, 1]));
    const row = await becomes(2, { state: 'downloading', attempts: 1 });
    expect(await see(finished([1, 2]))).toMatchObject({ newClips: 1 });
    expect(await clips()).toEqual([[1, 2], [2, 1]]);
    expect(await db.get('saves', row.clip)).toEqual(row);
    // And that one is known from then on, at this address and at its next.
    await see(finished([1, 2]));
    await see(finished([3, 2]));
    expect(await see(finished([1, 2]), finished([2, 1]))).toMatchObject({ newClips: 0, accepted: 2 });
    expect(await db.count('saves')).toBe(2);
  });

  it('gives it no row that is already another’s', async () => {
    await see(finished([1, 1]));
    await see(finished([2, 1]));
    await see(finished([1, 2]));
    await see(finished([3, 2]));
    // Video 2's clip is at an address now that video 3 is shown with as well.
    await see(finished([3, 3]));
    const row = await becomes(3, { state: 'downloading', attempts: 1 });
    expect(await see(finished([1, 2]))).toMatchObject({ newClips: 0 });
    expect(await db.get('saves', row.clip)).toEqual(row);
    expect((await clips()).map(([at]) => at)).toEqual([2, 3]);
  });

  it('is what an old card on the page is known by', async () => {
    await see(finished([1, 1]));
    await see(finished([2, 1]));
    await becomes(2, { state: 'saved', savedAt: now });
    // The page needs no more of the core than this.
    const core = { openStore: () => Promise.resolve(db), announce: () => {} } as unknown as Core;
    expect(await pageCards(core, [address(1), address(2), address(3)])).toMatchObject([{ label: 'Saved' }, { label: 'Saved' }, null]);
    expect(await savePageClips(core, [address(1)], 'one')).toBe(1);
    expect(await db.count('clips')).toBe(1);
  });
});

describe('the new address of a clip that is saved already', () => {
  it('leads to it as well: it is not saved a second time when the page shows it alone', async () => {
    await see(finished([1, 1]));
    const row = await becomes(1, { state: 'saved', savedAt: now });
    await see(finished([2, 1]));
    for (const at of [1, 2]) expect(await seeLoose(at)).toMatchObject({ newClips: 0 });
    expect(await db.getAll('saves')).toEqual([row]);
    // Its link stays the one that its file came from.
    expect(await db.getAll('clips')).toMatchObject([{ url: address(1), videoId: nameOf(1) }]);
    expect((await db.getAll('jobs')).flatMap(({ anomalies }) => anomalies.map(({ kind }) => kind))).toContain('url-changed');
  });
});

describe('two jobs that come in together and meet one stored clip', () => {
  it.each([
    ['by address, then by video', [[1, 2], [2, 1]]],
    ['by video, then by address', [[2, 1], [1, 2]]],
  ] as const)('%s: both videos have a clip', async (_how, sights) => {
    await see(finished([1, 1]));
    expect(await see(...sights.map((sight) => finished(sight)))).toMatchObject({ accepted: 2, newClips: 1 });
    expect(await clips()).toHaveLength(2);
    expect((await clips()).map(([at]) => at)).toEqual([1, 2]);
  });

  it('an address that two videos name stays when either of them is found elsewhere', async () => {
    await see(finished([1, 1]), finished([1, 2]), finished([2, 2]), finished([3, 1]));
    expect((await clips()).map(([at]) => at)).toEqual([1, 2, 3]);
  });

  it('an address seen without its video does not become a second clip of one', async () => {
    await see(finished([1, 1]));
    await seeLoose(2);
    await see(finished([2, 1]));
    await see(finished([3, 1]));
    expect(await clips()).toEqual([[2, null], [3, 1]]);
  });
});

/** States in which a sighting, whatever it names, must leave all but the deadline of a row alone. */
const UNTOUCHED = new Set(['downloading', 'verifying', 'saved', 'skipped']);

/** What must hold between two moments, whatever was seen between them. */
function checkRows(before: Ledger, after: Ledger): void {
  for (const [id, save] of before.saves) {
    const [clip, next] = [after.clips.get(id), after.saves.get(id)];
    expect(clip?.firstSeenAt, 'a clip taken over or gone').toBe(before.clips.get(id)?.firstSeenAt);
    if (UNTOUCHED.has(save.state)) expect({ ...next, deadlineAt: 0 }, 'a row reset').toEqual({ ...save, deadlineAt: 0 });
    else if (next?.state !== save.state || next.attempts !== save.attempts) expect(next, 'a row that no fresh link has revived').toMatchObject({ state: 'wanted', clip: id });
  }
  const all = [...after.clips.values()];
  const ids = all.flatMap(({ videoId }) => videoId ?? []);
  expect(new Set(ids).size, 'two clips of one video').toBe(ids.length);
  expect(new Set(all.map(({ pathKey }) => pathKey)).size, 'two clips at one address').toBe(all.length);
  expect([...after.saves.keys()].sort(), 'a clip without its row').toEqual([...after.clips.keys()].sort());
}

interface Ledger {
  readonly clips: ReadonlyMap<string, Clip>;
  readonly saves: ReadonlyMap<string, Save>;
}

async function ledger(): Promise<Ledger> {
  const [all, saves] = await Promise.all([db.getAll('clips'), db.getAll('saves')]);
  return { clips: new Map(all.map((clip) => [clip.id, clip])), saves: new Map(saves.map((save) => [save.clip, save])) };
}

/** The saver, the user and the browser at work: any row in any state. */
async function meanwhile(random: () => number): Promise<void> {
  for (const save of await db.getAll('saves')) {
    if (random() > 0.3) continue;
    const state = SAVE_STATES[Math.floor(random() * SAVE_STATES.length)] ?? 'wanted';
    await db.put('saves', { ...save, state, attempts: save.attempts + 1 });
  }
}

const STEPS = 25;

describe('any order of sightings, in any batches, with saves in any state', () => {
  it.each(Array.from({ length: 20 }, (_, n) => n + 1))('loses no video, resets no row, doubles no clip: seed %i', async (seed) => {
    const random = seeded(seed);
    const one = (count: number): number => Math.floor(random() * count);
    /** Where each video was shown so far. */
    const shown = new Map<number, Set<number>>();
    /** Addresses of clips that were saved: what is shown there then counts as theirs. */
    const onDisk = new Set<string>();
    const noteSaved = ({ clips: rows, saves }: Ledger): void => {
      for (const [id, { pathKey }] of rows) if (saves.get(id)?.state === 'saved') onDisk.add(pathKey);
    };
    for (let step = 0; step < STEPS; step += 1) {
      const before = await ledger();
      const batch = Array.from({ length: 1 + one(4) }, () => Array.from({ length: 1 + one(2) }, (): Sight => [one(5), random() < 0.25 ? null : one(4)]));
      expect(await see(...batch.map((sights) => finished(...sights)))).toMatchObject({ accepted: batch.flat().length, deferred: 0 });
      const after = await ledger();
      checkRows(before, after);
      const all = [...after.clips.values()];
      noteSaved(after);
      for (const [at, video] of batch.flat()) if (video !== null) shown.set(video, (shown.get(video) ?? new Set()).add(at));
      const [at, video] = batch.flat().at(-1) ?? [0, null];
      const first = await clipIdOf(pathOf(at));
      if (video === null) expect(all.some(({ id, pathKey }) => pathKey === pathOf(at) || id === first), 'an address without a clip').toBe(true);
      const kept = (name: string, places: readonly number[]): boolean =>
        all.some(({ pathKey, videoId }) => videoId === name || places.some((place) => pathKey === pathOf(place))) || places.some((place) => onDisk.has(pathOf(place)));
      for (const [n, places] of shown) expect(kept(nameOf(n), [...places]), `video ${n} lost`).toBe(true);
      await meanwhile(random);
      noteSaved(await ledger());
    }
  });

  it.each(Array.from({ length: 10 }, (_, n) => n + 1))('has one clip for each video whose addresses are its own: seed %i', async (seed) => {
    const random = seeded(seed);
    const one = (count: number): number => Math.floor(random() * count);
    const first = new Map<number, number>();
    const latest = new Map<number, number>();
    for (let step = 0; step < STEPS; step += 1) {
      const before = await ledger();
      const batch = Array.from({ length: 1 + one(4) }, (): Sight => {
        const video = one(5);
        const old = (random() < 0.5 ? first : latest).get(video);
        // An old tab, or a page that has not told more yet, names the address alone.
        if (old !== undefined && random() < 0.4) return [old, null];
        const at = 10 * video + one(4);
        if (old === undefined) first.set(video, at);
        latest.set(video, at);
        return [at, video];
      });
      await see(...batch.map((sight) => finished(sight)));
      checkRows(before, await ledger());
      expect(await db.count('clips')).toBe(first.size);
      await meanwhile(random);
    }
  });
});
