import { describe, expect, it } from 'vitest';
import { isSlow, MAX_SAMPLES, median, MIN_SAMPLES, NO_LATENCY, NOTICEABLE_MS, sample, SAMPLE_EVERY, slowLimit } from '../../../lib/domain/health/latency.ts';
import type { LatencyHistory } from '../../../lib/domain/health/monitor.ts';

const history = (samples: readonly number[]): LatencyHistory => ({ samples, sampledAt: 0 });
const alternating = (low: number, high: number): number[] => Array.from({ length: 30 }, (_, i) => (i % 2 ? low : high));

describe('the median', () => {
  it('is the middle, or the mean of the two middles', () => {
    expect(median([])).toBeNull();
    expect(median([5])).toBe(5);
    expect(median([9, 1, 5])).toBe(5);
    expect(median([10, 1, 4, 6])).toBe(5);
  });
});

describe('slow', () => {
  it('is not said with fewer than thirty samples', () => {
    expect(slowLimit(history(Array(MIN_SAMPLES - 1).fill(400)))).toBeNull();
    expect(slowLimit(history(Array(MIN_SAMPLES).fill(400)))).toBe(800);
    expect(isSlow(NO_LATENCY, 60_000)).toBe(false);
  });

  it('is above twice the median, or five deviations above it, whichever is more', () => {
    expect(slowLimit(history(alternating(390, 410)))).toBe(800);
    expect(slowLimit(history(alternating(300, 700)))).toBe(500 + 5 * 200);
  });

  it('is never what nobody notices', () => {
    expect(slowLimit(history(Array(30).fill(40)))).toBe(NOTICEABLE_MS);
  });

  it('is strictly above the limit', () => {
    expect(isSlow(history(Array(30).fill(400)), 800)).toBe(false);
    expect(isSlow(history(Array(30).fill(400)), 800.5)).toBe(true);
  });
});

describe('the history', () => {
  it('takes every sample at first, then one in five minutes, and stays bounded', () => {
    let known = NO_LATENCY;
    for (let i = 0; i < MIN_SAMPLES; i++) known = sample(known, i, i);
    expect(known.samples).toHaveLength(MIN_SAMPLES);
    const last = known.sampledAt ?? 0;
    expect(sample(known, 1, last + SAMPLE_EVERY - 1)).toBe(known);
    expect(sample(known, 1, last + SAMPLE_EVERY).samples).toHaveLength(MIN_SAMPLES + 1);
    for (let i = 1; i < 500; i++) known = sample(known, i, last + i * SAMPLE_EVERY);
    expect(known.samples).toHaveLength(MAX_SAMPLES);
    expect(known.samples.at(-1)).toBe(499);
  });
});
