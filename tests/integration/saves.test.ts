import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { IdentifiedVideo } from '../../lib/domain/clips/match.ts';
import { NO_REQUEST, NO_VARIANT, type SeenJob } from '../../lib/domain/jobs/job.ts';
import { type Store, closeStore, openStore } from '../../lib/store/db.ts';
import { countSaves, nextDueAt, putSave, readDue, readRow, readRowByDownload, readRunning, reviveCancelled } from '../../lib/store/ledger.ts';
import { recordSightings } from '../../lib/store/sightings.ts';
import type { SavePorts } from '../../lib/tasks/saves/ports.ts';
import { type Saver, createSaver } from '../../lib/tasks/saves/saver.ts';
import { FakeDownloads } from '../support/fake-downloads.ts';

const urlOf = (n: number) => `https://cdn.pika.art/v1/${n}/clip.mp4`;
const idOf = (n: number) => String(n).padStart(16, 'a');

let db: Store;
let world: FakeDownloads;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
  world = new FakeDownloads();
});

function see(n: number, url = urlOf(n)): { seen: SeenJob; videos: IdentifiedVideo[] } {
  const video = { videoId: `v${n}`, url, posterUrl: null, durationSeconds: 5 };
  const seen: SeenJob = {
    jobId: `j${n}`, state: 'finished', rawStatus: 'finished', progress: 100, error: null, request: NO_REQUEST, variant: NO_VARIANT, videos: [video],
  };
  const deadline = { at: world.now + 86_400_000, why: 'assumed' } as const;
  return { seen, videos: [{ video, clipId: idOf(n), pathKey: new URL(url).pathname, url, variant: NO_VARIANT, deadline }] };
}

const record = (...numbers: number[]) => recordSightings(db, numbers.map((n) => see(n)), 'pika-page', world.now, 1000);

/** A worker's life. After `kill` nothing that it still does reaches the store or the browser. */
function worker(overrides: Partial<SavePorts> = {}): { saver: Saver; kill(): void } {
  let alive = true;
  const guard = <Args extends unknown[], Value>(run: (...args: Args) => Promise<Value>) => (...args: Args): Promise<Value> =>
    alive ? run(...args).then((value) => (alive ? value : new Promise<Value>(() => {}))) : new Promise<Value>(() => {});
  const ports: SavePorts = {
    now: () => world.now,
    random: () => 0,
    due: guard((now, limit) => readDue(db, now, limit)),
    running: guard(() => readRunning(db)),
    row: guard((id) => readRow(db, id)),
    rowOfDownload: guard((id) => readRowByDownload(db, id)),
    rowOfUrl: guard(async (url) => {
      const clip = await db.getFromIndex('clips', 'byPath', new URL(url).pathname);
      return clip ? readRow(db, clip.id) : null;
    }),
    nextDue: guard(() => nextDueAt(db)),
    put: guard((save, from, strict) => putSave(db, save, from, strict)),
    nameFor: guard(({ clip }) => Promise.resolve(`Pika/clip - ${clip.id}.mp4`)),
    start: guard(world.start),
    find: guard(world.find),
    findOurs: guard(world.findOurs),
    resume: guard(world.resume),
    discard: guard(world.discard),
    inspect: guard(world.inspect),
    later: () => {},
    changed: () => {},
    log: () => {},
    reviveCancelled: guard((now) => reviveCancelled(db, now)),
    ...overrides,
  };
  const saver = createSaver(ports);
  world.notify = (id, began) => void (alive && saver.onDownload(id, began));
  return {
    saver,
    kill: () => {
      alive = false;
      world.notify = () => {};
    },
  };
}

/** Lets everything that is ready happen. fake-indexeddb answers by timers, so a few turns of the event loop do it. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await new Promise((next) => setImmediate(next));
}

async function live(saver: Saver, rounds: number, step = 1000): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    void saver.pump();
    await settle();
    world.advance(step);
    await settle();
  }
}

const saved = () => countSaves(db, ['saved']);

describe('saving clips', () => {
  it('saves what was seen, once, and nothing again when it is seen again', async () => {
    await record(1, 2, 3, 4, 5, 6, 7);
    const { saver } = worker();
    await live(saver, 6);
    await record(1, 2, 3, 4, 5, 6, 7);
    await live(saver, 4);
    expect(await saved()).toBe(7);
    expect([...world.disk.values()].map(({ url }) => url).sort()).toEqual([1, 2, 3, 4, 5, 6, 7].map(urlOf).sort());
    expect(world.requests).toHaveLength(7);
  });

  it('never has more than five downloads open', async () => {
    await record(...Array.from({ length: 20 }, (_, n) => n + 1));
    world.answer = () => ({ kind: 'file', bytes: 1000, headersAfter: 5000 });
    const { saver } = worker();
    await live(saver, 2);
    expect(world.requests).toHaveLength(5);
  });

  it('tries again after a broken connection and after an error of the server, without a second file', async () => {
    await record(1, 2);
    world.answer = (url, nth) => (nth < 3 ? { kind: 'break', reason: url === urlOf(1) ? 'network' : 'server', at: 300 } : { kind: 'file', bytes: 1000 });
    world.copy = () => ({ kind: 'whole', size: 1000 });
    const { saver } = worker();
    await live(saver, 40, 5000);
    expect(await saved()).toBe(2);
    expect(world.disk.size).toBe(2);
  });

  it.each([
    ['a web page under the video’s name', { kind: 'file', bytes: 300, mime: 'text/html' }, { kind: 'not-a-video', size: 300 }],
    ['a web page that calls itself a video', { kind: 'file', bytes: 300 }, { kind: 'not-a-video', size: 300 }],
    ['a file cut short by the server', { kind: 'file', bytes: 600, total: null }, { kind: 'truncated', size: 600 }],
    ['fewer bytes than the server has', { kind: 'file', bytes: 600, total: null }, { kind: 'whole', size: 1000 }],
    ['an empty file', { kind: 'file', bytes: 0, total: null }, { kind: 'not-a-video', size: 0 }],
  ] as const)('does not keep %s; keeps the good one that comes later', async (_name, bad, copyWhenBad) => {
    await record(1);
    let good = false;
    world.answer = () => (good ? { kind: 'file', bytes: 1000 } : bad);
    world.copy = () => (good ? { kind: 'whole', size: 1000 } : copyWhenBad);
    const { saver } = worker();
    await live(saver, 4, 2000);
    expect(await saved()).toBe(0);
    expect(world.disk.size).toBe(0);
    good = true;
    await live(saver, 40, 60_000);
    expect(await saved()).toBe(1);
    expect([...world.disk.values()]).toEqual([{ url: urlOf(1), bytes: 1000 }]);
  });

  it('keeps a file that cannot be checked for the moment, and proves it later', async () => {
    await record(1);
    world.copy = () => ({ kind: 'not-a-video', size: 4711 });
    const { saver } = worker();
    await live(saver, 3);
    expect(world.disk.size).toBe(1);
    expect((await readRow(db, idOf(1)))?.save).toMatchObject({ state: 'verifying', problem: { kind: 'unproven' } });
    world.copy = () => ({ kind: 'whole', size: 1000 });
    await live(saver, 3, 60_000);
    expect(await saved()).toBe(1);
    expect(world.requests).toHaveLength(1);
  });

  it('takes a refused start for one failed attempt, and leaves no line in the browser’s list', async () => {
    await record(1);
    world.answer = () => ({ kind: 'refuse', reason: 'link-dead' });
    const inspect = async () => {
      await settle();
      return { kind: 'link-dead', httpStatus: 404 } as const;
    };
    const problems: unknown[] = [];
    const log = (event: string, facts?: Readonly<Record<string, unknown>>) => void (event === 'save.attempt-failed' && problems.push(facts?.['problem']));
    const { saver } = worker({ inspect, log });
    await live(saver, 3, 500);
    expect(problems).toEqual(['link-dead']);
    expect((await readRow(db, idOf(1)))?.save).toMatchObject({ state: 'wanted', attempts: 1, problem: { kind: 'link-dead', httpStatus: 404 } });
    expect(await world.findOurs(0)).toEqual([]);
  });

  it('waits for a fresh link when one is dead, and is lost only after the deadline', async () => {
    await record(1, 2);
    world.answer = (url) => (url.includes('fresh') ? { kind: 'file', bytes: 1000 } : { kind: 'break', reason: 'link-dead' });
    world.copy = (url) => (url.includes('fresh') ? { kind: 'whole', size: 1000 } : { kind: 'link-dead', httpStatus: 403 });
    const { saver } = worker();
    await live(saver, 4, 20_000);
    const waiting = (await readRow(db, idOf(1)))?.save;
    expect(waiting?.problem).toMatchObject({ kind: 'link-dead', httpStatus: 403 });
    expect(['wanted', 'downloading']).toContain(waiting?.state);
    await recordSightings(db, [see(1, `${urlOf(1)}?fresh=1`)], 'pika-page', world.now, 1000);
    await live(saver, 30, 3_600_000 * 3);
    expect((await readRow(db, idOf(1)))?.save.state).toBe('saved');
    expect((await readRow(db, idOf(2)))?.save).toMatchObject({ state: 'lost', problem: { kind: 'link-dead' } });
  });

  it.each([true, false])('does not take the browser’s quitting for the user’s cancel; the worker hears of it: %s', async (hears) => {
    await record(1);
    const first = worker();
    await first.saver.pump();
    await settle();
    world.advance(0);
    await settle();
    expect((await readRow(db, idOf(1)))?.save.downloadId).toBe(1);
    if (!hears) first.kill();
    world.quit();
    await settle();
    first.kill();
    const second = worker();
    await second.saver.reconcile(true);
    await live(second.saver, 5);
    expect(await saved()).toBe(1);
  });

  it('respects a cancel', async () => {
    await record(1);
    world.answer = () => ({ kind: 'break', reason: 'cancelled' });
    const { saver } = worker();
    await live(saver, 10, 60_000);
    expect((await readRow(db, idOf(1)))?.save).toMatchObject({ state: 'skipped', problem: { kind: 'cancelled' } });
    expect(world.requests).toHaveLength(1);
  });
});

describe('a worker killed', () => {
  /** Every point at which the saver waits for the outside is a place to die. */
  const places = ['put', 'start', 'find', 'inspect', 'running', 'row', 'nameFor', 'due'] as const;
  const moments = ['before', 'asked', 'after'] as const;
  const cases = places.flatMap((place) => [1, 2, 3, 4, 5, 6].flatMap((nth) => moments.map((moment) => ({ place, nth, moment }))));

  it.each(cases)('$moment $place call $nth: each clip is on disk once', async ({ place, nth, moment }) => {
    world.answer = () => ({ kind: 'file', bytes: 1000, headersAfter: 2500 });
    await record(1, 2, 3);
    let calls = 0;
    const first: { kill(): void; saver: Saver } = worker(dieAt(place, () => {
      calls += 1;
      return calls === nth;
    }, moment, () => first.kill()));
    await live(first.saver, 3);
    first.kill();
    const second = worker();
    await second.saver.reconcile(false);
    await live(second.saver, 60);
    expect(await saved()).toBe(3);
    expect([...world.disk.values()].map(({ url }) => url).sort()).toEqual([1, 2, 3].map(urlOf));
  });

  it('waits for a download that the dead worker asked for, instead of asking twice', async () => {
    world.answer = () => ({ kind: 'file', bytes: 1000, headersAfter: 20_000 });
    await record(1);
    const first = worker();
    await live(first.saver, 2);
    first.kill();
    const second = worker();
    await second.saver.reconcile(false);
    await live(second.saver, 60);
    expect(world.requests).toHaveLength(1);
    expect(await saved()).toBe(1);
  });

  it.each([40_000, 70_000, 100_000])('removes the second file when a download given up for dead begins after %i ms', async (headersAfter) => {
    world.answer = (_url, nth) => ({ kind: 'file', bytes: 1000, headersAfter: nth === 0 ? headersAfter : 33_000 });
    await record(1);
    const first = worker();
    await live(first.saver, 2);
    first.kill();
    const second = worker();
    await second.saver.reconcile(false);
    await live(second.saver, 120);
    expect(await saved()).toBe(1);
    expect(world.disk.size).toBe(1);
  });

  it('removes a second file that came while no worker lived', async () => {
    world.answer = (_url, nth) => ({ kind: 'file', bytes: 1000, headersAfter: nth === 0 ? 60_000 : 100 });
    await record(1);
    const first = worker();
    await live(first.saver, 2);
    first.kill();
    const second = worker();
    await second.saver.reconcile(false);
    await live(second.saver, 50);
    expect(await saved()).toBe(1);
    second.kill();
    for (let second = 0; second < 30; second += 1) world.advance(1000);
    expect(world.disk.size).toBe(2);
    const third = worker();
    await third.saver.reconcile(false);
    await live(third.saver, 3);
    expect(world.disk.size).toBe(1);
    expect((await readRow(db, idOf(1)))?.save.finalName).toBe([...world.disk.keys()][0]);
  });

  it('again and again, with the browser’s own crash in the middle: each clip is on disk once', async () => {
    world.answer = (_url, nth) => (nth % 3 === 1 ? { kind: 'break', reason: 'network' } : { kind: 'file', bytes: 1000, headersAfter: 1500 });
    await record(...Array.from({ length: 12 }, (_, n) => n + 1));
    for (let life = 0; life < 25; life += 1) {
      const { saver, kill } = worker();
      await saver.reconcile(life === 12);
      await live(saver, 1 + (life % 3), 900);
      kill();
      if (life === 11) world.crash();
    }
    const last = worker();
    await last.saver.reconcile(false);
    await live(last.saver, 200, 2000);
    expect(await saved()).toBe(12);
    expect(world.disk.size).toBe(12);
  });
});

function dieAt(place: keyof SavePorts, isNow: () => boolean, moment: 'before' | 'asked' | 'after', die: () => void): Partial<SavePorts> {
  const real: Record<string, (...args: never[]) => Promise<unknown>> = {
    put: (save: never, from: never, strict: never) => putSave(db, save, from, strict),
    start: world.start as never,
    find: world.find as never,
    inspect: world.inspect as never,
    running: () => readRunning(db),
    row: (id: never) => readRow(db, id),
    nameFor: ({ clip }: never) => Promise.resolve(`Pika/clip - ${(clip as { id: string }).id}.mp4`),
    due: (now: never, limit: never) => readDue(db, now, limit),
  };
  let dead = false;
  const hang = () => new Promise<never>(() => {});
  return {
    [place]: async (...args: never[]) => {
      if (dead) return hang();
      const dies = isNow();
      if (dies) dead = true;
      if (dies && moment === 'asked') void real[place]?.(...args);
      if (dies && moment !== 'after') {
        die();
        return hang();
      }
      const value = await real[place]?.(...args);
      if (dies) die();
      return dies || dead ? hang() : value;
    },
  } as Partial<SavePorts>;
}
