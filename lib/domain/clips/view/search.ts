/** What a person types to find clips or jobs: words that must all be there, and phrases in quotes that must be there as they are. */
import { fold } from '../../fold.ts';

const MAX_TEXT = 500;
const MAX_TERMS = 20;
/** A phrase in quotes of any keyboard, closed or not yet; or a word. */
const TERM = /["“”„«»]([^"“”„«»]*)["“”„«»]?|[^\s"“”„«»]+/gu;

/** Folded terms; none for an empty search, which finds everything. */
export function searchTerms(text: string): readonly string[] {
  const found = Array.from(text.slice(0, MAX_TEXT).matchAll(TERM), ([whole, phrase]) => fold(phrase ?? whole));
  return [...new Set(found.filter((term) => term !== ''))].slice(0, MAX_TERMS);
}

/** @param key folded text */
export function holdsAll(key: string, terms: readonly string[]): boolean {
  return terms.every((term) => key.includes(term));
}
