import { never } from '../../result.ts';
import { type Change, changeBetween } from './change.ts';
import { isSlow, NO_LATENCY, sample } from './latency.ts';
import type { Check, CheckFailure, MonitorId, MonitorState, Status } from './monitor.ts';
import { EARLY, HALF, INTERVAL, MAX_HOLD, nextDue } from './pace.ts';
import { NO_RUNS, settle, withoutRuns } from './settle.ts';

/** Failures in a row that make `down`: the first and two that confirm it. */
export const CONFIRMING_FAILURES = 3;
/** They also span this: an outage that is shorter is never said, however often somebody clicks "check now". Just short of an interval, so that the third check need not wait for a fourth where ticks are early. */
export const CONFIRMING_SPAN = INTERVAL - EARLY;
/** Good checks in a row that end an outage; any other check restarts the count. */
export const RECOVERING_CHECKS = 3;
/** A single block never changes the status: edges challenge at random. */
export const BLOCKING_CHECKS = 2;
/** Slow checks in a row that make `degraded`, and normal ones that end it. */
export const SLOW_CHECKS = 3;

/** A check as it was made, with the wait that Pika asked for. */
export interface Reading {
  readonly check: Check;
  /** Milliseconds; null when none was asked for. Only heeded on a blocked check. */
  readonly retryAfterMs: number | null;
}

/** Nothing was learned about a monitor, and why. It is never written as a check. */
export interface Gap {
  readonly monitor: MonitorId;
  readonly at: number;
  readonly gap: 'offline' | 'no-answer' | 'grace' | 'slept' | 'not-permitted' | 'held-back';
}

export type Observation = Reading | Gap;

export interface Folded {
  readonly state: MonitorState;
  readonly change: Change | null;
}

/**
 * Folds one observation into a monitor's state. Pure: the observation's own moment is the present.
 * `jitter` (0 to 1) is this install's phase.
 */
export function fold(stored: MonitorState | null, observation: Observation, jitter: number): Folded {
  const gap = 'gap' in observation;
  const at = gap ? observation.at : observation.check.at;
  const monitor = gap ? observation.monitor : observation.check.monitor;
  const before = stored === null ? newState(monitor, at) : settle(stored, at);
  const after = gap ? afterGap(before, observation) : afterReading(before, observation);
  const due = gap ? gapDue(observation) : nextDue(stored === null ? null : before, after, at, jitter);
  const state = { ...after, nextCheckAt: due };
  return { state, change: changeBetween(stored ?? before, state, at) };
}

/** A monitor of which nothing is known yet: due at once. */
export function newState(monitor: MonitorId, now: number): MonitorState {
  const nothing = { lastCheckAt: null, lastOkAt: null, lastFailure: null, lastBlock: null, latencyMs: null, outageSince: null, heldUntil: null };
  return { monitor, status: 'unknown', since: now, ...nothing, ...NO_RUNS, latency: NO_LATENCY, nextCheckAt: now };
}

/** A hole in our own sight: failures next to it are suspect, so a confirmation under way starts over. */
function afterGap(state: MonitorState, gap: Gap): MonitorState {
  if (state.status === 'down' || gap.gap === 'not-permitted') return state;
  return { ...withoutRuns(state), goodSince: state.goodSince, goodInARow: state.goodInARow };
}

/** While nothing can be sent, a check stays due; after a doubtful one, the next comes at double pace. */
function gapDue(gap: Gap): number {
  return gap.gap === 'no-answer' || gap.gap === 'grace' || gap.gap === 'held-back' ? gap.at + HALF : gap.at;
}

function afterReading(state: MonitorState, { check, retryAfterMs }: Reading): MonitorState {
  const seen: MonitorState = { ...state, lastCheckAt: check.at, heldUntil: null };
  switch (check.outcome) {
    case 'up':
      return afterGood(seen, check);
    case 'failed':
      return afterFailure(seen, check);
    case 'blocked':
      return afterBlock(seen, check, retryAfterMs);
    default:
      return never(check.outcome);
  }
}

function afterGood(state: MonitorState, check: Check): MonitorState {
  const slow = check.latencyMs !== null && isSlow(state.latency, check.latencyMs);
  const slowSince = slow ? (state.slowSince ?? check.at) : null;
  const good: MonitorState = {
    ...withoutRuns(state),
    lastBlock: null,
    lastOkAt: check.at,
    goodSince: state.goodSince ?? check.at,
    goodInARow: state.goodInARow + 1,
    slowSince,
    slowInARow: slow ? state.slowInARow + 1 : 0,
    briskInARow: slow ? 0 : state.briskInARow + 1,
    latencyMs: check.latencyMs,
    latency: check.latencyMs === null ? state.latency : sample(state.latency, check.latencyMs, check.at),
  };
  if (good.outageSince !== null && good.goodInARow < RECOVERING_CHECKS) {
    return good.status === 'blocked' ? became(good, 'unknown', check.at) : good;
  }
  return withPaceStatus({ ...good, outageSince: null }, check.at);
}

/** `up` or `degraded`: answers come, and the last of them say whether they come as fast as usual. */
function withPaceStatus(state: MonitorState, at: number): MonitorState {
  if (state.slowInARow >= SLOW_CHECKS) return became(state, 'degraded', state.slowSince ?? at);
  if (state.status === 'degraded' && state.briskInARow < SLOW_CHECKS) return state;
  // Back-dated like a start: an outage ends with the first of the good checks that prove it.
  return became(state, 'up', state.status === 'degraded' ? at : (state.goodSince ?? at));
}

function afterFailure(state: MonitorState, check: Check): MonitorState {
  const failingSince = state.failingSince ?? check.at;
  const failed: MonitorState = {
    ...withoutRuns(state),
    failingSince,
    failuresInARow: state.failuresInARow + 1,
    lastFailure: failureOf(check),
    latencyMs: check.latencyMs,
  };
  const confirmed = failed.failuresInARow >= CONFIRMING_FAILURES && check.at - failingSince >= CONFIRMING_SPAN;
  if (!confirmed) return failed;
  return { ...became(failed, 'down', failingSince), outageSince: failed.outageSince ?? failingSince };
}

function afterBlock(state: MonitorState, check: Check, retryAfterMs: number | null): MonitorState {
  const blockedSince = state.blockedSince ?? check.at;
  const blocked: MonitorState = {
    ...withoutRuns(state),
    blockedSince,
    blockedInARow: state.blockedInARow + 1,
    lastBlock: failureOf(check),
    latencyMs: check.latencyMs,
    heldUntil: retryAfterMs === null ? null : check.at + Math.min(Math.max(retryAfterMs, HALF), MAX_HOLD),
  };
  return blocked.blockedInARow >= BLOCKING_CHECKS ? became(blocked, 'blocked', blockedSince) : blocked;
}

function became(state: MonitorState, status: Status, since: number): MonitorState {
  return state.status === status ? state : { ...state, status, since };
}

function failureOf(check: Check): CheckFailure | null {
  return check.kind === null ? null : { kind: check.kind, httpStatus: check.httpStatus };
}
