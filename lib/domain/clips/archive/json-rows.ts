/** Cuts the entries out of an archive's JSON while it arrives, so that neither a large file nor one bad entry stops the rest. */
import { ARCHIVE_FORMAT, ARCHIVE_VERSION } from './entry.ts';
import { lineCounter, MAX_ROW, type RawRow, type RowSource } from './rows.ts';

/** Text before the first entry; an archive of ours needs 100 characters. */
const MAX_HEAD = 10_000;

export function jsonRows(): RowSource {
  const lines = lineCounter();
  let text = '';
  let place: 'head' | 'entries' | 'after' = 'head';

  const advance = (by: number): void => {
    lines.pass(text, by);
    text = text.slice(by);
  };

  /** @returns null when more text is needed */
  const next = (last: boolean): RawRow | null => {
    const gap = /^[\s,]*/.exec(text)?.[0].length ?? 0;
    const indent = /[ \t]*$/.exec(text.slice(0, gap))?.[0] ?? '';
    advance(gap);
    if (text === '') return null;
    const line = lines.line();
    if (text.startsWith(']')) {
      if (!last && !/\S/.test(text.slice(1))) return null;
      // The end of the entries, unless another follows: then it is a stray one.
      if (/^\]\s*,?\s*\{/.test(text)) {
        advance(1);
        return { line, raw: null, fault: 'is not readable' };
      }
      place = 'after';
      return null;
    }
    const end = endOfValue(text);
    if (end === null && !last && text.length <= MAX_ROW) return null;
    const value = end === null || end > MAX_ROW ? null : parsed(text.slice(0, end));
    if (value === null || end === null) advance(resumeAt(text, indent, end));
    else advance(end);
    return value === null ? { line, raw: null, fault: 'is not readable' } : { line, raw: value.value, fault: null };
  };

  return {
    push(chunk, last) {
      text += chunk;
      if (place === 'head') {
        const head = headOf(text);
        if (head === null) return last || text.length > MAX_HEAD ? { ok: false, why: 'foreign' } : { ok: true, rows: [] };
        if (head.fault !== null) return { ok: false, why: head.fault };
        advance(head.length);
        place = 'entries';
      }
      const rows: RawRow[] = [];
      while (place === 'entries') {
        const row = next(last);
        if (row === null) break;
        rows.push(row);
      }
      if (place === 'after') text = '';
      else if (last) rows.push({ line: lines.line(), raw: null, fault: 'is where the file breaks off' });
      return { ok: true, rows };
    },
  };
}

interface Head {
  readonly length: number;
  readonly fault: 'foreign' | 'newer' | null;
}

/** The text up to the `[` of the entries, once it is there. */
function headOf(text: string): Head | null {
  const found = /"entries"\s*:\s*\[/.exec(text.slice(0, MAX_HEAD));
  if (found === null) return null;
  const length = found.index + found[0].length;
  const head = parsed(`${text.slice(0, length)}]}`)?.value;
  if (typeof head !== 'object' || head === null || !('format' in head) || head.format !== ARCHIVE_FORMAT) return { length, fault: 'foreign' };
  if (!('version' in head) || typeof head.version !== 'number') return { length, fault: 'foreign' };
  return { length, fault: head.version > ARCHIVE_VERSION ? 'newer' : null };
}

/** Index after the value that `text` begins with, by its brackets and quotes; null when it is not all there. */
function endOfValue(text: string): number | null {
  if (!/^[[{"]/.test(text)) return /[,\]\s]/.exec(text)?.index ?? null;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      at = endOfString(text, at);
      if (at < 0) return null;
    } else if (character === OPEN_OBJECT || character === OPEN_LIST) depth += 1;
    else if (character === CLOSE_OBJECT || character === CLOSE_LIST) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}

const QUOTE = 0x22;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** Index of the quote that ends the string begun at `from`, or −1. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charAt(at - 1 - slashes) === '\\') slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

/**
 * Where to go on after an entry that cannot be read: a stray quote in it may have swallowed those that follow, so at the
 * next line that begins as this one did; without one after the value, as far as it has an end.
 */
function resumeAt(text: string, indent: string, end: number | null): number {
  const sibling = text.indexOf(`\n${indent}{`);
  const close = text.search(/\n\s*\]\s*\}?\s*$/);
  return sibling >= 0 ? sibling : (end ?? (close >= 0 ? close : text.length));
}

function parsed(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}
