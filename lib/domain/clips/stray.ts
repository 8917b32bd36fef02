import type { Clip } from './clip.ts';
import type { DownloadView } from './download.ts';
import type { Save } from './save.ts';

/**
 * What to do with a download of ours that no row points to: it began after the worker that asked for it had died.
 * `adopt` it where the row still needs a file; `discard` it where the row has, or is getting, another one; `leave`
 * whatever was begun before this ledger knew the clip, such as a file of an earlier installation.
 */
export function judgeStray(row: { readonly save: Save; readonly clip: Clip }, item: DownloadView): 'adopt' | 'discard' | 'leave' {
  const { save, clip } = row;
  const began = Date.parse(item.startTime);
  if (save.attempts === 0 || !(began >= clip.firstSeenAt) || save.downloadId === item.id) return 'leave';
  // Complete, and its file deleted or moved by the user since: there is nothing to adopt and nothing to discard.
  if (item.state === 'complete' && !item.exists) return 'leave';
  // Browsers list what a server has refused, and tell of it a moment later: that was this download, and is not counted twice.
  if (item.state === 'in_progress' && save.problem?.kind === 'link-dead' && began <= save.problem.at) return 'discard';
  const needsFile = save.state === 'wanted' || save.state === 'failed' || save.state === 'lost' || (save.state === 'downloading' && save.downloadId === null);
  return needsFile && item.state !== 'interrupted' ? 'adopt' : 'discard';
}
