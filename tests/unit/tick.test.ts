import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Store, closeStore, openStore } from '../../lib/store/db.ts';
import { claimTasks, finishTask } from '../../lib/store/due.ts';
import { type TickPorts, type TickTask, runTick } from '../../lib/tasks/tick.ts';
import type { Due } from '../../lib/domain/schedule.ts';
import { HOUR, MINUTE } from '../../lib/time.ts';
import { NOW } from '../support/builders.ts';

let db: Store;
let now = NOW;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
  now = NOW;
});

const said: string[] = [];

interface Found {
  readonly due: readonly Due[];
  readonly jobs: boolean;
}

type Task = TickTask<Found>;

let jobs = false;
const look = async (): Promise<Found> => ({ due: await db.getAll('due'), jobs });

function tick(tasks: readonly Task[], owner = 'this life', ports: Partial<TickPorts<Found>> = {}): Promise<boolean> {
  return runTick(tasks, {
    now: () => now,
    owner,
    look,
    claim: (all, who, at) => claimTasks(db, all, who, at),
    finish: (task, who, at) => finishTask(db, task, who, at),
    log: (event, facts) => said.push(`${event} ${String(facts?.['task'])}`),
    ...ports,
  });
}

function task(name: string, period: number, run: () => Promise<void> = async () => {}): { readonly runs: () => number; readonly task: Task } {
  let runs = 0;
  const counted = async () => {
    runs += 1;
    await run();
  };
  return { runs: () => runs, task: { name, period, leaseFor: MINUTE, run: counted } };
}

describe('a tick', () => {
  it('runs what is due, and not before it is due again', async () => {
    const [often, seldom] = [task('often', 0), task('seldom', HOUR)];
    for (let n = 0; n < 4; n += 1) {
      await tick([often.task, seldom.task]);
      now += MINUTE;
    }
    expect([often.runs(), seldom.runs()]).toEqual([4, 1]);
    now += HOUR;
    await tick([often.task, seldom.task]);
    expect(seldom.runs()).toBe(2);
  });

  it('schedules a task that fails like one that succeeds, and runs the others', async () => {
    const broken = task('broken', HOUR, () => Promise.reject(new Error('no')));
    const sound = task('sound', 0);
    await tick([broken.task, sound.task]);
    await tick([broken.task, sound.task]);
    now += 2 * HOUR;
    await tick([broken.task, sound.task]);
    expect([broken.runs(), sound.runs()]).toEqual([2, 3]);
    expect(said).toContain('task.failed broken');
  });

  it('catches what a task throws before it waits for anything', async () => {
    const rash = task('rash', 0);
    const thrower: Task = { ...rash.task, run: () => { throw new Error('at once'); } };
    await expect(tick([thrower])).resolves.toBe(true);
  });

  it('does not run what another tick is running, and takes over from a dead worker when its lease is out', async () => {
    const slow = task('slow', 0, () => new Promise(() => {}));
    void tick([slow.task], 'a life that dies');
    await expect.poll(slow.runs).toBe(1);
    const next = task('slow', 0);
    await tick([next.task]);
    expect(next.runs()).toBe(0);
    now += MINUTE;
    await tick([next.task]);
    expect(next.runs()).toBe(1);
  });

  it('leases nothing to a task that has nothing to do, and lets it stay due', async () => {
    const polls = task('poll-jobs', HOUR);
    const looking: Task = { ...polls.task, wanted: (found) => found.jobs };
    jobs = false;
    expect(await tick([looking])).toBe(false);
    expect([polls.runs(), await db.count('due')]).toEqual([0, 0]);
    jobs = true;
    expect(await tick([looking])).toBe(true);
    expect(polls.runs()).toBe(1);
  });

  it('asks for no lease while nothing is due', async () => {
    const seldom = task('seldom', HOUR);
    expect(await tick([seldom.task])).toBe(true);
    const claim = (): never => expect.fail('a lease was asked for');
    expect(await tick([seldom.task], 'this life', { claim })).toBe(false);
    now += HOUR;
    expect(await tick([seldom.task])).toBe(true);
    expect(seldom.runs()).toBe(2);
  });

  it('runs a task whose look fails: the task says what is wrong', async () => {
    const polls = task('poll-jobs', 0);
    jobs = false;
    const broken = (): Promise<Found> => Promise.reject(new Error('no look'));
    await tick([{ ...polls.task, wanted: (found) => found.jobs }], 'this life', { look: broken });
    expect(polls.runs()).toBe(1);
  });
});
