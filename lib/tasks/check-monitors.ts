import type { Change } from '../domain/health/change.ts';
import type { Reading } from '../domain/health/fold.ts';
import { PIKA_MONITORS, type PikaMonitor } from '../domain/health/monitor.ts';
import { isDue, mayCheckNow } from '../domain/health/pace.ts';
import { isPaused } from '../domain/health/pauses.ts';
import { type HealthFacts, type HealthWrite, type Look, record } from '../domain/health/record.ts';
import { settle } from '../domain/health/settle.ts';
import { SECOND } from '../time.ts';

/** Probes and control probes together take at most 20 s; when more has passed, the machine slept in between. */
const LONGEST_LOOK = 40 * SECOND;

export interface CheckMonitorsPorts {
  /** Wall clock, ms since 1970. */
  now(): number;
  /** What the browser says; it may be wrong in the optimistic direction. */
  online(): boolean;
  /** Whether the extension may still ask pika.art: users can take the permission back at any time. */
  permitted(): Promise<boolean>;
  /** One request for one monitor; never rejects. */
  probe(monitor: PikaMonitor): Promise<Reading>;
  /** Whether any of a few unrelated hosts answers; never rejects. */
  controlsAnswer(): Promise<boolean>;
  readHealth(): Promise<HealthFacts>;
  /** Reads, decides and writes in one transaction. */
  updateHealth(decide: (facts: HealthFacts) => HealthWrite): Promise<HealthWrite>;
  /** Tells whoever shows health that there is something new to show; a tick with nothing due stays silent. */
  changed(): void;
}

export interface CheckMonitorsOptions {
  /** This install's phase, 0 to 1. */
  readonly jitter: number;
  /** A person asked: check all, whatever is due, within the bounds of `mayCheckNow`. */
  readonly atOnce?: boolean;
}

/**
 * One tick's worth of watching: probes what is due, asks the control hosts if anything failed, and records it.
 * Safe to be run late, twice or half: a kill before the write loses only the checks in flight, and they stay due.
 * @returns what changed for the user
 */
export async function checkMonitors(ports: CheckMonitorsPorts, options: CheckMonitorsOptions): Promise<readonly Change[]> {
  const start = ports.now();
  const known = await ports.readHealth();
  const due = dueMonitors(known, start, options.atOnce === true);
  const looked = await look(ports, due);
  const now = ports.now();
  const slept = now - start > LONGEST_LOOK || start - now > SECOND;
  const written = await ports.updateHealth((facts) => record(facts, { ...looked, due, now, slept }, options.jitter));
  const reconnected = written.watch.connection !== known.watch?.connection;
  if (reconnected || written.checks.length > 0 || written.states.length > 0) ports.changed();
  return written.changes;
}

function dueMonitors(facts: HealthFacts, now: number, atOnce: boolean): PikaMonitor[] {
  const states = new Map(facts.states.map((state) => [state.monitor, settle(state, now)]));
  const wanted = atOnce ? mayCheckNow : isDue;
  return PIKA_MONITORS.filter((monitor) => {
    const state = states.get(monitor) ?? null;
    if (isPaused(facts.pauses ?? [], monitor, now)) return false;
    return state?.status === 'paused' || wanted(state, now);
  });
}

async function look(ports: CheckMonitorsPorts, due: readonly PikaMonitor[]): Promise<Pick<Look, 'readings' | 'barrier' | 'controls'>> {
  if (!ports.online()) return { readings: [], barrier: 'offline', controls: null };
  if (!(await ports.permitted())) return { readings: [], barrier: 'not-permitted', controls: null };
  const readings = await Promise.all(due.map((monitor) => ports.probe(monitor)));
  const failed = readings.some(({ check }) => check.outcome === 'failed');
  return { readings, barrier: null, controls: failed ? await ports.controlsAnswer() : null };
}
