import type { Clip } from './clip.ts';
import type { DownloadView } from './download.ts';
import { asksAgain } from './left-behind.ts';
import { hasName } from './renamed.ts';
import type { Save } from './save.ts';

/**
 * What to do with a download of ours that no row points to: it began after the worker that asked for it had died.
 * `adopt` it where the row still needs a file; `discard` it where the row has, or is getting, another one; `replace` the row's by it
 * where it has written something else over that, so that what was proven counts no more; `leave` whatever was begun before this
 * ledger knew the clip, such as a file of an earlier installation.
 * @param own the row's download, where the browser still lists it
 */
export function judgeStray(row: { readonly save: Save; readonly clip: Clip }, item: DownloadView, own: DownloadView | null = null): 'adopt' | 'discard' | 'replace' | 'leave' {
  const { save, clip } = row;
  const began = Date.parse(item.startTime);
  if (save.attempts === 0 || !(began >= clip.firstSeenAt) || save.downloadId === item.id) return 'leave';
  // Complete, and its file deleted or moved by the user since: there is nothing to adopt and nothing to discard.
  if (item.state === 'complete' && !item.exists) return 'leave';
  // Browsers list what a server has refused, and tell of it a moment later: that was this download, and is not counted twice.
  if (item.state === 'in_progress' && save.problem?.kind === 'link-dead' && began <= save.problem.at) return 'discard';
  if (hasWrittenOver(save, item, own)) return 'replace';
  const needsFile = save.state === 'wanted' || save.state === 'failed' || save.state === 'lost' || (save.state === 'downloading' && save.downloadId === null);
  return needsFile && item.state !== 'interrupted' ? 'adopt' : 'discard';
}

/** Both asked for one name, to be written over. Of equal size, they are the same video. */
function hasWrittenOver({ bytes, finalName, savedAt, state }: Save, item: DownloadView, own: DownloadView | null): boolean {
  if ((state !== 'saved' && state !== 'verifying') || item.state !== 'complete' || item.filename !== finalName || item.bytes === bytes) return false;
  const end = (one: DownloadView): number => one.endedAt ?? Date.parse(one.startTime);
  return end(item) > (own ? end(own) : (savedAt ?? 0));
}

/**
 * The path of a stray's file that is not to go with its line: it is the row's own, or what the row's download is about to write over.
 * Two lines may name one file; removed for one of them, it would be missing for both.
 */
export function keptOf(save: Save, { filename }: DownloadView): string | null {
  // Nothing is written over yet while an earlier attempt may still come by itself.
  const isAsked = save.finalName === null && save.state === 'downloading' && !save.left?.here && asksAgain(save) && hasName(filename, save.requestedName ?? '');
  return save.finalName === filename || isAsked ? filename : null;
}
