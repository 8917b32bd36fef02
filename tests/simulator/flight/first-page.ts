import { redesigned } from '../redesign.ts';
import type { Wire } from '../settings.ts';
import { dialect } from './answer.ts';
import { Encoder, Verbatim, type Row } from './encode.ts';

/** A script of the first page: markup, and the moment in milliseconds before which it is not sent. */
export interface InlineScript {
  readonly html: string;
  readonly delayMs: number;
}

/** Rows of a component tree whose library component got `props`, in the manner of an App Router page. */
export function pageRows(props: Readonly<Record<string, unknown>>, path: string, wire: Wire): Row[] {
  const encoder = new Encoder(dialect(wire), 16);
  const library = ['$', new Verbatim('$Lf'), null, wire.redesigned ? redesigned(props) : props];
  const main = ['$', 'main', null, { children: [['$', 'h1', null, { children: 'My Library' }], library] }];
  encoder.addRaw(1, '"$Sreact.fragment"');
  encoder.addRaw(2, 'I[9766,[],""]');
  encoder.addRaw(15, 'I[546,["327","static/chunks/app/library/page.js"],"default"]');
  encoder.addRaw(0, treeText(path, wire));
  encoder.add(4, plainStrings(main));
  encoder.addRaw(6, 'null');
  return encoder.rows;
}

/** Element markers are single dollars in Flight, not escaped ones. */
function plainStrings(element: unknown): unknown {
  if (!Array.isArray(element) || element[0] !== '$') return element;
  const [, type, key, props] = element as unknown[];
  const children = (props as { children?: unknown }).children;
  const list = Array.isArray(children) && children[0] !== '$' ? children.map(plainStrings) : plainStrings(children);
  return [new Verbatim('$'), type, key, children === undefined ? props : { ...(props as object), children: list }];
}

function treeText(path: string, wire: Wire): string {
  const segment = path.replace(/^\//u, '') || '__PAGE__';
  if (wire.envelope === 'older') {
    return JSON.stringify(['$', '$L1', null, { buildId: wire.buildId, assetPrefix: '', urlParts: ['', segment] }]);
  }
  const head = wire.envelope === 'newest' ? { P: null, c: ['', segment], q: '', i: false } : { P: null, b: wire.buildId, p: '', c: ['', segment], i: false };
  const tree = ['', { children: ['(dashboard)', { children: [segment, { children: ['__PAGE__', {}] }] }] }, '$undefined', '$undefined', true];
  return JSON.stringify({ ...head, f: [[tree, '$L4']], m: '$undefined', G: ['$2', []], s: false, S: false });
}

/** The scripts that carry rows inside the HTML, as Next.js splits and escapes them. `nonce` goes on each. */
export function inlineScripts(rows: readonly Row[], wire: Wire, nonce: string | null): InlineScript[] {
  const open = nonce === null ? '<script>' : `<script nonce="${nonce}">`;
  const script = (code: string, delayMs = 0): InlineScript => ({ html: `${open}${code}</script>`, delayMs });
  const formState = wire.envelope === 'older' ? ';self.__next_f.push([2,null])' : '';
  const start = `(self.__next_f=self.__next_f||[]).push([0])${formState}`;
  const pieces = rows.flatMap((row) => rowPieces(row, wire).map((text) => ({ text, delayMs: row.delayMs })));
  return [script(start), ...pieces.map(({ text, delayMs }) => script(`self.__next_f.push([1,${escaped(text)}])`, delayMs))];
}

/** A text row's head and text travel apart; with `anywhere`, long rows are cut at odd places, never inside a character. */
function rowPieces(row: Row, wire: Wire): string[] {
  const head = `${row.id.toString(16)}:`;
  if (row.isText) {
    const comma = row.text.indexOf(',') + 1;
    const text = row.text.slice(comma);
    return [head + row.text.slice(0, comma), ...(wire.chunks === 'anywhere' ? cutAnywhere(text) : [text])];
  }
  const text = `${head}${row.text}\n`;
  return wire.chunks === 'anywhere' ? cutAnywhere(text) : [text];
}

function cutAnywhere(text: string): string[] {
  const characters = [...text];
  const pieces: string[] = [];
  for (let at = 0, step = 1531; at < characters.length; at += step, step = (step * 2) % 4099) {
    pieces.push(characters.slice(at, at + step).join(''));
  }
  return pieces;
}

/** JSON inside a script element: what HTML would read as markup is written as an escape. */
export function escaped(value: unknown): string {
  return JSON.stringify(value).replace(/[&<>\u2028\u2029]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
