import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SavePorts } from '../../lib/tasks/saves/ports.ts';
import { type SaverWorld, type Worker, realPorts, saverWorld, settle, urlOf } from '../support/saver-world.ts';

/** Every point at which the saver waits for the outside is a place to die. */
const PLACES = ['step', 'start', 'find', 'inspect', 'plan', 'row', 'nameFor', 'rowOfDownload'] as const;
const MOMENTS = ['before', 'asked', 'after'] as const;

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
});

describe('a worker killed', () => {
  const cases = PLACES.flatMap((place) => [1, 2, 3, 4, 5, 6].flatMap((nth) => MOMENTS.map((moment) => ({ place, nth, moment }))));

  it.each(cases)('$moment $place call $nth: each clip is on disk once', async ({ place, nth, moment }) => {
    world.downloads.answer = () => ({ kind: 'file', bytes: 1000, headersAfter: 2500 });
    await world.record(1, 2, 3);
    let calls = 0;
    const first: Worker = world.worker(dieAt(place, () => {
      calls += 1;
      return calls === nth;
    }, moment, () => first.kill()));
    await world.live(first.saver, 3);
    first.kill();
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 60);
    expect(await world.saved()).toBe(3);
    expect(world.filesOf()).toEqual([1, 2, 3].map(urlOf));
  });

  it('waits for a download that the dead worker asked for, instead of asking twice', async () => {
    world.downloads.answer = () => ({ kind: 'file', bytes: 1000, headersAfter: 20_000 });
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 2);
    first.kill();
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 60);
    expect(world.downloads.requests).toHaveLength(1);
    expect(await world.saved()).toBe(1);
  });

  it('does not hold up the others for downloads of which it is not known whether they began', async () => {
    world.downloads.answer = () => ({ kind: 'file', bytes: 1000, headersAfter: 25_000 });
    await world.record(...Array.from({ length: 12 }, (_, n) => n + 1));
    const first = world.worker();
    await world.live(first.saver, 2);
    first.kill();
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 2);
    expect(world.downloads.requests).toHaveLength(10);
    await world.live(second.saver, 120);
    expect(await world.saved()).toBe(12);
    expect(world.filesOf()).toHaveLength(12);
  });

  it.each([40_000, 70_000, 100_000])('removes the second file when a download given up for dead begins after %i ms', async (headersAfter) => {
    world.downloads.answer = (_url, nth) => ({ kind: 'file', bytes: 1000, headersAfter: nth === 0 ? headersAfter : 33_000 });
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 2);
    first.kill();
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 120);
    expect(await world.saved()).toBe(1);
    expect(world.downloads.disk.size).toBe(1);
  });

  it('removes a second file whose download the browser did not call ours at first', async () => {
    world.downloads.namesOwnerLate = true;
    world.downloads.answer = (_url, nth) => ({ kind: 'file', bytes: 1000, headersAfter: nth === 0 ? 60_000 : 100 });
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 2);
    first.kill();
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 90);
    expect(await world.saved()).toBe(1);
    expect(world.downloads.disk.size).toBe(2);
    await second.saver.tidy();
    expect(world.downloads.disk.size).toBe(1);
    expect((await world.row(1))?.finalName).toBe([...world.downloads.disk.keys()][0]);
  });

  it('removes a second file that came while no worker lived', async () => {
    await comesTwice();
    await afterAnother();
    expect([...world.downloads.disk.keys()]).toEqual([(await world.row(1))?.finalName]);
  });

  it.each([null, 'findOurs', 'unowned', 'rowOfUrl', 'discard', 'noteSwept'] as const)('removes a second file that came hours before the next worker, though that one dies at %s', async (call) => {
    await comesTwice();
    world.downloads.advance(6 * 3_600_000);
    if (call !== null) await diesAt(call);
    world.downloads.advance(6 * 3_600_000);
    await afterAnother();
    expect([...world.downloads.disk.keys()]).toEqual([(await world.row(1))?.finalName]);
  });

  it('again and again, with the browser’s own crash in the middle: each clip is on disk once', async () => {
    world.downloads.answer = (_url, nth) => (nth % 3 === 1 ? { kind: 'break', reason: 'network' } : { kind: 'file', bytes: 1000, headersAfter: 1500 });
    await world.record(...Array.from({ length: 12 }, (_, n) => n + 1));
    for (let life = 0; life < 25; life += 1) {
      const { saver, kill } = world.worker();
      await saver.reconcile();
      await world.live(saver, 1 + (life % 3), 900);
      kill();
      if (life === 11) world.downloads.crash();
    }
    const last = world.worker();
    await last.saver.reconcile();
    await world.live(last.saver, 200, 2000);
    expect(await world.saved()).toBe(12);
    expect(world.downloads.disk.size).toBe(12);
  });
});

/** Two files of one clip on disk, the second from a slow server while no worker lives. */
async function comesTwice(): Promise<void> {
  world.downloads.answer = (_url, nth) => ({ kind: 'file', bytes: 1000, headersAfter: nth === 0 ? 60_000 : 100 });
  await world.record(1);
  for (const rounds of [2, 50]) {
    const { kill, saver } = world.worker();
    await saver.reconcile();
    await world.live(saver, rounds);
    kill();
  }
  expect(await world.saved()).toBe(1);
  for (let second = 0; second < 30; second += 1) world.downloads.advance(1000);
  expect(world.downloads.disk.size).toBe(2);
}

/** The next worker starts, and lives for a moment. */
async function afterAnother(): Promise<void> {
  const { saver } = world.worker();
  await saver.reconcile();
  await world.live(saver, 3);
}

/** A worker that starts, and dies at the first call of a port. */
async function diesAt(call: 'findOurs' | 'unowned' | 'rowOfUrl' | 'discard' | 'noteSwept'): Promise<void> {
  let called = false;
  const hang = (): Promise<never> => {
    called = true;
    return new Promise<never>(() => {});
  };
  const { kill, saver } = world.worker({ [call]: hang });
  void saver.reconcile();
  void saver.tidy();
  await settle();
  expect(called).toBe(true);
  kill();
}

/** A port at whose call the worker dies: before it asks, after it asked and before it hears, or after it heard. */
function dieAt(place: (typeof PLACES)[number], isNow: () => boolean, moment: (typeof MOMENTS)[number], die: () => void): Partial<SavePorts> {
  const real = realPorts(world.db, world.downloads)[place] as (...args: never[]) => Promise<unknown>; // each place is an asynchronous port
  let dead = false;
  const hang = () => new Promise<never>(() => {});
  const dying = async (...args: never[]): Promise<unknown> => {
    if (dead) return hang();
    dead = isNow();
    if (!dead) return real(...args);
    if (moment === 'asked') void real(...args);
    if (moment === 'after') await real(...args);
    die();
    return hang();
  };
  return { [place]: dying };
}
