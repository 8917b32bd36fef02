import { useState } from 'preact/hooks';
import { EDGE_NOTE } from '../../lib/domain/dashboard/words.ts';
import type { Percentiles } from '../../lib/domain/health/history/latency-bins.ts';
import { dailyLatency, type LatencySeries, type LatencyView } from '../../lib/domain/health/history/latency-view.ts';
import type { Surroundings } from './actions.ts';
import { LatencyChart } from './LatencyChart.tsx';

/** Edges that get a row; the rest of a long tail says little. */
const EDGES = 8;

interface LatencyProps extends Surroundings {
  readonly name: string;
  readonly latency: LatencyView;
}

/** How fast a monitor answered this browser. Chart and tables are made only when somebody opens them. */
export function Latency({ name, latency, ...around }: LatencyProps) {
  const [open, setOpen] = useState(false);
  const { all } = latency;
  return (
    <details class="more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>Latency</span>
        {all === null ? null : <span class="soft">{`usually ${ms(all.p50)}, slow answers ${ms(all.p95)}`}</span>}
      </summary>
      {open ? <Opened name={name} latency={latency} {...around} /> : null}
    </details>
  );
}

function Opened({ name, latency, ...around }: LatencyProps) {
  const { times } = around;
  return (
    <div class="more-body">
      <p class="soft">{EDGE_NOTE}</p>
      <LatencyChart name={name} latency={latency} times={times} />
      <div class="wide">
        <table>
          <caption>Latency of {name} by your edge, last 90 days</caption>
          <thead><tr><th scope="col">Your edge</th><Heads /><th scope="col">This week</th><th scope="col">Checks</th></tr></thead>
          <tbody>
            <Row title="All edges" series={latency} />
            {latency.edges.slice(0, EDGES).map((edge) => <Row key={edge.edge} title={edge.edge} series={edge} />)}
          </tbody>
        </table>
      </div>
      <details class="more">
        <summary><span>The chart as a table</span></summary>
        <div class="wide">
          <table>
            <caption>Latency of {name} by day (UTC)</caption>
            <thead><tr><th scope="col">Day</th><Heads /><th scope="col">Checks</th></tr></thead>
            <tbody>
              {dailyLatency(latency).toReversed().map((day) => <tr key={day.day}><th scope="row">{new Date(day.day).toISOString().slice(0, 10)}</th><Cells of={day} /><td>{day.count}</td></tr>)}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}

function Row({ title, series }: { readonly title: string; readonly series: LatencySeries }) {
  if (series.all === null) return null;
  return (
    <tr>
      <th scope="row">{title}</th>
      <Cells of={series.all} />
      <td>{trendWords(series)}</td>
      <td>{series.all.count}</td>
    </tr>
  );
}

/** In the words of the closed line, with the terms that those who know them look for. */
function Heads() {
  return <>{['Usual (p50)', 'Slow (p95)', 'Slowest (p99)'].map((title) => <th key={title} scope="col">{title}</th>)}</>;
}

function Cells({ of }: { readonly of: Percentiles }) {
  return <>{[of.p50, of.p95, of.p99].map((value, index) => <td key={index}>{ms(value)}</td>)}</>;
}

/** Bins are a fifth wide: what lies within that is no change. */
function trendWords({ trend }: LatencySeries): string {
  if (trend === null) return 'not enough yet';
  if (trend.ratio > 1.18) return `slower (${ms(trend.thisWeek)}, was ${ms(trend.usual)})`;
  return trend.ratio < 0.85 ? `faster (${ms(trend.thisWeek)}, was ${ms(trend.usual)})` : 'as usual';
}

function ms(value: number): string {
  return `${value}\u00a0ms`;
}
