import type { Cdp } from '../support/cdp.ts';
import { until } from '../support/until.ts';

/** One event of Chromium's trace; times in µs. */
export interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread: other programs on the machine do not count into it. */
  readonly tdur?: number;
  readonly id?: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Tasks of every thread, and what the page's scripts do by name. */
const TASKS = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'];
/** Samples of every running function, each 0.1 ms. They cost time themselves: leave them out where totals are compared. */
const SAMPLES = ['disabled-by-default-v8.cpu_profiler', 'disabled-by-default-v8.cpu_profiler.hires'];

/** Records what the whole browser does while `work` runs, with or without samples of the running functions. */
export async function record(cdp: Cdp, samples: boolean, work: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  let complete = false;
  cdp.onEvent(({ method, params }) => {
    if (complete) return;
    if (method === 'Tracing.dataCollected') events.push(...(params['value'] as TraceEvent[])); // as the protocol defines it
    if (method === 'Tracing.tracingComplete') complete = true;
  });
  const includedCategories = samples ? [...TASKS, ...SAMPLES] : TASKS;
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories, excludedCategories: ['*'] } });
  try {
    await work();
  } finally {
    await cdp.send('Tracing.end');
    await until(() => complete, { timeout: 60_000, what: 'the trace' });
  }
  return events;
}
