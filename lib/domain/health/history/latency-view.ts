import { DAY } from '../../../time.ts';
import { addLatencies, type LatencySums, noSums } from './day-latencies.ts';
import { type LatencyBins, noLatencies, type Percentiles, percentilesOf } from './latency-bins.ts';
import type { DaySummary } from './summary.ts';

/** "This week": the last seven UTC days, today included. */
const WEEK = 7 * DAY;
/** Good checks on each side below which nothing is compared: half an hour of watching. */
const ENOUGH = 30;

/** How one week compares with the time before it. */
export interface Trend {
  /** Medians, ms. */
  readonly thisWeek: number;
  readonly usual: number;
  /** `thisWeek ÷ usual`: 1.2 is a fifth slower. Bins are 19 % wide, so that what lies within 0.85 and 1.18 is no change. */
  readonly ratio: number;
}

/** Latency of good checks over a time, in whole UTC days. */
export interface LatencySeries {
  /** Of all days of the view; null when there was no good check. */
  readonly all: Percentiles | null;
  readonly week: Percentiles | null;
  /** Null while there is too little on either side. */
  readonly trend: Trend | null;
}

export interface LatencyView extends LatencySeries {
  /** The days of the view, oldest first, as they are stored: `dailyLatency` tells their percentiles to whoever looks. */
  readonly days: readonly Pick<DaySummary, 'day' | 'latencies'>[];
  /** By the edge that served the user (never Pika's own region), most used first. */
  readonly edges: readonly (LatencySeries & { readonly edge: string })[];
}

/** @param days of the view, today included */
export function latencyView(summaries: readonly DaySummary[], now: number, days: number): LatencyView {
  const today = Math.floor(now / DAY) * DAY;
  const shown = summaries.filter(({ day }) => day > today - days * DAY && day <= today);
  const [week, earlier] = [noSums(), noSums()];
  for (const { day, latencies } of shown) addLatencies(day > today - WEEK ? week : earlier, latencies);
  const names = new Set([...week.edges, ...earlier.edges].map(({ edge }) => edge));
  const edges = [...names].map((edge) => ({ edge, ...seriesOf(binsOf(week, edge), binsOf(earlier, edge)) }));
  return { ...seriesOf(week.total, earlier.total), days: shown, edges: edges.toSorted((a, b) => (b.all?.count ?? 0) - (a.all?.count ?? 0)) };
}

function binsOf(sums: LatencySums, edge: string): LatencyBins {
  return sums.edges.find((one) => one.edge === edge)?.bins ?? noLatencies();
}

export type DailyLatency = Percentiles & { readonly day: number };

/**
 * For a chart: UTC days that have good checks, oldest first.
 * @param edge null for all checks, also those without one
 */
export function dailyLatency({ days }: LatencyView, edge: string | null = null): DailyLatency[] {
  return days.flatMap(({ day, latencies }) => {
    const sums = noSums();
    addLatencies(sums, latencies);
    const percentiles = percentilesOf(edge === null ? sums.total : binsOf(sums, edge));
    return percentiles === null ? [] : [{ day, ...percentiles }];
  });
}

function seriesOf(week: LatencyBins, earlier: LatencyBins): LatencySeries {
  const [recent, usual] = [percentilesOf(week), percentilesOf(earlier)];
  const all = week.map((count, bin) => count + (earlier[bin] ?? 0));
  const enough = recent !== null && usual !== null && recent.count >= ENOUGH && usual.count >= ENOUGH && usual.p50 > 0;
  const trend = enough ? { thisWeek: recent.p50, usual: usual.p50, ratio: recent.p50 / usual.p50 } : null;
  return { all: percentilesOf(all), week: recent, trend };
}
