import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { dailyLatency, type LatencyView } from '../../lib/domain/health/history/latency-view.ts';
import type { Times } from '../shared/times.ts';

interface LatencyChartProps {
  readonly name: string;
  readonly latency: LatencyView;
  readonly times: Times;
}

/** The chart over time. The library that draws it is loaded when the first chart is opened; tables beside it say the same. */
export function LatencyChart({ name, latency, times }: LatencyChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const days = useMemo(() => dailyLatency(latency).length, [latency]);
  useEffect(() => {
    const element = place.current;
    if (element === null || days < 2) return undefined;
    let undo: (() => void) | null = null;
    let gone = false;
    import('./draw-latency.ts').then(
      ({ drawLatency }) => {
        if (!gone) undo = drawLatency(element, latency, times);
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      undo?.();
    };
  }, [latency, days, times]);
  if (days < 2) return <p class="soft">The chart begins with the second day.</p>;
  if (failed) return <p class="soft">The chart could not be drawn; the table below says the same.</p>;
  return (
    <figure class="chart-block">
      <figcaption>How long this browser waited for an answer, in milliseconds, by day (UTC)</figcaption>
      <div class="chart" ref={place} role="img" aria-label={chartWords(name, latency, days)} />
    </figure>
  );
}

/** What the lines show, for those who do not see them; the tables say it day by day. */
function chartWords(name: string, { all, trend }: LatencyView, days: number): string {
  const usual = all === null ? '' : ` Usually ${all.p50} ms, slow answers ${all.p95} ms.`;
  const now = trend === null ? '' : ` This week ${trend.thisWeek} ms, before ${trend.usual} ms.`;
  return `Chart: latency of ${name} over ${days} days.${usual}${now} The tables below say the same.`;
}
