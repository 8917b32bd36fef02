import { MINUTE, SECOND } from '../../time.ts';
import type { DownloadView } from './download.ts';
import { withoutHope } from './left-behind.ts';
import { LOOKS_AFTER_FILES_EVERY } from './restored.ts';
import type { Save } from './save.ts';

/**
 * A cancel is believed only after the browser has lived on for a while: a browser that quits says of running
 * downloads that the user cancelled them, and those are to be had again.
 */
export const BELIEVE_CANCEL_AFTER = MINUTE;

/** Nobody finds a download, and cancels it, faster than this after it has begun. */
const FASTER_THAN_A_PERSON = 2 * SECOND;
/** The browser tells of a cancel at once; a worker that was dead then is back by now. */
const SEEN_WITHIN = 30 * SECOND;

/**
 * Whether a cancel is hardly the user's: nobody has seen the download run for as long as a person needs. Chromium says "by the user" of
 * whatever ended a request from outside of the network (`net::ERR_ABORTED`), and a machine under load has been seen to end some as they
 * began. Tried once more; the second time it counts.
 */
export function isDoubtfulCancel({ doubted, observedAt }: Save, { startTime }: DownloadView, now: number): boolean {
  const began = Date.parse(startTime);
  return !doubted && (observedAt ?? 0) - began < FASTER_THAN_A_PERSON && now - began < SEEN_WITHIN;
}

export function isCancelled(save: Save): boolean {
  return save.state === 'wanted' && save.problem?.kind === 'cancelled';
}

/** The row once its cancel is believed. */
export function afterCancel(save: Save, now: number): Save {
  return { ...save, state: 'skipped', updatedAt: now };
}

/**
 * The row at the beginning of a new session of the browser: a cancel that was not believed yet was the old one's quitting,
 * what ran has not been looked at in this session, and what had not begun never will. Null for every other row.
 */
export function afterQuit(before: Save, now: number): Save | null {
  const save = withoutHope(before);
  if (save.state === 'downloading') return { ...save, observedAt: null };
  if (save.state === 'verifying') return { ...save, observedAt: null, nextAttemptAt: Math.max(save.nextAttemptAt, now + LOOKS_AFTER_FILES_EVERY) };
  if (!isCancelled(save)) return save === before ? null : save;
  return { ...save, problem: { kind: 'browser-closed', at: now, httpStatus: null }, nextAttemptAt: now, updatedAt: now };
}
