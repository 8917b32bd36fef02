/** Text as searching compares it: case, accents, width and runs of white space do not count. */

/** Latin and Arabic marks that people leave out when they type. Marks of other scripts are letters to their readers. */
const MARKS = /[\u0300-\u036f\u064b-\u0652]/gu;
/** Letters that no normal form takes apart. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ð: 'd', þ: 'th' };
const WHOLE = /[ßæœøłđıðþ]/gu;
/** Printable and white space alone: most prompts, and then lower case is all there is to do. */
const ASCII = /^[\t\n\r -~]*$/u;

/** "Crème  BRÛLÉE" and "creme brulee" fold to the same text. */
export function fold(text: string): string {
  if (ASCII.test(text)) return spaced(text.toLowerCase());
  // Some characters fall apart into a space and a mark.
  return spaced(text.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(MARKS, '').replace(WHOLE, (letter) => LETTERS[letter] ?? letter));
}

function spaced(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
