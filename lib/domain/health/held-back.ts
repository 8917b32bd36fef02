import { MINUTE } from '../../time.ts';
import type { Check, MonitorState } from './monitor.ts';

/**
 * Chromium keeps an extension's requests from a server that answers with 500 or above again and again: for up to 15 minutes
 * after the last such answer it lets them fail at once, and says no more than that they failed.
 * Source: https://www.chromium.org/throttling/
 */
export const HELD_BACK = 15 * MINUTE;

/**
 * Whether "unreachable" may be the browser's own doing: the last answer was a bot check, or a page of maintenance, with such a status, and
 * nobody would call that an outage. Where the answers before were failures, Pika is down by their word already.
 */
export function mayBeHeldBack(state: MonitorState | null, check: Check): boolean {
  if (check.outcome !== 'failed' || check.kind !== 'unreachable' || state === null) return false;
  if (state.status === 'down' || state.failuresInARow > 0 || state.lastCheckAt === null) return false;
  return (state.lastBlock?.httpStatus ?? 0) >= 500 && check.at - state.lastCheckAt < HELD_BACK;
}
