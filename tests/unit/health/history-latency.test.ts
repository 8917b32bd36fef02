import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLatencies, noSums, packLatencies } from '../../../lib/domain/health/history/day-latencies.ts';
import { addToBin, BINS, binOf, noLatencies, percentilesOf } from '../../../lib/domain/health/history/latency-bins.ts';
import { dailyLatency } from '../../../lib/domain/health/history/latency-view.ts';
import { DAY } from '../../../lib/time.ts';
import { everyMinute, START, viewOf } from './history-world.ts';

describe('percentiles', () => {
  it('are within a bin of what sorting says, from 8 ms to 20 s', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 8, max: 20_000 }), { minLength: 1, maxLength: 300 }), (values) => {
        const bins = noLatencies();
        for (const value of values) addToBin(bins, binOf(value));
        const found = percentilesOf(bins);
        const sorted = values.toSorted((a, b) => a - b);
        for (const [share, name] of [[0.5, 'p50'], [0.95, 'p95'], [0.99, 'p99']] as const) {
          const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? 0;
          // A quarter of a doubling, and half a millisecond that is rounded.
          expect(Math.abs((found?.[name] ?? 0) - exact)).toBeLessThanOrEqual(exact * (2 ** 0.25 - 1) + 0.5);
        }
        expect(found?.count).toBe(values.length);
      }),
    );
  });

  it('hold any latency, and say nothing of none', () => {
    const bins = noLatencies();
    expect(percentilesOf(bins)).toBeNull();
    for (const value of [0, 0.5, 7.9, 1e9]) addToBin(bins, binOf(value));
    expect(percentilesOf(bins)?.count).toBe(4);
  });
});

const bins = fc.array(fc.nat({ max: 2000 }), { minLength: BINS, maxLength: BINS });

describe('a packed day of latencies', () => {
  it('adds up with others to what plain sums say, whatever its edges are called', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(bins, fc.dictionary(fc.oneof(fc.constantFrom('FRA', 'FR', 'FRAU'), fc.string({ unit: 'binary' })), bins)), { maxLength: 4 }), (days) => {
        const sums = noSums();
        for (const [total, edges] of days) addLatencies(sums, packLatencies(total, new Map(Object.entries(edges))));
        const plain = (all: (readonly number[])[]): number[] => noLatencies().map((_, bin) => all.reduce((sum, one) => sum + (one[bin] ?? 0), 0));
        expect(sums.total).toEqual(plain(days.map(([total]) => total)));
        const names = new Set(days.flatMap(([, edges]) => Object.keys(edges)).map((name) => Buffer.from(name).toString()));
        expect(new Set(sums.edges.map(({ edge }) => edge))).toEqual(names);
        for (const { edge, bins: found } of sums.edges) expect(found).toEqual(plain(days.flatMap(([, edges]) => Object.entries(edges).filter(([name]) => Buffer.from(name).toString() === edge).map(([, own]) => own))));
      }),
    );
  });

  it('never throws when damaged', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const sums = noSums();
        addLatencies(sums, noise);
        expect(sums.total).toHaveLength(BINS);
      }),
    );
  });
});

describe('latency over ninety days', () => {
  it('stands beside what was usual, for all and for each edge', () => {
    const now = START + 20 * DAY - 1;
    const checks = Array.from({ length: 20 }, (_, day) => everyMinute(START + day * DAY, 100, (index) => ({ latencyMs: day >= 13 ? 300 : 100, edge: index % 4 === 0 ? 'iad1' : 'FRA' }))).flat();
    const failed = everyMinute(START + 19 * DAY + DAY / 2, 50, () => ({ outcome: 'failed', latencyMs: 9000 }));
    const { latency } = viewOf([...checks, ...failed], now);
    expect(latency.all?.count).toBe(2000);
    expect(latency.week?.count).toBe(700);
    expect(latency.trend?.ratio).toBeGreaterThan(2.6);
    expect(latency.trend?.ratio).toBeLessThan(3.4);
    expect(latency.edges.map(({ edge, all }) => [edge, all?.count])).toEqual([['FRA', 1500], ['iad1', 500]]);
    expect(dailyLatency(latency)).toHaveLength(20);
    expect(dailyLatency(latency).at(-1)).toMatchObject({ day: START + 19 * DAY, count: 100 });
    expect(dailyLatency(latency, 'iad1').map(({ count }) => count)).toEqual(Array.from({ length: 20 }, () => 25));
    expect(dailyLatency(latency, 'nowhere')).toEqual([]);
  });

  it('compares nothing while there is too little', () => {
    expect(viewOf(everyMinute(START, 29), START + DAY).latency.trend).toBeNull();
    expect(viewOf([], START).latency).toMatchObject({ all: null, week: null, trend: null, edges: [] });
    expect(dailyLatency(viewOf([], START).latency)).toEqual([]);
  });
});
