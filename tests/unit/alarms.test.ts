import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureTick, onTick, TICK } from '../../lib/browser/alarms.ts';
import { MINUTE, SECOND } from '../../lib/time.ts';
import { NOW } from '../support/builders.ts';

interface Alarm {
  readonly name: string;
  readonly scheduledTime: number;
  readonly periodInMinutes?: number;
}

/** The browser's alarms, and how often each was made. */
const { alarms, world } = vi.hoisted(() => {
  const world = { set: new Map<string, Alarm>(), made: 0, now: 0, broken: '', fire: (_alarm: Alarm): void => {} };
  const may = (call: string): void => {
    if (world.broken === call) throw new Error('No');
  };
  const alarms = {
    getAll: async () => {
      may('getAll');
      return [...world.set.values()];
    },
    clear: async (name: string) => world.set.delete(name),
    create: async (name: string, { periodInMinutes }: { periodInMinutes: number }) => {
      may('create');
      world.made += 1;
      world.set.set(name, { name, periodInMinutes, scheduledTime: world.now + periodInMinutes * 60_000 });
    },
    onAlarm: { addListener: (listener: (alarm: Alarm) => void) => (world.fire = listener) },
  };
  return { alarms, world };
});
vi.mock('../../lib/browser/api.ts', () => ({ browser: { alarms } }));

const lines: string[] = [];
const ensure = (now: number): Promise<void> => {
  world.now = now;
  return ensureTick(now, (event) => lines.push(event));
};

beforeEach(() => {
  world.set.clear();
  Object.assign(world, { made: 0, broken: '' });
  lines.length = 0;
});

describe('platform fault 5: the tick alarm', () => {
  it('(a) that was deleted is made again at the next wake of any kind', async () => {
    await ensure(NOW);
    world.set.clear();
    await ensure(NOW + MINUTE);
    expect([...world.set.keys()]).toEqual([TICK]);
    expect(world.made).toBe(2);
  });

  it('(b) of an unknown or old name is cleared, fired or not, and does no work', async () => {
    world.set.set('poll-v0', { name: 'poll-v0', scheduledTime: NOW, periodInMinutes: 1 });
    await ensure(NOW);
    expect([...world.set.keys()]).toEqual([TICK]);
    let ticks = 0;
    onTick(() => (ticks += 1));
    world.set.set('poll-v0', { name: 'poll-v0', scheduledTime: NOW });
    world.fire({ name: 'poll-v0', scheduledTime: NOW });
    expect([ticks, world.set.has('poll-v0')]).toEqual([0, false]);
    world.fire({ name: TICK, scheduledTime: NOW });
    expect(ticks).toBe(1);
  });

  it.each(['create', 'getAll'])('(c) that cannot be made because %s fails costs the wake nothing, and is made at the next', async (call) => {
    world.broken = call;
    await ensure(NOW);
    expect(lines).toEqual(['alarm.failed']);
    world.broken = '';
    await ensure(NOW + 1);
    expect(world.set.has(TICK)).toBe(true);
  });
});

describe('platform fault 7: a wake every five seconds', () => {
  it('does not touch an alarm that fits: its time stays', async () => {
    await ensure(NOW);
    const due = world.set.get(TICK)?.scheduledTime;
    for (let at = NOW; at < NOW + 25 * SECOND; at += 5 * SECOND) await ensure(at);
    expect([world.made, world.set.get(TICK)?.scheduledTime]).toEqual([1, due]);
  });

  it('replaces one of another period, or one that lies further ahead than it can: the clock was set back', async () => {
    world.set.set(TICK, { name: TICK, scheduledTime: NOW + 10 * SECOND, periodInMinutes: 5 });
    await ensure(NOW);
    expect(world.set.get(TICK)?.periodInMinutes).toBe(0.5);
    await ensure(NOW - 2 * MINUTE);
    expect(world.made).toBe(2);
  });
});
