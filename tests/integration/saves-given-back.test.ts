import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type SaverWorld, type Worker, saverWorld, urlOf } from '../support/saver-world.ts';

const MINUTE = 60_000;

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
});

/** A whole file that was thrown away, and the browser killed before it had written that down: it says that the file is there. */
async function giveBack(first: Worker, unwritten = MINUTE, id = 1): Promise<Worker> {
  first.kill();
  world.downloads.crash(0, 0, unwritten);
  expect(await world.downloads.find(id)).toMatchObject({ state: 'complete', exists: true });
  const next = world.worker();
  await next.saver.reconcile();
  return next;
}

describe('a file that a killed browser gives back although it was thrown away', () => {
  beforeEach(() => {
    // What the server has differs from what came, for a moment.
    world.downloads.copy = () => ({ kind: 'whole', size: 999 });
  });

  it('is fetched again: nothing is called saved that is not on disk', async () => {
    await world.record(1);
    const first = world.worker();
    while ((await world.row(1))?.problem?.kind !== 'wrong-size') await world.live(first.saver, 1);
    expect([...world.downloads.disk]).toEqual([]);
    world.downloads.copy = () => ({ kind: 'whole', size: 1000 });
    const second = await giveBack(first);
    await world.live(second.saver, 60, 5_000);
    expect(await world.row(1)).toMatchObject({ state: 'saved' });
    expect(world.filesOf()).toEqual([urlOf(1)]);
  });

  it('is so, too, where the worker had died before it could note what it had done', async () => {
    await world.record(1);
    const first: Worker = world.worker({
      async discard(id) {
        await world.downloads.discard(id);
        first.kill();
        return new Promise<never>(() => {});
      },
    });
    await world.live(first.saver, 5);
    expect(await world.row(1)).toMatchObject({ state: 'verifying' });
    expect([...world.downloads.disk]).toEqual([]);
    world.downloads.copy = () => ({ kind: 'whole', size: 1000 });
    const second = await giveBack(first);
    await world.live(second.saver, 60, 5_000);
    expect(await world.row(1)).toMatchObject({ state: 'saved' });
    expect(world.filesOf()).toEqual([urlOf(1)]);
  });

  it('is fetched again though much has gone wrong with it before', async () => {
    world.downloads.answer = (_url, nth) => (nth < 6 ? { kind: 'break', reason: 'network' } : { kind: 'file', bytes: 1000 });
    await world.record(1);
    const first = world.worker();
    while ((await world.row(1))?.problem?.kind !== 'wrong-size') await world.live(first.saver, 1, 30_000);
    world.downloads.copy = () => ({ kind: 'whole', size: 1000 });
    const second = await giveBack(first, MINUTE, 7);
    await world.live(second.saver, 100, 60_000);
    expect(await world.row(1)).toMatchObject({ state: 'saved' });
    expect(world.filesOf()).toEqual([urlOf(1)]);
  });

  it('is told from one that is there, which is not fetched again, however long the browser takes to look', async () => {
    world.downloads.copy = () => ({ kind: 'unavailable', httpStatus: 503 });
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 3);
    expect(await world.row(1)).toMatchObject({ state: 'verifying' });
    world.downloads.copy = () => ({ kind: 'whole', size: 1000 });
    const second = await giveBack(first, 0);
    await world.live(second.saver, 60);
    expect(await world.row(1)).toMatchObject({ state: 'saved', attempts: 1 });
    expect(world.downloads.requests).toHaveLength(1);
  });
});
