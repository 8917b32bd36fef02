/**
 * The shape of an answer that we do not understand, for a bug report: names of fields and types. No value, no id, no
 * address gets through; names that may be data themselves (a map by id, by user, by mail address) are stars.
 */
import { FORBIDDEN_KEYS, isFields } from '../fields.ts';
import { readJson } from '../nesting.ts';
import { fieldNames, wordsIn } from './field-names.ts';
import { readFlight } from './flight.ts';
import { classifyMediaUrl } from './media-url.ts';
import { MAX_TEXT } from './shape.ts';

/** Characters of one shape. */
export const MAX_SHAPE = 8_000;
const MAX_DEPTH = 12;
/** Fields of one object, and entries of one list, that are looked at. */
const MAX_FIELDS = 60;
const MAX_ENTRIES = 20;
/** Objects looked at in all: an answer may refer to itself a million times. */
const MAX_LOOKS = 5_000;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A shape: a type's name, the shape of a list's entries, or those of fields. */
type Shape = string | { readonly list: Shape } | { readonly fields: ReadonlyMap<string, Shape> };

interface Look {
  /** Objects that may still be looked at. */
  left: number;
  /** What the answer says: no name is told that is also said. */
  readonly values: ReadonlySet<string>;
}

/** @param text a whole answer. @returns at most `MAX_SHAPE` characters; the word for it when it is no data at all */
export function shapeOf(text: string): string {
  const roots = rootsOf(text);
  if (typeof roots === 'string') return roots;
  const look: Look = { left: MAX_LOOKS, values: wordsIn(roots, MAX_LOOKS) };
  const lines = roots.map((root) => write(read(root, 0, new Set(), look)));
  return [...new Set(lines)].join('\n').slice(0, MAX_SHAPE);
}

function rootsOf(text: string): readonly unknown[] | string {
  if (text.length > MAX_TEXT) return 'too large';
  const start = text.slice(0, 200).replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('<')) return 'markup';
  if (start.startsWith('{') || start.startsWith('[')) {
    const json = readJson(text.replace(/^\uFEFF/, ''));
    return json.kind === 'value' ? [json.value] : `${json.kind} json`;
  }
  const flight = readFlight(text);
  return flight.ok ? flight.value.rows.map(({ value }) => value) : flight.failure.kind;
}

function read(value: unknown, depth: number, above: ReadonlySet<unknown>, look: Look): Shape {
  if (typeof value === 'string') return typeOfText(value);
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  look.left -= 1;
  if (above.has(value)) return 'circle';
  if (depth >= MAX_DEPTH || look.left < 0) return 'deeper';
  const inside = new Set([...above, value]);
  if (Array.isArray(value)) {
    const entries = value.slice(0, MAX_ENTRIES).map((entry) => read(entry, depth + 1, inside, look));
    return { list: entries.reduce<Shape>(join, 'nothing') };
  }
  if (!isFields(value)) return 'object';
  const parts = Object.entries(value).filter(([key]) => !FORBIDDEN_KEYS.has(key));
  const names = fieldNames(parts, look.values);
  const fields = new Map<string, Shape>();
  for (const [index, [, part]] of parts.slice(0, MAX_FIELDS).entries()) {
    const name = names[index] ?? '*';
    fields.set(name, join(fields.get(name) ?? 'nothing', read(part, depth + 1, inside, look)));
  }
  return { fields };
}

function typeOfText(text: string): string {
  if (text === '') return 'empty text';
  if (UUID.test(text)) return 'uuid';
  if (/^https?:\/\//i.test(text)) return classifyMediaUrl(text).kind === 'result' ? 'result file' : 'address';
  return /^-?\d+(?:\.\d+)?$/.test(text) ? 'digits' : 'text';
}

/** What two entries of a list have together; `nothing` is what neither has. */
function join(a: Shape, b: Shape): Shape {
  if (a === 'nothing') return b;
  if (b === 'nothing') return a;
  if (typeof a === 'string' || typeof b === 'string') return typeof a === 'string' && typeof b === 'string' ? joinTypes(a, b) : typeof a === 'string' ? b : a;
  if ('list' in a && 'list' in b) return { list: join(a.list, b.list) };
  if (!('fields' in a) || !('fields' in b)) return 'fields' in a ? a : b;
  const fields = new Map(a.fields);
  for (const [key, shape] of b.fields) fields.set(key, join(fields.get(key) ?? 'nothing', shape));
  return { fields };
}

function joinTypes(a: string, b: string): string {
  return [...new Set([...a.split('|'), ...b.split('|')])].toSorted().join('|');
}

function write(shape: Shape): string {
  if (typeof shape === 'string') return `"${shape}"`;
  if ('list' in shape) return `[${write(shape.list)}]`;
  return `{${[...shape.fields].map(([key, part]) => `"${key}":${write(part)}`).join(',')}}`;
}
