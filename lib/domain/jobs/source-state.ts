/** Whether a source of jobs may be asked at all: pauses that the user has to end, rests that it asked for, and its budget. */
import { MINUTE, SECOND } from '../../time.ts';
import { API_SOURCES } from './source-settings.ts';
import type { ApiSourceId } from './job.ts';
import type { SourcePace } from './job-source.ts';
import { MOST_WAIT, SOURCE_FAILURES, type SourceFailure, type SourceFailureKind } from './source-failure.ts';

export interface SourceState {
  /** The user has to do something; one notice and the `key` badge say what. */
  readonly paused: { readonly kind: SourceFailureKind | 'no-token' | 'no-permission'; readonly message: string; readonly at: number } | null;
  /** Not asked before this moment. */
  readonly restUntil: number;
  /** Questions in a row that found nobody at home. */
  readonly silences: number;
  /** When the requests of the last minute were begun. */
  readonly begun: readonly number[];
  /** When the user last ended a pause: an answer to an older question says nothing of the token that stands there now. */
  readonly resumedAt: number;
}

export type SourceStates = Readonly<Partial<Record<ApiSourceId, SourceState>>>;

/** A source that waits for the user, with what the matter is and what happens now. */
export interface PausedSource {
  readonly id: ApiSourceId;
  readonly message: string;
}

export const FRESH: SourceState = { paused: null, restUntil: 0, silences: 0, begun: [], resumedAt: 0 };

/** After so many silences the source rests, longer each time: hundreds of jobs need not find out one by one. */
const SILENCES = 3;
const LONGEST_REST = 10 * MINUTE;

/** Requests that may be begun now; none while the source is paused or rests. */
export function roomFor(state: SourceState, pace: SourcePace, now: number): number {
  const rests = state.restUntil > now && state.restUntil <= now + MOST_WAIT;
  if (state.paused !== null || rests) return 0;
  return Math.max(0, pace.perMinute - recent(state, now).length);
}

export function begin(state: SourceState, requests: number, now: number): SourceState {
  return { ...state, begun: [...recent(state, now), ...Array.from({ length: requests }, () => now)] };
}

/** Moments ahead of `now` come from a clock that was turned. */
function recent(state: SourceState, now: number): number[] {
  return state.begun.filter((at) => at <= now && at > now - MINUTE);
}

/** The user has done what was asked: the pause is over, and the rest with it. */
export function resume(state: SourceState, now: number): SourceState {
  return { ...state, paused: null, restUntil: 0, silences: 0, resumedAt: now };
}

/**
 * What one failure means for the source's other jobs.
 * @param askedAt when the question was sent
 */
export function afterSourceFailure(state: SourceState, failure: SourceFailure, now: number, askedAt = now): SourceState {
  if (failure.next === 'pause' && askedAt < state.resumedAt && state.resumedAt <= now) return state;
  if (failure.next === 'pause') return { ...state, paused: { kind: failure.kind, message: failure.message, at: now } };
  if (failure.next === 'wait') return { ...state, silences: 0, restUntil: Math.max(state.restUntil, now + failure.waitMs) };
  if (failure.kind !== 'timeout' && failure.kind !== 'unreachable' && failure.kind !== 'server') return { ...state, silences: 0 };
  const silences = state.silences + 1;
  if (silences < SILENCES) return { ...state, silences };
  return { ...state, silences, restUntil: Math.max(state.restUntil, now + Math.min(LONGEST_REST, 30 * SECOND * 2 ** Math.min(8, silences - SILENCES))) };
}

export function afterSourceAnswer(state: SourceState): SourceState {
  return state.silences === 0 ? state : { ...state, silences: 0 };
}

/** Whatever is stored becomes states; one that does not fit begins anew. */
export function parseSourceStates(raw: unknown): SourceStates {
  const states: Partial<Record<ApiSourceId, SourceState>> = {};
  for (const id of API_SOURCES) {
    const state = parseState(own(raw, id));
    if (state !== null) states[id] = state;
  }
  return states;
}

function parseState(raw: unknown): SourceState | null {
  const [restUntil, silences, begun, resumedAt] = [own(raw, 'restUntil'), own(raw, 'silences'), own(raw, 'begun'), own(raw, 'resumedAt')];
  if (!isMoment(restUntil) || !isMoment(silences) || !Array.isArray(begun)) return null;
  return { paused: parsePause(own(raw, 'paused')), restUntil, silences, begun: begun.filter(isMoment), resumedAt: isMoment(resumedAt) ? resumedAt : 0 };
}

const PAUSES = [...SOURCE_FAILURES, 'no-token', 'no-permission'] as const;

function parsePause(raw: unknown): SourceState['paused'] {
  const [message, at] = [own(raw, 'message'), own(raw, 'at')];
  const kind = PAUSES.find((word) => word === own(raw, 'kind'));
  return kind !== undefined && typeof message === 'string' && isMoment(at) ? { kind, message, at } : null;
}

function own(raw: unknown, key: string): unknown {
  return typeof raw === 'object' && raw !== null ? Object.getOwnPropertyDescriptor(raw, key)?.value : undefined;
}

function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
