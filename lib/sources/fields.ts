/** Reading single fields out of unknown data: own properties only, bounded, and null where nothing usable is. */

export type Fields = Readonly<Record<string, unknown>>;

/** Keys that could reach an object's prototype; never read, never copied. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property's value, or undefined. */
export function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** An own property that is an object, or an empty one. */
export function group(fields: Fields, key: string): Fields {
  const value = own(fields, key);
  return isFields(value) ? value : {};
}

/** Control characters (line breaks and tabs stay) and halves of surrogate pairs. */
const UNPRINTABLE = /(?![\n\t])[\p{Cc}\p{Cs}]/gu;

/**
 * A string for people: cut at `max` UTF-16 units, without control characters and broken surrogates, trimmed.
 * @returns null for anything else and for an empty text
 */
export function text(value: unknown, max: number): string | null {
  if (typeof value !== 'string') return null;
  const clean = value.slice(0, max).replace(UNPRINTABLE, '').trim();
  return clean === '' ? null : clean;
}

/** A finite number within the bounds, also when written as a string of digits; else null. */
export function number(value: unknown, min: number, max: number): number | null {
  const written = typeof value === 'string' && /^\d{1,15}(?:\.\d{1,15})?$/.test(value);
  const found = written ? Number(value) : value;
  return typeof found === 'number' && found >= min && found <= max ? found : null;
}

/** The first of `values` that is not null. */
export function first<Value>(...values: readonly (Value | null)[]): Value | null {
  return values.find((value) => value !== null) ?? null;
}

/** Digits of a seed, which may exceed 2^53 (then the page's own JSON has rounded it already); else null. */
export function digits(value: unknown): string | null {
  if (typeof value === 'string') return /^\d{1,24}$/.test(value) ? value : null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 1e24) return null;
  return BigInt(value).toString();
}
