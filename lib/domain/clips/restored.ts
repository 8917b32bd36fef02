/**
 * A file that a browser has given back. One that was killed may list again what we had discarded a moment before, file and all, and say
 * that the file exists: it looks after its files only as it is asked for its list, no more often than every ten seconds, and tells of
 * it behind (`ExtensionDownloadsEventRouter::CheckForHistoryFilesRemoval`; seen in 156). A clip would be saved with no file at all.
 */
import { SECOND } from '../../time.ts';
import type { Save } from './save.ts';

/** A look that comes so long after another makes the browser look after its files, unless it has done that since the other. */
export const LOOKS_AFTER_FILES_EVERY = 12 * SECOND;
/** So long it has to tell what it has found. */
const TELLS_AFTER = 3 * SECOND;

/** The row of a file that was on disk, by the browser's word, at two looks: once it is there at one more, it may be proven. */
export function afterSecondLook(save: Save, now: number): Save {
  return { ...save, observedAt: now, nextAttemptAt: now + TELLS_AFTER };
}
