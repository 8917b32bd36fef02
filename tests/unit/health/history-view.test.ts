import { describe, expect, it } from 'vitest';
import type { Bar } from '../../../lib/domain/health/history/view.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { ahead, checkAt, COVER, everyMinute, failedAt, START, viewOf, zone } from './history-world.ts';

/** "2026-03-02" of a local day that began at `from`. */
function dateOf({ from }: Bar, offsetAt: (at: number) => number): string {
  return new Date(from + offsetAt(from)).toISOString().slice(0, 10);
}

/** Minutes of downtime by local day, days without any left out. */
function downByDay(bars: readonly Bar[], offsetAt: (at: number) => number): Record<string, number> {
  return Object.fromEntries(bars.filter(({ shares }) => shares.down > 0).map((bar) => [dateOf(bar, offsetAt), bar.shares.down / MINUTE]));
}

describe('ninety days', () => {
  it('on the second day of an install are 88 grey bars, and with one failed check never 100 %', () => {
    const now = START + DAY + 12 * HOUR;
    const checks = everyMinute(START + HOUR, 35 * 60, (index) => (index === 500 ? failedAt(START + HOUR + index * MINUTE) : {}));
    const { bars, windows } = viewOf(checks, now);
    expect(bars.map(({ status }) => status)).toEqual([...Array.from({ length: 88 }, () => 'unknown'), 'down', 'up']);
    expect(windows.map(({ days, uptime, coverage }) => [days, uptime, coverage])).toEqual([
      [1, 100, 100],
      [7, 99.952, 22.4],
      [30, 99.952, 4.9],
      [60, 99.952, 2.4],
      [90, 99.952, 1.6],
    ]);
    expect(bars[88]?.shares).toMatchObject({ down: MINUTE, up: 23 * HOUR - MINUTE });
  });

  it('with one short failure among a million good checks are 99.999 %', () => {
    const first = START - 89 * DAY;
    const checks = everyMinute(first, 90 * 24 * 60, (index) => (index === 5 ? { outcome: 'failed' } : {}));
    const { windows } = viewOf(checks, START + DAY - 1);
    expect(windows.at(-1)).toMatchObject({ days: 90, uptime: 99.999, coverage: 100 });
  });

  it('say nothing of a time without checks, or with blocked ones only', () => {
    const blocked = everyMinute(START, 60, () => ({ outcome: 'blocked' }));
    const { bars, windows } = viewOf(blocked, START + 2 * HOUR);
    expect(bars.at(-1)).toMatchObject({ status: 'blocked', uptime: null, shares: { blocked: HOUR + MINUTE, up: 0, down: 0 } });
    expect(windows[0]).toMatchObject({ uptime: null });
    expect(viewOf([checkAt(START - 200 * DAY)], START).windows.map(({ uptime, coverage }) => [uptime, coverage])).toEqual(Array.from({ length: 5 }, () => [null, 0]));
  });

  it('let a check cover the time to the next one, up to twice the interval, over midnight too', () => {
    const { bars } = viewOf([checkAt(START - 30 * SECOND), failedAt(START + 20 * SECOND), checkAt(START + 50 * SECOND), checkAt(START + HOUR)], START + HOUR + 30 * SECOND);
    expect(bars.at(-2)?.shares).toMatchObject({ up: 30 * SECOND, down: 0 });
    expect(bars.at(-1)?.shares).toMatchObject({ up: 20 * SECOND + COVER + 30 * SECOND, down: 30 * SECOND });
  });

  it('do not weigh an outage more because it was looked at more closely', () => {
    const calm = everyMinute(START, 60, (index) => (index >= 20 && index < 30 ? { outcome: 'failed' } : {}));
    const close = calm.flatMap((check) => (check.outcome === 'failed' ? [0, 20, 40].map((seconds) => ({ ...check, at: check.at + seconds * SECOND })) : [check]));
    expect(viewOf(close, START + HOUR).windows[0]?.uptime).toBe(viewOf(calm, START + HOUR).windows[0]?.uptime);
  });

  it('leave pauses out of both sides, over midnight and in any zone', () => {
    const checks = everyMinute(START, 2 * 24 * 60, (index) => (index >= 23 * 60 && index < 25 * 60 ? { outcome: 'failed' } : {}));
    const pauses = [{ from: START + 23 * HOUR, to: START + 25 * HOUR }];
    const now = START + 2 * DAY - 1;
    const { bars, windows } = viewOf(checks, now, { pauses, offsetAt: ahead(-210) });
    expect(windows[1]).toMatchObject({ uptime: 100, shares: { down: 0, paused: 2 * HOUR } });
    expect(viewOf(checks, now, { offsetAt: ahead(-210) }).windows[1]?.uptime).toBeLessThan(96);
    const lone = viewOf([], now, { pauses });
    expect(lone.bars.at(-1)?.status).toBe('unknown');
    expect(bars.at(-1)).toMatchObject({ status: 'up', coverage: 100 });
    expect(viewOf(everyMinute(START, 60), START + HOUR, { pauses: [{ from: START, to: START + 2 * HOUR }] }).bars.at(-1)?.status).toBe('paused');
  });
});

describe('a pause of days', () => {
  it('is shown as one, and takes its time from both sides of the coverage', () => {
    const checks = [...everyMinute(START, 24 * 60), ...everyMinute(START + 4 * DAY, 24 * 60)];
    const pauses = [{ from: START + DAY, to: START + 4 * DAY }];
    const { bars, windows } = viewOf(checks, START + 5 * DAY - 1, { pauses });
    expect(bars.slice(-6).map(({ status }) => status)).toEqual(['unknown', 'up', 'paused', 'paused', 'paused', 'up']);
    expect(windows[1]).toMatchObject({ days: 7, uptime: 100, coverage: 49.9, shares: { paused: 3 * DAY } });
  });
});

describe('local days', () => {
  it('hold the minutes of an outage over midnight in India, and the total stays when the zone changes', () => {
    const india = ahead(330);
    const from = START + DAY - 330 * MINUTE - 10 * MINUTE; // 23:50 there
    const checks = everyMinute(START, 2 * 24 * 60, (index) => (START + index * MINUTE >= from && START + index * MINUTE < from + 30 * MINUTE ? { outcome: 'failed' } : {}));
    const now = START + 2 * DAY - 1;
    const there = viewOf(checks, now, { offsetAt: india });
    expect(downByDay(there.bars, india)).toEqual({ '2026-03-02': 10, '2026-03-03': 20 });
    for (const offsetAt of [ahead(0), ahead(345), ahead(-720), ahead(840), zone('America/St_Johns'), zone('Australia/Lord_Howe')]) {
      const moved = viewOf(checks, now, { offsetAt });
      expect(moved.windows[1]?.shares).toEqual(there.windows[1]?.shares);
      expect(moved.windows[1]?.uptime).toBe(there.windows[1]?.uptime);
    }
  });

  it('of 23 and 25 hours are as long as they were, and hold their own minutes', () => {
    const newYork = zone('America/New_York'); // clocks change on 8 March and 1 November 2026
    for (const [now, date, hours] of [[Date.UTC(2026, 2, 10, 12), '2026-03-08', 23], [Date.UTC(2026, 10, 3, 12), '2026-11-01', 25]] as const) {
      const first = Math.floor(now / DAY) * DAY - 4 * DAY;
      const checks = everyMinute(first, (now - first) / MINUTE);
      const bar = viewOf(checks, now, { offsetAt: newYork }).bars.find((one) => dateOf(one, newYork) === date);
      expect([bar?.shares.up, (bar?.to ?? 0) - (bar?.from ?? 0), bar?.coverage]).toEqual([hours * HOUR, hours * HOUR, 100]);
    }
  });

  it('begin at the first moment of their date, also where clocks change at midnight', () => {
    for (const [name, now] of [['Africa/Cairo', Date.UTC(2026, 3, 25)], ['Asia/Beirut', Date.UTC(2026, 2, 31)], ['America/Havana', Date.UTC(2026, 10, 3)], ['Pacific/Apia', Date.UTC(2012, 0, 3)]] as const) {
      const offsetAt = zone(name);
      const { bars } = viewOf([checkAt(now - HOUR)], now, { offsetAt });
      for (const [index, { from }] of bars.entries()) {
        if (index > 0) expect(bars[index - 1]?.to).toBe(from);
        const date = (at: number): number => Math.floor((at + offsetAt(at)) / DAY);
        expect(date(from - 1)).toBeLessThan(date(from));
        // Samoa skipped 30 December 2011: a day of no length, where the next one begins.
        const skipped = name === 'Pacific/Apia' && index === 85;
        expect(date(from)).toBe(date(now) - 89 + index + (skipped ? 1 : 0));
      }
      expect(bars).toHaveLength(90);
    }
  });
});
