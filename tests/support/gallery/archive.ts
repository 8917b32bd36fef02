import type { ArchiveView, ArchiveWork } from '../../../components/dashboard/archive/Archive.tsx';

/** The archive's section while nobody presses anything. */
function still(work: ArchiveWork): ArchiveView {
  return { work, exportAs: () => {}, importFile: () => {}, noteText: () => {}, noteNames: () => {}, stop: () => {} };
}

export const ARCHIVE_IDLE = still({ kind: 'idle' });
export const ARCHIVE_BUSY = still({ kind: 'working', what: 'import', fraction: 0.42 });
export const ARCHIVE_DONE = still({
  kind: 'done',
  news: {
    tone: 'warn',
    sentence: '1,500 clips are new here, 97 now count as saved, 400 were known already. 3 rows could not be taken.',
    bad: [
      { line: 17, fault: 'has a link that clips are not saved from' },
      { line: 1204, fault: 'has a state, a number or a date that cannot be read' },
      { line: 1998, fault: 'has a quote that is not closed' },
    ],
    moreBad: 0,
  },
});
