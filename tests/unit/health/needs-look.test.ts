import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newState } from '../../../lib/domain/health/fold.ts';
import { GENERATION, type MonitorId, type MonitorState, PIKA_MONITORS, STATUSES } from '../../../lib/domain/health/monitor.ts';
import { needsLook } from '../../../lib/domain/health/needs-look.ts';
import { type HealthFacts, type HealthWrite, record } from '../../../lib/domain/health/record.ts';
import { CONNECTIONS } from '../../../lib/domain/health/watch.ts';
import { checkMonitors } from '../../../lib/tasks/check-monitors.ts';
import { MINUTE, SECOND } from '../../../lib/time.ts';
import { NOW } from '../../support/builders.ts';

const near = fc.integer({ min: -5 * MINUTE, max: 2 * MINUTE }).map((ms) => NOW + ms);
const past = fc.integer({ min: -5 * MINUTE, max: 0 }).map((ms) => NOW + ms);

function states(monitor: MonitorId): fc.Arbitrary<MonitorState> {
  return fc.record({ status: fc.constantFrom(...STATUSES), since: past, lastCheckAt: fc.option(past), nextCheckAt: near, heldUntil: fc.option(near) }).map((over) => ({ ...newState(monitor, NOW), ...over }));
}

/** Mostly calm, so that many of them need no look. */
function calm(monitor: MonitorId): fc.Arbitrary<MonitorState> {
  return fc.record({ status: fc.constantFrom('up', 'up', 'up', 'up', 'down', 'paused'), nextCheckAt: fc.constant(NOW + 40 * SECOND), lastCheckAt: fc.constant(NOW - 20 * SECOND) }).map((over) => ({ ...newState(monitor, NOW - MINUTE), ...over }));
}

const pauses = fc.array(fc.record({ from: near, to: near, monitors: fc.constantFrom(null, ['pika-cdn' as const]), why: fc.constant('') }), { maxLength: 1 });
const watches = fc.record({ lastTickAt: fc.oneof({ weight: 3, arbitrary: fc.constant(NOW - 30 * SECOND) }, near), graceFrom: fc.constant(null), connection: fc.constantFrom('online', 'online', ...CONNECTIONS), connectionSince: past });
const all: readonly MonitorId[] = [...PIKA_MONITORS, GENERATION];
const facts: fc.Arbitrary<HealthFacts> = fc.record({ states: fc.tuple(...all.map((monitor) => fc.oneof({ weight: 8, arbitrary: calm(monitor) }, states(monitor)))), watch: watches, pauses });

describe('where nothing needs a look', () => {
  it('a look asks nobody and changes no state, whatever is stored', async () => {
    let calmOnes = 0;
    await fc.assert(
      fc.asyncProperty(facts, fc.boolean(), async (known, online) => {
        if (needsLook(known, { online, tools: 0 }, NOW)) return;
        calmOnes += 1;
        const written: HealthWrite[] = [];
        await checkMonitors(
          {
            now: () => NOW,
            online: () => online,
            permitted: async () => true,
            probe: (monitor) => expect.fail(`${monitor} was asked`),
            controlsAnswer: () => expect.fail('strangers were asked'),
            readHealth: async () => known,
            updateHealth: async (decide) => {
              const write = decide(known);
              written.push(write);
              return write;
            },
            changed: () => expect.fail('there was news'),
          },
          { jitter: 0.5 },
        );
        expect(written).toMatchObject([{ checks: [], states: [], changes: [], watch: { connection: online ? known.watch?.connection : 'offline' } }]);
      }),
      { numRuns: 3000 },
    );
    expect(calmOnes).toBeGreaterThan(30);
  });

  it('is a state that one look has left', () => {
    const look = { due: [], readings: [], barrier: null, controls: null, slept: false };
    let settled = 0;
    fc.assert(
      fc.property(facts, (known) => {
        const { states: changed, watch } = record(known, { ...look, now: NOW }, 0.5);
        const after = { ...known, watch, states: known.states.map((state) => changed.find(({ monitor }) => monitor === state.monitor) ?? state) };
        const ripe = after.states.some(({ nextCheckAt, status }) => status !== 'paused' && nextCheckAt <= NOW + 5 * SECOND);
        if (ripe || watch.connection !== 'online') return;
        settled += 1;
        expect(needsLook(after, { online: true, tools: 0 }, NOW + 1)).toBe(false);
      }),
    );
    expect(settled).toBeGreaterThan(10);
  });
});
