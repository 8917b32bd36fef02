import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCells, CELL, CELLS, noSum } from '../../../lib/domain/health/history/cells.ts';
import { packChapter, unpackChapter, withDay } from '../../../lib/domain/health/history/chapter.ts';
import { watchedOf } from '../../../lib/domain/health/history/coverage.ts';
import { type Check, CHECK_OUTCOMES } from '../../../lib/domain/health/monitor.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { ahead, checkAt, COVER, everyMinute, START, summaries, total, viewOf } from './history-world.ts';

/** Some hours of checks about midnight, at an uneven pace, in seconds so that each second can be looked at. */
const story = fc
  .array(fc.record({ after: fc.oneof(fc.integer({ min: 10, max: 90 }), fc.integer({ min: 90, max: 2000 })), outcome: fc.constantFrom(...CHECK_OUTCOMES), edge: fc.constantFrom(null, 'FRA', 'iad1'), latencyMs: fc.option(fc.nat({ max: 20_000 })) }), { maxLength: 80 })
  .map((steps) => {
    let at = START + 23 * HOUR;
    // Nothing is known of a time before the first check, not even that it was paused.
    return [checkAt(START + 22 * HOUR), ...steps.map(({ after, ...rest }) => checkAt((at += after * SECOND), rest))];
  });
const pause = fc.option(fc.tuple(fc.integer({ min: 0, max: 7200 }), fc.integer({ min: 1, max: 7200 }))).map((span) => (span === null ? [] : [{ from: START + 23 * HOUR + span[0] * SECOND, to: START + 23 * HOUR + (span[0] + span[1]) * SECOND }]));

/** What each second up to `now` was: the newest check before it speaks, unless it is too old or all was paused. */
function bruteForce(checks: readonly Check[], now: number, pauses: readonly { from: number; to: number }[]): Record<string, number> {
  const counted: Record<string, number> = { up: 0, failed: 0, blocked: 0, paused: 0 };
  for (let at = START + 22 * HOUR; at < now; at += SECOND) {
    const last = checks.findLast((check) => check.at <= at);
    const paused = pauses.some(({ from, to }) => at >= from && at < to);
    const word = paused ? 'paused' : last !== undefined && at < last.at + COVER ? last.outcome : null;
    if (word !== null) counted[word] = (counted[word] ?? 0) + SECOND;
  }
  return counted;
}

describe('uptime', () => {
  it('equals what every second says, and the bars add up to it, in any zone', () => {
    fc.assert(
      fc.property(story, pause, fc.integer({ min: -48, max: 56 }), (checks, pauses, quarters) => {
        const now = (checks.at(-1)?.at ?? START) + 5 * MINUTE;
        const { bars, windows } = viewOf(checks, now, { pauses, offsetAt: ahead(quarters * 15) });
        const { up = 0, failed = 0, blocked = 0, paused = 0 } = bruteForce(checks, now, pauses);
        for (const window of windows.slice(1)) {
          expect([window.shares.up, window.shares.down, window.shares.blocked, window.shares.paused]).toEqual([up, failed, blocked, paused]);
          expect(window.uptime).toBe(up + failed === 0 ? null : Math.floor((100_000 * up) / (up + failed)) / 1000);
          const shown = bars.slice(-window.days);
          for (const field of ['up', 'down', 'blocked', 'paused'] as const) expect(shown.reduce((sum, { shares }) => sum + shares[field], 0)).toBe(window.shares[field]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is never 100 with a failure in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 * DAY }), fc.integer({ min: 10, max: 120 }), (up, seconds) => {
        const checks = [checkAt(START, { outcome: 'failed' }), checkAt(START + seconds * SECOND)];
        const { windows } = viewOf(checks, START + seconds * SECOND + up);
        for (const { uptime } of windows) expect(uptime === null || uptime < 100).toBe(true);
      }),
    );
  });
});

describe('how much of a time was watched', () => {
  it('is what the bars say of it: coverage and bars rest on the same checks, by the same rule', () => {
    fc.assert(
      fc.property(story, pause, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 12 }), (checks, pauses, from, quarters) => {
        const span = { from: START + 22 * HOUR + from * 15 * MINUTE, to: START + 22 * HOUR + (from + quarters) * 15 * MINUTE };
        const spans = pauses.map((one) => ({ ...one, monitors: null, why: 'manual' }));
        const { covered, length } = watchedOf('pika-web', checks, span, spans);
        const sum = noSum();
        // The first day has 22 hours before the story; the next one may be without checks.
        for (const { day, runs } of summaries(checks, span.to, pauses)) addCells(sum, runs, Math.max(0, (span.from - day) / CELL), Math.min(CELLS, (span.to - day) / CELL));
        const { up, down, blocked, paused } = sum;
        expect(covered).toBe(up + down + blocked);
        expect(length).toBe(span.to - span.from - paused);
      }),
    );
  });
});

/** The days of the test below as format 2 packed them, with counts of checks: of a byte each on the first and third day, wider on the second. */
const FORMAT_2 =
  'AqKgAc0BAcKEnwoEoPc2AAAAAQCg9zYAAAHAzyTgpxIAAAag9zYAAAAB4NQDAAAAUwAAAAABDw8PDw8PDw8PDw8PAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACA4LAREBFAEMARYBIgEoAQQCBGlhZDEIDgQBBgEGAQQBBwEMAQ0BAQNGUkEIDgcBCwEOAQgBDwEWARsBA6OgAeEBAbKPSQGY8SsAAABfAAAAAADYBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGgAIAQIBAgECAQIBBAEDAQQBBQEHAQcBCAEKAQ0BDgERARQBGQEdASIBKAExAToBRAFRAVgBA0ZSQRoACAECAQIBAgECAQQBAwEEAQUBBwEHAQgBCgENAQ4BEQEUARkBHQEiASgBMQE6AUQBUQFYpKABegECAcCpBwAAAF8AAAAAAQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEQAQEDRlJBARAB';

describe('a chapter', () => {
  it('gives back its days', () => {
    fc.assert(
      fc.property(story, pause, (checks, pauses) => {
        const days = summaries(checks, START + 3 * DAY, pauses);
        expect(unpackChapter(packChapter(days))).toEqual(days);
      }),
    );
  });

  it('gives back its days from one on, also as the format before had them', () => {
    const calm = everyMinute(START, 180, (index) => (index >= 60 && index < 80 ? { outcome: 'failed', latencyMs: null } : { edge: index % 3 === 0 ? 'iad1' : 'FRA', latencyMs: 80 + index }));
    const burst = Array.from({ length: 600 }, (_, second) => checkAt(START + DAY + second * SECOND, { latencyMs: second }));
    const days = summaries([...calm, ...burst, checkAt(START + 2 * DAY)], START + 3 * DAY);
    for (const bytes of [packChapter(days), new Uint8Array(Buffer.from(FORMAT_2, 'base64'))]) {
      for (let first = 0; first <= 3; first += 1) expect(unpackChapter(bytes, START + first * DAY)).toEqual(days.slice(first));
    }
  });

  it('keeps a day once, in order, whatever is put again', () => {
    const [one, two] = summaries([checkAt(START), checkAt(START + DAY)], START + 2 * DAY);
    if (one === undefined || two === undefined) throw new Error('two days');
    const late = { ...one, tail: null };
    expect(withDay(withDay(withDay([], two), one), late)).toEqual([late, two]);
    expect(total(two, 'up')).toBe(COVER);
  });

  it('loses only what lies behind the damage', () => {
    const days = summaries([checkAt(START), checkAt(START + DAY), checkAt(START + 2 * DAY)], START + 3 * DAY);
    const bytes = packChapter(days);
    for (let length = 0; length < bytes.length; length += 1) {
      const read = unpackChapter(bytes.slice(0, length));
      expect(read).toEqual(days.slice(0, read.length));
      expect(read.length).toBeLessThan(3);
    }
  });
});
