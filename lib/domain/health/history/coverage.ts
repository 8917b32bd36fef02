import type { Incident } from '../incident.ts';
import type { Check, MonitorId } from '../monitor.ts';
import { type PauseSpan, pausesOf } from '../pauses.ts';
import { coverOf } from './monitor-day.ts';
import type { Span } from './summary.ts';

/** How much of a time was watched, ms: `covered` of `length`, pauses in neither. */
export interface Watched {
  readonly covered: number;
  readonly length: number;
}

/**
 * How much of a time one monitor's checks cover, by the rule of the bars: a check covers the time until the next one, at
 * most twice the interval.
 * @param checks oldest first; the last one before the time may reach into it
 */
export function watchedOf(monitor: MonitorId, checks: readonly Check[], { from, to }: Span, pauses: readonly PauseSpan[]): Watched {
  const paused = pausesOf(pauses, monitor, from, to);
  const unpaused = (start: number, end: number): number =>
    Math.max(0, end - start) - paused.reduce((sum, pause) => sum + Math.max(0, Math.min(end, pause.to) - Math.max(start, pause.from)), 0);
  const most = coverOf(monitor);
  const covered = checks.reduce((sum, { at }, index) => {
    const [start, end] = [Math.max(at, from), Math.min(checks[index + 1]?.at ?? Infinity, at + most, to)];
    return end > start ? sum + unpaused(start, end) : sum;
  }, 0);
  return { covered, length: unpaused(from, to) };
}

/** The time of an incident, until `now` if it goes on. */
export function spanOf({ start, end }: Incident, now: number): Span {
  return { from: start, to: end ?? Math.max(start, now) };
}

/**
 * Share of an incident's time that checks of its monitors cover, 0 to 1. Null when nothing is left to tell it from: every
 * incident rests on checks, so that none at all means that they were forgotten.
 * @param checksOf oldest first, from before the incident on
 */
export function incidentCoverage(incident: Incident, now: number, pauses: readonly PauseSpan[], checksOf: (monitor: MonitorId) => readonly Check[]): number | null {
  const span = spanOf(incident, now);
  const all = incident.monitors.map((monitor) => watchedOf(monitor, checksOf(monitor), span, pauses));
  const [covered, length] = [sumOf(all, 'covered'), sumOf(all, 'length')];
  return covered === 0 || length === 0 ? null : covered / length;
}

function sumOf(all: readonly Watched[], field: keyof Watched): number {
  return all.reduce((sum, one) => sum + one[field], 0);
}
