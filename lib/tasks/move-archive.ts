/** Writes the ledger out, and takes an archive or a list of the folder in: a part at a time, stoppable, and the same again does no harm. */
import { csvBody, csvHead } from '../domain/clips/archive/csv-columns.ts';
import type { ArchiveEntry } from '../domain/clips/archive/entry.ts';
import { JSON_TAIL, jsonBody, jsonHead } from '../domain/clips/archive/json-write.ts';
import { type ListedFile, readListing } from '../domain/clips/archive/listing.ts';
import { type BadRow, type ReadPiece } from '../domain/clips/archive/read-archive.ts';
import type { NoArchive } from '../domain/clips/archive/rows.ts';

export type ArchiveFormat = 'json' | 'csv';

/** Bad rows kept to be shown; all are counted. */
export const BAD_SHOWN = 200;
/** Entries and files written in one transaction. */
const PART = 250;

interface Pace {
  /** 0–1. */
  progress(fraction: number): void;
  /** Whether the user wants it ended here. */
  stopped(): boolean;
  /** Lets the page answer its user before the next part. */
  breathe(): Promise<void>;
}

export interface ExportPorts extends Pace {
  now(): number;
  /** Jobs that are stored. */
  count(): Promise<number>;
  parts(withPaths: boolean): AsyncIterable<readonly ArchiveEntry[]>;
}

/** @returns the file's text in pieces, or null when the user stopped it */
export async function exportArchive(format: ArchiveFormat, withPaths: boolean, ports: ExportPorts): Promise<{ readonly pieces: readonly string[]; readonly clips: number } | null> {
  const total = Math.max(1, await ports.count());
  const pieces = [format === 'csv' ? csvHead(withPaths) : jsonHead(ports.now())];
  let clips = 0;
  let jobs = 0;
  for await (const entries of ports.parts(withPaths)) {
    pieces.push(format === 'csv' ? csvBody(entries, withPaths) : jsonBody(entries, jobs === 0));
    jobs += entries.length;
    clips += entries.reduce((sum, entry) => sum + entry.clips.length, 0);
    ports.progress(Math.min(1, jobs / total));
    await ports.breathe();
    if (ports.stopped()) return null;
  }
  if (format === 'json') pieces.push(JSON_TAIL);
  return { pieces, clips };
}

export interface TakenCounts {
  readonly newClips: number;
  readonly nowSaved: number;
  readonly knownClips: number;
}

export interface ImportPorts extends Pace {
  /** The file's text in order, and which share of the file has been read by the end of each piece. */
  pieces(): AsyncIterable<{ readonly text: string; readonly fraction: number; readonly last: boolean }>;
  /** `archiveReader` with the product's allow-list. */
  read(text: string, last: boolean): ReadPiece;
  takeIn(entries: readonly ArchiveEntry[]): Promise<TakenCounts>;
}

export type Imported =
  | { readonly kind: 'no-archive'; readonly why: NoArchive }
  | { readonly kind: 'taken'; readonly counts: TakenCounts; readonly bad: readonly BadRow[]; readonly badRows: number; readonly stopped: boolean };

/** Good rows are taken in whatever their neighbours are; what was taken in before a stop or a kill stays. */
export async function importArchive(ports: ImportPorts): Promise<Imported> {
  let waiting: ArchiveEntry[] = [];
  const counts = { newClips: 0, nowSaved: 0, knownClips: 0 };
  const bad: BadRow[] = [];
  let badRows = 0;
  const takeIn = async (least: number): Promise<void> => {
    while (waiting.length >= least && waiting.length > 0) {
      const taken = await ports.takeIn(waiting.slice(0, PART));
      waiting = waiting.slice(PART);
      counts.newClips += taken.newClips;
      counts.nowSaved += taken.nowSaved;
      counts.knownClips += taken.knownClips;
      await ports.breathe();
      if (ports.stopped()) return;
    }
  };
  for await (const { text, fraction, last } of ports.pieces()) {
    const read = ports.read(text, last);
    if (!read.ok) return { kind: 'no-archive', why: read.why };
    waiting.push(...read.entries);
    bad.push(...read.bad.slice(0, BAD_SHOWN - bad.length));
    badRows += read.bad.length;
    await takeIn(last ? 1 : PART);
    ports.progress(fraction);
    await ports.breathe();
    if (ports.stopped()) return { kind: 'taken', counts, bad, badRows, stopped: true };
  }
  return { kind: 'taken', counts, bad, badRows, stopped: false };
}

export interface MarkedCounts {
  readonly nowSaved: number;
  readonly knownFiles: number;
  readonly noted: number;
}

export interface ListPorts extends Pace {
  /** Lines or names, in parts. */
  lines: Iterable<readonly string[]>;
  /** Of all lines, to tell how far it is. */
  readonly total: number;
  noteFiles(files: readonly ListedFile[]): Promise<MarkedCounts>;
}

export interface Listed {
  readonly counts: MarkedCounts;
  /** Videos whose names carry no id of ours. */
  readonly others: number;
  readonly stopped: boolean;
}

/** Notes which clips a list of files names. */
export async function importListing(ports: ListPorts): Promise<Listed> {
  const counts = { nowSaved: 0, knownFiles: 0, noted: 0 };
  let others = 0;
  let done = 0;
  for (const lines of ports.lines) {
    const found = readListing(lines);
    others += found.others;
    if (found.files.length > 0) {
      const marked = await ports.noteFiles(found.files);
      counts.nowSaved += marked.nowSaved;
      counts.knownFiles += marked.knownFiles;
      counts.noted += marked.noted;
    }
    done += lines.length;
    ports.progress(Math.min(1, done / Math.max(1, ports.total)));
    await ports.breathe();
    if (ports.stopped()) return { counts, others, stopped: true };
  }
  return { counts, others, stopped: false };
}
