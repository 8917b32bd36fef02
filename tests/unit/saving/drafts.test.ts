import { describe, expect, it } from 'vitest';
import { afterChange, DEFAULT_CLIP_SETTINGS } from '../../../lib/domain/clip-settings.ts';
import { dailySizeText, readDailyCount, readDailySize, readFolder, readHours, readTemplate } from '../../../lib/domain/dashboard/saving-drafts.ts';

describe('what is typed about saving', () => {
  it.each([
    [readTemplate, ' {date}/{prompt} ', '{date}/{prompt}'],
    [readFolder, 'Clients / Spring?', 'Clients/Spring'],
    [readDailyCount, '', null],
    [readDailyCount, '1,200', 1200],
    [readDailySize, ' ', null],
    [readDailySize, '2,5', 2.5e9],
    [readDailySize, '0.5', 5e8],
    [readHours, '24', 24],
    [readHours, '1,5', 1.5],
  ] as const)('%o reads %j', (read, text, value) => {
    expect(read(text)).toEqual({ ok: true, value });
  });

  it.each([
    [readTemplate, '{promt}', /is not known/],
    [readTemplate, '{prompt', /brace/],
    [readTemplate, '../{prompt}', /download folder/],
    [readFolder, '  ', /name/],
    [readFolder, 'C:\\Videos', /drive/],
    [readFolder, 'a/../../b', /“\.\.”/],
    [readFolder, '/etc', /slash/],
    [readFolder, 'x'.repeat(201), /200/],
    [readDailyCount, '0', /leave it empty/],
    [readDailyCount, '-3', /1 to 100,000/],
    [readDailyCount, 'ten', /number/],
    [readDailyCount, '100001', /100,000/],
    [readDailySize, '0', /gigabytes/],
    [readDailySize, '1e9', /gigabytes/],
    [readHours, '', /hours/],
    [readHours, '0.5', /1 to/],
    [readHours, '8761', /8,760/],
  ] as const)('%o refuses %j in a sentence', (read, text, words) => {
    expect(read(text)).toMatchObject({ ok: false, failure: { message: expect.stringMatching(words) } });
  });

  it('shows a size as it is typed', () => {
    expect([dailySizeText(null), dailySizeText(2.5e9)]).toEqual(['', '2.5']);
  });
});

describe('one change', () => {
  it('leaves everything else as it was', () => {
    const before = afterChange(DEFAULT_CLIP_SETTINGS, { folder: 'Mine', dailyCount: 3, sidecar: true });
    expect(before).toEqual({ ...DEFAULT_CLIP_SETTINGS, folder: 'Mine', saving: { ...DEFAULT_CLIP_SETTINGS.saving, dailyCount: 3, sidecar: true } });
    expect(afterChange(before, { dailyCount: null })).toEqual({ ...before, saving: { ...before.saving, dailyCount: null } });
    expect(afterChange(before, { assumedHours: 48 })).toEqual({ ...before, assumedHours: 48 });
    for (const nothing of [null, 7, 'x', {}, { clipsPerMinute: 1 }]) expect(afterChange(before, nothing)).toEqual(before);
  });
});
