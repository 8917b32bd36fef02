import { DAY } from '../../../time.ts';
import { addCounts, type LatencyBins, noLatencies, type Percentiles, percentilesOf } from './latency-bins.ts';
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
  readonly days: readonly Pick<DaySummary, 'day' | 'latency' | 'edges'>[];
  /** By the edge that served the user (never Pika's own region), most used first. */
  readonly edges: readonly (LatencySeries & { readonly edge: string })[];
}

/** @param days of the view, today included */
export function latencyView(summaries: readonly DaySummary[], now: number, days: number): LatencyView {
  const today = Math.floor(now / DAY) * DAY;
  const shown = summaries.filter(({ day }) => day > today - days * DAY && day <= today);
  const total = twoSides();
  const edges = new Map<string, Sides>();
  for (const summary of shown) {
    const side = summary.day > today - WEEK ? 'week' : 'earlier';
    addCounts(total[side], summary.latency);
    for (const [edge, counts] of summary.edges) {
      const sides = edges.get(edge) ?? twoSides();
      edges.set(edge, sides);
      addCounts(sides[side], counts);
    }
  }
  const byEdge = [...edges].map(([edge, sides]) => ({ edge, ...seriesOf(sides) }));
  return { ...seriesOf(total), days: shown, edges: byEdge.toSorted((a, b) => (b.all?.count ?? 0) - (a.all?.count ?? 0)) };
}

export type DailyLatency = Percentiles & { readonly day: number };

/**
 * For a chart: UTC days that have good checks, oldest first.
 * @param edge null for all checks, also those without one
 */
export function dailyLatency({ days }: LatencyView, edge: string | null = null): DailyLatency[] {
  return days.flatMap(({ day, latency, edges }) => {
    const bins = noLatencies();
    addCounts(bins, edge === null ? latency : (edges.get(edge) ?? []));
    const percentiles = percentilesOf(bins);
    return percentiles === null ? [] : [{ day, ...percentiles }];
  });
}

type Sides = Record<'week' | 'earlier', LatencyBins>;

function twoSides(): Sides {
  return { week: noLatencies(), earlier: noLatencies() };
}

function seriesOf({ week, earlier }: Sides): LatencySeries {
  const [recent, usual] = [percentilesOf(week), percentilesOf(earlier)];
  const all = week.map((count, bin) => count + (earlier[bin] ?? 0));
  const enough = recent !== null && usual !== null && recent.count >= ENOUGH && usual.count >= ENOUGH && usual.p50 > 0;
  const trend = enough ? { thisWeek: recent.p50, usual: usual.p50, ratio: recent.p50 / usual.p50 } : null;
  return { all: percentilesOf(all), week: recent, trend };
}
