import type { Clip } from '../domain/clips/clip.ts';
import { isSameDownload } from '../domain/clips/attempt.ts';
import type { DownloadView } from '../domain/clips/download.ts';
import { afterForgotten, afterLook } from '../domain/clips/on-disk.ts';
import type { Save, SaveState } from '../domain/clips/save.ts';

interface Row {
  readonly save: Save;
  readonly clip: Clip;
}

export interface FilePorts {
  now(): number;
  find(id: number): Promise<DownloadView | null>;
  /** Writes a row if it still is in one of the states `from`. */
  put(save: Save, from: readonly SaveState[]): Promise<boolean>;
  changed(): void;
}

export interface LookPorts extends FilePorts {
  /** Saved rows that the browser may know, of the next part of the ledger after `after`; `last` is null at its end. */
  part(after: string | null): Promise<{ readonly rows: readonly Row[]; readonly last: string | null }>;
  /** Where the last look ended; null for the beginning. */
  place(): Promise<string | null>;
  keepPlace(after: string | null): Promise<void>;
}

/**
 * Looks whether saved files are still there, one part of the ledger at a time. Nothing is fetched: a file that is gone is
 * told. Chrome looks at its files only when it is asked for them and tells later, by an event: see `lookAtFile`. A kill
 * repeats the part.
 */
export async function lookForFiles(ports: LookPorts): Promise<void> {
  const { rows, last } = await ports.part(await ports.place());
  for (const row of rows) await lookAtFile(row, ports);
  await ports.keepPlace(last);
}

/** Compares a saved row with what the browser says of its file. */
export async function lookAtFile({ save, clip }: Row, ports: FilePorts): Promise<void> {
  if (save.state !== 'saved' || save.downloadId === null) return;
  await note(afterLook(save, clip, await ports.find(save.downloadId), ports.now()), ports);
}

export interface ShowPorts extends FilePorts {
  /** Whether the browser lists any download at all: right after its start it has not read its list yet. */
  listsAny(): Promise<boolean>;
  show(id: number): Promise<boolean>;
}

/** Shows a saved file in its folder. @returns false when it cannot: then the row tells why */
export async function showFile({ save, clip }: Row, ports: ShowPorts): Promise<boolean> {
  if (save.downloadId === null) return false;
  const item = await ports.find(save.downloadId);
  const isKnown = item !== null && isSameDownload(save, item, clip.url);
  await note(afterLook(save, clip, item, ports.now()), ports);
  if (isKnown) return item.exists && ports.show(save.downloadId);
  if (save.state === 'saved' && (await ports.listsAny())) await note(afterForgotten(save, ports.now()), ports);
  return false;
}

async function note(next: Save | null, ports: FilePorts): Promise<void> {
  if (next !== null && (await ports.put(next, ['saved']))) ports.changed();
}
