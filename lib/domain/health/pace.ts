import { HOUR, MINUTE, SECOND } from '../../time.ts';
import { GENERATION, isToolMonitor, type MonitorId, type MonitorState } from './monitor.ts';

/** Each monitor is checked once in this time. */
export const INTERVAL = 60 * SECOND;
/** Double pace: while a failure is being confirmed, and while an end of an outage is. */
export const HALF = INTERVAL / 2;
/** A check this far from its due time stays on the grid of dues; one that the page made for us is at most so much too early. */
export const SLACK = HALF / 2;
/** A tick may come this much before a check is due, as one does that follows a late one: waiting for the next would cost half an interval. */
export const EARLY = 5 * SECOND;
/** Two checks nearer than this are one: two ticks that overlap must not confirm each other. */
export const MIN_SPACING = 10 * SECOND;
/** Without a check for longer than this, nothing is known. */
export const COVERED = 3 * INTERVAL;
/**
 * What own jobs have shown stands this long; then nothing is known. Whoever goes on making videos has seen another one
 * by then even in a bad hour (a busy one takes 10 to 15 min); whoever has stopped learns nothing more from them.
 */
export const STANDS = 30 * MINUTE;
/** Other tools change their status pages by hand: asking more often would only cost them requests. */
export const TOOL_INTERVAL = 5 * MINUTE;
/** `Retry-After` is honoured up to here. */
export const MAX_HOLD = HOUR;

/** How often a monitor is checked, ms. */
export function intervalOf(monitor: MonitorId): number {
  return isToolMonitor(monitor) ? TOOL_INTERVAL : INTERVAL;
}

/** How long one check of a monitor says something, ms: after that, nothing is known. */
export function coverageOf(monitor: MonitorId): number {
  return monitor === GENERATION ? STANDS : 3 * intervalOf(monitor);
}

/** True when a monitor is to be checked at `now`. `state` has passed `settle`; null means never checked. */
export function isDue(state: MonitorState | null, now: number): boolean {
  return state === null || state.nextCheckAt - EARLY <= now;
}

/** True when a person's click may check it now: not within `MIN_SPACING` of the last check, not while Pika asked us to wait. */
export function mayCheckNow(state: MonitorState | null, now: number): boolean {
  if (state === null) return true;
  if (state.heldUntil !== null && state.heldUntil > now) return false;
  return state.lastCheckAt === null || now - state.lastCheckAt >= MIN_SPACING;
}

/**
 * When the next check is due after one at `at`. Dues follow a grid rather than the moment a tick happened to run, so
 * that late ticks do not add up. `after` is the state that the check led to; `jitter` (0 to 1, one for each install)
 * sets the phase after a start or a sleep, so that many browsers waking together do not stay in step.
 */
export function nextDue(before: MonitorState | null, after: MonitorState, at: number, jitter: number): number {
  if (after.heldUntil !== null && after.heldUntil > at) return after.heldUntil;
  if (after.failingSince !== null && after.status !== 'down') {
    // Anchored at the first failure: the third check then comes a whole interval after it.
    return after.failingSince + HALF * (Math.round((at - after.failingSince) / HALF) + 1);
  }
  const recovering = after.outageSince !== null && after.goodInARow > 0;
  const step = recovering ? HALF : INTERVAL;
  const late = before === null ? Infinity : at - before.nextCheckAt;
  if (Math.abs(late) <= SLACK) return at - late + step;
  if (late > INTERVAL && !recovering) return at + HALF + HALF * jitter;
  return at + step;
}
