import { findDownload, listsAnyDownload, showDownload } from '../../lib/browser/downloads.ts';
import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readFilePlace, readFileRows, writeFilePlace } from '../../lib/store/files.ts';
import { putSave, readRow, readRowByDownload } from '../../lib/store/ledger.ts';
import { lookAtFile, lookForFiles, type LookPorts, showFile, type ShowPorts } from '../../lib/tasks/look-for-files.ts';

const PORTS: LookPorts & ShowPorts = {
  now: () => Date.now(),
  find: findDownload,
  put: async (save, from) => putSave(await openStore(), save, from, true),
  changed: () => announce('saves'),
  part: async (after) => readFileRows(await openStore(), after),
  place: async () => readFilePlace(await openStore()),
  keepPlace: async (after) => writeFilePlace(await openStore(), after),
  listsAny: listsAnyDownload,
  show: showDownload,
};

/** One part of the ledger: are its files still there? */
export function lookForSavedFiles(): Promise<void> {
  return lookForFiles(PORTS);
}

/** The browser says that a download changed: perhaps its file has gone, or come back. */
export async function noteFile(id: number): Promise<void> {
  const row = await readRowByDownload(await openStore(), id);
  if (row) await lookAtFile(row, PORTS);
}

export async function showClip(clip: string): Promise<boolean> {
  const row = await readRow(await openStore(), clip);
  return row !== null && showFile(row, PORTS);
}
