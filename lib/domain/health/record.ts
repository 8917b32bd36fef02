import { type Change, changeBetween } from './change.ts';
import { fold, type Gap, newState, type Observation, type Reading } from './fold.ts';
import type { GenerationHealth } from './generation/health.ts';
import type { IncidentReason } from './incident.ts';
import { mayBeHeldBack } from './held-back.ts';
import type { Check, MonitorId, MonitorState } from './monitor.ts';
import { MIN_SPACING } from './pace.ts';
import { isPaused, type PauseSpan } from './pauses.ts';
import { settle, withoutRuns } from './settle.ts';
import type { ToolFacts } from './tool-record.ts';
import { inGrace, type Connection, noteConnection, noteTick, type Watch } from './watch.ts';

/** What the store holds about health, apart from the checks themselves. */
export interface HealthFacts {
  readonly states: readonly MonitorState[];
  readonly watch: Watch | null;
  /** What the user wants unwatched; none when absent. */
  readonly pauses?: readonly PauseSpan[];
  /** What the user's own jobs say; absent until any was judged. */
  readonly generation?: GenerationHealth;
}

/** What is to be written in one transaction, and what changed by it. */
export interface HealthWrite {
  readonly checks: readonly Check[];
  /** Only the states that differ from the stored ones. */
  readonly states: readonly MonitorState[];
  readonly watch: Watch;
  /** Where the user's own jobs were judged. */
  readonly generation?: GenerationHealth;
  readonly changes: readonly Change[];
  /** Why monitors are called bad, for their incidents. */
  readonly reasons?: readonly IncidentReason[];
  /** What is remembered of tools, to be written with their states. */
  readonly tools?: readonly ToolFacts[];
}

/** One look at all that was due. */
export interface Look {
  /** When the look ended. */
  readonly now: number;
  /** Monitors that were due; those without a reading become gaps. */
  readonly due: readonly MonitorId[];
  readonly readings: readonly Reading[];
  /** What kept us from asking at all. */
  readonly barrier: 'offline' | 'not-permitted' | null;
  /** Whether unrelated hosts answered; null when there was no need to ask. */
  readonly controls: boolean | null;
  /** True when the machine slept while the probes ran: what they say is about another time. */
  readonly slept: boolean;
}

/**
 * Turns one look into what is to be stored. Failures that our own connection explains become gaps; a check made
 * within `MIN_SPACING` of one already recorded (two ticks that overlap) is dropped; all other monitors grow older.
 */
export function record(facts: HealthFacts, look: Look, jitter: number): HealthWrite {
  const watch = watchAfter(facts.watch, look);
  const stored = new Map(facts.states.map((state) => [state.monitor, state]));
  const observed = observe(look, watch, stored);
  const checks: Check[] = [];
  const states: MonitorState[] = [];
  const changes: Change[] = [];
  for (const monitor of new Set([...stored.keys(), ...observed.keys()])) {
    const before = stored.get(monitor) ?? null;
    const paused = isPaused(facts.pauses ?? [], monitor, look.now);
    const observation = paused ? undefined : dropDouble(before, observed.get(monitor));
    const { state, change } = paused ? pausedNext(before, monitor, look.now) : next(before && resumed(before, look.now), observation, look.now, jitter);
    if (state !== null && state !== before) states.push(state);
    if (change !== null) changes.push(change);
    if (observation !== undefined && 'check' in observation) checks.push(observation.check);
  }
  return { checks, states, watch, changes };
}

function watchAfter(stored: Watch | null, look: Look): Watch {
  const ticked = noteTick(stored, look.now);
  const woken = look.slept ? { ...ticked, graceFrom: look.now } : ticked;
  return noteConnection(woken, connectionAfter(woken, look), look.now);
}

/** An answer from Pika proves the connection as well as the control hosts do; an error does not, since a company's proxy makes errors of its own when it is cut off. */
function connectionAfter(watch: Watch, look: Look): Connection {
  if (look.barrier !== null) return look.barrier;
  if (look.slept) return watch.connection;
  const answered = look.readings.some(({ check }) => check.outcome !== 'failed');
  if (answered || look.controls === true) return 'online';
  if (look.controls === false) return 'no-answer';
  return watch.connection === 'no-answer' ? 'no-answer' : 'online';
}

function observe(look: Look, watch: Watch, stored: ReadonlyMap<MonitorId, MonitorState>): Map<MonitorId, Observation> {
  const without: Gap['gap'] = look.barrier ?? 'slept';
  const observed = new Map<MonitorId, Observation>(look.due.map((monitor) => [monitor, { monitor, at: look.now, gap: without }]));
  if (look.slept) return observed;
  for (const reading of look.readings) observed.set(reading.check.monitor, weigh(reading, watch, look.controls, stored.get(reading.check.monitor) ?? null));
  return observed;
}

/** A failure counts only when unrelated hosts answer, the grace period is over and the request may be taken for sent; any other answer always counts. */
function weigh(reading: Reading, watch: Watch, controls: boolean | null, before: MonitorState | null): Observation {
  const { monitor, at, outcome } = reading.check;
  if (outcome !== 'failed') return reading;
  if (controls !== true) return { monitor, at, gap: 'no-answer' };
  if (inGrace(watch, at)) return { monitor, at, gap: 'grace' };
  return mayBeHeldBack(before, reading.check) ? { monitor, at, gap: 'held-back' } : reading;
}

function dropDouble(before: MonitorState | null, observation: Observation | undefined): Observation | undefined {
  if (before?.lastCheckAt == null || observation === undefined || 'gap' in observation) return observation;
  return Math.abs(observation.check.at - before.lastCheckAt) < MIN_SPACING ? undefined : observation;
}

function next(
  before: MonitorState | null,
  observation: Observation | undefined,
  now: number,
  jitter: number,
): { state: MonitorState | null; change: Change | null } {
  if (observation !== undefined) return fold(before, observation, jitter);
  if (before === null) return { state: null, change: null };
  const state = settle(before, now);
  const same = state.status === before.status && state.nextCheckAt === before.nextCheckAt;
  return same ? { state: before, change: null } : { state, change: changeBetween(before, state, now) };
}

/**
 * A paused monitor forgets the runs of its checks, but not an outage that was going on. The user paused it, so that it
 * is paused is no news.
 */
function pausedNext(before: MonitorState | null, monitor: MonitorId, now: number): { state: MonitorState; change: null } {
  if (before?.status === 'paused') return { state: before, change: null };
  return { state: { ...withoutRuns(before ?? newState(monitor, now)), status: 'paused', since: now }, change: null };
}

/** After a pause nothing is known, and a check is due. */
function resumed(state: MonitorState, now: number): MonitorState {
  return state.status === 'paused' ? { ...state, status: 'unknown', since: now, nextCheckAt: now } : state;
}
