import { DAY, MINUTE } from '../../time.ts';
import type { MonitorId } from './monitor.ts';

/** A time in which the user wants nothing watched: neither up nor down, in no percentage, and no incident opens. */
export interface PauseSpan {
  readonly from: number;
  /** Exclusive; `FOREVER` for "until I resume". */
  readonly to: number;
  /** Null for all monitors. */
  readonly monitors: readonly MonitorId[] | null;
  /** `manual`, or the id of the maintenance window that it comes from. */
  readonly why: string;
}

const MANUAL = 'manual';
/** The last moment that a `Date` can hold. */
export const FOREVER = 8.64e15;
/** Spans kept; the oldest go first. One window a day fills them in five years. */
const MAX_SPANS = 2000;

/** A maintenance window as the user wrote it: once, or every week at an hour of their (or Pika's) wall clock. */
export interface MaintenanceWindow {
  readonly id: string;
  readonly name: string;
  readonly monitors: readonly MonitorId[] | null;
  /** Nothing before this is called maintenance. */
  readonly createdAt: number;
  readonly when:
    | { readonly kind: 'once'; readonly from: number; readonly to: number }
    | {
        readonly kind: 'weekly';
        /** 0 is Sunday, as in `Date.getUTCDay`. */
        readonly weekdays: readonly number[];
        /** Minutes after local midnight, 0–1439. */
        readonly startMinute: number;
        /** May reach over midnight; at most a day. */
        readonly minutes: number;
        /** IANA name, such as `Asia/Kolkata`. */
        readonly zone: string;
      };
}

/** How far a zone's wall clock is ahead of UTC at a moment, in ms; the caller knows the zones, the domain does not. */
export type OffsetAt = (zone: string, at: number) => number;

/** Whether a monitor is paused at `at`. */
export function isPaused(spans: readonly PauseSpan[], monitor: MonitorId, at: number): boolean {
  return spans.some((span) => at >= span.from && at < span.to && covers(span, monitor));
}

/** When the pause of a monitor that holds at `at` ends, through spans that follow on each other; null when none holds. */
export function pausedUntil(spans: readonly PauseSpan[], monitor: MonitorId, at: number): number | null {
  const [running] = pausesOf(spans, monitor, at, FOREVER);
  return running?.from === at ? running.to : null;
}

/** Paused times of one monitor within [from, to), merged and in order. */
export function pausesOf(spans: readonly PauseSpan[], monitor: MonitorId, from: number, to: number): { from: number; to: number }[] {
  const clipped = spans
    .filter((span) => covers(span, monitor) && span.from < to && span.to > from)
    .map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    .toSorted((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const span of clipped) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push(span);
  }
  return merged;
}

/** The user pauses some monitors, or all (null), from `now` to `until`. */
export function pause(spans: readonly PauseSpan[], monitors: readonly MonitorId[] | null, now: number, until: number): PauseSpan[] {
  if (until <= now) return [...spans];
  return bounded([...spans, { from: now, to: Math.min(until, FOREVER), monitors, why: MANUAL }]);
}

/**
 * Ends the running pauses of these monitors (null: of all) at `now`, whatever they come from; for others they go on, and
 * what is past stays, since history must not change.
 * @param known all monitors that there are
 */
export function resume(spans: readonly PauseSpan[], monitors: readonly MonitorId[] | null, now: number, known: readonly MonitorId[]): PauseSpan[] {
  return spans.flatMap((span) => {
    const running = now >= span.from && now < span.to;
    if (!running || (monitors !== null && !monitors.some((monitor) => covers(span, monitor)))) return [span];
    const past = { ...span, to: now };
    const others = monitors === null ? [] : (span.monitors ?? known).filter((monitor) => !monitors.includes(monitor));
    return others.length === 0 ? [past] : [past, { ...span, from: now, monitors: others }];
  });
}

/** When a window applies, within [from, to). */
export function occurrences(window: MaintenanceWindow, from: number, to: number, offsetAt: OffsetAt): { from: number; to: number }[] {
  const { when } = window;
  if (when.kind === 'once') return when.from < to && when.to > from && when.from < when.to ? [{ from: when.from, to: when.to }] : [];
  const found: { from: number; to: number }[] = [];
  // Days are counted on the zone's own calendar; two more on each side than could matter.
  for (let day = Math.floor(from / DAY) - 2; day <= Math.floor(to / DAY) + 2; day += 1) {
    if (!when.weekdays.includes((((day + 4) % 7) + 7) % 7)) continue;
    const start = atWallClock(day * DAY + when.startMinute * MINUTE, when.zone, offsetAt);
    const end = start + Math.min(Math.max(when.minutes, 0) * MINUTE, DAY);
    if (start < to && end > from && start < end) found.push({ from: start, to: end });
  }
  return found;
}

/**
 * Spans with those of windows that began up to `now` and are not among them yet. Made once and kept: a window that is
 * changed or removed later does not rewrite the past. Same in, same out, however often it runs.
 */
export function withWindows(spans: readonly PauseSpan[], windows: readonly MaintenanceWindow[], now: number, offsetAt: OffsetAt): readonly PauseSpan[] {
  const added = windows.flatMap((window) =>
    occurrences(window, Math.max(window.createdAt, now - 8 * DAY), now + 1, offsetAt)
      .filter(({ from }) => !spans.some((span) => span.why === window.id && sameStart(span, Math.max(from, window.createdAt))))
      .map(({ from, to }) => ({ from: Math.max(from, window.createdAt), to, monitors: window.monitors, why: window.id })),
  );
  return added.length === 0 ? spans : bounded([...spans, ...added]);
}

/** A window may be moved by minutes while it runs, and a resumed one was cut: its start still names it. */
function sameStart(span: PauseSpan, from: number): boolean {
  return Math.abs(span.from - from) < MINUTE;
}

/** The moment at which a zone's wall clock shows `local` (given as if it were UTC); within an hour of that where DST skips it. */
function atWallClock(local: number, zone: string, offsetAt: OffsetAt): number {
  const guess = local - offsetAt(zone, local);
  return local - offsetAt(zone, guess);
}

function covers(span: PauseSpan, monitor: MonitorId): boolean {
  return span.monitors === null || span.monitors.includes(monitor);
}

function bounded(spans: readonly PauseSpan[]): PauseSpan[] {
  return spans.toSorted((a, b) => a.from - b.from).slice(-MAX_SPANS);
}
