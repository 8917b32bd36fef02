/**
 * Splits a React Flight text into its rows, without looking inside them. A row is `<hex id>:<tag><body>`; most end
 * with a newline, but `T` (text) and the binary ones state their length in UTF-8 bytes and end exactly there.
 * Rule: `processBinaryChunk` in React's `ReactFlightClient.js`.
 */

export type FlightRow =
  | { readonly kind: 'model' | 'error'; readonly id: string; readonly body: string }
  | { readonly kind: 'text'; readonly id: string; readonly body: string };

export interface SplitRows {
  /** In the order in which they arrived; rows of other kinds (modules, hints, debugging) are left out. */
  readonly rows: readonly FlightRow[];
  /** Row headers that were well formed, of any kind. */
  readonly headers: number;
  /** The text ends in the middle of a row, or has more rows than we read. */
  readonly truncated: boolean;
}

/** Rows that are read of one text; a library page has a few dozen. */
export const MAX_ROWS = 50_000;

const HEADER = /([0-9a-f]{0,8}):/y;
const LENGTH = /([0-9a-f]{1,8}),/y;
/** Rows that state their length: text, array buffers, typed arrays, data views. */
const SIZED_TAGS = new Set('TAOobUSsLlGgMmV');
/** A tag is an upper-case letter or one of these; any other character belongs to the JSON of a model row. */
const LINE_TAG = /[A-Z#rx]/;

interface Taken {
  readonly row: FlightRow | null;
  /** Where the next row starts; null when this one is cut off. */
  readonly next: number | null;
}

export function splitRows(source: string): SplitRows {
  const rows: FlightRow[] = [];
  let headers = 0;
  let at = 0;
  while (at < source.length) {
    if (rows.length >= MAX_ROWS) return { rows, headers, truncated: true };
    HEADER.lastIndex = at;
    const header = HEADER.exec(source);
    if (header === null) {
      at = afterLine(source, at);
      continue;
    }
    headers += 1;
    const taken = takeRow(source, header[1] ?? '', HEADER.lastIndex);
    if (taken.row !== null) rows.push(taken.row);
    if (taken.next === null) return { rows, headers, truncated: true };
    at = taken.next;
  }
  return { rows, headers, truncated: false };
}

function takeRow(source: string, id: string, at: number): Taken {
  const tag = source.charAt(at);
  if (SIZED_TAGS.has(tag)) {
    LENGTH.lastIndex = at + 1;
    const length = LENGTH.exec(source);
    if (length !== null) return takeSized(source, id, tag, LENGTH.lastIndex, Number.parseInt(length[1] ?? '0', 16));
  }
  const end = source.indexOf('\n', at);
  const next = end === -1 ? null : end + 1;
  const stop = end === -1 ? source.length : end;
  if (tag === 'E') return { row: { kind: 'error', id, body: source.slice(at + 1, stop) }, next };
  if (LINE_TAG.test(tag)) return { row: null, next };
  return { row: { kind: 'model', id, body: source.slice(at, stop) }, next };
}

function takeSized(source: string, id: string, tag: string, from: number, bytes: number): Taken {
  const end = afterBytes(source, from, bytes);
  if (end === null) return { row: null, next: null };
  return { row: tag === 'T' ? { kind: 'text', id, body: source.slice(from, end) } : null, next: end };
}

/** The index behind `bytes` bytes of UTF-8, or null when the text ends before. */
function afterBytes(source: string, from: number, bytes: number): number | null {
  let left = bytes;
  let at = from;
  while (left > 0) {
    const point = source.codePointAt(at);
    if (point === undefined) return null;
    left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    at += point < 0x10000 ? 1 : 2;
  }
  return at;
}

function afterLine(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end === -1 ? source.length : end + 1;
}
