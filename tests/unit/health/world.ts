import type { Change } from '../../../lib/domain/health/change.ts';
import type { Reading } from '../../../lib/domain/health/fold.ts';
import type { Incident } from '../../../lib/domain/health/incident.ts';
import { followIncidents, type IncidentFacts } from '../../../lib/domain/health/incidents.ts';
import type { Check, CheckFailureKind, CheckOutcome, MonitorId, MonitorState } from '../../../lib/domain/health/monitor.ts';
import type { PauseSpan } from '../../../lib/domain/health/pauses.ts';
import type { HealthFacts, HealthWrite } from '../../../lib/domain/health/record.ts';
import type { Job } from '../../../lib/domain/jobs/job.ts';
import { checkMonitors, type CheckMonitorsPorts } from '../../../lib/tasks/check-monitors.ts';
import { judgeOwnJobs } from '../../../lib/tasks/judge-generation.ts';
import { notePage } from '../../../lib/tasks/note-page.ts';
import { HOUR, MINUTE, SECOND } from '../../../lib/time.ts';

/** What a probe meets at a moment. */
export interface Answer {
  readonly outcome: CheckOutcome;
  readonly kind?: CheckFailureKind | null;
  readonly httpStatus?: number;
  readonly latencyMs?: number;
  readonly retryAfterMs?: number;
  readonly headers?: string;
}

/** A simulated day: what each part of the world does at a moment. */
export interface Script {
  pika?(monitor: MonitorId, at: number): Answer;
  /** What the browser says of the connection. */
  online?(at: number): boolean;
  /** Whether the internet really answers. */
  connected?(at: number): boolean;
  permitted?(at: number): boolean;
  asleep?(at: number): boolean;
  /** How much the wall clock is wrong at a moment. */
  clockError?(at: number): number;
  /** True where the worker dies between the probes and the write. */
  killed?(at: number): boolean;
  /** Milliseconds by which a tick is late. */
  lateness?(at: number): number;
  /** Whether control hosts answer where that is not whether the internet does. */
  controls?(at: number): boolean;
  readonly pauses?: readonly PauseSpan[];
  /** Whether an open pika.art tab has just shown jobs, 20 s after a tick. */
  page?(at: number): boolean;
  /** The user's own jobs as the store holds them at a moment; judged at each tick. */
  own?(at: number): readonly Job[];
}

export const GOOD: Answer = { outcome: 'up', httpStatus: 200, latencyMs: 120 };
export const ERROR_503: Answer = { outcome: 'failed', kind: 'http', httpStatus: 503, latencyMs: 90 };
export const CHALLENGE: Answer = { outcome: 'blocked', kind: 'challenge', httpStatus: 403, latencyMs: 60 };
const UNREACHABLE: Answer = { outcome: 'failed', kind: 'unreachable' };

const PAGE_AFTER = 20 * SECOND;

/** Midnight of a day far from any edge. */
export const START = Date.UTC(2026, 5, 1);

/** The story of a run. */
export interface Story {
  readonly checks: readonly Check[];
  readonly changes: readonly Change[];
  readonly states: ReadonlyMap<MonitorId, MonitorState>;
  readonly facts: HealthFacts;
  /** Changes to `down`, first report of each outage only. */
  readonly downs: readonly Change[];
  /** Every status that a monitor ever had. */
  readonly statuses: ReadonlySet<string>;
  /** As they were left at the end, in the order of their start. */
  readonly incidents: readonly Incident[];
}

/** Runs ticks of 30 s from `START` for `duration` ms with a clock of its own; `see` is shown what stands after each write. */
export async function run(script: Script, duration: number, jitter = 0.5, see: (facts: HealthFacts) => void = () => {}): Promise<Story> {
  let facts: HealthFacts = { states: [], watch: null, pauses: script.pauses ?? [] };
  let following: IncidentFacts = { open: [], suspects: [] };
  const incidents = new Map<string, Incident>();
  const checks: Check[] = [];
  const changes: Change[] = [];
  const statuses = new Set<string>();
  for (let tick = START; tick < START + duration; tick += 30 * SECOND) {
    const at = tick + (script.lateness?.(tick) ?? 0);
    if (script.asleep?.(at) === true) continue;
    const clock = at + (script.clockError?.(at) ?? 0);
    const ports = portsAt(script, at, clock, () => facts, (write) => {
      facts = apply(facts, write);
      see(facts);
      const followed = followIncidents(following, { now: write.watch.lastTickAt, states: facts.states, checks: write.checks });
      for (const incident of followed.incidents) incidents.set(incident.id, incident);
      const [open, closed] = [1, 0].map((word) => [...incidents.values()].filter((incident) => incident.open === word));
      following = { open: open ?? [], closed: closed ?? [], suspects: followed.suspects };
      checks.push(...write.checks);
      for (const state of write.states) statuses.add(state.status);
    });
    try {
      changes.push(...(await checkMonitors(ports, { jitter })));
      if (script.own !== undefined) changes.push(...(await judgeOwnJobs(ownPorts(script.own(at), ports))));
      if (script.page?.(at + PAGE_AFTER) === true) await notePage({ ...ports, now: () => clock + PAGE_AFTER }, jitter);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
  const states = new Map(facts.states.map((state) => [state.monitor, state]));
  const told = [...incidents.values()].toSorted((a, b) => a.start - b.start);
  return { checks, changes, states, facts, statuses, incidents: told, downs: changes.filter((change) => change.kind === 'went-down') };
}

class Killed extends Error {}

function portsAt(script: Script, at: number, clock: number, facts: () => HealthFacts, write: (write: HealthWrite) => void): CheckMonitorsPorts {
  const connected = script.connected?.(at) ?? true;
  return {
    now: () => clock,
    online: () => script.online?.(at) ?? true,
    permitted: async () => script.permitted?.(at) ?? true,
    probe: async (monitor) => reading(monitor, clock, connected ? (script.pika?.(monitor, at) ?? GOOD) : UNREACHABLE),
    // Control hosts are asked a little later than Pika: a connection may come back in between.
    controlsAnswer: async () => script.controls?.(at) ?? script.connected?.(at + 3 * SECOND) ?? true,
    readHealth: async () => facts(),
    updateHealth: async (decide) => {
      if (script.killed?.(at) === true) throw new Killed();
      const decided = decide(facts());
      write(decided);
      return decided;
    },
    changed: () => {},
  };
}

/** Without any history of waits, Pika's usual numbers hold. */
function ownPorts(jobs: readonly Job[], { now, updateHealth }: CheckMonitorsPorts): Parameters<typeof judgeOwnJobs>[0] {
  const evidence = async () => ({ jobs, history: [], exports: [], balances: [], refusals: [], signedOutAt: null });
  return { now, updateHealth, evidence, hourOf: () => 0, enrichOpen: async () => {}, changed: () => {} };
}

function apply(facts: HealthFacts, write: HealthWrite): HealthFacts {
  const states = new Map(facts.states.map((state) => [state.monitor, state]));
  for (const state of write.states) states.set(state.monitor, state);
  return { ...facts, states: [...states.values()], watch: write.watch, ...(write.generation ? { generation: write.generation } : {}) };
}

export function reading(monitor: MonitorId, at: number, answer: Answer): Reading {
  const { outcome, kind = null, httpStatus = null, latencyMs = null, retryAfterMs = null, headers } = answer;
  return { check: { monitor, at, outcome, kind, httpStatus, latencyMs, edge: null, ...(headers && { headers }) }, retryAfterMs };
}

/** "01:30" of the simulated day as a moment; "26:00" is the next day. */
export function clock(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return START + hours * HOUR + minutes * MINUTE + seconds * SECOND;
}

/** Whether a moment lies in [from, to). */
export function between(at: number, from: string, to: string): boolean {
  return at >= clock(from) && at < clock(to);
}

/** The same numbers in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
