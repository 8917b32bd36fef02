import { type Due, isTime } from '../domain/schedule.ts';
import type { Log } from '../log.ts';

/** One unit of a tick's work. */
export interface TickTask<Found> {
  readonly name: string;
  /** Milliseconds between runs; 0 runs at every tick that finds work for it. */
  readonly period: number;
  /** The longest that a run may take before another worker may take over. */
  readonly leaseFor: number;
  /** Whether what the tick has found is work for it; without it there always is. What is not wanted takes no lease and stays due. */
  wanted?(found: Found): boolean;
  run(): Promise<void>;
}

export interface TickPorts<Found> {
  now(): number;
  /** This worker's life. */
  readonly owner: string;
  /** One cheap look at the due-table and at all else that tells whether there is work. */
  look(now: number): Promise<Found>;
  /** Takes the leases of those that are due, and answers with them. */
  claim(tasks: readonly TickTask<Found>[], owner: string, now: number): Promise<readonly TickTask<Found>[]>;
  finish(task: TickTask<Found>, owner: string, now: number): Promise<void>;
  log: Log;
}

/**
 * Runs every task that is due and has work, and does no more than look where none has. A task that fails is scheduled like
 * one that succeeds, and costs the others nothing.
 * @returns whether there was any work
 */
export async function runTick<Found extends { readonly due: readonly Due[] }>(tasks: readonly TickTask<Found>[], ports: TickPorts<Found>): Promise<boolean> {
  const now = ports.now();
  const wanted = await withWork(tasks, ports, now);
  if (wanted.length === 0) return false;
  const due = await ports.claim(wanted, ports.owner, now);
  await Promise.all(due.map((task) => runOne(task, ports)));
  return true;
}

/** A look that fails decides nothing: the tasks themselves will say what is wrong. */
async function withWork<Found extends { readonly due: readonly Due[] }>(tasks: readonly TickTask<Found>[], ports: TickPorts<Found>, now: number): Promise<readonly TickTask<Found>[]> {
  const found = await ports.look(now).catch(() => null);
  if (found === null) return tasks;
  return tasks.filter(({ name, period, wanted }) => isTime(found.due.find(({ task }) => task === name) ?? null, period, now) && (wanted?.(found) ?? true));
}

async function runOne<Found>(task: TickTask<Found>, ports: TickPorts<Found>): Promise<void> {
  try {
    try {
      await task.run();
    } finally {
      await ports.finish(task, ports.owner, ports.now());
    }
  } catch (error) {
    ports.log('task.failed', { task: task.name, error: String(error) });
  }
}
