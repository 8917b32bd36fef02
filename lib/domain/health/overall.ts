import { type MonitorId, type MonitorState, PIKA_MONITORS, type Status } from './monitor.ts';
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
  PARTS,
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
 * what no check covers at `now` is `unknown`.
 */
export function overall(facts: HealthFacts, now: number, time: FormatTime): Health {
  const states = facts.states.toSorted(siteFirst).map((state) => settle(state, now));
  const verdict = connectionVerdict(facts.watch, now) ?? statesVerdict(states, time);
  return { ...verdict, checkedAt: newest(states), parts: states.map(partOf) };
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
  return PIKA_MONITORS.indexOf(a.monitor) - PIKA_MONITORS.indexOf(b.monitor);
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
  return { monitor, name: PARTS[monitor].name, status, since, checkedAt: lastCheckAt, latencyMs, confirming };
}
