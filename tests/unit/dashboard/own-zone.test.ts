import { afterEach, describe, expect, it } from 'vitest';
import { ownOffsetAt } from '../../../entrypoints/dashboard/own-zone.ts';
import { offsetAt } from '../../../lib/domain/zone.ts';
import { HOUR } from '../../../lib/time.ts';

const before = process.env['TZ'];

afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

describe('the browser’s own wall clock', () => {
  it.each(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Australia/Lord_Howe', 'America/Santiago', 'Pacific/Kiritimati'])('in %s is what the zone’s is, each quarter of a year’s days', (zone) => {
    process.env['TZ'] = zone;
    const moments = Array.from({ length: 365 * 4 }, (_, quarter) => Date.UTC(2026, 0, 1) + quarter * 6 * HOUR);
    expect(moments.filter((at) => ownOffsetAt(at) !== offsetAt(zone, at)).map((at) => new Date(at).toISOString())).toEqual([]);
  });
});
