import { MINUTE } from '../../time.ts';
import type { Save } from './save.ts';
import { isBefore, type Session } from './session.ts';

/**
 * A cancel is believed only after the browser has lived on for a while: a browser that quits says of running
 * downloads that the user cancelled them, and those are to be had again.
 */
export const BELIEVE_CANCEL_AFTER = MINUTE;

export function isCancelled(save: Save): boolean {
  return save.state === 'wanted' && save.problem?.kind === 'cancelled';
}

/** The row once its cancel is believed. */
export function afterCancel(save: Save, now: number): Save {
  return { ...save, state: 'skipped', updatedAt: now };
}

/** The row when the browser was restarted before the cancel was believed; null for every other row. */
export function afterQuit(save: Save, session: Session, now: number): Save | null {
  if (!isCancelled(save) || !isBefore(save.problem?.at ?? now, session, now)) return null;
  return { ...save, problem: { kind: 'browser-closed', at: now, httpStatus: null }, nextAttemptAt: now, updatedAt: now };
}
