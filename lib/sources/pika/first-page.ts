/**
 * The Flight rows that a first page load carries in its HTML: `self.__next_f.push([1,"…"])`, one call a script,
 * the rows escaped as JavaScript strings and split anywhere. `[3,"…"]` is the same in base 64, for bytes that were
 * not text on their own. Rule: `writeFlightDataInstruction` in Next.js's `use-flight-response.tsx`.
 */
import { endOfString } from '../nesting.ts';
import { MAX_TEXT } from './shape.ts';

const CALL = /[\s;]*\(?self\.__next_f(?:\s*=\s*self\.__next_f\s*\|\|\s*\[\s*\]\s*\))?\.push\(\s*\[\s*(\d)\s*/y;
const COMMA = /,\s*/y;
const REST = /(?:,\s*[\w."[\]{}:,\s-]{0,200}?)?\]\s*\)/y;

/**
 * @param scripts the text of each inline script, in document order; scripts that are something else are skipped
 * @returns the rows as one text for `readFlight`; empty when the page carries none. Stops at `MAX_TEXT` characters.
 */
export function firstPageRows(scripts: readonly string[]): string {
  const pieces: string[] = [];
  let room = MAX_TEXT;
  for (const script of scripts) {
    if (script.length > MAX_TEXT * 2 || !script.includes('__next_f')) continue;
    for (const piece of pushedPieces(script)) {
      room -= piece.length;
      if (room < 0) return pieces.join('');
      pieces.push(piece);
    }
  }
  return pieces.join('');
}

function pushedPieces(script: string): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    CALL.lastIndex = at;
    const call = CALL.exec(script);
    if (call === null) return pieces;
    at = CALL.lastIndex;
    let piece: string | null = null;
    COMMA.lastIndex = at;
    if (COMMA.test(script) && script.charAt(COMMA.lastIndex) === '"') {
      const start = COMMA.lastIndex;
      at = endOfString(script, start) + 1;
      piece = pieceOf(call[1] ?? '', script.slice(start, at));
    }
    REST.lastIndex = at;
    if (!REST.test(script)) return pieces;
    if (piece !== null) pieces.push(piece);
    at = REST.lastIndex;
  }
}

function pieceOf(kind: string, literal: string): string | null {
  try {
    const value: unknown = JSON.parse(literal);
    if (typeof value !== 'string') return null;
    if (kind === '1') return value;
    if (kind !== '3') return null;
    return new TextDecoder().decode(Uint8Array.from(atob(value), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}
