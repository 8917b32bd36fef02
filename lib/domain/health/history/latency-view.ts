import { DAY } from '../../../time.ts';
import { addLatencies, type LatencyBins, noLatencies, type Percentiles, percentilesOf } from './latency-bins.ts';
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
  /** For a chart: UTC days that have good checks, oldest first. */
  readonly daily: readonly (Percentiles & { readonly day: number })[];
  /** By the edge that served the user (never Pika's own region), most used first. */
  readonly edges: readonly (LatencySeries & { readonly edge: string; readonly daily: LatencyView['daily'] })[];
}

/** @param days of the view, today included */
export function latencyView(summaries: readonly DaySummary[], now: number, days: number): LatencyView {
  const today = Math.floor(now / DAY) * DAY;
  const shown = summaries.filter(({ day }) => day > today - days * DAY && day <= today);
  const total = twoSides();
  const edges = new Map<string, Sides & { daily: (Percentiles & { day: number })[] }>();
  const daily: (Percentiles & { day: number })[] = [];
  for (const summary of shown) {
    const side = summary.day > today - WEEK ? 'week' : 'earlier';
    addLatencies(total[side], summary.latency);
    for (const [edge, bins] of summary.edges) {
      const sides = edges.get(edge) ?? { ...twoSides(), daily: [] };
      edges.set(edge, sides);
      addLatencies(sides[side], bins);
      const percentiles = percentilesOf(bins);
      if (percentiles !== null) sides.daily.push({ day: summary.day, ...percentiles });
    }
    const percentiles = percentilesOf(summary.latency);
    if (percentiles !== null) daily.push({ day: summary.day, ...percentiles });
  }
  const byEdge = [...edges].map(([edge, sides]) => ({ edge, ...seriesOf(sides), daily: sides.daily }));
  return { ...seriesOf(total), daily, edges: byEdge.toSorted((a, b) => (b.all?.count ?? 0) - (a.all?.count ?? 0)) };
}

type Sides = Record<'week' | 'earlier', LatencyBins>;

function twoSides(): Sides {
  return { week: noLatencies(), earlier: noLatencies() };
}

function seriesOf({ week, earlier }: Sides): LatencySeries {
  const [recent, usual] = [percentilesOf(week), percentilesOf(earlier)];
  const all = noLatencies();
  addLatencies(all, week);
  addLatencies(all, earlier);
  const enough = recent !== null && usual !== null && recent.count >= ENOUGH && usual.count >= ENOUGH && usual.p50 > 0;
  const trend = enough ? { thisWeek: recent.p50, usual: usual.p50, ratio: recent.p50 / usual.p50 } : null;
  return { all: percentilesOf(all), week: recent, trend };
}
