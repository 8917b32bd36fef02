import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { isPaused, pause } from '../../lib/domain/health/pauses.ts';
import { type HealthWrite, record } from '../../lib/domain/health/record.ts';
import { readChecks } from '../../lib/store/checks.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { enrichIncidents, readIncident, readIncidents, readOpenIncidents } from '../../lib/store/incidents.ts';
import { parseWindow } from '../../lib/domain/health/maintenance.ts';
import { readPauses, readWindows, updatePauses, writeWindows } from '../../lib/store/pauses.ts';
import { updateHealth } from '../../lib/store/update-health.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { type Answer, ERROR_503, GOOD, reading, START } from '../unit/health/world.ts';

let db: Store;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
});

function check(at: number, answer: Answer): Promise<HealthWrite> {
  const look = { now: at, due: ['pika-web'] as const, readings: [reading('pika-web', at, answer)], barrier: null, controls: true, slept: false };
  return updateHealth(db, (facts) => record(facts, look, 0));
}

/** An outage of `minutes` from `start`, with a good check before it and three after it. */
async function outage(start: number, minutes: number): Promise<void> {
  await check(start - 2 * MINUTE, GOOD);
  for (let at = start; at < start + minutes * MINUTE; at += 30 * SECOND) await check(at, ERROR_503);
  for (let i = 0; i < 3; i += 1) await check(start + minutes * MINUTE + i * 30 * SECOND, GOOD);
}

describe('incidents in the store', () => {
  it('are written with the check that confirms or ends them', async () => {
    await check(START, GOOD);
    for (const second of [60, 90]) await check(START + second * SECOND, ERROR_503);
    expect(await readOpenIncidents(db)).toEqual([]);
    await check(START + 2 * MINUTE, ERROR_503);
    const [open] = await readOpenIncidents(db);
    expect(open).toMatchObject({ start: START + MINUTE, confirmedAt: START + 2 * MINUTE, end: null });
    expect(open?.evidence.map(({ at }) => (at - START) / SECOND)).toEqual([60, 90, 120]);
    for (const minute of [3, 4, 5]) await check(START + minute * MINUTE, GOOD);
    expect(await readOpenIncidents(db)).toEqual([]);
    expect(await readIncident(db, open?.id ?? '')).toMatchObject({ open: 0, end: START + 3 * MINUTE });
  });

  it('are not written when the check is not', async () => {
    await check(START, GOOD);
    for (const second of [60, 90]) await check(START + second * SECOND, ERROR_503);
    const down = updateHealth(db, (facts) => {
      const look = { now: START + 2 * MINUTE, due: [], readings: [reading('pika-web', START + 2 * MINUTE, ERROR_503)], barrier: null, controls: true, slept: false };
      const write = record(facts, look, 0);
      return { ...write, watch: { ...write.watch, unfit: () => {} } };
    });
    await expect(down).rejects.toThrow(/clone/i);
    expect(await db.count('incidents')).toBe(0);
    expect((await readHealth(db)).states[0]?.status).toBe('up');
  });

  it('are found by the period that they touch, newest first', async () => {
    await outage(START + DAY, 60);
    await outage(START + 2 * DAY, 10);
    const starts = async (from: number, to: number): Promise<number[]> => (await readIncidents(db, from, to)).map(({ start }) => start - START);
    expect(await starts(START, START + 9 * DAY)).toEqual([2 * DAY, DAY]);
    expect(await starts(START + DAY + 30 * MINUTE, START + DAY + 31 * MINUTE)).toEqual([DAY]);
    expect(await starts(START + DAY + HOUR, START + 2 * DAY)).toEqual([]);
  });

  it('are opened again by a relapse, and by nothing later', async () => {
    await outage(START, 10);
    const [first] = await readIncidents(db, START, START + DAY);
    for (const second of [0, 30, 60]) await check(START + 13 * MINUTE + second * SECOND, ERROR_503);
    expect(await readOpenIncidents(db)).toMatchObject([{ id: first?.id, start: START, parts: [{ end: START + 10 * MINUTE }, { end: null }] }]);
    for (const minute of [15, 16, 17]) await check(START + minute * MINUTE, GOOD);
    await check(START + 28 * MINUTE, GOOD);
    for (const second of [0, 30, 60]) await check(START + 30 * MINUTE + second * SECOND, ERROR_503);
    expect(await readIncidents(db, START, START + DAY)).toHaveLength(2);
  });

  it('take what is learned elsewhere, and keep it through the next check', async () => {
    for (const second of [0, 30, 60]) await check(START + second * SECOND, ERROR_503);
    expect(await enrichIncidents(db, START, (incident) => ({ ...incident, models: ['Pika 2.2'] }))).toBe(1);
    await check(START + 2 * MINUTE, ERROR_503);
    expect((await readOpenIncidents(db))[0]).toMatchObject({ models: ['Pika 2.2'], evidence: { length: 4 } });
    expect(await enrichIncidents(db, START, (incident) => incident)).toBe(0);
  });

  it('keep the headers of failed answers as evidence, from the first suspicion on, and history does not', async () => {
    const headers = 'cf-ray: 8df1a2b3c4d5e6f7-DFW; retry-after: 30';
    await check(START, GOOD);
    for (const second of [60, 90, 120]) await check(START + second * SECOND, { ...ERROR_503, headers });
    const [open] = await readOpenIncidents(db);
    expect(open?.evidence.map((item) => item.headers)).toEqual([headers, headers, headers]);
    expect((await readChecks(db, 'pika-web', START, START + DAY)).filter((one) => 'headers' in one)).toEqual([]);
    const [first] = open?.evidence ?? [];
    await putLoose('incidents', { ...open, evidence: [{ ...first, headers: 'x'.repeat(201) }, { ...first, headers: { server: 'x' } }, first] });
    expect((await readOpenIncidents(db))[0]?.evidence.map((item) => item.headers)).toEqual([undefined, undefined, headers]);
  });

  it('of earlier versions have no reasons, and damaged reasons are left out', async () => {
    await outage(START, 10);
    const [incident] = await readIncidents(db, START, START + DAY);
    expect(incident).not.toHaveProperty('reasons');
    const good = { monitor: 'pika-web', at: START, text: 'Slow' };
    const damaged = [null, 7, { ...good, monitor: 'x' }, { ...good, at: '1' }, { ...good, text: 1 }, { ...good, text: 'x'.repeat(201) }];
    await putLoose('incidents', { ...incident, reasons: [...damaged, good] });
    expect((await readIncidents(db, START, START + DAY))[0]?.reasons).toEqual([good]);
    await putLoose('incidents', { ...incident, reasons: 'Slow' });
    expect(await readIncidents(db, START, START + DAY)).toEqual([incident]);
  });

  it('that are damaged are made anew from the monitors', async () => {
    for (const second of [0, 30, 60]) await check(START + second * SECOND, ERROR_503);
    const [open] = await readOpenIncidents(db);
    await putLoose('incidents', { ...open, parts: 'none' });
    expect(await readOpenIncidents(db)).toEqual([]);
    await check(START + 2 * MINUTE, ERROR_503);
    expect(await readOpenIncidents(db)).toMatchObject([{ id: open?.id, start: START }]);
    expect(await db.count('incidents')).toBe(1);
  });
});

describe('pauses in the store', () => {
  it('reach the next decision, and its monitors are not asked', async () => {
    await check(START, GOOD);
    await updatePauses(db, (spans) => pause(spans, ['pika-web'], START + SECOND, START + HOUR));
    const write = await check(START + MINUTE, ERROR_503);
    expect(write.checks).toEqual([]);
    expect((await readHealth(db)).states[0]?.status).toBe('paused');
    expect(isPaused(await readPauses(db), 'pika-web', START + MINUTE)).toBe(true);
  });

  it('that are damaged are left out, and never read as all monitors', async () => {
    const good = { from: 1, to: 2, monitors: ['pika-web'], why: 'manual' };
    const damaged = [null, 7, { ...good, monitors: ['pika'] }, { ...good, monitors: undefined }, { ...good, to: 0 }, { ...good, from: '1' }, { ...good, why: 1 }];
    await putLoose('meta', { key: 'pauses', value: [good, ...damaged] });
    expect(await readPauses(db)).toEqual([good]);
  });

  it('come with windows that are read back as they were written', async () => {
    const weekly = { id: 'a', name: 'Sundays', monitors: null, createdAt: 0, when: { kind: 'weekly', weekdays: [0], startMinute: 120, minutes: 60, zone: 'Asia/Kolkata' } } as const;
    await writeWindows(db, [weekly, { ...weekly, id: 'b', when: { kind: 'once', from: 5, to: 9 } }]);
    expect(await readWindows(db)).toEqual([weekly, { ...weekly, id: 'b', when: { kind: 'once', from: 5, to: 9 } }]);
    for (const when of [{ kind: 'daily' }, { ...weekly.when, weekdays: [7] }, { ...weekly.when, startMinute: 1440 }, { ...weekly.when, minutes: 0 }, { kind: 'once', from: 9, to: 9 }]) {
      expect(parseWindow({ ...weekly, when })).toBeNull();
    }
  });
});

/** Writes a row whatever its shape: damage is what is tested. */
async function putLoose(store: string, row: unknown): Promise<void> {
  const loose = db as unknown as { put(store: string, row: unknown): Promise<unknown> };
  await loose.put(store, row);
}
