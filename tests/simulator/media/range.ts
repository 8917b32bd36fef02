export interface Range {
  readonly start: number;
  /** Behind the last byte. */
  readonly end: number;
}

/**
 * The one byte range that a Range header asks for (RFC 9110 §14): null when it is to be ignored — absent, of several
 * parts, malformed — and 'none' when it lies outside the file (416).
 */
export function parseRange(header: string | undefined, size: number): Range | 'none' | null {
  const match = /^bytes=(\d*)-(\d*)$/u.exec(header?.replace(/\s/gu, '') ?? '');
  if (!match) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'none' : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'none' : { start, end };
}
