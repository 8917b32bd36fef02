/**
 * What a string in a Flight row stands for. Rule: `parseModelString` in React's `ReactFlightClient.js`; forms that
 * carry nothing for us (symbols, functions, errors, debugging) become undefined.
 */

export interface RowReference {
  readonly kind: 'row';
  readonly id: string;
  /** Keys to follow from the row's value on. */
  readonly path: readonly string[];
}

export type FlightString = { readonly kind: 'value'; readonly value: string | number | undefined } | RowReference;

/** Steps that a reference may take into a row; React elements on a page nest their props about twenty deep. */
const MAX_PATH = 100;
/** Characters of one reference. */
const MAX_REFERENCE = 1024;
const ROW = /^([0-9a-f]{1,8})((?::[^:]*)*)$/;
const NOTHING: FlightString = { kind: 'value', value: undefined };

/** Forms `$<letter><row>` whose row is the thing itself, or its entries: lazy, promise, map, set, form, iterator. */
const ROW_LETTERS = new Set('L@QWKi');

export function parseString(source: string): FlightString {
  if (!source.startsWith('$') || source === '$') return { kind: 'value', value: source };
  const letter = source.charAt(1);
  if (letter === '$') return { kind: 'value', value: source.slice(1) };
  if (ROW_LETTERS.has(letter)) return rowOf(source.slice(2));
  if (/[0-9a-f]/.test(letter)) return rowOf(source.slice(1));
  return { kind: 'value', value: literalOf(source, letter) };
}

function literalOf(source: string, letter: string): string | number | undefined {
  if (letter === 'D') return source.slice(2);
  if (letter === 'n') return /^\$n-?\d+$/.test(source) ? source.slice(2) : undefined;
  if (letter === 'I') return Infinity;
  if (letter === 'N') return NaN;
  if (letter === '-') return source === '$-0' ? 0 : -Infinity;
  return undefined;
}

function rowOf(reference: string): FlightString {
  const match = reference.length > MAX_REFERENCE ? null : ROW.exec(reference);
  if (match === null) return NOTHING;
  const path = (match[2] ?? '').split(':').slice(1);
  return path.length > MAX_PATH ? NOTHING : { kind: 'row', id: match[1] ?? '', path };
}
