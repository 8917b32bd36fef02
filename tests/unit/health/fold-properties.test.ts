import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, type Observation } from '../../../lib/domain/health/fold.ts';
import type { MonitorState } from '../../../lib/domain/health/monitor.ts';
import { isDue } from '../../../lib/domain/health/pace.ts';
import { settle } from '../../../lib/domain/health/settle.ts';
import { parseMonitorState } from '../../../lib/store/health-rows.ts';
import { DAY, SECOND } from '../../../lib/time.ts';
import { CHALLENGE, ERROR_503, GOOD, reading, START } from './world.ts';

const TICK = 30 * SECOND;
const OUTCOMES = { good: GOOD, failed: ERROR_503, blocked: CHALLENGE };
const outcome = fc.constantFrom('good', 'failed', 'failed', 'failed', 'blocked', 'gap', 'asleep' as const);
const word = fc.constantFrom('good', 'failed', 'blocked', 'gap', 'asleep');

function observe(kind: string, at: number): Observation | null {
  if (kind === 'asleep') return null;
  if (kind === 'gap') return { monitor: 'pika-web', at, gap: 'grace' };
  return reading('pika-web', at, OUTCOMES[kind as keyof typeof OUTCOMES]);
}

/** Runs ticks of 30 s; what is not due is not checked. */
function trace(kinds: readonly string[], jitter: number, see: (state: MonitorState, kind: string, before: MonitorState | null) => void): void {
  let state: MonitorState | null = null;
  let at = START;
  for (const kind of kinds) {
    at += TICK;
    const now = state === null ? null : settle(state, at);
    if (!isDue(now, at)) continue;
    const observation = observe(kind, at);
    if (observation === null) continue;
    const before: MonitorState | null = state;
    state = fold(state, observation, jitter).state;
    see(state, kind, before);
  }
}

describe('any sequence of outcomes', () => {
  it('is never said down with fewer than three failed checks in a row', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 200 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (kinds, jitter) => {
        let run = 0;
        const runsAtDown: number[] = [];
        trace(kinds, jitter, (state, kind, before) => {
          run = kind === 'failed' ? run + 1 : 0;
          if (state.status === 'down' && before?.status !== 'down') runsAtDown.push(run);
        });
        expect(runsAtDown.filter((length) => length < 3)).toEqual([]);
      }),
    );
  });

  it('is always said down within three minutes of failures alone, dated to the first of them', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 100 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (before, jitter) => {
        const failures = Array.from({ length: 6 }, () => 'failed');
        let last: MonitorState | null = null;
        trace([...before, ...failures], jitter, (state) => (last = state));
        // Six ticks are three minutes, the time that is promised.
        expect(last).toMatchObject({ status: 'down' });
      }),
    );
  });

  it('leaves a state in order: moments in the past, due within bounds, fit to be stored and read back', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 120 }), fc.integer({ min: -2 * DAY, max: 2 * DAY }), (kinds, jump) => {
        let state: MonitorState | null = null;
        let at = START + 10 * DAY;
        kinds.forEach((kind, i) => {
          at += i === 60 ? jump : TICK;
          const observation = observe(kind, at);
          if (observation !== null) state = fold(state, observation, 0.4).state;
          if (state === null) return;
          const { since, lastCheckAt, lastOkAt, failingSince, outageSince, nextCheckAt } = state;
          for (const moment of [since, lastCheckAt, lastOkAt, failingSince, outageSince]) expect(moment ?? 0).toBeLessThanOrEqual(at);
          expect(nextCheckAt - at).toBeLessThanOrEqual(75 * SECOND);
          expect(parseMonitorState(structuredClone(state))).toEqual(state);
        });
      }),
    );
  });
});
