import 'fake-indexeddb/auto';
import { IDBDatabase, IDBFactory, IDBIndex, IDBObjectStore } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Save } from '../../lib/domain/clips/save.ts';
import { newState } from '../../lib/domain/health/fold.ts';
import { type MonitorState, PIKA_MONITORS } from '../../lib/domain/health/monitor.ts';
import { newPoll } from '../../lib/domain/jobs/poll.ts';
import { DEFAULT_SETTINGS } from '../../lib/domain/settings.ts';
import { noteAwake } from '../../lib/store/awake.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { claimTasks, finishTask } from '../../lib/store/due.ts';
import { type DueWork, readDueWork } from '../../lib/store/due-work.ts';
import { writeMeta } from '../../lib/store/meta.ts';
import { writeSettings } from '../../lib/store/settings.ts';
import { wantSidecar } from '../../lib/store/sidecars.ts';
import { runTick, type TickTask } from '../../lib/tasks/tick.ts';
import { HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { aClip, aJob, aSave, NOW } from '../support/builders.ts';

/** What a tick finds to do, and what finding nothing costs. */

const LAST = NOW - 30 * SECOND;
const NONE: Omit<DueWork, 'due'> = { health: false, tools: false, generation: false, polls: false, saves: false };

let db: Store;

const up = (monitor: MonitorState['monitor'], over: Partial<MonitorState> = {}): MonitorState => ({
  ...newState(monitor, LAST),
  status: 'up',
  lastCheckAt: LAST,
  lastOkAt: LAST,
  nextCheckAt: LAST + MINUTE,
  ...over,
});

const watch = (over: object = {}): Promise<void> => writeMeta(db, 'watch', { lastTickAt: LAST, graceFrom: null, connection: 'online', connectionSince: LAST, ...over });

/** Half a minute ago all was looked at: a library, jobs and clips that are over, and nothing to do. */
beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
  for (const monitor of PIKA_MONITORS) await db.put('monitors', up(monitor));
  await watch();
  await noteAwake(db, LAST);
  await save(1, { state: 'saved' });
  await save(2, { state: 'failed' });
  await db.put('jobs', aJob({ state: 'finished', active: 0, order: LAST }));
});

async function save(n: number, over: Partial<Save>): Promise<void> {
  const id = `aaaaaaaaaaaaaaa${n}`;
  await db.put('clips', aClip({ id, pathKey: id }));
  await db.put('saves', aSave({ clip: id, ...over }));
}

async function work(online = true, now = NOW): Promise<Omit<DueWork, 'due'>> {
  const { due: _, ...found } = await readDueWork(db, online, now);
  return found;
}

describe('a tick that finds nothing to do', () => {
  it('asks the store eleven times in one transaction, and writes nothing', async () => {
    const seldom: TickTask<DueWork> = { name: 'prune', period: HOUR, leaseFor: MINUTE, run: async () => {} };
    const tasks = [...Object.keys(NONE).map((name): TickTask<DueWork> => ({ name, period: 0, leaseFor: MINUTE, wanted: (found) => found[name as keyof typeof NONE], run: () => expect.fail(name) })), seldom];
    const tick = (): Promise<boolean> =>
      runTick(tasks, {
        now: () => NOW,
        owner: 'this life',
        look: (now) => readDueWork(db, true, now),
        claim: (all, who, now) => claimTasks(db, all, who, now),
        finish: (task, who, now) => finishTask(db, task, who, now),
        log: () => {},
      });
    expect(await tick()).toBe(true);
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const reads = (['get', 'getKey', 'getAll', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor'] as const).flatMap((name) => [vi.spyOn(IDBObjectStore.prototype, name), vi.spyOn(IDBIndex.prototype, name)]);
    const writes = (['put', 'add', 'delete'] as const).map((name) => vi.spyOn(IDBObjectStore.prototype, name));
    const calls = (spies: readonly { mock: { calls: readonly unknown[] } }[]): number => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    expect(await tick()).toBe(false);
    const cost = { transactions: transactions.mock.calls.map(([, mode]: readonly unknown[]) => mode ?? 'readonly'), reads: calls(reads), writes: calls(writes) };
    vi.restoreAllMocks();
    expect(cost).toEqual({ transactions: ['readonly'], reads: 11, writes: 0 });
  });

  it('finds none with tools and sources switched on, where none is due', async () => {
    await writeSettings(db, { ...DEFAULT_SETTINGS, tools: { on: ['runway'], own: [] }, sources: { ...DEFAULT_SETTINGS.sources, fal: { ...DEFAULT_SETTINGS.sources.fal, on: true } } });
    await db.put('monitors', up('tool:runway', { nextCheckAt: NOW + 4 * MINUTE }));
    await db.put('polls', { ...newPoll('fal', 'one', NOW), nextAt: NOW + MINUTE });
    expect(await work()).toEqual({ ...NONE, tools: true });
  });
});

describe('a tick finds work for Pika’s monitors', () => {
  const cases: readonly [string, () => Promise<unknown>, boolean?][] = [
    ['one is due within five seconds', () => db.put('monitors', up('pika-cdn', { nextCheckAt: NOW + 4 * SECOND }))],
    ['one was never checked', () => db.delete('monitors', 'pika-login')],
    ['a row is damaged', () => db.put('monitors', { monitor: 'pika-web' } as MonitorState)],
    ['no check covers the present any more', () => db.put('monitors', up('pika-web', { lastCheckAt: NOW - 4 * MINUTE, nextCheckAt: NOW + MINUTE, heldUntil: NOW + MINUTE }))],
    ['a pause has begun', () => writeMeta(db, 'pauses', [{ from: NOW - SECOND, to: NOW + HOUR, monitors: null, why: '' }])],
    ['a pause is over', () => db.put('monitors', up('pika-web', { status: 'paused' }))],
    ['the last sign of life is old', () => watch({ lastTickAt: NOW - 45 * SECOND })],
    ['the clock was set back', () => watch({ lastTickAt: NOW + HOUR })],
    ['the browser went offline', async () => {}, false],
    ['the permission may have come back', () => watch({ connection: 'not-permitted' })],
    ['it is online again', () => watch({ connection: 'offline' })],
  ];
  it.each(cases)('when %s', async (_name, happens, online = true) => {
    expect((await work()).health).toBe(false);
    await happens();
    expect((await work(online)).health).toBe(true);
  });

  it('but not for what is paused', async () => {
    await writeMeta(db, 'pauses', [{ from: LAST, to: NOW + HOUR, monitors: null, why: '' }]);
    for (const monitor of PIKA_MONITORS) await db.put('monitors', up(monitor, { status: 'paused', nextCheckAt: NOW - MINUTE }));
    expect(await work()).toEqual(NONE);
  });
});

describe('a tick finds other work', () => {
  const cases: readonly [string, Partial<typeof NONE>, () => Promise<unknown>][] = [
    ['a tool that was never asked', { health: true, tools: true }, () => writeSettings(db, { ...DEFAULT_SETTINGS, tools: { on: ['runway'], own: [] } })],
    ['a job under way', { generation: true }, () => db.put('jobs', aJob({ active: 1, order: LAST }))],
    ['a verdict about the generator that still stands', { generation: true }, () => writeMeta(db, 'generation', { status: 'up', since: LAST, judgedAt: LAST, sentence: '' })],
    ['a clip that is wanted', { saves: true }, () => save(3, { state: 'wanted', nextAttemptAt: LAST })],
    ['one that is due before the next tick', { saves: true }, () => save(3, { state: 'wanted', nextAttemptAt: NOW + 29 * SECOND })],
    ['one that is due later', {}, () => save(3, { state: 'wanted', nextAttemptAt: NOW + MINUTE })],
    ['a download', { saves: true }, () => save(3, { state: 'downloading', nextAttemptAt: NOW + HOUR })],
    ['a proof', { saves: true }, () => save(3, { state: 'verifying', nextAttemptAt: NOW + HOUR })],
    ['a file to be written beside a video', { saves: true }, () => db.put('meta', wantSidecar('aaaaaaaaaaaaaaa1', LAST))],
    ['an old sign of life', { saves: true }, () => writeMeta(db, 'awake', NOW - 45 * SECOND)],
    ['a sign of life from the future', { saves: true }, () => writeMeta(db, 'awake', NOW + HOUR)],
    ['a job that its source is to be asked for', { polls: true }, async () => {
      await writeSettings(db, { ...DEFAULT_SETTINGS, sources: { ...DEFAULT_SETTINGS.sources, fal: { ...DEFAULT_SETTINGS.sources.fal, on: true } } });
      await db.put('polls', newPoll('fal', 'one', LAST));
    }],
    ['a job of a source that is switched off', {}, () => db.put('polls', newPoll('fal', 'one', LAST))],
  ];
  it.each(cases)('%s', async (_name, found, happens) => {
    expect(await work()).toEqual(NONE);
    await happens();
    expect(await work()).toEqual({ ...NONE, ...found });
  });
});
