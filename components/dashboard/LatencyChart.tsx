import { useEffect, useRef, useState } from 'preact/hooks';
import type { LatencyView } from '../../lib/domain/health/history/latency-view.ts';
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
  useEffect(() => {
    const element = place.current;
    if (element === null || latency.daily.length < 2) return undefined;
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
  }, [latency, times]);
  if (latency.daily.length < 2) return <p class="soft">The chart begins with the second day.</p>;
  if (failed) return <p class="soft">The chart could not be drawn; the table below says the same.</p>;
  return <div class="chart" ref={place} role="img" aria-label={`Chart: latency of ${name} over ${latency.daily.length} days. The table below says the same.`} />;
}
