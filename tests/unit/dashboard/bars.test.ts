import { describe, expect, it } from 'vitest';
import { dayBar, percent } from '../../../lib/domain/dashboard/bars.ts';
import type { Bar } from '../../../lib/domain/health/history/view.ts';
import { HOUR, MINUTE } from '../../../lib/time.ts';

function bar(status: Bar['status'], shares: Partial<Bar['shares']>, uptime: number | null, coverage: number): Bar {
  return { from: 7, to: 8, status, uptime, coverage, shares: { up: 0, down: 0, blocked: 0, paused: 0, ...shares } };
}
const day = (): string => 'Sat, 21 Nov';

describe('a bar', () => {
  it.each([
    ['up', bar('up', { up: 20 * HOUR }, 100, 83.3), 'up', 0],
    ['brief', bar('down', { up: 20 * HOUR, down: 3 * MINUTE }, 99.75, 83.5), 'brief', 18],
    ['partial', bar('down', { up: 20 * HOUR, down: HOUR }, 95.238, 87.5), 'partial', 18],
    ['mostly down', bar('down', { up: 4 * HOUR, down: 6 * HOUR }, 40, 41.6), 'down', 60],
    ['blocked', bar('blocked', { up: HOUR, blocked: HOUR }, 100, 8.3), 'blocked', 0],
    ['not watched', bar('unknown', {}, null, 0), 'none', 0],
  ])('of a day that was %s is graded by the share of the outage', (_, given, grade, cap) => {
    expect(dayBar(given, day)).toMatchObject({ grade, cap, from: 7 });
  });

  it('says in words all that its colour says, coverage included', () => {
    expect(dayBar(bar('down', { up: 20 * HOUR, down: HOUR, blocked: 2 * MINUTE }, 95.238, 87.6), day).text).toBe(
      'Sat, 21 Nov: 95.238\u00a0% up, down for 1\u00a0h, 2\u00a0min could not be judged, watched 87.6\u00a0% of the day',
    );
    expect(dayBar(bar('unknown', {}, null, 0), day).text).toBe('Sat, 21 Nov: not watched');
    expect(dayBar(bar('paused', { paused: HOUR }, null, 0), day).text).toBe('Sat, 21 Nov: paused by you');
  });

  it('never calls nothing a percentage', () => {
    expect(percent(null)).toBe('no data');
    expect(percent(99.999)).toBe('99.999\u00a0%');
  });
});
