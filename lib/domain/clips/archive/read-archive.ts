import { csvRows } from './csv-rows.ts';
import type { ArchiveEntry } from './entry.ts';
import { jsonRows } from './json-rows.ts';
import { type Judge, readEntry } from './read-entry.ts';
import type { NoArchive, RowSource } from './rows.ts';

export interface BadRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  /** Ends the sentence "Line 7 …". */
  readonly fault: string;
}

export type ReadPiece =
  | { readonly ok: true; readonly entries: readonly ArchiveEntry[]; readonly bad: readonly BadRow[] }
  | { readonly ok: false; readonly why: NoArchive };

/**
 * Reads an archive, JSON or CSV by its first character, from text that arrives in pieces of any length.
 * @returns takes the next piece (`last`: nothing follows) and answers with what has come in whole; after a failure nothing more
 */
export function archiveReader(judge: Judge): (piece: string, last: boolean) => ReadPiece {
  let source: RowSource | null = null;
  let before = '';
  return (piece, last) => {
    if (source === null) {
      before = (before + piece).replace(/^\uFEFF?\s*/, (gap) => gap.replace(/[^\r\n]/g, ''));
      const begun = before.replace(/^[\r\n]+/, '');
      if (begun === '' && !last) return { ok: true, entries: [], bad: [] };
      source = begun.startsWith('{') ? jsonRows() : csvRows();
      return judged(source, before, last, judge);
    }
    return judged(source, piece, last, judge);
  };
}

function judged(source: RowSource, piece: string, last: boolean, judge: Judge): ReadPiece {
  const read = source.push(piece, last);
  if (!read.ok) return read;
  const entries: ArchiveEntry[] = [];
  const bad: BadRow[] = [];
  for (const { line, raw, fault } of read.rows) {
    const found = fault === null ? readEntry(raw, judge) : { entry: null, faults: [fault] };
    if (found.entry !== null) entries.push(found.entry);
    bad.push(...found.faults.map((one) => ({ line, fault: one })));
  }
  return { ok: true, entries, bad };
}
