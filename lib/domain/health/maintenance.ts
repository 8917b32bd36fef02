/** Maintenance windows as values from elsewhere: the store, a message, a file. */
import { isMonitorId, type MonitorId } from './monitor.ts';
import type { MaintenanceWindow } from './pauses.ts';

const LONGEST_TEXT = 100;
/** Windows that one list holds. */
export const MAX_WINDOWS = 50;

/** Those of a list that are windows; null when the value is no list. */
export function parseWindows(value: unknown): MaintenanceWindow[] | null {
  return Array.isArray(value) ? value.slice(0, MAX_WINDOWS).map(parseWindow).filter((window) => window !== null) : null;
}

/** A stored or sent value as a maintenance window; null when it makes none. */
export function parseWindow(value: unknown): MaintenanceWindow | null {
  if (!isRow(value)) return null;
  const { id, name, createdAt } = value;
  const monitors = parseMonitors(value['monitors']);
  const when = parseWhen(value['when']);
  if (!isText(id) || !isText(name) || !isMoment(createdAt) || monitors === undefined || when === null) return null;
  return { id, name, monitors, createdAt, when };
}

function parseWhen(value: unknown): MaintenanceWindow['when'] | null {
  if (!isRow(value)) return null;
  const { kind, from, to, weekdays, startMinute, minutes, zone } = value;
  if (kind === 'once') return isMoment(from) && isMoment(to) && to > from ? { kind, from, to } : null;
  if (kind !== 'weekly' || !isText(zone) || !Array.isArray(weekdays) || !isWhole(startMinute, 1439) || !isWhole(minutes, 1440)) return null;
  const days = weekdays.filter((day) => isWhole(day, 6));
  return days.length > 0 && minutes > 0 ? { kind, weekdays: days, startMinute, minutes, zone } : null;
}

/** Null means all; undefined that the value is damaged, which must never be read as "all". */
export function parseMonitors(value: unknown): readonly MonitorId[] | null | undefined {
  if (value === null) return null;
  if (!Array.isArray(value)) return undefined;
  const monitors = value.filter(isMonitorId);
  return monitors.length > 0 ? monitors : undefined;
}

export function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isWhole(value: unknown, most: number): value is number {
  return Number.isSafeInteger(value) && isMoment(value) && value <= most;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
}

/**
 * A file's windows as they are to stand here. Nothing before the import is called maintenance, unless the very window stood here
 * before: what was watched is not rewritten.
 */
export function windowsFrom(file: readonly MaintenanceWindow[], before: readonly MaintenanceWindow[], now: number): readonly MaintenanceWindow[] {
  return file.map((window) => {
    const known = before.find(({ id }) => id === window.id);
    return known !== undefined && JSON.stringify({ ...known, createdAt: 0 }) === JSON.stringify({ ...window, createdAt: 0 }) ? known : { ...window, createdAt: now };
  });
}
