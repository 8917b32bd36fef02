import { describe, expect, it } from 'vitest';
import { localDay } from '../../../lib/domain/clips/gate.ts';
import { savingState, spentToday } from '../../../lib/domain/clips/saving-state.ts';
import { DEFAULT_SAVING } from '../../../lib/domain/clips/saving-settings.ts';
import { DAY } from '../../../lib/time.ts';
import { aSave, NOW } from '../../support/builders.ts';

const tally = { day: localDay(NOW), files: 118, bytes: 4e9 };

describe('how saving stands', () => {
  it('counts what runs as today’s, and nothing of yesterday', () => {
    const running = [aSave({ bytes: 1, totalBytes: 2e8 }), aSave({ bytes: 3, totalBytes: null })];
    expect(spentToday(tally, running, NOW)).toEqual({ files: 120, bytes: 4.2e9 + 3 });
    expect(spentToday(tally, [], NOW + DAY)).toEqual({ files: 0, bytes: 0 });
    expect(spentToday(null, [], NOW)).toEqual({ files: 0, bytes: 0 });
  });

  it('is told with what the day has used of its limits', () => {
    const capped = { ...DEFAULT_SAVING, dailyCount: 120, dailyBytes: 10e9 };
    const today = { files: 120, bytes: 4.2e9 };
    expect(savingState(capped, 'daily-count', today)).toMatchObject({ label: 'Waiting until tomorrow', tone: 'wait', sentence: expect.stringMatching(/^120 of 120 videos today, 4\.2\sGB of 10\sGB\./u) });
    expect(savingState({ ...DEFAULT_SAVING, dailyBytes: 4e9 }, 'daily-bytes', { files: 1, bytes: 4e9 }).sentence).toMatch(/^1 video today, 4\sGB of 4\sGB\./u);
    expect(savingState(capped, null, { files: 0, bytes: 0 })).toMatchObject({ label: 'Saving', tone: 'good', sentence: expect.stringContaining('0 of 120 videos today') });
    expect(savingState(DEFAULT_SAVING, null, { files: 0, bytes: 0 }).sentence).toBe('Nothing saved yet today.');
    expect(savingState({ ...DEFAULT_SAVING, paused: true }, 'paused', today)).toMatchObject({ label: 'Paused', tone: 'warn' });
  });
});
