import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DownloadView } from '../../lib/domain/clips/download.ts';
import { readRow } from '../../lib/store/ledger.ts';
import { createSteps } from '../../lib/store/steps.ts';
import { idOf, type SaverWorld, saverWorld, settle } from '../support/saver-world.ts';

/** What saving asks of the store, the browser and the server: on a machine with two cores that is what makes it slow. */

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
});

afterEach(() => {
  vi.restoreAllMocks();
});

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

/** Modes and durabilities of the transactions that were opened since. */
function watchTransactions(): string[] {
  const seen: string[] = [];
  const real = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function opened(this: IDBDatabase, stores, mode, options) {
    seen.push(`${mode ?? 'readonly'} ${options?.durability ?? ''}`.trim());
    return real.call(this, stores, mode, options);
  });
  return seen;
}

describe('saving a hundred clips', () => {
  it('takes the store four transactions a clip at most, half of them writing, and the browser two looks', async () => {
    const CLIPS = 100;
    await world.record(...numbers(CLIPS));
    const asked = { find: 0, inspect: 0 };
    const { saver } = world.worker({
      find(id) {
        asked.find += 1;
        return world.downloads.find(id);
      },
      inspect(url) {
        asked.inspect += 1;
        return world.downloads.inspect(url);
      },
    });
    const opened = watchTransactions();
    void saver.pump();
    await settle();
    // By events alone, as when the browser is quick: nobody pumps.
    for (let n = 0; n < CLIPS && (await world.saved()) < CLIPS; n += 1) {
      world.downloads.advance(100);
      await settle();
    }
    expect(await world.saved()).toBe(CLIPS);
    const writes = opened.filter((one) => one.startsWith('readwrite'));
    expect(opened.length).toBeLessThanOrEqual(4 * CLIPS);
    expect(writes.length).toBeLessThanOrEqual(2 * CLIPS);
    expect(asked.find).toBe(2 * CLIPS);
    expect(asked.inspect).toBe(CLIPS);
  });

  it('leaves no place empty while a finished file is looked at and proven', async () => {
    await world.record(...numbers(12));
    const never = new Promise<DownloadView | null>(() => {});
    const { saver } = world.worker({
      find: async (id) => {
        const item = await world.downloads.find(id);
        return item?.state === 'complete' ? never : item;
      },
    });
    await world.live(saver, 1, 0);
    void saver.pump();
    await settle();
    world.downloads.advance(0);
    await settle();
    const before = world.downloads.requests.length;
    for (let n = 0; n < 20; n += 1) {
      world.downloads.advance(100);
      void saver.pump();
      await settle();
    }
    // The ledger still says of each that it is downloading: only five could have begun by that.
    expect(before).toBeLessThan(12);
    expect(world.downloads.requests).toHaveLength(12);
  });
});

describe('steps of rows', () => {
  const take = () => createSteps(() => Promise.resolve(world.db));
  const mark = (name: string) => ({ save }: { save: Parameters<Parameters<ReturnType<typeof take>>[1]>[0]['save'] }) => ({ ...save, requestedName: `${save.requestedName ?? ''}${name}` });

  it('that are asked for together are written together, as safely as the one that needs it most', async () => {
    await world.record(...numbers(5));
    const step = take();
    const opened = watchTransactions();
    const rows = await Promise.all(numbers(5).map((n) => step(idOf(n), mark('x'), n === 3)));
    expect(rows.map((row) => row?.save.requestedName)).toEqual(['x', 'x', 'x', 'x', 'x']);
    expect(opened).toEqual(['readwrite strict']);
  });

  it('of one clip see what the one before has written', async () => {
    await world.record(1);
    const step = take();
    await Promise.all(['a', 'b', 'c'].map((name) => step(idOf(1), mark(name), false)));
    expect((await world.row(1))?.requestedName).toBe('abc');
  });

  it('answer after the row is there, and null for what was left alone or is not there', async () => {
    await world.record(1);
    const step = take();
    await step(idOf(1), mark('x'), true);
    expect((await readRow(world.db, idOf(1)))?.save.requestedName).toBe('x');
    expect(await step(idOf(1), () => null, true)).toBeNull();
    expect(await step(idOf(2), mark('x'), true)).toBeNull();
  });

  it('fail alone when they cannot be decided', async () => {
    await world.record(1, 2);
    const step = take();
    const bad = step(idOf(1), () => { throw new Error('damaged'); }, true);
    const good = step(idOf(2), mark('x'), true);
    await expect(bad).rejects.toThrow('damaged');
    expect((await good)?.save.requestedName).toBe('x');
  });

  it('fail when the store cannot be opened, and go on when it can again', async () => {
    await world.record(1);
    let works = false;
    const step = createSteps(() => (works ? Promise.resolve(world.db) : Promise.reject(new Error('closed'))));
    await expect(step(idOf(1), mark('x'), true)).rejects.toThrow('closed');
    works = true;
    expect((await step(idOf(1), mark('x'), true))?.save.requestedName).toBe('x');
  });
});
