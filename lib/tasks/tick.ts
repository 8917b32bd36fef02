import type { Log } from '../log.ts';

/** One unit of a tick's work. */
export interface TickTask {
  readonly name: string;
  /** Milliseconds between runs; 0 runs at every tick. */
  readonly period: number;
  /** The longest that a run may take before another worker may take over. */
  readonly leaseFor: number;
  run(): Promise<void>;
}

export interface TickPorts {
  now(): number;
  /** This worker's life. */
  readonly owner: string;
  /** Takes the leases of those that are due, and answers with them. */
  claim(tasks: readonly TickTask[], owner: string, now: number): Promise<readonly TickTask[]>;
  finish(task: TickTask, owner: string, now: number): Promise<void>;
  log: Log;
}

/** Runs every task that is due. A task that fails is scheduled like one that succeeds, and costs the others nothing. */
export async function runTick(tasks: readonly TickTask[], ports: TickPorts): Promise<void> {
  const due = await ports.claim(tasks, ports.owner, ports.now());
  await Promise.all(due.map((task) => runOne(task, ports)));
}

async function runOne(task: TickTask, ports: TickPorts): Promise<void> {
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
