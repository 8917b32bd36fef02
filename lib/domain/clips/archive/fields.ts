/** Single values out of what a file says, each within its bounds or null. */
export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = {};

/** An object's fields; none of what is no object. No field of an archive has a name that objects inherit. */
export function fieldsOf(raw: unknown): Fields {
  return isFields(raw) ? raw : NONE;
}

function isFields(raw: unknown): raw is Fields {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

export function text(raw: unknown, limit: number): string | null {
  return typeof raw === 'string' && raw !== '' ? raw.slice(0, limit).toWellFormed() : null;
}

export function number(raw: unknown, low: number, high: number): number | null {
  return typeof raw === 'number' && raw >= low && raw <= high ? raw : null;
}

/** ms since 1970, as far as a `Date` reaches. */
export function moment(raw: unknown): number | null {
  return number(raw, 0, 8.64e15);
}

export function flag(raw: unknown): boolean {
  return raw === true;
}

export function oneOf<const Values extends readonly string[]>(values: Values, raw: unknown): Values[number] | null {
  return values.find((value) => value === raw) ?? null;
}

export function listOf<Item>(raw: unknown, limit: number, read: (raw: unknown) => Item | null): Item[] {
  return Array.isArray(raw) ? raw.slice(0, limit).map(read).filter((item) => item !== null) : [];
}
