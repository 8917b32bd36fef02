import type { MonitorState } from './monitor.ts';
import { coverageOf, INTERVAL, intervalOf, MAX_HOLD } from './pace.ts';

/** No check in a row of any kind. */
export const NO_RUNS = {
  failingSince: null,
  failuresInARow: 0,
  goodSince: null,
  goodInARow: 0,
  blockedSince: null,
  blockedInARow: 0,
  slowSince: null,
  slowInARow: 0,
  briskInARow: 0,
} as const;

/** Forgets runs of checks: after a gap, checks on its two sides are not "in a row". */
export function withoutRuns(state: MonitorState): MonitorState {
  return { ...state, ...NO_RUNS };
}

/**
 * What a stored state means at `now`: `unknown` once no check covers the present, and in order after the clock was
 * set back. Screens use it too, because a state in the store does not grow old by itself.
 */
export function settle(state: MonitorState, now: number): MonitorState {
  const clamped = clampToClock(state, now);
  if (clamped.status === 'paused' || covers(clamped, now)) return clamped;
  const unknown = withoutRuns(clamped);
  return clamped.status === 'unknown' ? unknown : { ...unknown, status: 'unknown', since: clamped.lastCheckAt ?? now };
}

function covers(state: MonitorState, now: number): boolean {
  // Told to stay away: the block is still the best that is known, until the wait is over.
  if (state.status === 'blocked' && state.heldUntil !== null && now <= state.heldUntil + INTERVAL) return true;
  return state.lastCheckAt !== null && now - state.lastCheckAt <= coverageOf(state.monitor);
}

/**
 * No moment lies in the future, so no duration is negative; a due time further ahead than any check is ever
 * planned (an interval and a half, or the wait that Pika asked for) is due now. There is no contract for what alarms do when the clock is set.
 */
function clampToClock(state: MonitorState, now: number): MonitorState {
  const heldUntil = state.heldUntil !== null && state.heldUntil > now + MAX_HOLD ? null : state.heldUntil;
  const setBack = state.lastCheckAt !== null && state.lastCheckAt > now;
  const farAhead = state.nextCheckAt > Math.max(heldUntil ?? 0, now + 1.5 * intervalOf(state.monitor));
  if (!setBack && !farAhead && state.since <= now && heldUntil === state.heldUntil) return state;
  const past = (moment: number | null): number | null => (moment === null ? null : Math.min(moment, now));
  return {
    ...state,
    since: Math.min(state.since, now),
    lastCheckAt: past(state.lastCheckAt),
    lastOkAt: past(state.lastOkAt),
    failingSince: past(state.failingSince),
    goodSince: past(state.goodSince),
    blockedSince: past(state.blockedSince),
    slowSince: past(state.slowSince),
    outageSince: past(state.outageSince),
    latency: { ...state.latency, sampledAt: past(state.latency.sampledAt) },
    heldUntil,
    nextCheckAt: setBack || farAhead ? now : state.nextCheckAt,
  };
}
