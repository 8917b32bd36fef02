/** Ways to break a document: by its structure, and by its text. */
import type { Chance } from './chance.ts';

/** Stands for characters that JSON.stringify would not write; see `written`. */
const RAW = (text: string): string => `@raw:${text}@`;

export const HOSTILE_STRINGS: readonly string[] = [
  '', ' ', '\u0000', '\uD800', '\uFEFF', '\u202E', '__proto__', 'constructor', 'toString', 'null', 'NaN', '-1', '1e999', '0x10', '9007199254740993',
  'COMPLETED', 'IN_QUEUE', 'finished', 'completed', 'failed', 'moderated', 'progress', '<html>', '=1+1', '../../x', 'javascript:1', 'https://', 'https://evil.example/a.mp4',
  'https://cdn.discordapp.com/attachments/1/2/a.mp4?ex=ffffffffffff&is=0&hm=0', 'https://fal.media/files/a/b.mp4', 'https://cdn.pika.art/results/a/b.mp4',
  'https://cdn.pika.art/v1/0f8fad5b-d9cb-469f-a165-70867728950e/%2e%2e/a.mp4', 'https://[::1]/a.mp4', '0f8fad5b-d9cb-469f-a165-70867728950e', '2023-09-09T02:04:49.667Z',
  '9999-99-99T99:99:99Z', '+275760-09-13T00:00:00Z', '(99%)', '(((((((((((((99%', '$1', '$$', '$undefined', '$1:data:results:0', '$Qff', '$Wff', '$D2026', '$n99999999999999999999', '$-0', '$-Infinity', 'a'.repeat(5000), '%'.repeat(500), '"'.repeat(200), '-neg '.repeat(300), '<@'.repeat(300), '('.repeat(300),
];

const HOSTILE_VALUES: readonly unknown[] = [
  null, true, false, 0, -0, -1, 0.5, 100, 101, 2 ** 31, 2 ** 53, -(2 ** 63), 1e300, 1e-300, RAW('1e999'), RAW('-1e999'), RAW('123456789012345678901234567890'), [], {}, [[]], [null], [{}], { length: 1e9 }, { toString: null },
  { message: 'x' }, { toJSON: 1 },
];

const HOSTILE_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then', 'toJSON', '', '0', 'status', 'id', 'error', 'url', 'videos'];

type Node = Record<string, unknown> | unknown[];

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function hostile(chance: Chance): unknown {
  if (chance.often(0.5)) return chance.pick(HOSTILE_STRINGS);
  if (chance.often(0.1)) return nested(chance);
  return structuredClone(chance.pick(HOSTILE_VALUES));
}

/** A tower of arrays or objects, sometimes higher than any reader allows. */
function nested(chance: Chance): unknown {
  let value: unknown = 1;
  const key = chance.pick(HOSTILE_KEYS);
  const height = chance.often(0.1) ? 400 : chance.below(40);
  for (let level = 0; level < height; level += 1) value = chance.often(0.5) ? [value] : withKey({}, key, value);
  return value;
}

/** Sets an own property whatever its name is. */
function withKey(target: object, key: string, value: unknown): object {
  return Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Changes a parsed document in one to four places. */
export function changeValue(root: unknown, chance: Chance): unknown {
  if (!isNode(root) || chance.often(0.01)) return hostile(chance);
  for (let count = 1 + chance.below(4); count > 0; count -= 1) changeOnce(root, chance);
  return root;
}

function changeOnce(root: Node, chance: Chance): void {
  let node: Node = root;
  for (;;) {
    const keys = Object.keys(node);
    const key = keys.length === 0 ? '0' : chance.pick(keys);
    const child: unknown = Object.getOwnPropertyDescriptor(node, key)?.value;
    if (isNode(child) && chance.often(0.7)) node = child;
    else return changeAt(node, key, child, chance);
  }
}

function changeAt(node: Node, key: string, child: unknown, chance: Chance): void {
  const how = chance.below(10);
  if (how < 5) withKey(node, key, hostile(chance));
  else if (how === 5) Reflect.deleteProperty(node, key);
  else if (how === 6) withKey(node, Array.isArray(node) ? String(node.length) : chance.pick(HOSTILE_KEYS), hostile(chance));
  else if (how === 7) withKey(node, key, chance.often(0.5) ? [child] : { value: child });
  else if (how === 8 && Array.isArray(node)) for (let more = chance.below(30); more > 0; more -= 1) node.push(child);
  else withKey(node, key, typeof child === 'string' ? changeText(child, chance) : JSON.stringify(child));
}

/** The document as text, with numbers that no JavaScript value could hold. */
export function written(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(/"@raw:([^@"]*)@"/g, '$1');
}

const SNIPPETS: readonly string[] = ['{', '}', '[', ']', '"', '\\', ',', ':', '\n', '\r\n', '\u0000', '\\ud800', '\\u0000', 'null', '1e999', '0:', '1:', 'T', 'Tfffffff,', 'E{', ':I[', '$1', '"$1:data"', '<', '<!doctype html>', '\uFEFF', ';', '=', "'", '%'];

/** Changes a text in one to three places. */
export function changeText(source: string, chance: Chance): string {
  let text = source;
  for (let count = 1 + chance.below(3); count > 0; count -= 1) {
    const at = chance.below(text.length + 1);
    const end = Math.min(text.length, at + chance.below(chance.often(0.8) ? 12 : 600));
    const how = chance.below(8);
    if (how === 0) text = text.slice(0, at);
    else if (how === 1) text = text.slice(0, at) + text.slice(end);
    else if (how === 2) text = text.slice(0, at) + chance.pick(SNIPPETS) + text.slice(end);
    else if (how === 3) text = text.slice(0, end) + text.slice(at, end) + text.slice(end);
    else if (how === 4) text = text.slice(0, at) + String.fromCharCode(chance.below(chance.often(0.8) ? 128 : 65_536)) + text.slice(at + 1);
    else if (how === 5) text = text.slice(0, at) + chance.pick(HOSTILE_STRINGS) + text.slice(end);
    else if (how === 6) text = text.slice(end) + text.slice(0, at);
    else text = text.slice(0, at) + chance.pick(SNIPPETS).repeat(chance.below(chance.often(0.05) ? 500 : 20)) + text.slice(at);
  }
  return text.slice(0, 200_000);
}

/** A document as text, broken by structure, by text, or both. */
export function brokenDocument(seeds: readonly string[], chance: Chance): string {
  const seed = chance.pick(seeds);
  if (chance.often(0.15)) return changeText(seed, chance);
  const whole = written(changeValue(JSON.parse(seed), chance));
  return chance.often(0.15) ? changeText(whole, chance) : whole;
}

/** Bytes with a few of them changed, cut or repeated. */
export function changeBytes(source: Uint8Array, chance: Chance): Uint8Array {
  const bytes = source.slice(0, chance.often(0.2) ? chance.below(source.length + 1) : source.length);
  for (let count = chance.below(8); count > 0 && bytes.length > 0; count -= 1) bytes[chance.below(chance.often(0.7) ? Math.min(64, bytes.length) : bytes.length)] = chance.often(0.4) ? chance.pick([0, 1, 0x7f, 0x80, 0xff]) : chance.below(256);
  return bytes;
}
