import { describe, expect, it } from 'vitest';
import { newState } from '../../../lib/domain/health/fold.ts';
import { pause } from '../../../lib/domain/health/pauses.ts';
import type { HealthFacts, HealthWrite } from '../../../lib/domain/health/record.ts';
import { PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { checkMonitors, type CheckMonitorsPorts } from '../../../lib/tasks/check-monitors.ts';
import { HOUR, SECOND } from '../../../lib/time.ts';
import { type Answer, ERROR_503, GOOD, reading, START } from './world.ts';

/** A world of which every call is counted. */
function world(options: { answer?: Answer; online?: boolean; permitted?: boolean; took?: number; facts?: HealthFacts } = {}) {
  const calls: string[] = [];
  const writes: HealthWrite[] = [];
  let told = 0;
  let online = options.online ?? true;
  let facts: HealthFacts = options.facts ?? { states: [], watch: null };
  let now = START;
  const ports: CheckMonitorsPorts = {
    now: () => now,
    online: () => online,
    permitted: async () => options.permitted ?? true,
    probe: async (monitor) => {
      calls.push(monitor);
      const at = now;
      if (calls.length % PIKA_MONITORS.length === 0) now += options.took ?? 0;
      return reading(monitor, at, options.answer ?? GOOD);
    },
    controlsAnswer: async () => {
      calls.push('controls');
      return true;
    },
    readHealth: async () => facts,
    updateHealth: async (decide) => {
      const write = decide(facts);
      writes.push(write);
      facts = { states: write.states.length > 0 ? write.states : facts.states, watch: write.watch };
      return write;
    },
    changed: () => (told += 1),
  };
  return { ports, calls, writes, told: () => told, pass: (ms: number) => (now += ms), disconnect: () => (online = false) };
}

describe('a look', () => {
  it('probes every monitor at first, writes once, and tells what changed', async () => {
    const { ports, calls, writes } = world();
    const changes = await checkMonitors(ports, { jitter: 0 });
    expect(calls).toEqual([...PIKA_MONITORS]);
    expect(writes).toHaveLength(1);
    expect(changes.map((change) => change.kind)).toEqual(['works', 'works', 'works', 'works']);
  });

  it('with nothing due asks nobody', async () => {
    const { ports, calls, pass } = world();
    await checkMonitors(ports, { jitter: 0.9 });
    pass(10 * SECOND);
    await checkMonitors(ports, { jitter: 0.9 });
    expect(calls).toHaveLength(4);
  });

  it('asks the control hosts only when something failed', async () => {
    expect((await looked({ answer: GOOD })).calls).not.toContain('controls');
    expect((await looked({ answer: ERROR_503 })).calls).toContain('controls');
    expect((await looked({ answer: { outcome: 'blocked', kind: 'challenge' } })).calls).not.toContain('controls');
  });

  it('sends nothing while offline or without permission', async () => {
    const offline = await looked({ online: false });
    expect(offline.calls).toEqual([]);
    expect(offline.writes[0]).toMatchObject({ checks: [], watch: { connection: 'offline' } });
    const forbidden = await looked({ permitted: false });
    expect(forbidden.calls).toEqual([]);
    expect(forbidden.writes[0]).toMatchObject({ checks: [], watch: { connection: 'not-permitted' } });
  });

  it('leaves a paused monitor alone', async () => {
    const pauses = pause([], ['pika-cdn'], START - SECOND, START + HOUR);
    const { calls, writes } = await looked({ facts: { states: [newState('pika-cdn', START)], watch: null, pauses } });
    expect(calls).toEqual(['pika-web', 'pika-api', 'pika-login']);
    expect(writes[0]?.states.find(({ monitor }) => monitor === 'pika-cdn')).toMatchObject({ status: 'paused', since: START });
    expect(writes[0]?.changes.map(({ monitor }) => monitor)).not.toContain('pika-cdn');
  });

  it('checks a monitor at once when its pause is over', async () => {
    const paused = { ...newState('pika-cdn', START), status: 'paused', nextCheckAt: START + HOUR } as const;
    const pauses = pause([], ['pika-cdn'], START - HOUR, START);
    const { calls, writes } = await looked({ facts: { states: [paused], watch: null, pauses } });
    expect(calls).toContain('pika-cdn');
    expect(writes[0]?.states.find(({ monitor }) => monitor === 'pika-cdn')?.status).toBe('up');
  });

  it('believes nothing when the machine slept while the probes ran', async () => {
    const { writes } = await looked({ answer: ERROR_503, took: 6 * HOUR });
    expect(writes[0]).toMatchObject({ checks: [], watch: { graceFrom: START + 6 * HOUR } });
  });

  it('believes probes that only took their time', async () => {
    expect((await looked({ answer: ERROR_503, took: 20 * SECOND })).writes[0]?.checks).toHaveLength(4);
  });
});

describe('the word that something is new', () => {
  it('goes out with every check, and not when nothing was due', async () => {
    const { ports, told, pass } = world();
    await checkMonitors(ports, { jitter: 0.9 });
    expect(told()).toBe(1);
    pass(10 * SECOND);
    await checkMonitors(ports, { jitter: 0.9 });
    expect(told()).toBe(1);
    pass(60 * SECOND);
    await checkMonitors(ports, { jitter: 0.9 });
    expect(told()).toBe(2);
  });

  it('goes out when only the connection is another, with nothing due', async () => {
    const { ports, told, pass, writes, disconnect } = world();
    await checkMonitors(ports, { jitter: 0.9 });
    disconnect();
    pass(5 * SECOND);
    await checkMonitors(ports, { jitter: 0.9, atOnce: true });
    expect(writes.at(-1)).toMatchObject({ checks: [], states: [], watch: { connection: 'offline' } });
    expect(told()).toBe(2);
  });
});

describe('a click on "check now"', () => {
  it('checks what is not due, but not twice in ten seconds', async () => {
    const { ports, calls, pass } = world();
    await checkMonitors(ports, { jitter: 0.9 });
    pass(9 * SECOND);
    await checkMonitors(ports, { jitter: 0.9, atOnce: true });
    expect(calls).toHaveLength(4);
    pass(2 * SECOND);
    await checkMonitors(ports, { jitter: 0.9, atOnce: true });
    expect(calls).toHaveLength(8);
  });
});

async function looked(options: Parameters<typeof world>[0]) {
  const made = world(options);
  await checkMonitors(made.ports, { jitter: 0 });
  return made;
}
