import { describe, expect, it } from 'vitest';
import { localDays } from '../../../lib/domain/health/history/local-days.ts';
import { offsetAt } from '../../../lib/domain/zone.ts';
import { DAY, HOUR } from '../../../lib/time.ts';

/** Days since 1970 on a zone's calendar. */
const dateIn = (zone: string, at: number): number => Math.floor((at + offsetAt(zone, at)) / DAY);

describe('local days', () => {
  // Years in which zones changed their clocks for good, kept a fast without summer time, or skipped a day.
  it.each([Date.UTC(2011, 11, 31, 12), Date.UTC(2014, 9, 1, 7), Date.UTC(2018, 4, 20, 3), Date.UTC(2024, 3, 15), Date.UTC(2026, 11, 1, 18)])(
    'up to %i begin where the date changes, in every zone that this browser knows',
    (now) => {
      for (const zone of Intl.supportedValuesOf('timeZone')) {
        const starts = localDays(now, 90, (at) => offsetAt(zone, at));
        expect(starts).toHaveLength(91);
        starts.forEach((start, index) => {
          const date = dateIn(zone, now) - 89 + index;
          const right = dateIn(zone, start) >= date && dateIn(zone, start - 1) < date;
          if (!right) expect.fail(`${zone}: ${new Date(start).toISOString()} does not begin its day`);
        });
      }
    },
    60_000,
  );

  it('ask for few offsets: each is a date that the browser has to format', () => {
    let asked = 0;
    const counting = (at: number): number => {
      asked += 1;
      return offsetAt('Europe/Berlin', at);
    };
    localDays(Date.UTC(2026, 5, 1) + 9 * HOUR, 90, counting);
    expect(asked).toBeLessThan(50);
  });
});
