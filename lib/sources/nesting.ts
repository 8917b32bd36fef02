/** Parsing JSON that may be a trap. */

/** Levels of arrays and objects that are read; real answers have about thirty. */
export const MAX_DEPTH = 300;

export type JsonReading =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'broken' }
  | { readonly kind: 'too-deep' };

/** `JSON.parse` that never throws and refuses nesting beyond `MAX_DEPTH` before building it. */
export function readJson(source: string): JsonReading {
  if (isTooDeep(source)) return { kind: 'too-deep' };
  try {
    return { kind: 'value', value: JSON.parse(source) };
  } catch {
    return { kind: 'broken' };
  }
}

/** Counts brackets outside of strings, in one pass. */
function isTooDeep(source: string): boolean {
  if (source.length <= MAX_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charCodeAt(at);
    if (char === 0x22) at = endOfString(source, at);
    else if (char === 0x5b || char === 0x7b) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (char === 0x5d || char === 0x7d) depth -= 1;
  }
  return false;
}

/**
 * @param at where a string's opening quote stands
 * @returns where its closing quote stands, or the text's length when there is none
 */
export function endOfString(source: string, at: number): number {
  let end = at + 1;
  while (end < source.length) {
    const char = source.charCodeAt(end);
    if (char === 0x22) return end;
    end += char === 0x5c ? 2 : 1;
  }
  return source.length;
}
