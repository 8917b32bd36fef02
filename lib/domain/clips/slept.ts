import { MINUTE } from '../../time.ts';
import { HEARTBEAT } from '../schedule.ts';

/** While nobody was awake to save: from the last sign of life to the first one after it. */
export interface Sleep {
  readonly from: number;
  readonly to: number;
}

/** Longer than this without a sign of life, and nobody was awake: a tick comes every 30 s. */
export const ASLEEP_AFTER = 3 * MINUTE;

/** The stored sign of life, ms; null where there is none, or one that only a turned clock can have left. */
export function lastSign(stored: unknown, now: number): number | null {
  return typeof stored === 'number' && stored <= now + ASLEEP_AFTER ? stored : null;
}

/** Whether the stored sign of life is fresh enough to need no other. */
export function isAwakeNoted(stored: unknown, now: number): boolean {
  const last = lastSign(stored, now);
  return last !== null && now - last < HEARTBEAT;
}

/** @param last the last sign of life, null when there was none yet */
export function sleepUntil(last: number | null, now: number): Sleep | null {
  return last !== null && now - last >= ASLEEP_AFTER ? { from: last, to: now } : null;
}

/** Two sleeps of which the user has to be told, as one. */
export function joinSleeps(told: Sleep | null, sleep: Sleep): Sleep {
  return told === null ? sleep : { from: Math.min(told.from, sleep.from), to: Math.max(told.to, sleep.to) };
}

/** A stored value as a sleep; null for anything else. */
export function parseSleep(raw: unknown): Sleep | null {
  const fields: Partial<Record<keyof Sleep, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  const { from, to } = fields;
  return typeof from === 'number' && typeof to === 'number' && from <= to ? { from, to } : null;
}
