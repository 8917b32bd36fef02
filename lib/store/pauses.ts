import { isMoment, isRow, parseMonitors, parseWindows } from '../domain/health/maintenance.ts';
import type { MaintenanceWindow, PauseSpan } from '../domain/health/pauses.ts';
import type { Store } from './db.ts';

/** Meta rows: the spans that were or are paused, and the windows that make more of them. */
export const PAUSES = 'pauses';
export const WINDOWS = 'maintenance';

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
  return parseWindows((await db.get('meta', WINDOWS))?.value) ?? [];
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
