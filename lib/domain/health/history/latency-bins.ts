/**
 * Latencies as counts in bins that grow by a fourth root of two, 8 ms to 23 s: a day of any length is a few numbers, days
 * can be added up, and a percentile is right to within 9 % of itself.
 */
export const BINS = 48;
const LEAST_MS = 8;
const PER_DOUBLING = 4;

/** A plain array: hundreds are made for one view, and typed arrays of this size are slow to make. */
export type LatencyBins = number[];

const NONE: readonly number[] = Array.from({ length: BINS }, () => 0);

export function noLatencies(): LatencyBins {
  return NONE.slice();
}

export function countLatency(bins: LatencyBins, latencyMs: number): void {
  const bin = latencyMs < LEAST_MS ? 0 : Math.min(BINS - 1, 1 + Math.floor(PER_DOUBLING * Math.log2(latencyMs / LEAST_MS)));
  bins[bin] = (bins[bin] ?? 0) + 1;
}

export function addLatencies(sum: LatencyBins, more: LatencyBins): void {
  for (let bin = 0; bin < BINS; bin += 1) sum[bin] = (sum[bin] ?? 0) + (more[bin] ?? 0);
}

export interface Percentiles {
  readonly count: number;
  /** Milliseconds, whole. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Null when nothing was counted. */
export function percentilesOf(bins: LatencyBins): Percentiles | null {
  let count = 0;
  for (let bin = 0; bin < BINS; bin += 1) count += bins[bin] ?? 0;
  if (count === 0) return null;
  const at = (share: number): number => Math.round(percentile(bins, Math.max(1, Math.ceil(share * count))));
  return { count, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** The latency of a rank, from 1. Within its bin it is taken to lie evenly, on the scale on which the bins are even. */
function percentile(bins: LatencyBins, rank: number): number {
  let below = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    const inside = bins[bin] ?? 0;
    if (below + inside >= rank) {
      const part = (rank - 0.5 - below) / inside;
      return bin === 0 ? LEAST_MS * part : LEAST_MS * 2 ** ((bin - 1 + part) / PER_DOUBLING);
    }
    below += inside;
  }
  return 0;
}
