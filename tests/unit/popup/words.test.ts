import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { timesFor } from '../../../components/shared/times.ts';
import { agoWords, countWords, elapsedWords, sizeWords, spanWords } from '../../../lib/domain/words.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('spans', () => {
  it.each([
    [-5, '0 s'], [Number.NaN, '0 s'], [999, '0 s'], [59_999, '59 s'], [MINUTE, '1 min'], [HOUR - 1, '59 min'], [HOUR, '1 h'],
    [HOUR + 5 * MINUTE, '1 h 5 min'], [6 * HOUR + 5 * MINUTE, '6 h'], [26 * HOUR, '26 h'], [2 * DAY, '2 days'], [400 * DAY, '400 days'],
  ])('%d ms reads %s', (ms, words) => expect(plain(spanWords(ms))).toBe(words));

  it.each([[30 * SECOND, '30 s'], [200 * SECOND, '3 min 20 s'], [10 * MINUTE + 5 * SECOND, '10 min']])('%d ms of running reads %s', (ms, words) => {
    expect(plain(elapsedWords(ms))).toBe(words);
  });

  it.each([[0, 'just now'], [-DAY, 'just now'], [Number.NaN, 'just now'], [4_999, 'just now'], [23 * SECOND, '20 s ago'], [3 * MINUTE, '3 min ago']])(
    '%d ms back reads %s',
    (ms, words) => expect(plain(agoWords(ms))).toBe(words),
  );
});

describe('sizes and counts', () => {
  it.each([[0, '0 B'], [999, '999 B'], [1000, '1 kB'], [999_499, '999 kB'], [999_600, '1 MB'], [4_215_000, '4.2 MB'], [9_960_000, '10 MB'], [1.5e15, '1500 TB'], [-3, '0 B'], [Number.NaN, '0 B']])(
    '%d bytes read %s',
    (bytes, words) => expect(plain(sizeWords(bytes))).toBe(words),
  );

  it('never print a broken number', () => {
    fc.assert(
      fc.property(fc.double({ max: 1e18 }), (value) => {
        expect(`${spanWords(value)}${sizeWords(value)}${agoWords(value)}`).not.toMatch(/NaN|undefined|-\d/u);
      }),
    );
  });

  it('count in English', () => {
    expect(countWords(1, 'clip')).toBe('1 clip');
    expect(countWords(1200, 'clip')).toBe('1,200 clips');
  });
});

describe('moments', () => {
  const times = timesFor('en-GB', 'Europe/Berlin');
  const at = Date.UTC(2026, 2, 14, 12, 5);

  it('are short on the same local day, and carry what else is needed', () => {
    expect(times.short(at, at + HOUR)).toBe('13:05');
    expect(times.short(at, at + DAY)).toBe('14 Mar, 13:05');
    expect(times.short(at, at + 365 * DAY)).toBe('14 Mar 2026, 13:05');
  });

  it('use the local day, not the one in Greenwich', () => {
    const lateEvening = Date.UTC(2026, 2, 14, 23, 30);
    expect(times.short(lateEvening, lateEvening + HOUR)).toBe('00:30');
  });

  it('name the zone when the clocks changed in between', () => {
    const before = Date.UTC(2026, 9, 25, 0, 30);
    expect(times.short(before, before + 2 * HOUR)).toBe('02:30 CEST');
    expect(times.short(before + HOUR, before + 2 * HOUR)).toBe('02:30');
  });

  it('follow the reader’s own clock', () => {
    expect(timesFor('en-US', 'Europe/Berlin').short(at - 4 * HOUR, at)).toMatch(/^9:05\sAM$/u);
    expect(timesFor('de', 'Europe/Berlin').short(at - 4 * HOUR, at)).toBe('09:05');
  });

  it('are the same in the browser’s own zone as in that zone by its name', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const own = timesFor('en-GB');
    const hours = Array.from({ length: 40 }, (_, n) => Date.UTC(2025, 11, 31, 20) + n * 223 * HOUR);
    for (const now of hours) expect(hours.map((then) => own.short(then, now))).toEqual(hours.map((then) => times.short(then, now)));
    vi.unstubAllEnvs();
  });

  it('name the zone in full', () => expect(times.full(at)).toMatch(/^Saturday,? 14 March 2026.+13:05 CET$/u));
});
