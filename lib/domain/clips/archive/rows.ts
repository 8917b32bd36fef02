/** A row of an archive as it was found, before anybody has judged it. */
export interface RawRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly raw: unknown;
  /** Ends the sentence "Line 7 …" when not even its bounds could be read; null otherwise. */
  readonly fault: string | null;
}

/** `foreign`: no archive of ours; `newer`: one of a later version. */
export type NoArchive = 'foreign' | 'newer';

/** Takes an archive's text piece by piece and hands out the rows that have come in whole. */
export interface RowSource {
  /** @param last whether nothing follows */
  push(chunk: string, last: boolean): { readonly ok: true; readonly rows: readonly RawRow[] } | { readonly ok: false; readonly why: NoArchive };
}

/** Characters of one row; none of ours comes near. What is longer is no row but the sign of a missing quote. */
export const MAX_ROW = 1_000_000;

/** Tells on which line a text is that is consumed from its beginning. CR, LF and both together end a line. */
export function lineCounter(): { line(): number; pass(text: string, length: number): void } {
  let line = 1;
  let afterReturn = false;
  return {
    line: () => line,
    pass(text, length) {
      for (let at = 0; at < length; at += 1) {
        const code = text.charCodeAt(at);
        if (code === 0x0a ? !afterReturn : code === 0x0d) line += 1;
        afterReturn = code === 0x0d;
      }
    },
  };
}
