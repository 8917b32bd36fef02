import { DAY } from '../../../time.ts';
import type { Check, CheckOutcome } from '../monitor.ts';
import { CELL, CELLS, FIELDS, type Run, toRuns } from './cells.ts';
import { type DayLatencies, packLatencies } from './day-latencies.ts';
import { addToBin, binOf, type LatencyBins, noLatencies } from './latency-bins.ts';

/** The newest check of a day: it may cover the first minutes of the next. */
export interface Tail {
  readonly at: number;
  readonly outcome: CheckOutcome;
}

/** One monitor's UTC day, kept for ever. */
export interface DaySummary {
  /** UTC midnight, ms. */
  readonly day: number;
  readonly runs: readonly Run[];
  /** Of good checks. */
  readonly latencies: DayLatencies;
  readonly tail: Tail | null;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface DayFacts {
  /** UTC midnight, ms. */
  readonly day: number;
  /** Checks of that day in any order. */
  readonly checks: readonly Check[];
  /** The newest check of the day before. */
  readonly before: Tail | null;
  /** How long a check covers at most, ms. */
  readonly cover: number;
  /** Paused times, apart from each other and in order. */
  readonly pauses: readonly Span[];
  /** The present: nothing after it is covered. */
  readonly until: number;
}

/**
 * Sums up a day. A check covers the time until the next one, at most `cover`; the rest is no data, neither up nor down.
 * Weighing by time rather than by count keeps an outage from counting more because it was looked at more closely.
 */
export function summarise(facts: DayFacts): DaySummary {
  const { day, before, pauses } = facts;
  const checks = inOrder(facts.checks);
  const cells = new Uint32Array(CELLS * FIELDS.length);
  const end = Math.min(day + DAY, facts.until);
  for (const { outcome, from, to } of stretches(checks, before, facts.cover)) {
    const span = { from: Math.max(from, day), to: Math.min(to, end) };
    for (const piece of pauses.length === 0 ? [span] : without(span, pauses)) addTime(cells, day, fieldOf(outcome), piece.from, piece.to);
  }
  for (const { from, to } of pauses) addTime(cells, day, PAUSED, Math.max(from, day), Math.min(to, end));
  const last = checks.at(-1);
  return { day, runs: toRuns(cells), latencies: latenciesOf(checks), tail: last === undefined ? null : { at: last.at, outcome: last.outcome } };
}

type Covered = Span & Pick<Check, 'outcome'>;

/** The times that checks cover. Hours on end are one stretch: checks of one outcome, each made before the cover of the last one ended. */
function stretches(checks: readonly Check[], before: Tail | null, cover: number): Covered[] {
  const found: Covered[] = [];
  let [since, last] = [before?.at ?? 0, before];
  for (const check of checks) {
    if (last !== null && last.outcome === check.outcome && check.at <= last.at + cover) {
      last = check;
      continue;
    }
    if (last !== null) found.push({ outcome: last.outcome, from: since, to: Math.min(check.at, last.at + cover) });
    since = check.at;
    last = check;
  }
  if (last !== null) found.push({ outcome: last.outcome, from: since, to: last.at + cover });
  return found;
}

function latenciesOf(checks: readonly Check[]): DayLatencies {
  const total = noLatencies();
  const edges = new Map<string, LatencyBins>();
  // Hours on end come from one edge.
  let [lastEdge, bins] = ['', noLatencies()];
  for (const { outcome, latencyMs, edge } of checks) {
    if (outcome !== 'up' || latencyMs === null) continue;
    const bin = binOf(latencyMs);
    addToBin(total, bin);
    if (edge === null) continue;
    if (lastEdge !== edge || edges.size === 0) {
      [lastEdge, bins] = [edge, edges.get(edge) ?? noLatencies()];
      edges.set(edge, bins);
    }
    addToBin(bins, bin);
  }
  return packLatencies(total, edges);
}

/** Most are: they were stored as they were made. */
function inOrder(checks: readonly Check[]): readonly Check[] {
  let last = -Infinity;
  for (const { at } of checks) {
    if (at < last) return checks.toSorted((a, b) => a.at - b.at);
    last = at;
  }
  return checks;
}

/** Where a field stands in its cell. */
const [UP, DOWN, BLOCKED, PAUSED] = [0, 1, 2, 3] as const;

function fieldOf(outcome: CheckOutcome): number {
  switch (outcome) {
    case 'up':
      return UP;
    case 'failed':
      return DOWN;
    case 'blocked':
      return BLOCKED;
  }
}

/** What is left of a span when pauses are cut out of it. */
function without(span: Span, pauses: readonly Span[]): Span[] {
  const pieces: Span[] = [];
  let { from } = span;
  for (const pause of pauses) {
    if (pause.to <= from || pause.from >= span.to) continue;
    if (pause.from > from) pieces.push({ from, to: pause.from });
    from = pause.to;
  }
  if (from < span.to) pieces.push({ from, to: span.to });
  return pieces;
}

function addTime(cells: Uint32Array, day: number, field: number, from: number, to: number): void {
  for (let start = from; start < to; ) {
    const cell = Math.floor((start - day) / CELL);
    const end = Math.min(to, day + (cell + 1) * CELL);
    const index = cell * FIELDS.length + field;
    cells[index] = (cells[index] ?? 0) + end - start;
    start = end;
  }
}
