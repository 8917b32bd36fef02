import { MINUTE, SECOND } from '../../time.ts';
import type { Clip } from './clip.ts';
import type { DownloadView } from './download.ts';
import { isWorthItsName, withName } from './lost-name.ts';
import { LOOKS_AFTER_FILES_EVERY } from './restored.ts';
import { NO_ATTEMPT } from './retry.ts';
import type { Save, SaveProblemKind } from './save.ts';

/**
 * A row for a clip just seen: wanted at once.
 * @param awaited whether its job was seen under way before
 */
export function wantSave(clip: Clip, now: number, awaited: boolean): Save {
  return {
    clip: clip.id,
    state: 'wanted',
    awaited,
    requestedName: null,
    attempts: 0,
    nextAttemptAt: now,
    deadlineAt: clip.deadline.at,
    ...NO_ATTEMPT,
    problem: null,
    proof: null,
    savedAt: null,
    updatedAt: now,
  };
}

/**
 * The intent, to be on disk before the browser is asked for anything.
 * @param number its place in the count, where its name shows one
 */
export function beginAttempt({ lostName: _lost, ...save }: Save, name: string, now: number, number: number | null = null): Save {
  return {
    ...save,
    ...(number !== null && { number }),
    ...NO_ATTEMPT,
    state: 'downloading',
    requestedName: name,
    attempts: save.attempts + 1,
    intentAt: now,
    observedAt: now,
    updatedAt: now,
  };
}

/** The browser has begun: its id, and the proof that the id is ours. */
export function attachDownload(save: Save, item: DownloadView, now: number): Save {
  return { ...withName(save, item), downloadId: item.id, startTime: item.startTime, observedAt: now, stalledMs: 0, updatedAt: now };
}

/** An id proves nothing by itself: browsers reuse ids. Start time or URL must fit too. */
export function isSameDownload(save: Save, item: DownloadView, url: string): boolean {
  return item.id === save.downloadId && (save.startTime === null ? item.url === url : item.startTime === save.startTime);
}

/** The browser was restarted since it was last looked at, so that what had not begun by then never will; or we have stopped it. */
export function isOld({ observedAt }: Save): boolean {
  return observedAt === null;
}

/** What to do about a running attempt, after one look at its download. */
export type Observation =
  | { readonly next: 'wait'; readonly save: Save }
  | { readonly next: 'verify'; readonly save: Save }
  | { readonly next: 'resume'; readonly save: Save }
  /** Clear what is left of the attempt, then try again or tell. */
  | { readonly next: 'give-up'; readonly problem: SaveProblemKind };

/** Standing still this long while we looked on is a dead connection: the browser itself never gives up on one. */
export const STALLED_AFTER = 3 * MINUTE;
/** One look never counts for more than this, so that a laptop's sleep is not taken for a standstill. */
const LOOK_COUNTS_FOR = 35 * SECOND;
/** Below this, beginning again is cheaper than a resume that may go wrong. */
const WORTH_RESUMING = 5_000_000;

/** @param item what the browser says, or null when it knows nothing of the download any more */
export function observeDownload(before: Save, item: DownloadView | null, now: number): Observation {
  if (!item) return { next: 'give-up', problem: 'browser-closed' };
  const save = withName(before, item);
  if (item.state === 'complete') return completed(save, item, now);
  if (item.state === 'interrupted') return interrupted(save, item, now);
  if (item.dangerous) return { next: 'give-up', problem: 'browser-blocked' };
  return running(save, item, now);
}

function completed(save: Save, item: DownloadView, now: number): Observation {
  if (!item.exists) return { next: 'give-up', problem: 'file-missing' };
  if (item.bytes === 0 || isWebPage(item.mime)) return { next: 'give-up', problem: 'not-a-video' };
  if (item.totalBytes !== null && item.totalBytes !== item.bytes) return { next: 'give-up', problem: 'truncated' };
  return {
    next: 'verify',
    save: {
      ...save,
      state: 'verifying',
      finalName: item.filename,
      bytes: item.bytes,
      totalBytes: item.totalBytes,
      nextAttemptAt: isOld(save) ? now + LOOKS_AFTER_FILES_EVERY : now,
      observedAt: isOld(save) ? null : now,
      stalledMs: 0,
      updatedAt: now,
    },
  };
}

function interrupted(save: Save, item: DownloadView, now: number): Observation {
  const problem = problemOf(item);
  const broken = problem === 'network' || problem === 'browser-closed';
  if (broken && item.canResume && item.bytes >= WORTH_RESUMING && save.attempts < 20 && !isWorthItsName(save, item.bytes, now)) {
    return { next: 'resume', save: { ...save, attempts: save.attempts + 1, bytes: item.bytes, observedAt: now, stalledMs: 0, updatedAt: now } };
  }
  return { next: 'give-up', problem };
}

function running(save: Save, item: DownloadView, now: number): Observation {
  // One that is complete is kept as it is: a video on disk is not put at stake for its name.
  if (save.lostName && isWorthItsName(save, Math.max(item.bytes, item.totalBytes ?? 0), now)) return { next: 'give-up', problem: 'network' };
  const moved = item.bytes !== save.bytes;
  // A paused download and one whose name the user is being asked for wait for a person, not for the network.
  const waitsForUser = item.paused || item.filename === '';
  const looked = Math.min(Math.max(now - (save.observedAt ?? save.updatedAt), 0), LOOK_COUNTS_FOR);
  const stalledMs = moved || waitsForUser ? 0 : save.stalledMs + looked;
  if (stalledMs >= STALLED_AFTER) return { next: 'give-up', problem: 'network' };
  // A browser that has just started may list as running what it is about to call cancelled: only bytes show that it does run.
  const observedAt = isOld(save) && (save.bytes === null || item.bytes <= save.bytes) ? null : now;
  const save_: Save = { ...save, bytes: item.bytes, totalBytes: item.totalBytes, observedAt, stalledMs };
  return { next: 'wait', save: moved ? { ...save_, updatedAt: now } : save_ };
}

/** What was cancelled before it had a name was cancelled in the dialog that asks for one. */
function problemOf({ reason, filename }: DownloadView): SaveProblemKind {
  if (reason === 'cancelled' && filename === '') return 'asks';
  return reason === null || reason === 'other' ? 'network' : reason;
}

function isWebPage(mime: string): boolean {
  return /^(text\/|application\/(json|xhtml\+xml|xml)\b)/i.test(mime);
}
