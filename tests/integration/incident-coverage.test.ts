import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Check } from '../../lib/domain/health/monitor.ts';
import type { Incident } from '../../lib/domain/health/incident.ts';
import { appendChecks } from '../../lib/store/checks.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { type KnownCoverage, readCoverage } from '../../lib/store/incident-coverage.ts';
import { updatePauses } from '../../lib/store/pauses.ts';
import { keepHistory } from '../../lib/store/seal.ts';
import { DAY, HOUR, MINUTE } from '../../lib/time.ts';
import { COVER, everyMinute, START } from '../unit/health/history-world.ts';
import { INCIDENT } from '../unit/health/export/sample.ts';

let db: Store;
const NOW = START + 3 * DAY;

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

function incident(start: number, end: number | null, monitors: Incident['monitors'] = ['pika-web']): Incident {
  return { ...INCIDENT, id: `pika@${start}`, start, end, open: end === null ? 1 : 0, monitors };
}

async function shareOf(one: Incident, now = NOW, known: KnownCoverage = new Map()): Promise<number | undefined> {
  return (await readCoverage(db, [one], now, known)).get(one.id);
}

describe('how much of an incident was watched', () => {
  it('is all of it where the checks went on, before its day is sealed and after, over midnight', async () => {
    const from = START + 23 * HOUR;
    await add(everyMinute(from - HOUR, 4 * 60));
    const one = incident(from, from + 2 * HOUR);
    expect(await shareOf(one)).toBe(1);
    await keepHistory(db, NOW);
    expect(await shareOf(one)).toBe(1);
  });

  it('leaves out the time in which the machine slept, but for what the last check still covers', async () => {
    await add([...everyMinute(START, 30), ...everyMinute(START + 90 * MINUTE, 30)]);
    expect(await shareOf(incident(START, START + 2 * HOUR))).toBe((HOUR - MINUTE + COVER) / (2 * HOUR));
  });

  it('is that of all its monitors together', async () => {
    await add([...everyMinute(START, 60), ...everyMinute(START, 30, () => ({ monitor: 'pika-api' }))]);
    expect(await shareOf(incident(START, START + HOUR, ['pika-web', 'pika-api']))).toBe((60 + 31) / 120);
  });

  it('has pauses on neither side', async () => {
    await add([...everyMinute(START, 20), ...everyMinute(START + 40 * MINUTE, 10)]);
    await updatePauses(db, () => [{ from: START + 20 * MINUTE, to: START + 40 * MINUTE, monitors: null, why: 'manual' }]);
    expect(await shareOf(incident(START, START + HOUR))).toBe((20 + 11) / 40);
  });

  it('grows with one that goes on, and is kept for one that is over', async () => {
    await add(everyMinute(START, 30));
    const known: KnownCoverage = new Map();
    const open = incident(START, null);
    expect(await shareOf(open, START + 30 * MINUTE, known)).toBe(1);
    expect(await shareOf(open, START + 62 * MINUTE, known)).toBe(0.5);
    const over = incident(START, START + 30 * MINUTE);
    expect(await shareOf(over, NOW, known)).toBe(1);
    await db.clear('checks');
    expect(await shareOf(over, NOW, known)).toBe(1);
  });

  it('is not known once the checks are forgotten', async () => {
    expect(await shareOf(incident(START, START + HOUR))).toBeUndefined();
  });
});
