import type { MonitorId } from '../../../lib/domain/health/monitor.ts';

/** A stretch of simulated time in which something is so. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Something that is wrong with one monitor for a while. */
export interface Trouble extends Span {
  readonly monitor: MonitorId;
}

/** Whether any of the spans holds at a moment; asked millions of times, mostly with moments that go up. */
export function within(spans: readonly Span[]): (at: number) => boolean {
  const sorted = spans.toSorted((a, b) => a.from - b.from);
  // Longest reach of all spans up to each, so that the search may stop at the first that begins in time.
  const reach: number[] = [];
  for (const { to } of sorted) reach.push(Math.max(to, reach.at(-1) ?? -Infinity));
  return (at) => {
    const index = lastFrom(sorted, at);
    return index >= 0 && (reach[index] ?? -Infinity) > at;
  };
}

/** The same for each monitor by itself. */
export function troubled(troubles: readonly Trouble[]): (monitor: MonitorId, at: number) => boolean {
  const by = new Map([...Map.groupBy(troubles, ({ monitor }) => monitor)].map(([monitor, spans]) => [monitor, within(spans)]));
  return (monitor, at) => by.get(monitor)?.(at) ?? false;
}

/** `count` numbers between `least` and `most`, short ones as likely as long ones: each doubling is equally probable. */
export function length(random: () => number, least: number, most: number): number {
  return least * (most / least) ** random();
}

/** Spans of random lengths at random times that keep `apart` from each other, within [from, to). */
export function scatter(random: () => number, count: number, { from, to }: Span, [least, most]: readonly [number, number], apart: number): Span[] {
  const lengths = Array.from({ length: count }, () => length(random, least, most));
  const free = to - from - lengths.reduce((sum, ms) => sum + ms + apart, 0);
  if (free < 0) throw new Error(`${count} spans do not fit`);
  const gaps = Array.from({ length: count }, () => random() * free).toSorted((a, b) => a - b);
  let used = 0;
  return lengths.map((ms, i) => {
    const start = from + (gaps[i] ?? 0) + used;
    used += ms + apart;
    return { from: start, to: start + ms };
  });
}

function lastFrom(sorted: readonly Span[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.from ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
