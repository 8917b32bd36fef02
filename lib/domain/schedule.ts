/** The due-table's rules: what runs now, and who may run it. */
export interface Due {
  readonly task: string;
  readonly dueAt: number;
  readonly lease: { readonly owner: string; readonly expiresAt: number } | null;
}

/**
 * Takes the lease of a task that is due, or answers null. A due time further ahead than one period can only come from
 * a clock that was turned, so it counts as due; a lease that lies further ahead than it can have been granted for is void.
 */
export function claim(row: Due | null, task: string, period: number, leaseFor: number, owner: string, now: number): Due | null {
  const isDue = row === null || row.dueAt <= now || row.dueAt > now + period;
  const isLeased = row?.lease != null && row.lease.expiresAt > now && row.lease.expiresAt <= now + leaseFor;
  return isDue && !isLeased ? { task, dueAt: row?.dueAt ?? now, lease: { owner, expiresAt: now + leaseFor } } : null;
}

/** Returns a lease and sets the next time: the same after a failure as after a success. */
export function finish(row: Due, period: number, now: number): Due {
  return { ...row, dueAt: now + period, lease: null };
}
