import { unpackChapter } from '../domain/health/history/chapter.ts';
import { type CheckShape, packChecks, unpackChecks } from '../domain/health/history/pack.ts';
import type { DaySummary } from '../domain/health/history/summary.ts';
import { type Check, CHECK_FAILURES, CHECK_OUTCOMES, isMonitorId, type MonitorId } from '../domain/health/monitor.ts';
import type { CheckDay, OpenChecks } from './schema.ts';
import { isMoment, isRow, momentOrNull } from './row-values.ts';

export function openRow(monitor: MonitorId, hour: number, checks: readonly Check[]): OpenChecks {
  return { monitor, hour, ...packChecks(checks) };
}

export function dayRow(monitor: MonitorId, day: number, checks: readonly Check[]): CheckDay {
  return { monitor, day, ...packChecks(checks) };
}

/** The checks of a stored row, in the order of their writing; none when it is damaged. Version 1 kept them unpacked. */
export function parseChecks(value: unknown): Check[] {
  if (!isRow(value)) return [];
  if (Array.isArray(value['checks'])) {
    const checks: unknown[] = value['checks'];
    return checks.map(parseCheck).filter((check) => check !== null);
  }
  const { monitor, shapes, bytes } = value;
  if (!isMonitorId(monitor) || !Array.isArray(shapes) || !(bytes instanceof Uint8Array)) return [];
  // A shape that this version does not know makes only its own checks unreadable, so its place is kept.
  const parsed = shapes.map((shape: unknown) => parseShape(shape) ?? UNREADABLE);
  const read = unpackChecks(monitor, { shapes: parsed, bytes }) ?? [];
  return read.every(isWhole) ? read : read.filter(isWhole);
}

/** The days of a stored chapter from the day `from` on, in order; none when it is damaged. */
export function parseChapter(value: unknown, from = 0): DaySummary[] {
  return isRow(value) && value['bytes'] instanceof Uint8Array ? unpackChapter(value['bytes'], from) : [];
}

/** The monitor of a row; null when the row is damaged. */
export function monitorOf(value: unknown): MonitorId | null {
  return isRow(value) && isMonitorId(value['monitor']) ? value['monitor'] : null;
}

/** No answer has this status. */
const UNREADABLE: CheckShape = { outcome: 'blocked', kind: null, httpStatus: -1, edge: 'unreadable' };

function isWhole({ edge, httpStatus, at, latencyMs }: Check): boolean {
  const readable = edge !== UNREADABLE.edge || httpStatus !== UNREADABLE.httpStatus;
  return readable && isMoment(at) && (latencyMs === null || isMoment(latencyMs));
}

function parseCheck(value: unknown): Check | null {
  if (!isRow(value)) return null;
  const { monitor, at } = value;
  const shape = parseShape(value);
  if (!isMonitorId(monitor) || shape === null || !isMoment(at)) return null;
  return { monitor, at, ...shape, latencyMs: momentOrNull(value['latencyMs']) };
}

function parseShape(value: unknown): CheckShape | null {
  if (!isRow(value)) return null;
  const { edge } = value;
  const outcome = CHECK_OUTCOMES.find((word) => word === value['outcome']);
  const kind = CHECK_FAILURES.find((word) => word === value['kind']) ?? null;
  if (outcome === undefined) return null;
  return { outcome, kind, httpStatus: momentOrNull(value['httpStatus']), edge: typeof edge === 'string' ? edge : null };
}
