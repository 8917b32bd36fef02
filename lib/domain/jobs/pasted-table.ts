/** Reading pasted text as rows of cells: CSV as spreadsheets write it, or any list. */

export interface Cell {
  readonly text: string;
  /** It stood in quotes, so no separator inside it counts. */
  readonly quoted: boolean;
}

export interface Row {
  /** Line of the text on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;

/** Separators of cells, the likelier one first. */
const SEPARATORS = [',', ';', '\t', '|'] as const;

/** The separator of a table by its first line: the one that stands there most often outside of quotes. */
export function separatorOf(text: string): string {
  const line = (/^\s*([^\r\n]*)/.exec(text)?.[1] ?? '').replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => ({ separator, count: line.split(separator).length - 1 }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).separator;
}

/**
 * Rows of a text, empty ones left out; one pass. `""` in a quoted cell is a quote, and line breaks in it belong to it. A
 * quote that is never closed is an ordinary character, or one stray inch mark would swallow the rest.
 */
export function rowsOf(text: string, separator: string): readonly Row[] {
  const reader = new Reader(text.replace(/^\uFEFF/, ''), separator.charCodeAt(0));
  return reader.read();
}

class Reader {
  readonly #text: string;
  readonly #separator: number;
  readonly #rows: Row[] = [];
  #at = 0;
  #line = 1;
  /** Behind this, no quote can be closed. */
  readonly #lastQuote: number;

  constructor(text: string, separator: number) {
    this.#text = text;
    this.#separator = separator;
    this.#lastQuote = text.lastIndexOf('"');
  }

  read(): readonly Row[] {
    while (this.#at < this.#text.length) {
      const line = this.#line;
      const cells = this.#row();
      if (cells.some((cell) => cell.text !== '')) this.#rows.push({ line, cells });
    }
    return this.#rows;
  }

  #row(): Cell[] {
    const cells: Cell[] = [];
    for (;;) {
      cells.push(this.#quoted() ?? this.#plain());
      const code = this.#text.charCodeAt(this.#at);
      this.#at += 1;
      if (code === this.#separator) continue;
      if (code === CR && this.#text.charCodeAt(this.#at) === LF) this.#at += 1;
      this.#line += 1;
      return cells;
    }
  }

  #plain(): Cell {
    const start = this.#at;
    while (this.#at < this.#text.length && !this.#endsCell(this.#text.charCodeAt(this.#at))) this.#at += 1;
    return { text: this.#text.slice(start, this.#at).trim(), quoted: false };
  }

  /** A quoted cell, or null where none begins or it never ends in good order; then nothing has been read. */
  #quoted(): Cell | null {
    let start = this.#at;
    while (this.#text.charCodeAt(start) === 0x20) start += 1;
    if (this.#text.charCodeAt(start) !== QUOTE) return null;
    let end = start;
    for (;;) {
      if (end >= this.#lastQuote) return null;
      end = this.#text.indexOf('"', end + 1);
      if (this.#text.charCodeAt(end + 1) !== QUOTE) return this.#close(start, end);
      end += 1;
    }
  }

  #close(start: number, end: number): Cell | null {
    let after = end + 1;
    while (this.#text.charCodeAt(after) === 0x20) after += 1;
    if (after < this.#text.length && !this.#endsCell(this.#text.charCodeAt(after))) return null;
    const inside = this.#text.slice(start + 1, end);
    this.#line += inside.match(/\r\n?|\n/g)?.length ?? 0;
    this.#at = after;
    return { text: inside.replaceAll('""', '"').trim(), quoted: true };
  }

  #endsCell(code: number): boolean {
    return code === this.#separator || code === LF || code === CR;
  }
}
