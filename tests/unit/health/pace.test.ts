import { describe, expect, it } from 'vitest';
import { newState } from '../../../lib/domain/health/fold.ts';
import type { MonitorState } from '../../../lib/domain/health/monitor.ts';
import { EARLY, HALF, INTERVAL, isDue, mayCheckNow, MIN_SPACING, nextDue } from '../../../lib/domain/health/pace.ts';
import { settle } from '../../../lib/domain/health/settle.ts';
import { DAY, HOUR, SECOND } from '../../../lib/time.ts';
import { START } from './world.ts';

const NOW = START + 9 * HOUR;
const state = (changes: Partial<MonitorState>): MonitorState => ({
  ...newState('pika-web', NOW),
  status: 'up',
  lastCheckAt: NOW - INTERVAL,
  nextCheckAt: NOW,
  ...changes,
});

describe('due', () => {
  it('a monitor that was never checked is due', () => {
    expect(isDue(null, NOW)).toBe(true);
  });

  it('a tick that comes a moment early is on time', () => {
    expect(isDue(state({ nextCheckAt: NOW + EARLY }), NOW)).toBe(true);
    expect(isDue(state({ nextCheckAt: NOW + EARLY + 1 }), NOW)).toBe(false);
  });

  it('a due time beyond anything ever planned is corrected, a planned one is kept', () => {
    expect(settle(state({ nextCheckAt: NOW + DAY }), NOW).nextCheckAt).toBe(NOW);
    expect(settle(state({ nextCheckAt: NOW + INTERVAL + HALF + 1 }), NOW).nextCheckAt).toBe(NOW);
    expect(settle(state({ nextCheckAt: NOW + INTERVAL + HALF }), NOW).nextCheckAt).toBe(NOW + INTERVAL + HALF);
    const held = state({ heldUntil: NOW + HOUR, nextCheckAt: NOW + HOUR });
    expect(settle(held, NOW).nextCheckAt).toBe(NOW + HOUR);
    expect(settle({ ...held, heldUntil: NOW + HOUR + 1, nextCheckAt: NOW + HOUR + 1 }, NOW)).toMatchObject({ heldUntil: null, nextCheckAt: NOW });
  });

  it('a last check in the future means that the clock was set back: check now, and no moment stays in the future', () => {
    const ahead = state({ lastCheckAt: NOW + 20 * SECOND, since: NOW + 10, nextCheckAt: NOW + 30 * SECOND });
    expect(settle(ahead, NOW)).toMatchObject({ lastCheckAt: NOW, since: NOW, nextCheckAt: NOW });
  });

  it('a click may check early, but not twice in ten seconds and not while Pika asked us to wait', () => {
    expect(mayCheckNow(state({ lastCheckAt: NOW - MIN_SPACING }), NOW)).toBe(true);
    expect(mayCheckNow(state({ lastCheckAt: NOW - MIN_SPACING + 1 }), NOW)).toBe(false);
    expect(mayCheckNow(state({ heldUntil: NOW + 1 }), NOW)).toBe(false);
    expect(mayCheckNow(null, NOW)).toBe(true);
  });
});

describe('the next due time', () => {
  it('follows a grid: a late tick does not move it', () => {
    expect(nextDue(state({ nextCheckAt: NOW - 10 * SECOND }), state({}), NOW, 0)).toBe(NOW - 10 * SECOND + INTERVAL);
    expect(nextDue(state({ nextCheckAt: NOW + 2 * SECOND }), state({}), NOW, 0)).toBe(NOW + 2 * SECOND + INTERVAL);
    expect(nextDue(state({ nextCheckAt: NOW - 20 * SECOND }), state({}), NOW, 0)).toBe(NOW + INTERVAL);
  });

  it('takes its phase from the install after a start or a sleep', () => {
    expect(nextDue(null, state({}), NOW, 0)).toBe(NOW + HALF);
    expect(nextDue(null, state({}), NOW, 0.5)).toBe(NOW + HALF * 1.5);
    expect(nextDue(state({ nextCheckAt: NOW - 8 * HOUR }), state({}), NOW, 0.25)).toBe(NOW + HALF * 1.25);
  });

  it('doubles its pace while a failure is confirmed, counted from the first', () => {
    const failing = (since: number): MonitorState => state({ failingSince: since, failuresInARow: 1 });
    expect(nextDue(state({}), failing(NOW), NOW, 0)).toBe(NOW + HALF);
    expect(nextDue(state({}), failing(NOW - 29 * SECOND), NOW, 0)).toBe(NOW + 31 * SECOND);
  });

  it('keeps the normal pace while down, and doubles it while an end is confirmed', () => {
    const down = state({ status: 'down', outageSince: NOW - HOUR, failingSince: NOW - HOUR, failuresInARow: 60 });
    expect(nextDue(state({}), down, NOW, 0)).toBe(NOW + INTERVAL);
    expect(nextDue(state({}), { ...down, failingSince: null, goodInARow: 1 }, NOW, 0)).toBe(NOW + HALF);
  });
});
