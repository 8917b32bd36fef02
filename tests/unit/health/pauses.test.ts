import { describe, expect, it } from 'vitest';
import {
  FOREVER,
  isPaused,
  type MaintenanceWindow,
  occurrences,
  pause,
  pausedUntil,
  pausesOf,
  resume,
  withWindows,
} from '../../../lib/domain/health/pauses.ts';
import { PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { DAY, HOUR, MINUTE } from '../../../lib/time.ts';
import { clock, START } from './world.ts';

/** What the browser knows of zones, by its own calendar. */
function offsetAt(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

const weekly = (zone: string, startMinute: number, minutes: number, weekdays = [0, 1, 2, 3, 4, 5, 6]): MaintenanceWindow => ({
  id: 'w1', name: 'Nightly', monitors: null, createdAt: 0, when: { kind: 'weekly', weekdays, startMinute, minutes, zone },
});

const iso = (at: number): string => new Date(at).toISOString();

describe('a manual pause', () => {
  it('holds from now until it ends, for its monitors alone', () => {
    const spans = pause([], ['pika-cdn'], START, START + 2 * HOUR);
    expect(isPaused(spans, 'pika-cdn', START)).toBe(true);
    expect(isPaused(spans, 'pika-cdn', START + 2 * HOUR)).toBe(false);
    expect(isPaused(spans, 'pika-web', START)).toBe(false);
    expect(pausedUntil(spans, 'pika-cdn', START + HOUR)).toBe(START + 2 * HOUR);
    expect(pausedUntil(spans, 'pika-web', START + HOUR)).toBeNull();
  });

  it('ends when the user resumes, and its past stays', () => {
    const spans = resume(pause([], null, START, FOREVER), null, START + HOUR, PIKA_MONITORS);
    expect(spans).toEqual([{ from: START, to: START + HOUR, monitors: null, why: 'manual' }]);
  });

  it('of all monitors goes on for the others when one resumes', () => {
    const spans = resume(pause([], null, START, START + DAY), ['pika-web'], START + HOUR, PIKA_MONITORS);
    expect(isPaused(spans, 'pika-web', START + 30 * MINUTE)).toBe(true);
    expect(isPaused(spans, 'pika-web', START + 2 * HOUR)).toBe(false);
    expect(isPaused(spans, 'pika-cdn', START + 2 * HOUR)).toBe(true);
    expect(pausesOf(spans, 'pika-cdn', START, START + 2 * DAY)).toEqual([{ from: START, to: START + DAY }]);
  });

  it('is shown as one with what follows on it', () => {
    const spans = pause(pause([], null, START, START + HOUR), ['pika-web'], START + 30 * MINUTE, START + 3 * HOUR);
    expect(pausedUntil(spans, 'pika-web', START + 10 * MINUTE)).toBe(START + 3 * HOUR);
    expect(pausedUntil(spans, 'pika-cdn', START + 10 * MINUTE)).toBe(START + HOUR);
  });
});

describe('a maintenance window', () => {
  it('peers case 10: across midnight in another zone lies where that zone’s clock says', () => {
    const window = weekly('Asia/Kolkata', 23 * 60, 120, [1]);
    // 1 June 2026 is a Monday; 23:00 in Kolkata is 17:30 UTC.
    expect(occurrences(window, START, START + 7 * DAY, offsetAt)).toEqual([{ from: clock('17:30'), to: clock('19:30') }]);
  });

  it.each([
    ['Europe/London', '2026-03-28T12:00Z', ['2026-03-28T22:00', '2026-03-29T21:00']],
    ['America/New_York', '2026-10-31T12:00Z', ['2026-11-01T02:00', '2026-11-02T03:00']],
    ['Australia/Lord_Howe', '2026-04-04T12:00Z', ['2026-04-05T11:30']],
  ])('follows the change of summer time in %s', (zone, from, starts) => {
    const found = occurrences(weekly(zone, 22 * 60, 60), Date.parse(from), Date.parse(from) + starts.length * DAY, offsetAt);
    expect(found.map((span) => iso(span.from).slice(0, 16))).toEqual(starts);
  });

  it('becomes a span when it begins, once, and not again after it was resumed', () => {
    const windows = [weekly('UTC', 60, 120)];
    const before = withWindows([], [{ ...windows[0], createdAt: START } as MaintenanceWindow], clock('00:59'), offsetAt);
    expect(before).toEqual([]);
    const own = windows.map((window) => ({ ...window, createdAt: START }));
    const begun = withWindows(before, own, clock('01:00'), offsetAt);
    expect(begun).toEqual([{ from: clock('01:00'), to: clock('03:00'), monitors: null, why: 'w1' }]);
    expect(withWindows(begun, own, clock('02:00'), offsetAt)).toBe(begun);
    const resumed = resume(begun, null, clock('01:30'), PIKA_MONITORS);
    expect(withWindows(resumed, own, clock('02:00'), offsetAt)).toBe(resumed);
  });

  it('that passed while the browser was closed is added later, and none from before it was made', () => {
    const own = [{ ...weekly('UTC', 60, 120), createdAt: clock('01:30') }];
    const spans = withWindows([], own, clock('49:00'), offsetAt);
    expect(spans.map((span) => [span.from, span.to])).toEqual([[clock('01:30'), clock('03:00')], [clock('25:00'), clock('27:00')], [clock('49:00'), clock('51:00')]]);
  });

  it('once lies at its moments', () => {
    const once: MaintenanceWindow = { ...weekly('UTC', 0, 0), when: { kind: 'once', from: START, to: START + HOUR } };
    expect(occurrences(once, START, START + DAY, offsetAt)).toEqual([{ from: START, to: START + HOUR }]);
    expect(occurrences(once, START + HOUR, START + DAY, offsetAt)).toEqual([]);
  });
});
