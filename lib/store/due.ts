import { claim, finish } from '../domain/schedule.ts';
import type { Store } from './db.ts';

/** Takes the lease of a task if it is due and nobody else has it. */
export async function claimTask(db: Store, task: string, period: number, leaseFor: number, owner: string, now: number): Promise<boolean> {
  const tx = db.transaction('due', 'readwrite');
  const claimed = claim((await tx.store.get(task)) ?? null, task, period, leaseFor, owner, now);
  if (claimed) await tx.store.put(claimed);
  await tx.done;
  return claimed !== null;
}

/** Returns the lease, if it is still this owner's. */
export async function finishTask(db: Store, task: string, period: number, owner: string, now: number): Promise<void> {
  const tx = db.transaction('due', 'readwrite');
  const row = await tx.store.get(task);
  if (row?.lease?.owner === owner) await tx.store.put(finish(row, period, now));
  await tx.done;
}
