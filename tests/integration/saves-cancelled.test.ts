import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { readHold } from '../../lib/store/saving.ts';
import { type SaverWorld, saverWorld, settle, urlOf } from '../support/saver-world.ts';

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
});

/** The id of the download that runs for a clip. */
async function runningId(n: number): Promise<number> {
  const id = (await world.row(n))?.downloadId;
  expect(id).toEqual(expect.any(Number));
  return id as number; // just seen
}

describe('a download that the browser calls cancelled by the user', () => {
  beforeEach(() => {
    world.downloads.answer = () => ({ kind: 'file', bytes: 1000, stands: true });
  });

  it('sooner than anybody could have done that is begun once more', async () => {
    await world.record(1);
    const { saver } = world.worker();
    await world.live(saver, 1);
    world.downloads.stop(await runningId(1));
    world.downloads.answer = () => ({ kind: 'file', bytes: 1000 });
    await world.live(saver, 10);
    expect(world.downloads.requests).toHaveLength(2);
    expect(await world.row(1)).toMatchObject({ state: 'saved', attempts: 2 });
  });

  it('before anybody has seen it run for so long is begun once more, after whatever else has gone wrong with it', async () => {
    world.downloads.answer = (_url, nth) => (nth === 0 ? { kind: 'break', reason: 'network' } : { kind: 'file', bytes: 1000, stands: nth === 1 });
    await world.record(1);
    const first = world.worker();
    while ((await world.row(1))?.attempts !== 2 || (await world.row(1))?.downloadId === null) await world.live(first.saver, 1);
    first.kill();
    world.downloads.stop(await runningId(1));
    world.downloads.advance(3_000);
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 20, 5_000);
    expect(await world.row(1)).toMatchObject({ state: 'saved', attempts: 3 });
    expect(await world.row(1)).not.toHaveProperty('doubted');
  });

  it('so soon a second time is left out', async () => {
    await world.record(1);
    const { saver } = world.worker();
    await world.live(saver, 1);
    world.downloads.stop(await runningId(1));
    while ((await world.row(1))?.attempts !== 2 || (await world.row(1))?.downloadId === null) await world.live(saver, 1);
    world.downloads.stop(await runningId(1));
    await world.live(saver, 30, 5_000);
    expect(await world.row(1)).toMatchObject({ state: 'skipped', problem: { kind: 'cancelled' } });
    expect(world.downloads.requests).toHaveLength(2);
  });

  it('after a while is left out at once', async () => {
    await world.record(1);
    const { saver } = world.worker();
    await world.live(saver, 4);
    world.downloads.stop(await runningId(1));
    await world.live(saver, 30, 5_000);
    expect(await world.row(1)).toMatchObject({ state: 'skipped', problem: { kind: 'cancelled' } });
    expect(world.downloads.requests).toHaveLength(1);
  });
});

describe('a download that ends before it has a name', () => {
  it('is no question to the user where others have just got theirs', async () => {
    await world.record(1);
    const { saver } = world.worker();
    await world.live(saver, 5);
    expect(await world.saved()).toBe(1);
    world.downloads.asks = true;
    await world.record(2);
    await world.live(saver, 1);
    world.downloads.answerDialog(null);
    await settle();
    expect(await readHold(world.db, world.downloads.now)).toBeNull();
    world.downloads.asks = false;
    await world.live(saver, 10);
    expect(world.filesOf()).toEqual([1, 2].map(urlOf));
    expect(await world.row(2)).toMatchObject({ state: 'saved', attempts: 2 });
  });

  it('is no question to the user where that was seen by nobody, the worker being dead', async () => {
    world.downloads.asks = true;
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 2);
    first.kill();
    world.downloads.answerDialog(null);
    world.downloads.asks = false;
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 10);
    expect(await world.row(1)).toMatchObject({ state: 'saved', attempts: 2 });
  });

  it('is one the second time, of whichever clip, and so much as one dialog more is all that it costs', async () => {
    await world.record(1);
    const { saver } = world.worker();
    await world.live(saver, 5);
    world.downloads.asks = true;
    await world.record(2);
    await world.live(saver, 1);
    world.downloads.answerDialog(null);
    await world.record(3, 4, 5, 6, 7, 8);
    await world.live(saver, 1);
    world.downloads.answerDialog(null);
    await world.live(saver, 60, 60_000);
    expect(await readHold(world.db, world.downloads.now)).toBe('asks');
    expect(world.downloads.requests).toHaveLength(3);
  });
});
