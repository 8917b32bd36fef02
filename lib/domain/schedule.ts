import { SECOND } from '../time.ts';

/** The due-table's rules: what runs now, and who may run it. */
export interface Due {
  readonly task: string;
  readonly dueAt: number;
  readonly lease: { readonly owner: string; readonly expiresAt: number } | null;
}

/** Signs of life are written this often: at every second tick, though ticks (30 s) tremble. Ticks between them may write nothing. */
export const HEARTBEAT = 45 * SECOND;

/** A due time further ahead than one period can only come from a clock that was turned, so it counts as due. */
export function isTime(row: Due | null, period: number, now: number): boolean {
  return row === null || row.dueAt <= now || row.dueAt > now + period;
}

/** Takes the lease of a task that is due, or answers null. A lease that lies further ahead than it can have been granted for is void. */
export function claim(row: Due | null, task: string, period: number, leaseFor: number, owner: string, now: number): Due | null {
  const isLeased = row?.lease != null && row.lease.expiresAt > now && row.lease.expiresAt <= now + leaseFor;
  return isTime(row, period, now) && !isLeased ? { task, dueAt: row?.dueAt ?? now, lease: { owner, expiresAt: now + leaseFor } } : null;
}

/** Returns a lease and sets the next time: the same after a failure as after a success. */
export function finish(row: Due, period: number, now: number): Due {
  return { ...row, dueAt: now + period, lease: null };
}
