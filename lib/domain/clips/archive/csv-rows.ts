/** Cuts the records out of a table's text while it arrives (RFC 4180, and what spreadsheets make of it). */
import { columnsOf, headingCount } from './csv-columns.ts';
import { lineCounter, MAX_ROW, type RawRow, type RowSource } from './rows.ts';

/** Separators that spreadsheets write, by the user's language. */
const SEPARATORS = [',', ';', '\t'] as const;
const MAX_HEADING = 20_000;

type Cut =
  | { readonly kind: 'record'; readonly cells: readonly string[]; readonly end: number }
  /** A quote that is never closed, or closed in the middle of a cell. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'more' };

export function csvRows(): RowSource {
  const lines = lineCounter();
  let text = '';
  let table: { readonly separator: string; readonly read: (cells: readonly string[]) => RawRow['raw'] } | null = null;

  const advance = (by: number): void => {
    lines.pass(text, by);
    text = text.slice(by);
  };

  /** @returns null when more text is needed */
  const next = (separator: string, last: boolean): { line: number; cells: readonly string[] | null } | null => {
    const line = lines.line();
    const cut = cutRecord(text, separator, last);
    if (cut.kind === 'more' && text.length <= MAX_ROW) return null;
    if (cut.kind === 'record') advance(cut.end);
    // The quote may have swallowed good rows: reading goes on with the next line, whatever stood in this one.
    else advance(endOfLine(text));
    return { line, cells: cut.kind === 'record' ? cut.cells : null };
  };

  const begin = (last: boolean): typeof table | 'foreign' => {
    advance(/^[\r\n]*/.exec(text)?.[0].length ?? 0);
    if (/^sep=.\r?\n/i.test(text)) advance(endOfLine(text));
    const separator = separatorOf(text);
    const heading = next(separator, last);
    if (heading === null) return null;
    const columns = columnsOf(heading.cells ?? []);
    return columns === null ? 'foreign' : { separator, read: columns };
  };

  return {
    push(chunk, last) {
      text += chunk;
      if (table === null) {
        // With a few characters more it may turn out to be another separator.
        if (!last && text.length < MAX_HEADING && !/\r\n|\n|\r(?!$)/.test(text)) return { ok: true, rows: [] };
        const begun = begin(last);
        if (begun === 'foreign') return { ok: false, why: 'foreign' };
        if (begun === null) return last ? { ok: false, why: 'foreign' } : { ok: true, rows: [] };
        table = begun;
      }
      const rows: RawRow[] = [];
      while (text !== '') {
        const row = next(table.separator, last);
        if (row === null) break;
        const { line, cells } = row;
        if (cells === null) rows.push({ line, raw: null, fault: 'has a quote that is not closed' });
        else if (cells.some((cell) => cell.trim() !== '')) rows.push(rowOf(line, cells, table.read));
      }
      return { ok: true, rows };
    },
  };
}

function rowOf(line: number, cells: readonly string[], read: (cells: readonly string[]) => unknown): RawRow {
  const raw = read(cells);
  return raw === null ? { line, raw: null, fault: 'has more cells than the table has columns' } : { line, raw, fault: null };
}

/** The separator under which most of the first line's cells are headings of ours. */
function separatorOf(text: string): string {
  const heading = text.slice(0, endOfLine(text)).replace(/[\r\n]+$/, '');
  const counted = SEPARATORS.map((separator) => ({ separator, known: headingCount(heading.split(separator)) }));
  return counted.reduce((best, one) => (one.known > best.known ? one : best)).separator;
}

/** One record from the beginning of the text. */
function cutRecord(text: string, separator: string, last: boolean): Cut {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const cell = text.charAt(at) === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
    if (cell === null) return last ? { kind: 'broken' } : { kind: 'more' };
    cells.push(cell.text);
    at = cell.end;
    const after = text.charAt(at);
    if (after === separator) at += 1;
    else if (after === '') return last ? { kind: 'record', cells, end: at } : { kind: 'more' };
    else if (after === '\n') return { kind: 'record', cells, end: at + 1 };
    else if (after !== '\r') return { kind: 'broken' };
    else if (at + 1 === text.length && !last) return { kind: 'more' };
    else return { kind: 'record', cells, end: at + (text.charAt(at + 1) === '\n' ? 2 : 1) };
  }
}

/** @returns null when the closing quote is not there */
function quotedCell(text: string, from: number): { readonly text: string; readonly end: number } | null {
  let close = text.indexOf('"', from + 1);
  while (close >= 0 && text.charAt(close + 1) === '"') close = text.indexOf('"', close + 2);
  return close < 0 ? null : { text: text.slice(from + 1, close).replaceAll('""', '"'), end: close + 1 };
}

/** Quotes in the middle of a cell that does not begin with one mean themselves. */
function plainCell(text: string, from: number, separator: string): { readonly text: string; readonly end: number } {
  let end = from;
  while (end < text.length && text.charAt(end) !== separator && text.charAt(end) !== '\n' && text.charAt(end) !== '\r') end += 1;
  return { text: text.slice(from, end), end };
}

/** Index after the first line's end. */
function endOfLine(text: string): number {
  const found = /\r\n|\n|\r/.exec(text);
  return found === null ? text.length : found.index + found[0].length;
}
