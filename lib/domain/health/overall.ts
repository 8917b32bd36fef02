import { settleGeneration } from './generation/fold.ts';
import type { GenerationHealth } from './generation/health.ts';
import { GENERATION, isToolMonitor, type MonitorId, type MonitorState, PIKA_MONITORS, type Status } from './monitor.ts';
import { COVERED } from './pace.ts';
import type { HealthFacts } from './record.ts';
import {
  blockedSentence,
  downSentence,
  type FormatTime,
  newest,
  NO_ANSWER_SENTENCE,
  NOT_PERMITTED_SENTENCE,
  OFFLINE_SENTENCE,
  part,
  PAUSED_SENTENCE,
  slowSentence,
  unknownSentence,
  upSentence,
} from './sentences.ts';
import { settle } from './settle.ts';
import type { Watch } from './watch.ts';

/** One monitor for a screen. */
export interface HealthPart {
  readonly monitor: MonitorId;
  /** "site", "generator", "video server", "sign-in". */
  readonly name: string;
  readonly status: Status;
  readonly since: number;
  readonly checkedAt: number | null;
  readonly latencyMs: number | null;
  /** A failure was seen and is being confirmed. */
  readonly confirming: boolean;
}

/** Whether Pika works, in one word and one sentence. */
export interface Health {
  readonly status: Status | 'offline';
  /** When the present status began, ms; null when not known. */
  readonly since: number | null;
  readonly sentence: string;
  /** The last check of any monitor; null before the first. */
  readonly checkedAt: number | null;
  readonly parts: readonly HealthPart[];
}

type Verdict = Pick<Health, 'status' | 'since' | 'sentence'>;

/**
 * Folds the monitors and our own connection into one status. Worst known part first: a part that is down makes Pika
 * `down`, with the part named; then what keeps us from knowing; then slowness. `facts` may be as old as they like:
 * what no check covers at `now` is `unknown`. Other tools' states have no say in whether Pika works.
 */
export function overall(facts: HealthFacts, now: number, time: FormatTime): Health {
  const states = facts.states.filter(({ monitor }) => !isToolMonitor(monitor)).toSorted(siteFirst).map((state) => settle(state, now));
  const probed = states.filter(({ monitor }) => monitor !== GENERATION);
  const generation = states.some(({ monitor, status }) => monitor === GENERATION && status === 'paused') ? null : settleGeneration(facts.generation ?? null, now);
  const verdict = connectionVerdict(facts.watch, now) ?? withGeneration(statesVerdict(probed, time), generation);
  return { ...verdict, checkedAt: newest(probed), parts: states.map(partOf) };
}

/** What the probes say that own jobs add nothing to. */
const SPEAKS_ALONE: readonly Health['status'][] = ['down', 'blocked', 'paused'];

/**
 * The user's own jobs speak where the probes find nothing worse: a site that answers and makes no videos is down to
 * them. Jobs that do well prove nothing about a host that could not be checked.
 */
function withGeneration(probed: Verdict, generation: GenerationHealth | null): Verdict {
  if (generation === null || SPEAKS_ALONE.includes(probed.status)) return probed;
  const { status, since, sentence } = generation;
  if (status === 'down') return { status, since, sentence };
  return status === 'degraded' && probed.status !== 'degraded' ? { status, since, sentence } : probed;
}

/** Our own connection speaks first, as long as somebody is still looking at it. */
function connectionVerdict(watch: Watch | null, now: number): Verdict | null {
  if (watch === null || Math.abs(now - watch.lastTickAt) > COVERED) return null;
  const since = Math.min(watch.connectionSince, now);
  switch (watch.connection) {
    case 'online':
      return null;
    case 'offline':
      return { status: 'offline', since, sentence: OFFLINE_SENTENCE };
    case 'no-answer':
      return { status: 'offline', since, sentence: NO_ANSWER_SENTENCE };
    case 'not-permitted':
      return { status: 'unknown', since, sentence: NOT_PERMITTED_SENTENCE };
  }
}

function statesVerdict(all: readonly MonitorState[], time: FormatTime): Verdict {
  const states = all.filter((state) => state.status !== 'paused');
  if (states.length === 0) {
    if (all.length > 0) return { status: 'paused', since: latest(all), sentence: PAUSED_SENTENCE };
    return { status: 'unknown', since: null, sentence: 'Not checked yet.' };
  }
  const having = (status: Status): MonitorState[] => states.filter((state) => state.status === status);
  const [down, blocked, slow, unknown] = [having('down'), having('blocked'), having('degraded'), having('unknown')];
  const rest = states.filter((state) => state.status !== 'down');
  const [firstBlocked] = blocked;
  if (down.length > 0) return { status: 'down', since: earliest(down), sentence: downSentence(down, rest, earliest(down), time) };
  if (firstBlocked) return { status: 'blocked', since: earliest(blocked), sentence: blockedSentence(firstBlocked, earliest(blocked), time) };
  if (slow.length > 0) return { status: 'degraded', since: earliest(slow), sentence: slowSentence(slow, earliest(slow), time) };
  if (unknown.length > 0) return { status: 'unknown', since: earliest(unknown), sentence: unknownSentence(unknown, states.length, time) };
  return { status: 'up', since: latest(states), sentence: upSentence(states, time) };
}

/** The store keeps its rows by name; people know the site, and sentences name it first. */
function siteFirst(a: MonitorState, b: MonitorState): number {
  return rank(a.monitor) - rank(b.monitor);
}

function rank(monitor: MonitorId): number {
  const index = PIKA_MONITORS.findIndex((id) => id === monitor);
  return index < 0 ? PIKA_MONITORS.length : index;
}

function earliest(states: readonly MonitorState[]): number {
  return Math.min(...states.map((state) => state.since));
}

function latest(states: readonly MonitorState[]): number {
  return Math.max(...states.map((state) => state.since));
}

function partOf(state: MonitorState): HealthPart {
  const { monitor, status, since, lastCheckAt, latencyMs } = state;
  const confirming = state.failingSince !== null && status !== 'down';
  return { monitor, name: part(monitor).name, status, since, checkedAt: lastCheckAt, latencyMs, confirming };
}
