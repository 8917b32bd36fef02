import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { readRowByDownload } from '../../lib/store/ledger.ts';
import { readPlan } from '../../lib/store/plan.ts';
import { type SaverWorld, saverWorld, settle, urlOf } from '../support/saver-world.ts';

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
});

describe('saving clips', () => {
  it('saves what was seen, once, and nothing again when it is seen again', async () => {
    await world.record(1, 2, 3, 4, 5, 6, 7);
    const { saver } = world.worker();
    await world.live(saver, 6);
    await world.record(1, 2, 3, 4, 5, 6, 7);
    await world.live(saver, 4);
    expect(await world.saved()).toBe(7);
    expect(world.filesOf()).toEqual([1, 2, 3, 4, 5, 6, 7].map(urlOf).sort());
    expect(world.downloads.requests).toHaveLength(7);
  });

  it('never has more than five downloads open', async () => {
    await world.record(...Array.from({ length: 20 }, (_, n) => n + 1));
    world.downloads.answer = () => ({ kind: 'file', bytes: 1000, headersAfter: 5000 });
    const { saver } = world.worker();
    await world.live(saver, 2);
    expect(world.downloads.requests).toHaveLength(5);
  });

  it('asks the browser about a running download every few seconds, however often it is pumped', async () => {
    await world.record(1);
    let looks = 0;
    const { saver } = world.worker({
      find(id) {
        looks += 1;
        return world.downloads.find(id);
      },
    });
    void saver.pump();
    await settle();
    world.downloads.advance(0);
    await settle();
    const looksAtBegin = looks;
    for (let round = 0; round < 10; round += 1) await saver.pump();
    await settle();
    expect(looks).toBe(looksAtBegin);
    world.downloads.now += 2_000;
    await saver.pump();
    await settle();
    expect(looks).toBe(looksAtBegin + 1);
  });

  it('fetches a clip that was watched being made at once, whatever else is under way', async () => {
    await world.record(...Array.from({ length: 40 }, (_, n) => n + 1));
    world.downloads.answer = () => ({ kind: 'file', bytes: 1000, headersAfter: 50_000 });
    await world.recordRunning(99);
    const { saver } = world.worker();
    await world.live(saver, 2);
    expect(world.downloads.requests).toHaveLength(5);
    await world.record(99);
    await world.live(saver, 1);
    expect(world.downloads.requests.slice(5)).toEqual([urlOf(99)]);
  });

  it('tries again after a broken connection and after an error of the server, without a second file', async () => {
    await world.record(1, 2);
    world.downloads.answer = (url, nth) => (nth < 3 ? { kind: 'break', reason: url === urlOf(1) ? 'network' : 'server', at: 300 } : { kind: 'file', bytes: 1000 });
    world.downloads.copy = () => ({ kind: 'whole', size: 1000 });
    const { saver } = world.worker();
    await world.live(saver, 40, 5000);
    expect(await world.saved()).toBe(2);
    expect(world.downloads.disk.size).toBe(2);
  });

  it.each([
    ['a web page under the video’s name', { kind: 'file', bytes: 300, mime: 'text/html' }, { kind: 'not-a-video', size: 300 }],
    ['a web page that calls itself a video', { kind: 'file', bytes: 300 }, { kind: 'not-a-video', size: 300 }],
    ['a file cut short by the server', { kind: 'file', bytes: 600, total: null }, { kind: 'truncated', size: 600 }],
    ['fewer bytes than the server has', { kind: 'file', bytes: 600, total: null }, { kind: 'whole', size: 1000 }],
    ['an empty file', { kind: 'file', bytes: 0, total: null }, { kind: 'not-a-video', size: 0 }],
  ] as const)('does not keep %s; keeps the good one that comes later', async (_name, bad, copyWhenBad) => {
    await world.record(1);
    let good = false;
    world.downloads.answer = () => (good ? { kind: 'file', bytes: 1000 } : bad);
    world.downloads.copy = () => (good ? { kind: 'whole', size: 1000 } : copyWhenBad);
    const { saver } = world.worker();
    await world.live(saver, 4, 2000);
    expect(await world.saved()).toBe(0);
    expect(world.downloads.disk.size).toBe(0);
    good = true;
    await world.live(saver, 40, 60_000);
    expect(await world.saved()).toBe(1);
    expect([...world.downloads.disk.values()]).toEqual([{ url: urlOf(1), bytes: 1000 }]);
  });

  it('keeps a file that cannot be checked for the moment, and proves it later', async () => {
    await world.record(1);
    world.downloads.copy = () => ({ kind: 'not-a-video', size: 4711 });
    const { saver } = world.worker();
    await world.live(saver, 3);
    expect(world.downloads.disk.size).toBe(1);
    expect(await world.row(1)).toMatchObject({ state: 'verifying', problem: { kind: 'unproven' } });
    world.downloads.copy = () => ({ kind: 'whole', size: 1000 });
    await world.live(saver, 3, 60_000);
    expect(await world.saved()).toBe(1);
    expect(world.downloads.requests).toHaveLength(1);
  });

  it('takes a refused start for one failed attempt, and leaves no line in the browser’s list', async () => {
    await world.record(1);
    world.downloads.answer = () => ({ kind: 'refuse', reason: 'link-dead' });
    const inspect = async () => {
      await settle();
      return { kind: 'link-dead', httpStatus: 404 } as const;
    };
    const problems: unknown[] = [];
    const log = (event: string, facts?: Readonly<Record<string, unknown>>) => void (event === 'save.attempt-failed' && problems.push(facts?.['problem']));
    const { saver } = world.worker({ inspect, log });
    await world.live(saver, 3, 500);
    expect(problems).toEqual(['link-dead']);
    expect(await world.row(1)).toMatchObject({ state: 'wanted', attempts: 1, problem: { kind: 'link-dead', httpStatus: 404 } });
    expect(await world.downloads.findOurs(0)).toEqual([]);
  });

  it('waits for a fresh link when one is dead, and is lost only after the deadline', async () => {
    await world.record(1, 2);
    world.downloads.answer = (url) => (url.includes('fresh') ? { kind: 'file', bytes: 1000 } : { kind: 'break', reason: 'link-dead' });
    world.downloads.copy = (url) => (url.includes('fresh') ? { kind: 'whole', size: 1000 } : { kind: 'link-dead', httpStatus: 403 });
    const { saver } = world.worker();
    await world.live(saver, 4, 20_000);
    const waiting = await world.row(1);
    expect(waiting?.problem).toMatchObject({ kind: 'link-dead', httpStatus: 403 });
    expect(['wanted', 'downloading']).toContain(waiting?.state);
    await world.recordFrom(1, `${urlOf(1)}?fresh=1`);
    await world.live(saver, 30, 3_600_000 * 3);
    expect((await world.row(1))?.state).toBe('saved');
    expect(await world.row(2)).toMatchObject({ state: 'lost', problem: { kind: 'link-dead' } });
  });

  it.each([true, false])('does not take the browser’s quitting for the user’s cancel; the worker hears of it: %s', async (hears) => {
    await world.record(1);
    const first = world.worker();
    await first.saver.pump();
    await settle();
    world.downloads.advance(0);
    await settle();
    expect((await world.row(1))?.downloadId).toBe(1);
    if (!hears) first.kill();
    world.downloads.quit();
    await settle();
    first.kill();
    world.downloads.restart();
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 5);
    expect(await world.saved()).toBe(1);
  });

  it('answers once what was due has begun, though a backlog goes on for long', async () => {
    await world.record(1);
    let rounds = 0;
    const { saver } = world.worker({
      plan: async (now, wish) => {
        rounds += 1;
        // Something always happens meanwhile, as while a thousand clips come in.
        if (rounds < 40) void saver.pump();
        return readPlan(world.db, now, wish);
      },
    });
    await saver.pump();
    expect(rounds).toBe(1);
    expect(await world.row(1)).toMatchObject({ state: 'downloading' });
    await saver.pump();
    expect(rounds).toBeLessThan(5);
    for (let n = 0; n < 6; n += 1) await settle();
    expect(rounds).toBe(40);
  });

  it('looks for strays among many downloads by one look at the ledger', async () => {
    const numbers = Array.from({ length: 100 }, (_, n) => n + 1);
    await world.record(...numbers);
    const first = world.worker();
    await world.live(first.saver, 60, 500);
    first.kill();
    let looks = 0;
    const { saver } = world.worker({
      rowOfDownload: (id, startTime) => {
        looks += 1;
        return readRowByDownload(world.db, id, startTime);
      },
    });
    expect((await world.downloads.findOurs(0)).length).toBe(100);
    await saver.tidy();
    expect(looks).toBe(0);
    expect(await world.saved()).toBe(100);
    expect(world.downloads.disk.size).toBe(100);
  });

  it('answers who asks while it looks round only after one more look', async () => {
    let rounds = 0;
    let answered = 0;
    const { saver } = world.worker({
      plan: async (now, wish) => {
        rounds += 1;
        if (rounds === 1) void saver.pump().then(() => (answered = rounds));
        return readPlan(world.db, now, wish);
      },
    });
    await saver.pump();
    expect(answered).toBe(0);
    await settle();
    expect(answered).toBe(2);
  });

  it('tells whoever asked that a look failed, and looks again when asked', async () => {
    await world.record(1);
    let broken = true;
    const { saver } = world.worker({ plan: async (now, wish) => (broken ? Promise.reject(new Error('No')) : readPlan(world.db, now, wish)) });
    await expect(saver.pump()).rejects.toThrow('No');
    broken = false;
    await saver.pump();
    expect(await world.row(1)).toMatchObject({ state: 'downloading' });
  });

  it('respects a cancel', async () => {
    await world.record(1);
    world.downloads.answer = () => ({ kind: 'break', reason: 'cancelled' });
    const { saver } = world.worker();
    await world.live(saver, 10, 60_000);
    expect(await world.row(1)).toMatchObject({ state: 'skipped', problem: { kind: 'cancelled' } });
    expect(world.downloads.requests).toHaveLength(1);
  });
});
