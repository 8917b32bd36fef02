import { MINUTE } from '../../time.ts';
import type { LatencyHistory } from './monitor.ts';

/** Samples before anything is called slow. */
export const MIN_SAMPLES = 30;
/** Samples kept: at one each `SAMPLE_EVERY`, eight watched hours. */
export const MAX_SAMPLES = 96;
/** Pace of sampling once there is a history, so that one slow hour does not become what is usual. */
export const SAMPLE_EVERY = 5 * MINUTE;
/** Below this nobody waits: twice a fast answer is still a fast answer. */
export const NOTICEABLE_MS = 500;

export const NO_LATENCY: LatencyHistory = { samples: [], sampledAt: null };

/** Middle value; the mean of the two middle ones when the count is even. Null for no values. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}

/** Milliseconds above which an answer is slow for this user; null while the history is too short to say. */
export function slowLimit(history: LatencyHistory): number | null {
  if (history.samples.length < MIN_SAMPLES) return null;
  const usual = median(history.samples) ?? 0;
  const spread = median(history.samples.map((sample) => Math.abs(sample - usual))) ?? 0;
  return Math.max(2 * usual, usual + 5 * spread, NOTICEABLE_MS);
}

/** Strictly above the limit: an answer exactly at the limit is not slow. */
export function isSlow(history: LatencyHistory, latencyMs: number): boolean {
  const limit = slowLimit(history);
  return limit !== null && latencyMs > limit;
}

/** Adds a good check's latency: each one until there is a history, then one each `SAMPLE_EVERY`. */
export function sample(history: LatencyHistory, latencyMs: number, at: number): LatencyHistory {
  const settled = history.samples.length >= MIN_SAMPLES;
  const fresh = history.sampledAt !== null && at - history.sampledAt < SAMPLE_EVERY;
  if (settled && fresh) return history;
  return { samples: [...history.samples, latencyMs].slice(-MAX_SAMPLES), sampledAt: at };
}
