import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { askFor } from '../../lib/domain/clips/again.ts';
import type { SavingSettings } from '../../lib/domain/clips/saving-settings.ts';
import { changeSave } from '../../lib/store/ledger.ts';
import { changeSaving, readHold, readTally, takeNumber } from '../../lib/store/saving.ts';
import { readSettings, writeTools } from '../../lib/store/settings.ts';
import { recordSightings } from '../../lib/store/sightings.ts';
import { DAY, HOUR } from '../../lib/time.ts';
import { readPlan } from '../../lib/store/plan.ts';
import { idOf, sighting, type SaverWorld, saverWorld, settle, urlOf } from '../support/saver-world.ts';

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
});

const choose = (change: Partial<SavingSettings>) => changeSaving(world.db, (saving) => ({ ...saving, ...change }));
const ask = (n: number) => changeSave(world.db, idOf(n), (save) => askFor(save, world.downloads.now));
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

describe('only what the user asks for', () => {
  it('is fetched; the rest is left out, told, and can be had', async () => {
    await choose({ mode: 'asked' });
    await world.record(1, 2, 3);
    const { saver } = world.worker();
    await world.live(saver, 3);
    expect(world.downloads.requests).toEqual([]);
    expect(await world.row(2)).toMatchObject({ state: 'skipped', skip: 'only-asked' });
    await ask(2);
    await world.live(saver, 4);
    await world.record(1, 2, 3);
    await world.live(saver, 3);
    expect(world.downloads.requests).toEqual([urlOf(2)]);
    expect(await world.saved()).toBe(1);
  });

  it('holds for a source that is off', async () => {
    await choose({ sourcesOff: ['useapi'] });
    const at = world.downloads.now;
    await recordSightings(world.db, [sighting(1, urlOf(1), { at: at + DAY, why: 'source' })], 'useapi', at, 1000);
    await world.record(2);
    const { saver } = world.worker();
    await world.live(saver, 4);
    expect(world.downloads.requests).toEqual([urlOf(2)]);
    expect(await world.row(1)).toMatchObject({ state: 'skipped', skip: 'source-off' });
  });

  it('an ask in the very moment in which the clip is left out is not lost', async () => {
    await choose({ mode: 'asked' });
    await world.record(1);
    const { saver } = world.worker({
      async plan(now, wish) {
        const plan = await readPlan(world.db, now, wish);
        await ask(1);
        return plan;
      },
    });
    await saver.pump();
    await settle();
    expect(await world.row(1)).toMatchObject({ state: 'wanted', asked: true });
  });
});

describe('a limit for the day', () => {
  it('lets so many begin, and the rest tomorrow', async () => {
    await choose({ dailyCount: 7 });
    await world.record(...numbers(10));
    const { saver } = world.worker();
    await world.live(saver, 20);
    expect(await world.saved()).toBe(7);
    expect(world.downloads.requests).toHaveLength(7);
    expect(await readHold(world.db, world.downloads.now)).toBe('daily-count');
    world.downloads.now += DAY;
    await world.live(saver, 20);
    expect(await world.saved()).toBe(10);
    expect(await readTally(world.db)).toMatchObject({ files: 3, bytes: 3000 });
  });

  it('in bytes lets what runs be finished', async () => {
    await choose({ dailyBytes: 6500 });
    await world.record(...numbers(20));
    const { saver } = world.worker();
    await world.live(saver, 20);
    const saved = await world.saved();
    expect(saved).toBeGreaterThanOrEqual(7);
    expect(saved).toBeLessThanOrEqual(12);
    expect(await readHold(world.db, world.downloads.now)).toBe('daily-bytes');
  });

  it('does not hold what the user asks for, also behind many that are held', async () => {
    await choose({ dailyCount: 1 });
    await world.record(...numbers(300));
    const { saver } = world.worker();
    // Rounds over so many rows take their time: each is waited for.
    const round = async () => { await saver.pump(); await world.live(saver, 1); await saver.pump(); };
    for (let n = 0; n < 3; n += 1) await round();
    await ask(280);
    for (let n = 0; n < 3; n += 1) await round();
    expect(await world.saved()).toBe(2);
    expect(world.downloads.requests.at(-1)).toBe(urlOf(280));
  });

  it('is never exceeded by a worker that dies again and again', async () => {
    await choose({ dailyCount: 4 });
    world.downloads.answer = (_url, nth) => ({ kind: 'file', bytes: 1000, headersAfter: nth * 400 });
    await world.record(...numbers(9));
    for (let life = 0; life < 12; life += 1) {
      const { saver, kill } = world.worker();
      await saver.reconcile();
      await world.live(saver, 1 + (life % 3), 700);
      kill();
      if (life === 5) world.downloads.restart();
    }
    const last = world.worker();
    await last.saver.reconcile();
    await world.live(last.saver, 60, 2000);
    expect(await world.saved()).toBe(4);
    expect(world.downloads.disk.size).toBe(4);
    expect(await readTally(world.db)).toMatchObject({ files: 4 });
  });

  it('keeps no timer running for what it holds', async () => {
    await choose({ dailyCount: 1 });
    await world.record(1, 2);
    const waits: number[] = [];
    const { saver } = world.worker({ later: (ms) => void waits.push(ms) });
    await world.live(saver, 6);
    expect(await world.saved()).toBe(1);
    waits.length = 0;
    await saver.pump();
    await settle();
    expect(waits).toEqual([]);
  });
});

describe('a pause', () => {
  it('lets what runs finish, begins nothing new, and ends where it began', async () => {
    world.downloads.answer = () => ({ kind: 'file', bytes: 1000, headersAfter: 3000 });
    await world.record(...numbers(8));
    const { saver } = world.worker();
    await world.live(saver, 2);
    await choose({ paused: true });
    await ask(8);
    await world.live(saver, 12);
    expect(await world.saved()).toBe(5);
    expect(world.downloads.requests).toHaveLength(5);
    await choose({ paused: false });
    await world.live(saver, 12);
    expect(await world.saved()).toBe(8);
  });

  it('outlives the worker and the browser', async () => {
    await choose({ paused: true });
    await world.record(1);
    const { saver } = world.worker();
    await saver.reconcile();
    await world.live(saver, 4, HOUR);
    expect(world.downloads.requests).toEqual([]);
  });
});

describe('the count', () => {
  it('gives each clip one number, once, in a row', async () => {
    await world.record(1, 2, 3, 4);
    const taken = await Promise.all([1, 2, 3, 1, 2].map((n) => takeNumber(world.db, idOf(n))));
    expect(taken).toEqual([1, 2, 3, 1, 2]);
    expect((await world.row(3))?.number).toBe(3);
    expect(await takeNumber(world.db, idOf(4))).toBe(4);
    expect(await takeNumber(world.db, idOf(4))).toBe(4);
  });

  it('a worker killed between number and intent wastes none, and gives none twice', async () => {
    await world.record(1, 2);
    const named = new Map<string, number>();
    const nameFor = async ({ clip }: { clip: { id: string } }) => {
      const number = await takeNumber(world.db, clip.id);
      return { name: `Pika/${number} - ${clip.id}.mp4`, number, over: false };
    };
    const first = world.worker({ nameFor: async (row) => { await nameFor(row); first.kill(); return new Promise<never>(() => {}); } });
    await world.live(first.saver, 2);
    const second = world.worker({ nameFor: async (row) => { const made = await nameFor(row); named.set(row.clip.id, made.number); return made; } });
    await second.saver.reconcile();
    await world.live(second.saver, 6);
    expect([...named.values()].sort()).toEqual([1, 2]);
    expect((await world.row(1))?.number).toBe(named.get(idOf(1)));
    expect([...world.downloads.disk.keys()].sort().map((path) => path.slice(0, 12))).toEqual(['/d/Pika/1 - ', '/d/Pika/2 - ']);
  });
});

it('what is chosen about saving and what is chosen elsewhere do not undo each other', async () => {
  await choose({ template: '{date}/{clip}' });
  await writeTools(world.db, { on: ['luma'], own: [] });
  await choose({ paused: true });
  expect(await readSettings(world.db)).toMatchObject({ version: 3, tools: { on: ['luma'] }, saving: { template: '{date}/{clip}', paused: true } });
});
