/**
 * Makes text safe for spreadsheets, which run a cell as a formula when it begins with one of these (OWASP, "CSV
 * Injection"). A program that expects other separators than ours cuts cells open, so what follows one inside a cell is
 * seen to as well. The apostrophe that is put in is the one that spreadsheets themselves use for "this is text".
 */
const BEGIN = String.raw`[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]`;
/** The beginning of a cell, here or where another program would cut: what quotes stand before does not count. */
const EDGE = String.raw`(?:^|[;\t\r\n])["']*`;
// Nothing but the apostrophe itself is ever matched, so that neighbours cannot hide each other.
const OPENING = new RegExp(`(?=${BEGIN})(?<=${EDGE})`, 'g');
const GUARD = new RegExp(`'(?=${BEGIN})(?<=${EDGE}')`, 'g');

/** @returns the text with an apostrophe before each beginning of a formula */
export function inert(text: string): string {
  return text.replace(OPENING, "'");
}

/** Takes back exactly what `inert` put in. */
export function uninert(text: string): string {
  return text.replace(GUARD, '');
}
