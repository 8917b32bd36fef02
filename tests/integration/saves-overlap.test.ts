import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../../lib/tasks/saves/ports.ts';
import { readRow } from '../../lib/store/ledger.ts';
import { readPlan } from '../../lib/store/plan.ts';
import { newMemory } from '../../lib/tasks/saves/memory.ts';
import { proveFile } from '../../lib/tasks/saves/prove.ts';
import { idOf, realPorts, type SaverWorld, saverWorld, settle, urlOf } from '../support/saver-world.ts';

/** What one life of the worker remembers may be older than the ledger: the ledger is right. */

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
});

const nameOf = (n: number): string => `/d/Pika/clip - ${idOf(n)}.mp4`;

async function theRow(n: number): Promise<Row> {
  const row = await readRow(world.db, idOf(n));
  if (row === null) throw new Error('no such clip');
  return row;
}

/** A clip whose first file waits for its proof. */
async function unproven(): Promise<Row> {
  world.downloads.copy = () => ({ kind: 'unavailable', httpStatus: 503 });
  await world.record(1);
  const { saver, kill } = world.worker();
  await world.live(saver, 3);
  kill();
  const row = await theRow(1);
  expect(row.save).toMatchObject({ state: 'verifying', downloadId: 1 });
  return { ...row, save: { ...row.save, nextAttemptAt: 0 } };
}

describe('a proof that comes late', () => {
  const later = { attempts: 2, downloadId: 7, startTime: '2026-01-01T00:00:00.000Z', finalName: '/d/Pika/other.mp4' };

  it.each([['whole', 1000], ['another', 900]] as const)('says nothing of the file of a later attempt: %s', async (_what, size) => {
    const before = await unproven();
    await world.db.put('saves', { ...before.save, ...later });
    world.downloads.copy = () => ({ kind: 'whole', size });
    await proveFile(before, newMemory(), realPorts(world.db, world.downloads));
    expect(await world.row(1)).toMatchObject({ ...later, state: 'verifying' });
    expect([...world.downloads.disk.keys()]).toEqual([nameOf(1)]);
  });

  it('counts for its own', async () => {
    const before = await unproven();
    world.downloads.copy = () => ({ kind: 'whole', size: 1000 });
    await proveFile(before, newMemory(), realPorts(world.db, world.downloads));
    expect(await world.row(1)).toMatchObject({ state: 'saved', finalName: nameOf(1) });
  });
});

describe('a clip whose turn was planned', () => {
  it('is written over what it has left behind since', async () => {
    await world.record(1);
    const row = await theRow(1);
    await world.db.put('saves', { ...row.save, attempts: 1 });
    world.downloads.disk.set(nameOf(1), { url: urlOf(1), bytes: 600 });
    const { saver } = world.worker({
      async plan(now, wish) {
        const plan = await readPlan(world.db, now, wish);
        const left = await theRow(1);
        if (left.save.state === 'wanted') await world.db.put('saves', { ...left.save, left: { name: `Pika/clip - ${idOf(1)}.mp4`, given: true } });
        return plan;
      },
    });
    await world.live(saver, 5);
    expect([...world.downloads.disk]).toEqual([[nameOf(1), { url: urlOf(1), bytes: 1000 }]]);
  });

  it('is not begun when it has been put off or taken up since', async () => {
    await world.record(1, 2);
    const { saver } = world.worker({
      async plan(now, wish) {
        const plan = await readPlan(world.db, now, wish);
        const [one, two] = await Promise.all([theRow(1), theRow(2)]);
        await world.db.put('saves', { ...one.save, nextAttemptAt: now + 60_000 });
        await world.db.put('saves', { ...two.save, state: 'saved' });
        return plan;
      },
    });
    await saver.pump();
    await settle();
    expect(world.downloads.requests).toEqual([]);
    expect([(await world.row(1))?.state, (await world.row(2))?.state]).toEqual(['wanted', 'saved']);
  });
});

describe('a file that two lines of the browser name', () => {
  it('stays when the one is removed that the ledger does not know', async () => {
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 5);
    expect(await world.row(1)).toMatchObject({ state: 'saved', downloadId: 1 });
    first.kill();
    world.downloads.listTwice(1);
    const second = world.worker();
    await second.saver.reconcile();
    expect(await world.downloads.find(2)).toBeNull();
    expect([...world.downloads.disk.keys()]).toEqual([nameOf(1)]);
  });
});

describe('the name that the browser gives', () => {
  it('is in the ledger as soon as it is told, before any look', async () => {
    world.downloads.asks = true;
    await world.record(1);
    let looks = 0;
    const { saver } = world.worker({
      find(id) {
        looks += 1;
        return world.downloads.find(id);
      },
    });
    await world.live(saver, 1);
    await settle();
    expect(await world.row(1)).toMatchObject({ state: 'downloading', downloadId: 1, finalName: null });
    const before = looks;
    world.downloads.answerDialog('Pika/my own.mp4');
    await settle();
    expect(looks).toBe(before);
    expect(await world.row(1)).toMatchObject({ state: 'downloading', finalName: '/d/Pika/my own.mp4' });
  });
});
