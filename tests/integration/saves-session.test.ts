import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DownloadView } from '../../lib/domain/clips/download.ts';
import type { Answer } from '../support/fake-downloads.ts';
import { type SaverWorld, saverWorld, settle, urlOf, type Worker } from '../support/saver-world.ts';
import { readObstacle } from '../../lib/store/obstacle.ts';
import type { SavePorts } from '../../lib/tasks/saves/ports.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
});

/** Three downloads run when the browser quits, which says of them that the user cancelled them. */
async function quit(hears: boolean): Promise<void> {
  await world.record(1, 2, 3);
  const first = world.worker();
  // The first goes alone for a second; then all have been asked for, and begin together.
  world.downloads.answer = (url, nth) => ({ kind: 'file', bytes: 1000, headersAfter: url === urlOf(1) ? 1500 : 500, stands: nth === 0 });
  await world.live(first.saver, 6, 1_000);
  expect(await Promise.all([1, 2, 3].map((n) => world.row(n)))).toMatchObject(Array.from({ length: 3 }, () => ({ state: 'downloading', downloadId: expect.any(Number) })));
  if (!hears) first.kill();
  world.downloads.quit();
  await settle();
  first.kill();
}

/** A worker that dies as it calls this. */
function diesAt(call: keyof SavePorts): Worker {
  const worker: Worker = world.worker({
    [call]: () => {
      worker.kill();
      return new Promise<never>(() => {});
    },
  });
  return worker;
}

describe('what the browser’s quitting has cancelled', () => {
  describe.each([true, false])('and the worker heard of it: %s', (hears) => {
    it.each(['isNewSession', 'noteRestart', 'markSession', 'findOurs', 'plan', 'find', 'acts', 'step'] as const)('is saved though the next worker dies at %s', async (call) => {
      await quit(hears);
      world.downloads.restart();
      const second = diesAt(call);
      void second.saver.reconcile();
      await settle();
      second.kill();
      world.downloads.advance(2 * MINUTE);
      const third = world.worker();
      await third.saver.reconcile();
      await world.live(third.saver, 30, 5_000);
      expect(world.filesOf()).toEqual([1, 2, 3].map(urlOf));
      expect(await world.saved()).toBe(3);
    });

    it('is saved though the new browser lists it as running before it calls it cancelled', async () => {
      await quit(hears);
      const item = await world.downloads.find(2);
      world.downloads.restart();
      const listed = { ...item, state: 'in_progress', reason: null };
      let looks = 0;
      const { saver } = world.worker({ find: (id) => (id === 2 && (looks += 1) <= 3 ? Promise.resolve(listed as DownloadView) : world.downloads.find(id)) });
      await saver.reconcile();
      await world.live(saver, 40, 5_000);
      expect(looks).toBeGreaterThan(hears ? 0 : 3);
      expect(world.filesOf()).toEqual([1, 2, 3].map(urlOf));
      expect(await world.saved()).toBe(3);
    });

    it('is saved though the event that wakes the next worker comes before its start is through', async () => {
      await quit(hears);
      world.downloads.advance(HOUR);
      world.downloads.restart();
      const { saver } = world.worker();
      await world.live(saver, 2);
      await saver.reconcile();
      await world.live(saver, 30, 5_000);
      expect(world.filesOf()).toEqual([1, 2, 3].map(urlOf));
    });
  });

  it.each(['isNewSession', 'noteRestart', 'markSession', 'findOurs', 'find', 'acts', 'step'] as const)('is no question that the user has refused, had it no name yet, though the next worker dies at %s', async (call) => {
    world.downloads.asks = true;
    await world.record(1, 2, 3);
    const first = world.worker();
    await world.live(first.saver, 1, 1_000);
    expect(world.downloads.dialogs).toBe(1);
    first.kill();
    world.downloads.quit();
    world.downloads.asks = false;
    world.downloads.restart();
    const second = diesAt(call);
    void second.saver.reconcile();
    await settle();
    second.kill();
    const third = world.worker();
    await third.saver.reconcile();
    await world.live(third.saver, 10, 1_000);
    expect(world.filesOf()).toEqual([1, 2, 3].map(urlOf));
    expect(await readObstacle(world.db)).toBeNull();
  });

  it.each<[string, Answer, number]>([
    ['stopped, since it stood still,', { kind: 'file', bytes: 1000, stands: true }, 30_000],
    // Chromium calls what has failed cancelled from the moment that it is told to put it away.
    ['put away after a failure,', { kind: 'break', reason: 'server' }, 1_000],
  ])('is told from what the extension itself has %s though the worker dies before its line is gone', async (_why, ill, step) => {
    await world.record(1);
    world.downloads.answer = (_url, nth) => (nth === 0 ? ill : { kind: 'file', bytes: 1000 });
    let stopped = false;
    const first: Worker = world.worker({
      discard: async (id) => {
        stopped = true;
        world.downloads.stop(id);
        first.kill();
      },
    });
    await world.live(first.saver, 12, step);
    expect(stopped).toBe(true);
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 10, 30_000);
    expect(world.filesOf()).toEqual([urlOf(1)]);
    expect(await world.saved()).toBe(1);
  });

  it('is told from what the user cancels in the next session, whenever its workers die', async () => {
    await quit(true);
    world.downloads.restart();
    world.downloads.answer = () => ({ kind: 'file', bytes: 1000, stands: true });
    const second = diesAt('markSession');
    void second.saver.reconcile();
    await settle();
    second.kill();
    const third = world.worker();
    await third.saver.reconcile();
    await world.live(third.saver, 8, 1_000);
    for (const n of [1, 2, 3]) world.downloads.stop((await world.row(n))?.downloadId ?? 0);
    await settle();
    third.kill();
    const asked = world.downloads.requests.length;
    const fourth = world.worker();
    await fourth.saver.reconcile();
    await world.live(fourth.saver, 10, MINUTE);
    expect(asked).toBe(6);
    expect(world.downloads.requests).toHaveLength(asked);
    expect(await Promise.all([1, 2, 3].map((n) => world.row(n)))).toMatchObject([{ state: 'skipped' }, { state: 'skipped' }, { state: 'skipped' }]);
  });
});
