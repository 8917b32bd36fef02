/** Which keys of an answer are names that programmers gave, and which may be data of the user's. In doubt, data. */
import { FORBIDDEN_KEYS, isFields } from '../fields.ts';

const LONGEST = 32;
/** Letters with few digits: `videoPoster`, `mp4_url`, `aria-label`. A mail address, a number or a sentence is none. */
const NAME = /^[A-Za-z_$][A-Za-z_$-]*\d{0,2}[A-Za-z_]*$/;
const HASH = /^[0-9a-f]{8,}$/i;
/** The words of a name, by its capitals and signs. */
const WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
const LONGEST_WORD = 18;
/** No word of a language has so many consonants in a row. */
const UNSPEAKABLE = /[^aeiouy]{5}/i;
/** Letters to a word, on average, in a name too long to be an abbreviation; a token has a capital every other letter. */
const WORD_LENGTH = 3;
const LONG_NAME = 12;

/** Whether a key reads like a field's name, not like an id, a token, an address or a sentence. */
export function isName(key: string): boolean {
  if (key.length > LONGEST || !NAME.test(key) || HASH.test(key)) return false;
  const words = key.match(WORDS) ?? [];
  if (words.some((word) => word.length > LONGEST_WORD || (word.length > 5 && UNSPEAKABLE.test(word)))) return false;
  return key.length < LONG_NAME || words.length * WORD_LENGTH <= key.length;
}

/**
 * The names of one object's fields, in their order; null for one that may be data. One key that cannot be a name, or
 * entries that are all made alike, make the whole object a map by something of the user's.
 * @param said what the answer says, see `wordsIn`
 */
export function fieldNames(fields: readonly (readonly [key: string, value: unknown])[], said: ReadonlySet<string>): readonly (string | null)[] {
  const isMap = fields.some(([key]) => !isName(key)) || areAlike(fields.map(([, value]) => value));
  return fields.map(([key]) => (isMap || said.has(key.toLowerCase()) ? null : key));
}

function areAlike(values: readonly unknown[]): boolean {
  if (values.length < 2 || !values.every(isFields)) return false;
  const [first, ...rest] = values.map((value) => Object.keys(value).toSorted().join('\n'));
  return first !== '' && rest.every((keys) => keys === first);
}

/**
 * The texts that an answer says and that could be names as well, in lower case: a user called `jane` may also be a key.
 * @param limit objects looked at; `roots` may refer to themselves
 */
export function wordsIn(roots: readonly unknown[], limit: number): ReadonlySet<string> {
  const said = new Set<string>();
  const waiting: unknown[] = [...roots];
  const seen = new Set<unknown>();
  while (waiting.length > 0 && seen.size <= limit) {
    const value = waiting.pop();
    if (typeof value === 'string' && value.length <= LONGEST) said.add(value.trim().toLowerCase());
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const [key, part] of Object.entries(value)) if (!FORBIDDEN_KEYS.has(key)) waiting.push(part);
  }
  return said;
}
