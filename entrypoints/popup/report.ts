import { ownVersion } from '../../lib/browser/runtime.ts';
import { readerReport } from '../../lib/domain/reader-watch.ts';
import { openStore } from '../../lib/store/db.ts';
import { readReader } from '../../lib/store/reader.ts';

/** Puts the redacted report about our reader on the clipboard. @returns false when there is none, or the browser refuses */
export async function copyReport(): Promise<boolean> {
  const trouble = await readReader(await openStore());
  if (trouble === null) return false;
  await navigator.clipboard.writeText(readerReport(trouble, ownVersion()));
  return true;
}
