import { newState } from '../../lib/domain/health/fold.ts';
import type { GenerationHealth } from '../../lib/domain/health/generation/health.ts';
import { type Check, type CheckFailureKind, type MonitorState, PIKA_MONITORS, type PikaMonitor } from '../../lib/domain/health/monitor.ts';
import type { HostFacts, VerdictFacts } from '../../lib/domain/health/verdict/facts.ts';
import { MINUTE } from '../../lib/time.ts';
import { NOW } from './builders.ts';

/** How a host may meet a question, in one word. */
export const ANSWERS = ['up', 'http', 'unreachable', 'timeout', 'challenge', 'refused', 'redirected', 'wrong-page', 'late'] as const;
export type HostAnswer = (typeof ANSWERS)[number];
/** What may be known of it before. */
export const BEFORE = ['up', 'degraded', 'down', 'blocked', 'unknown', 'paused', 'never'] as const;
export type Before = (typeof BEFORE)[number];

const BLOCKS: readonly string[] = ['challenge', 'refused', 'redirected', 'wrong-page'];
const STATUSES: Partial<Record<HostAnswer, number>> = { up: 200, http: 503, challenge: 403, refused: 403, 'wrong-page': 200 };

export function check(monitor: PikaMonitor, answer: Exclude<HostAnswer, 'late'>, at = NOW): Check {
  const outcome = answer === 'up' ? 'up' : BLOCKS.includes(answer) ? 'blocked' : 'failed';
  const kind: CheckFailureKind | null = answer === 'up' ? null : answer;
  return { monitor, at, outcome, kind, httpStatus: STATUSES[answer] ?? null, latencyMs: answer === 'up' ? 240 : null, edge: null };
}

export function state(monitor: PikaMonitor, before: Exclude<Before, 'never'>): MonitorState {
  const seen = { lastCheckAt: NOW - MINUTE / 2, since: NOW - 10 * MINUTE };
  const base: MonitorState = { ...newState(monitor, NOW), ...seen, status: before };
  if (before === 'down') return { ...base, failingSince: base.since, failuresInARow: 20, outageSince: base.since, lastFailure: { kind: 'http', httpStatus: 503 } };
  if (before === 'blocked') return { ...base, blockedSince: base.since, blockedInARow: 9, lastBlock: { kind: 'challenge', httpStatus: 403 } };
  return base;
}

export function host(monitor: PikaMonitor, answer: HostAnswer, before: Before = 'up'): HostFacts {
  return { monitor, live: answer === 'late' ? null : check(monitor, answer), state: before === 'never' ? null : state(monitor, before) };
}

/** Pika's hosts, all alike but for some. */
export function hosts(all: HostAnswer, some: Partial<Record<PikaMonitor, HostAnswer>> = {}, before: Before = 'up'): readonly HostFacts[] {
  return PIKA_MONITORS.map((monitor) => host(monitor, some[monitor] ?? all, before));
}

export function generation(over: Partial<GenerationHealth> = {}): GenerationHealth {
  return { status: 'up', reason: null, since: NOW - MINUTE, sentence: 'Pika makes your videos.', judgedAt: NOW, seenAt: null, checkedAt: null, perModel: [], perFeature: [], stuck: [], facts: [], jobs: [], ...over };
}

/** All is well, unless said otherwise. */
export function facts(over: Partial<VerdictFacts> = {}): VerdictFacts {
  return {
    now: NOW,
    online: true,
    permitted: true,
    controls: true,
    plain: true,
    lookUp: 'found',
    hosts: hosts('up'),
    page: { notice: null, noticeAt: null, jobSeenAt: NOW - MINUTE, notUnderstoodSince: null },
    generation: null,
    tools: [],
    opinion: 'not-asked',
    ...over,
  };
}
