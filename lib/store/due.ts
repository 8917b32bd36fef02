import { claim, finish } from '../domain/schedule.ts';
import type { Store } from './db.ts';

/** What the due-table needs to know of a task. */
interface Task {
  readonly name: string;
  readonly period: number;
  readonly leaseFor: number;
}

/** Takes the leases of those tasks that are due and that nobody else has, in one transaction; answers with them. */
export async function claimTasks<Due extends Task>(db: Store, tasks: readonly Due[], owner: string, now: number): Promise<Due[]> {
  const tx = db.transaction('due', 'readwrite');
  const rows = await Promise.all(tasks.map(({ name }) => tx.store.get(name)));
  const claimed = tasks.map(({ name, period, leaseFor }, n) => claim(rows[n] ?? null, name, period, leaseFor, owner, now));
  await Promise.all(claimed.map((row) => (row === null ? null : tx.store.put(row))));
  await tx.done;
  return tasks.filter((_task, n) => claimed[n] !== null);
}

/** Returns the lease, if it is still this owner's. */
export async function finishTask(db: Store, { name, period }: Task, owner: string, now: number): Promise<void> {
  const tx = db.transaction('due', 'readwrite');
  const row = await tx.store.get(name);
  if (row?.lease?.owner === owner) await tx.store.put(finish(row, period, now));
  await tx.done;
}
