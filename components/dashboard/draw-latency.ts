import uPlot from 'uplot';
import { type DailyLatency, dailyLatency, type LatencyView } from '../../lib/domain/health/history/latency-view.ts';
import { SECOND } from '../../lib/time.ts';
import type { Times } from '../shared/times.ts';

const HEIGHT = 220;
/** More lines than this cannot be told apart. */
const EDGES = 3;
/** Each line has a dash of its own, so that colour is not the only sign. */
const DASHES = [[2, 3], [8, 4], [12, 3, 2, 3]] as const;

/**
 * Draws median and p95 of all answers, and the medians of the most used edges, into `place`; follows its width and the
 * colour scheme. Nothing moves by itself.
 * @returns a function that takes the chart away
 */
export function drawLatency(place: HTMLElement, latency: LatencyView, times: Times): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let chart = make(place, latency, times);
  const width = new ResizeObserver(() => {
    if (place.clientWidth > 0) chart.setSize({ width: place.clientWidth, height: HEIGHT });
  });
  const redraw = () => {
    chart.destroy();
    chart = make(place, latency, times);
  };
  width.observe(place);
  dark.addEventListener('change', redraw);
  return () => {
    width.disconnect();
    dark.removeEventListener('change', redraw);
    chart.destroy();
  };
}

function make(place: HTMLElement, latency: LatencyView, times: Times): uPlot {
  const style = getComputedStyle(place);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  // One edge alone is the line of all.
  const edges = latency.edges.length < 2 ? [] : latency.edges.slice(0, EDGES);
  const value = (_: uPlot, ms: number | null): string => (ms === null ? '' : `${ms} ms`);
  const line = (label: string, stroke: string, dash?: readonly number[]): uPlot.Series => ({ label, stroke, width: 2, value, ...(dash ? { dash: [...dash] } : {}) });
  const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line'), width: 1 }, font: '12px system-ui' };
  const data = dataOf(latency, edges);
  const options: uPlot.Options = {
    width: place.clientWidth,
    height: HEIGHT,
    // Where nobody points, the legend tells the newest day.
    hooks: { setLegend: [(chart) => (chart.legend.idx == null ? chart.setLegend({ idx: data[0].length - 1 }, false) : undefined)] },
    legend: { markers: { dash: (_, series) => (series > 2 ? 'dashed' : 'solid'), width: 2 } },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { y: { range: (_, _low, high) => [0, Math.max(10, high * 1.1)] } },
    axes: [
      { ...axis, space: 90, values: (_, ticks) => ticks.map((at) => times.day(at * SECOND)) },
      { ...axis, size: 64, values: (_, ticks) => ticks.map((ms) => `${ms} ms`) },
    ],
    series: [
      { label: 'Day', value: (_, at) => (at === null ? '' : times.day(at * SECOND)) },
      line('Usual (p50)', colour('--accent')),
      line('Slow (p95)', colour('--warn')),
      ...edges.map(({ edge }, index) => line(`Usual at ${edge}`, colour(index === 0 ? '--good' : index === 1 ? '--ink' : '--muted'), DASHES[index])),
    ],
  };
  return new uPlot(options, data, place);
}

/** Days without checks are gaps, never lines drawn over them. */
function dataOf(latency: LatencyView, edges: LatencyView['edges']): uPlot.AlignedData {
  const all = dailyLatency(latency);
  const first = all[0]?.day ?? 0;
  const last = all.at(-1)?.day ?? first;
  const step = 86_400 * SECOND;
  const days = Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step);
  const column = (daily: readonly DailyLatency[], field: 'p50' | 'p95'): (number | null)[] => {
    const known = new Map(daily.map((day) => [day.day, day[field]]));
    return days.map((day) => known.get(day) ?? null);
  };
  // Noon, so that the label of a UTC day is the same day in most zones.
  const noon = days.map((day) => day / SECOND + 43_200);
  return [noon, column(all, 'p50'), column(all, 'p95'), ...edges.map(({ edge }) => column(dailyLatency(latency, edge), 'p50'))];
}
