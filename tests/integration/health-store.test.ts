import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type HealthWrite, record } from '../../lib/domain/health/record.ts';
import { readChecks } from '../../lib/store/checks.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { keepHistory } from '../../lib/store/seal.ts';
import { readHealth } from '../../lib/store/health.ts';
import { updateHealth } from '../../lib/store/update-health.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { ERROR_503, GOOD, reading, START } from '../unit/health/world.ts';

let db: Store;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
});

/** Stores one good check of the site at `at`. */
function check(at: number, answer = GOOD): Promise<HealthWrite> {
  const look = { now: at, due: ['pika-web'] as const, readings: [reading('pika-web', at, answer)], barrier: null, controls: true, slept: false };
  return updateHealth(db, (facts) => record(facts, look, 0));
}

describe('health in the store', () => {
  it('starts empty', async () => {
    expect(await readHealth(db)).toEqual({ states: [], watch: null });
  });

  it('keeps checks, states and the facts of the watching together', async () => {
    const write = await check(START);
    expect(await readHealth(db)).toEqual({ states: write.states, watch: write.watch });
    expect(await readChecks(db, 'pika-web', START, START + 1)).toEqual(write.checks);
  });

  it('packs a quarter of a day into one row and loses none at its border', async () => {
    const times = [START + 6 * HOUR - MINUTE, START + 6 * HOUR - 1, START + 6 * HOUR + MINUTE, START + 6 * HOUR + 2 * MINUTE];
    for (const at of times) await check(at);
    expect(await db.count('checks')).toBe(2);
    const read = await readChecks(db, 'pika-web', START, START + 7 * HOUR);
    expect(read.map(({ at }) => at)).toEqual(times);
    expect((await readChecks(db, 'pika-web', START + 6 * HOUR - 1, START + 6 * HOUR + 2 * MINUTE)).map(({ at }) => at)).toEqual(times.slice(1, 3));
    expect(await readChecks(db, 'pika-cdn', START, START + DAY)).toEqual([]);
  });

  it('lets two ticks that overlap see each other', async () => {
    await check(START);
    await Promise.all([check(START + MINUTE, ERROR_503), check(START + MINUTE + SECOND, ERROR_503)]);
    expect((await readHealth(db)).states[0]).toMatchObject({ failuresInARow: 1 });
    expect(await readChecks(db, 'pika-web', START, START + HOUR)).toHaveLength(2);
  });

  it('goes on as before while old checks are cleared away: nothing is called down or forgotten for it', async () => {
    const first = START - 95 * DAY;
    for (let day = 0; day < 95; day += 1) await check(first + day * DAY);
    // Its own checks of an evening, among which the cleaning goes about its ninety days.
    const evening = Array.from({ length: 10 }, (_, minute) => START + minute * MINUTE);
    const cleaning = keepHistory(db, START);
    const changes = (await Promise.all(evening.map((at) => check(at)))).flatMap((write) => write.changes);
    expect(await cleaning).toEqual({ sealed: 95, forgotten: 5 });
    expect(changes.filter(({ to }) => to === 'down')).toEqual([]);
    expect((await readHealth(db)).states[0]).toMatchObject({ status: 'up', failuresInARow: 0, lastCheckAt: evening.at(-1) });
    expect((await readChecks(db, 'pika-web', START, START + DAY)).map(({ at }) => at)).toEqual(evening);
    expect(await db.count('incidents')).toBe(0);
  });

  it('writes all or nothing when the decision breaks', async () => {
    await check(START);
    const before = await readHealth(db);
    await expect(updateHealth(db, () => {
      throw new Error('a defect');
    })).rejects.toThrow('a defect');
    const later = await check(START + 2 * MINUTE, ERROR_503);
    // The state is put before the check turns out to be unfit.
    const unstorable = { ...later, states: before.states, checks: [{ ...later.checks[0], kind: () => {} }] } as unknown as HealthWrite;
    const stored = await readHealth(db);
    await expect(updateHealth(db, () => unstorable)).rejects.toThrow(/clone/i);
    expect(await readHealth(db)).toEqual(stored);
    expect(stored.states[0]?.lastCheckAt).not.toBe(before.states[0]?.lastCheckAt);
    expect(await readChecks(db, 'pika-web', START, START + HOUR)).toHaveLength(2);
  });

  it('takes damaged rows for missing ones', async () => {
    const { states, checks } = await check(START);
    const damaged: [string, unknown][] = [
      ['monitors', { monitor: 'pika-web', status: 'splendid' }],
      ['monitors', { ...states[0], since: 'yesterday' }],
      ['monitors', { ...states[0], latency: { samples: 'many' } }],
      ['monitors', { ...states[0], failuresInARow: -1 }],
      ['monitors', { ...states[0], monitor: 'constructor' }],
    ];
    for (const [store, row] of damaged) {
      await db.clear('monitors');
      await put(store, row);
      expect((await readHealth(db)).states).toEqual([]);
    }
    await put('meta', { key: 'watch', value: { connection: 'fine' } });
    expect((await readHealth(db)).watch).toBeNull();
    await put('checks', { monitor: 'pika-web', hour: START, checks: [null, { at: 'now' }, checks[0], 7] });
    expect(await readChecks(db, 'pika-web', START, START + HOUR)).toEqual(checks);
    await put('checks', { monitor: 'pika-web', hour: START, checks: 'none' });
    await check(START + MINUTE);
    expect(await readChecks(db, 'pika-web', START, START + HOUR)).toHaveLength(1);
  });
});

/** Writes a row whatever its shape: damage is what is tested. */
async function put(store: string, row: unknown): Promise<void> {
  const loose = db as unknown as { put(store: string, row: unknown): Promise<unknown> };
  await loose.put(store, row);
}
