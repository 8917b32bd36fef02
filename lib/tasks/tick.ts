import type { Log } from '../log.ts';

/** One unit of a tick's work. */
export interface TickTask {
  readonly name: string;
  /** Milliseconds between runs; 0 runs at every tick. */
  readonly period: number;
  /** The longest that a run may take before another worker may take over. */
  readonly leaseFor: number;
  /** A cheap look whether there is anything to do; without it there always is. What is not wanted takes no lease and stays due. */
  wanted?(): Promise<boolean>;
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
  const looks = await Promise.all(tasks.map(isWanted));
  const due = await ports.claim(tasks.filter((_task, n) => looks[n]), ports.owner, ports.now());
  await Promise.all(due.map((task) => runOne(task, ports)));
}

/** A look that fails decides nothing: the task itself will say what is wrong. */
async function isWanted(task: TickTask): Promise<boolean> {
  try {
    return (await task.wanted?.()) ?? true;
  } catch {
    return true;
  }
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
