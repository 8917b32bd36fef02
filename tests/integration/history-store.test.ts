import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HistoryView } from '../../lib/domain/health/history/view.ts';
import type { Check } from '../../lib/domain/health/monitor.ts';
import { appendChecks, KEEP_CHECKS, readChecks } from '../../lib/store/checks.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { readHistory } from '../../lib/store/history.ts';
import { keepHistory } from '../../lib/store/seal.ts';
import { DAY, HOUR, MINUTE } from '../../lib/time.ts';
import { checkAt, everyMinute, failedAt, START } from '../unit/health/history-world.ts';
import { restore, type StoredDatabase } from '../support/stored-database.ts';

let db: Store;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
});

async function add(checks: readonly Check[]): Promise<void> {
  const tx = db.transaction(['checks', 'monitors'], 'readwrite');
  await appendChecks(tx.objectStore('checks'), checks);
  await tx.done;
}

function all(): Promise<Check[]> {
  return readChecks(db, 'pika-web', 0, START + 1000 * DAY);
}

function view(now: number): Promise<HistoryView> {
  return readHistory(db, { now, days: 90, offsetAt: () => 330 * MINUTE });
}

/** Good checks that a view of one monitor counts: none lost, none twice. */
function counted({ monitors }: HistoryView): number {
  return monitors[0]?.latency.all?.count ?? 0;
}

function good(checks: readonly Check[]): number {
  return checks.filter(({ outcome, latencyMs }) => outcome === 'up' && latencyMs !== null).length;
}

/** Three evenings and mornings about midnight, with a failure across the second. */
const CHECKS = [0, 1, 2].flatMap((day) =>
  everyMinute(START + day * DAY + 22 * HOUR, 4 * 60, (index) => (day === 1 && index > 110 && index < 130 ? failedAt(START + day * DAY + 22 * HOUR + index * MINUTE) : {})),
);
const NOW = START + 3 * DAY + 2 * HOUR;

describe('sealing', () => {
  it('packs days that are over and changes nothing that can be seen', async () => {
    await add(CHECKS);
    const before = await view(NOW);
    expect(await keepHistory(db, NOW)).toEqual({ sealed: 3, forgotten: 0 });
    expect([await db.count('checks'), await db.count('days')]).toEqual([1, 3]);
    expect(await all()).toEqual(CHECKS);
    expect(await view(NOW)).toEqual(before);
    expect(before.monitors[0]?.windows[1]?.shares.down).toBe(19 * MINUTE);
    expect(counted(before)).toBe(good(CHECKS));
    expect(await keepHistory(db, NOW)).toEqual({ sealed: 0, forgotten: 0 });
  });

  it.each(['kill', 'defect'] as const)('loses nothing and doubles nothing, wherever it is cut short by a %s', async (way) => {
    await add(CHECKS);
    const before = await view(NOW);
    let runs = 0;
    for (let kill = 1; ; kill += 1) {
      const survived = await cutAtWrite(kill, way, () => keepHistory(db, NOW));
      expect(await all()).toEqual(CHECKS);
      expect(await view(NOW)).toEqual(before);
      runs += 1;
      if (survived) break;
    }
    expect(runs).toBeGreaterThan(3);
    expect(await db.count('days')).toBe(3);
  });

  it('lets checks in between its days, and two at once do no more than one', async () => {
    await add(CHECKS);
    const now = everyMinute(NOW, 5);
    const late = checkAt(START + 5 * HOUR);
    await Promise.all([keepHistory(db, NOW), ...now.map((check) => add([check])), keepHistory(db, NOW), add([late])]);
    const whole = [late, ...CHECKS, ...now];
    expect(await all()).toEqual(whole);
    await keepHistory(db, NOW);
    expect(await all()).toEqual(whole);
    expect(counted(await view(NOW + 5 * MINUTE))).toBe(good(whole));
  });

  it('takes late checks into their day, and the next day begins with them', async () => {
    const late = [failedAt(START + 23 * HOUR + 59.5 * MINUTE), checkAt(START + 3 * HOUR)];
    await add([...CHECKS.filter(({ at }) => at < START + 23 * HOUR), checkAt(START + DAY + HOUR)]);
    await keepHistory(db, NOW);
    const together = [...(await all()), ...late].toSorted((a, b) => a.at - b.at);
    await add(late);
    expect(await all()).toEqual(together);
    expect(await keepHistory(db, NOW)).toMatchObject({ sealed: 1 });
    expect(await all()).toEqual(together);
    const after = await view(NOW);
    await db.clear('summaries');
    await db.clear('days');
    await add(together);
    expect(after).toEqual(await view(NOW));
    expect(after.monitors[0]?.windows[1]?.shares.down).toBe(2 * MINUTE);
  });

  it('agrees with the open days at any moment, for any checks', async () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 10_000, max: 9 * HOUR }), fc.constantFrom('up', 'failed', 'blocked')), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(steps, fc.array(fc.nat({ max: 12 }), { maxLength: 3 }), async (story, seals) => {
        for (const store of ['checks', 'days', 'summaries'] as const) await db.clear(store);
        let at = START;
        const checks = story.map(([after, outcome]) => checkAt((at += after), { outcome: outcome as Check['outcome'] })); // one of the three above
        const now = at + MINUTE;
        await add(checks);
        const before = await view(now);
        for (const day of seals) await keepHistory(db, Math.min(now, START + day * DAY));
        expect(await view(now)).toEqual(before);
        expect(await all()).toEqual(checks);
      }),
      { numRuns: 15 },
    );
  });
});

describe('the store after ninety days', () => {
  it('stays flat, keeps what ninety days hold, and its sums for ever', async () => {
    const sizes: number[] = [];
    for (let day = 0; day < 110; day += 1) {
      await add(everyMinute(START + day * DAY, 3, (index) => ({ latencyMs: 100 + day + index })));
      await keepHistory(db, START + day * DAY + HOUR);
      sizes.push((await db.count('days')) + (await db.count('checks')));
    }
    expect(new Set(sizes.slice(91))).toEqual(new Set([91]));
    const end = START + 109 * DAY;
    const kept = await all();
    expect(kept[0]?.at).toBe(end - KEEP_CHECKS);
    expect(kept).toHaveLength(91 * 3);
    expect(await db.count('summaries')).toBeLessThan(4);
    const past = await readHistory(db, { now: START + 50 * DAY, days: 30, offsetAt: () => 0 });
    expect(counted(past)).toBe(90);
  });

  it('does not believe a clock that jumped ahead of every check', async () => {
    await add(CHECKS);
    await keepHistory(db, START + 400 * DAY);
    expect(await all()).toEqual(CHECKS);
    expect(counted(await view(NOW))).toBe(good(CHECKS));
  });

  it('drops late checks of days whose checks are forgotten, since their sums are final', async () => {
    await add(CHECKS);
    await keepHistory(db, NOW);
    const before = await view(NOW);
    await db.clear('days');
    await add([checkAt(START + 5 * HOUR)]);
    await keepHistory(db, NOW);
    expect((await view(NOW)).monitors[0]?.windows).toEqual(before.monitors[0]?.windows);
    expect(await db.count('days')).toBe(0);
  });

  it('of nothing is nothing', async () => {
    expect(await keepHistory(db, NOW)).toEqual({ sealed: 0, forgotten: 0 });
    expect(await view(NOW)).toEqual({ now: NOW, monitors: [] });
  });
});

describe('what older versions and accidents leave', () => {
  it.each(['v1.json', 'v2.json'])('reads and seals the checks of %s', async (name) => {
    await closeStore();
    globalThis.indexedDB = new IDBFactory();
    await restore(JSON.parse(readFileSync(`tests/fixtures/db/${name}`, 'utf8')) as StoredDatabase);
    db = await openStore();
    const checks = await all();
    const now = (checks.at(-1)?.at ?? 0) + 2 * DAY;
    const before = await view(now);
    expect(checks.length).toBe(name === 'v1.json' ? 1 : 211);
    expect(counted(before)).toBe(good(checks));
    await keepHistory(db, now);
    expect(await db.count('checks')).toBe(0);
    expect(await all()).toEqual(checks);
    expect(await view(now)).toEqual(before);
  });

  it('takes damaged rows for missing ones', async () => {
    await add(CHECKS);
    const loose = db as unknown as { put(store: string, row: unknown): Promise<unknown> }; // damage has no type
    await loose.put('checks', { monitor: 'nobody', hour: START, shapes: [], bytes: new Uint8Array([9]) });
    await loose.put('checks', { monitor: 'pika-web', hour: START, shapes: [{}], bytes: new Uint8Array([1, 1, 0, 1, 2, 0]) });
    await loose.put('checks', { monitor: 'pika-web', hour: START + HOUR, shapes: 'none', bytes: [] });
    await loose.put('summaries', { monitor: 'pika-web', chapter: 1e6, bytes: new Uint8Array([1, 255]) });
    await loose.put('days', { monitor: 'pika-web', day: START, shapes: null, bytes: null });
    expect(await all()).toEqual(CHECKS);
    await keepHistory(db, NOW);
    expect(await all()).toEqual(CHECKS);
    expect((await view(NOW)).monitors).toHaveLength(1);
  });
});

/** Runs `work`, but its `n`th write fails; a kill takes the transaction with it, a defect does not. @returns whether it came to its end */
async function cutAtWrite(n: number, way: 'kill' | 'defect', work: () => Promise<unknown>): Promise<boolean> {
  let writes = 0;
  const spies = (['put', 'delete'] as const).map((name) => {
    const real = Reflect.get(IDBObjectStore.prototype, name) as (...args: unknown[]) => unknown; // both are methods
    return vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function counted(this: IDBObjectStore, ...args: unknown[]) {
      writes += 1;
      if (writes === n) {
        if (way === 'kill') this.transaction.abort();
        throw new Error('cut short');
      }
      return Reflect.apply(real, this, args) as never;
    });
  });
  try {
    await work();
    return true;
  } catch {
    return false;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
