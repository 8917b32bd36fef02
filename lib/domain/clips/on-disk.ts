/** What is known of a file after it was saved: that it is gone, that it lies elsewhere, or that only a list names it. */
import { isSameDownload, wantSave } from './attempt.ts';
import type { Clip } from './clip.ts';
import type { DownloadView } from './download.ts';
import { NO_ATTEMPT } from './retry.ts';
import type { Save } from './save.ts';

/** Saved, but not where this browser could show it: gone, from another machine, from a list, or forgotten by the browser. */
export function isOutOfReach(save: Save): boolean {
  return save.state === 'saved' && (isFileMissing(save) || save.downloadId === null);
}

/** Saved once and not there any more. It stays `saved`, so that nothing fetches it again by itself. */
export function isFileMissing(save: Save): boolean {
  return save.state === 'saved' && save.problem?.kind === 'file-missing';
}

/**
 * The row after a look at its file, or null when nothing changes.
 * @param item what the browser says of the row's download. Null says nothing: a browser that has just started has not read its list yet
 */
export function afterLook(save: Save, clip: Clip, item: DownloadView | null, now: number): Save | null {
  if (save.state !== 'saved' || item?.state !== 'complete' || !isSameDownload(save, item, clip.url)) return null;
  if (item.exists) return isFileMissing(save) ? { ...save, problem: null, updatedAt: now } : null;
  return isFileMissing(save) ? null : { ...save, problem: { kind: 'file-missing', at: now, httpStatus: null }, updatedAt: now };
}

/** The row once the browser, asked to show the file, has turned out not to know its download any more. */
export function afterForgotten(save: Save, now: number): Save {
  return { ...save, downloadId: null, startTime: null, updatedAt: now };
}

/** A row for a clip just seen whose file a list has named: on disk, and not to be fetched. */
export function listedSave(clip: Clip, listedAt: number, now: number): Save {
  return { ...wantSave(clip, now, false), state: 'saved', proof: 'listed', savedAt: listedAt };
}

/** A known row whose file a list has named, or null where the list tells nothing new. What runs is left to run. */
export function afterListed(save: Save, listedAt: number, now: number): Save | null {
  const isKnown = save.state === 'saved' && !isFileMissing(save);
  if (isKnown || save.state === 'downloading' || save.state === 'verifying') return null;
  const { skip: _skip, asked: _asked, left: _left, ...row } = save;
  return { ...row, ...NO_ATTEMPT, state: 'saved', proof: 'listed', problem: null, savedAt: listedAt, updatedAt: now };
}
