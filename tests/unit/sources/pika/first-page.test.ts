import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstPageRows } from '../../../../lib/sources/pika/first-page.ts';
import { readFlight } from '../../../../lib/sources/pika/flight.ts';
import { MAX_TEXT } from '../../../../lib/sources/pika/shape.ts';
import { FLIGHT_FIXTURES, flightFixture, inlineScripts } from '../../../support/flight-fixtures.ts';

/** As Next.js writes it: JSON, with what could end a script escaped. */
function push(piece: string): string {
  return `self.__next_f.push([1,${JSON.stringify(piece).replaceAll('<', '\\u003c')}])`;
}

describe('the rows of a first page', () => {
  it.each(FLIGHT_FIXTURES.filter((name) => name.endsWith('.html')))('%s: whole, without a broken row', (name) => {
    const reading = readFlight(firstPageRows(inlineScripts(flightFixture(name))));
    expect(reading).toMatchObject({ ok: true, value: { truncated: false, dropped: 0, errors: [] } });
  });

  it('join however they were split', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (pieces) => {
        expect(firstPageRows(pieces.map(push))).toBe(pieces.join(''));
      }),
    );
  });

  it('are taken from several calls in one script, in any spelling of the first', () => {
    const first = '(self.__next_f = self.__next_f || []).push([0]);self.__next_f.push([2,null])';
    expect(firstPageRows([first, `${push('a')};${push('b')};\n`, ` (self.__next_f=self.__next_f||[]).push([1,"c"])`])).toBe('abc');
  });

  it('are decoded where they were sent as bytes', () => {
    expect(firstPageRows([`self.__next_f.push([3,"${Buffer.from('1:"é"\n').toString('base64')}"])`])).toBe('1:"é"\n');
    expect(firstPageRows(['self.__next_f.push([3,"%%%"])', push('x')])).toBe('x');
  });

  it.each([
    ['another script', 'window.dataLayer = ["self.__next_f.push([1,\\"x\\"])"]'],
    ['a call that is built', 'self.__next_f.push([1,"a"+"b"])'],
    ['another kind', 'self.__next_f.push([7,"x"])'],
    ['another global', 'self.__next_s.push([1,"x"])'],
    ['a string without end', 'self.__next_f.push([1,"abc'],
    ['a string that is no JSON', "self.__next_f.push([1,'x'])"],
    ['a broken escape', 'self.__next_f.push([1,"\\x41"])'],
    ['nothing', ''],
  ])('skip %s', (_, script) => {
    expect(firstPageRows([script, push('kept')])).toBe('kept');
  });

  it('stop at the cap, whatever the page holds', () => {
    const mega = push('x'.repeat(900_000));
    expect(firstPageRows([mega, mega, mega, mega]).length).toBeLessThanOrEqual(MAX_TEXT);
    expect(firstPageRows([`self.__next_f.push([1${' '.repeat(500_000)}`, `self.__next_f.push([1,${'"'.repeat(500_001)}`])).toBe('');
    expect(firstPageRows(['self.__next_f.push([0'.repeat(50_000), 'self.__next_f.push([0]);'.repeat(50_000)])).toBe('');
  });

  it('give a text for any scripts', () => {
    const scrap = fc.constantFrom('self.__next_f', '.push(', '[1,', '"', '\\', '])', ';', '(', '||[])', '=', ' ');
    fc.assert(
      fc.property(fc.array(fc.array(fc.oneof(scrap, fc.string())).map((parts) => parts.join(''))), (scripts) => {
        expect(typeof firstPageRows(scripts)).toBe('string');
      }),
    );
  });
});
