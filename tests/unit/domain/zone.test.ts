import { describe, expect, it } from 'vitest';
import { isZone, offsetAt } from '../../../lib/domain/zone.ts';
import { HOUR, MINUTE } from '../../../lib/time.ts';

const at = Date.parse('2026-06-01T12:34:56.789Z');

describe('a zone’s distance from UTC', () => {
  it.each([
    ['UTC', '2026-06-01T12:34:56.789Z', 0],
    ['Asia/Kolkata', '2026-06-01T23:59:59.999Z', 5.5 * HOUR],
    ['Asia/Kathmandu', '1999-12-31T18:15:00Z', 5.75 * HOUR],
    ['America/New_York', '2026-03-08T06:59:59Z', -5 * HOUR],
    ['America/New_York', '2026-03-08T07:00:00Z', -4 * HOUR],
    ['Australia/Lord_Howe', '2026-04-04T14:59:59Z', 11 * HOUR],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 10.5 * HOUR],
    ['Pacific/Kiritimati', '2026-01-01T00:00:00Z', 14 * HOUR],
  ])('in %s at %s is known', (zone, moment, offset) => {
    expect(offsetAt(zone, Date.parse(moment)) / MINUTE).toBe(offset / MINUTE);
  });

  it('is none for a zone that does not exist', () => {
    expect(offsetAt('Mars/Olympus', at)).toBe(0);
    expect([isZone('Mars/Olympus'), isZone('Europe/Berlin')]).toEqual([false, true]);
  });
});
