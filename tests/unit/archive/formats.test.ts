import '../../support/fixed-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvBody, csvHead } from '../../../lib/domain/clips/archive/csv-columns.ts';
import type { ArchiveEntry } from '../../../lib/domain/clips/archive/entry.ts';
import { inert, uninert } from '../../../lib/domain/clips/archive/formula.ts';
import { jsonBody, jsonHead, JSON_TAIL } from '../../../lib/domain/clips/archive/json-write.ts';
import { readAll } from '../../support/archive-world.ts';
import { entries } from './rows.ts';

const asJson = (list: readonly ArchiveEntry[]) => jsonHead(1) + jsonBody(list, true) + JSON_TAIL;
const asCsv = (list: readonly ArchiveEntry[]) => csvHead(true) + csvBody(list, true);
/** A table has one row for each clip. */
const rowsOf = (list: readonly ArchiveEntry[]) => list.flatMap(({ clips, ...rest }) => (clips.length === 0 ? [{ ...rest, clips }] : clips.map((clip) => ({ ...rest, clips: [clip] }))));

describe('an archive', () => {
  it('comes back from JSON as it went, in pieces of any length', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 5000 }), (list, size) => {
        expect(readAll(asJson(list), size)).toEqual({ entries: list, bad: [], why: null });
      }),
    );
  });

  it('comes back from a table as it went, in pieces of any length', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 5000 }), (list, size) => {
        expect(readAll(asCsv(list), size)).toEqual({ entries: rowsOf(list), bad: [], why: null });
      }),
    );
  });

  it('is JSON for everybody', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(JSON.parse(asJson(list))).toEqual({ format: 'pika-keeper-archive', version: 1, exportedAt: 1, entries: list });
      }),
    );
  });

  it('comes back when something else has laid out its JSON anew', () => {
    fc.assert(
      fc.property(entries, fc.constantFrom(0, 1, 2, '\t'), (list, space) => {
        expect(readAll(JSON.stringify(JSON.parse(asJson(list)), null, space), 700).entries).toEqual(list);
      }),
    );
  });

  it.each([';', '\t'])('comes back from a table that was written with %j', (separator) => {
    fc.assert(
      fc.property(entries, (list) => {
        const cells = readCells(asCsv(list).slice(1));
        const text = cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join('\n');
        expect(readAll(text, 900)).toEqual({ entries: rowsOf(list), bad: [], why: null });
      }),
      { numRuns: 30 },
    );
  });

  it('never throws, whatever the file holds', () => {
    const junk = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.constantFrom('{', '}', '[', ']', '"', ',', '\n', '\r', '\\', 'Job id', '"entries":[', '{"format":"pika-keeper-archive","version":1,"entries":[', ';', 'null', '__proto__', '1')).map((parts) => parts.join('')));
    fc.assert(
      fc.property(junk, fc.constantFrom('', jsonHead(1), csvHead(false)), fc.integer({ min: 7, max: 90 }), (text, head, size) => {
        expect(() => readAll(head + text, size)).not.toThrow();
      }),
      { numRuns: 150 },
    );
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('cells', () => {
  const FORMULA = /^[=+\-@\t\r\n]/;

  it('get back what made them inert', () => {
    const risky = fc.array(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ';', ',', 'a'), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(risky, (text) => {
        expect(uninert(inert(text))).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });

  it('never begin a formula, neither here nor where a program with other separators cuts', () => {
    const risky = fc.array(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", ';', 'a'), { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(risky, (text) => {
        const cells = [inert(text), ...inert(text).split(/[;\t\r\n]/).slice(1)];
        expect(cells.filter((cell) => FORMULA.test(cell))).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['=HYPERLINK("http://x")', `'=HYPERLINK("http://x")`],
    ["'=1", "''=1"],
    ["'quoted'", "'quoted'"],
    ['a;=1', "a;'=1"],
    ['\t=1', "'\t'=1"],
    ['-5', "'-5"],
  ])('%j is written %j', (text, cell) => {
    expect(inert(text)).toBe(cell);
    expect(uninert(cell)).toBe(text);
  });
});

/** Reads a table by the letter of RFC 4180: not a line of the product takes part. */
function readCells(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let found = pattern.exec(text); found !== null && (found[0] !== '' || pattern.lastIndex < text.length); found = pattern.exec(text)) {
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') rows.push([]);
    if (found[3] === '') break;
  }
  return rows.filter((row) => row.length > 1);
}
