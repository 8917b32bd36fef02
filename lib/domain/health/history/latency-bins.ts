/**
 * Latencies as counts in bins that grow by a fourth root of two, 8 ms to 23 s: a day of any length is a few numbers, days
 * can be added up, and a percentile is right to within a bin, 19 % of itself.
 */
export const BINS = 48;
const LEAST_MS = 8;
const PER_DOUBLING = 4;

/** A count for each bin. */
export type LatencyBins = number[];

const NONE: readonly number[] = Array.from({ length: BINS }, () => 0);

export function noLatencies(): LatencyBins {
  return NONE.slice();
}

/** The bin of a latency in ms, from 0. */
export function binOf(latencyMs: number): number {
  return latencyMs < LEAST_MS ? 0 : Math.min(BINS - 1, 1 + Math.floor(PER_DOUBLING * Math.log2(latencyMs / LEAST_MS)));
}

export function addToBin(bins: LatencyBins, bin: number): void {
  bins[bin] = (bins[bin] ?? 0) + 1;
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
  const [p50 = 0, p95 = 0, p99 = 0] = latenciesAt(bins, [0.5, 0.95, 0.99].map((share) => Math.max(1, Math.ceil(share * count))));
  return { count, p50, p95, p99 };
}

/** The latencies of some ranks, which count from 1 and go up, in one pass. Within its bin each is taken to lie evenly, on the scale on which the bins are even. */
function latenciesAt(bins: LatencyBins, ranks: readonly number[]): number[] {
  const found: number[] = [];
  let below = 0;
  for (let bin = 0; bin < BINS && found.length < ranks.length; bin += 1) {
    const inside = bins[bin] ?? 0;
    for (let rank = ranks[found.length]; rank !== undefined && below + inside >= rank; rank = ranks[found.length]) {
      const part = (rank - 0.5 - below) / inside;
      found.push(Math.round(bin === 0 ? LEAST_MS * part : LEAST_MS * 2 ** ((bin - 1 + part) / PER_DOUBLING)));
    }
    below += inside;
  }
  return found;
}
