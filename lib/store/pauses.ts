import type { MaintenanceWindow, PauseSpan } from '../domain/health/pauses.ts';
import { isMonitorId, type MonitorId } from '../domain/health/monitor.ts';
import type { Store } from './db.ts';

/** Meta rows: the spans that were or are paused, and the windows that make more of them. */
export const PAUSES = 'pauses';
const WINDOWS = 'maintenance';
const LONGEST_TEXT = 100;

/** Every pause of the past, the running ones, and those that are planned once. */
export async function readPauses(db: Store): Promise<PauseSpan[]> {
  return parsePauses((await db.get('meta', PAUSES))?.value);
}

/** Reads, changes and writes in one transaction. `change` is pure and synchronous; the same array back writes nothing. */
export async function updatePauses(db: Store, change: (spans: readonly PauseSpan[]) => readonly PauseSpan[]): Promise<void> {
  const tx = db.transaction('meta', 'readwrite');
  const stored = parsePauses((await tx.store.get(PAUSES))?.value);
  const next = change(stored);
  if (next !== stored) await tx.store.put({ key: PAUSES, value: next });
  await tx.done;
}

export async function readWindows(db: Store): Promise<MaintenanceWindow[]> {
  const value = (await db.get('meta', WINDOWS))?.value;
  return Array.isArray(value) ? value.map(parseWindow).filter((window) => window !== null) : [];
}

/** Whether any maintenance windows are stored, without a look at them. */
export async function hasWindows(db: Store): Promise<boolean> {
  const value = (await db.get('meta', WINDOWS))?.value;
  return Array.isArray(value) && value.length > 0;
}

export async function writeWindows(db: Store, windows: readonly MaintenanceWindow[]): Promise<void> {
  await db.put('meta', { key: WINDOWS, value: windows });
}

/** A stored value as spans; damaged ones are left out. */
export function parsePauses(value: unknown): PauseSpan[] {
  return Array.isArray(value) ? value.map(parseSpan).filter((span) => span !== null) : [];
}

function parseSpan(value: unknown): PauseSpan | null {
  if (!isRow(value)) return null;
  const { from, to, why } = value;
  const monitors = parseMonitors(value['monitors']);
  if (!isMoment(from) || !isMoment(to) || to < from || typeof why !== 'string' || monitors === undefined) return null;
  return { from, to, monitors, why };
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
function parseMonitors(value: unknown): readonly MonitorId[] | null | undefined {
  if (value === null) return null;
  if (!Array.isArray(value)) return undefined;
  const monitors = value.filter(isMonitorId);
  return monitors.length > 0 ? monitors : undefined;
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isWhole(value: unknown, most: number): value is number {
  return Number.isSafeInteger(value) && isMoment(value) && value <= most;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
}
