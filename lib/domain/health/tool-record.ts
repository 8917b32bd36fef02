/** From a tool's answer to its monitor's state: what the vendor says needs no confirming, what we probe does. */
import { HOUR, SECOND } from '../../time.ts';
import { type Change, changeBetween } from './change.ts';
import { fold, newState } from './fold.ts';
import type { Check, MonitorState, Status } from './monitor.ts';
import { EARLY, INTERVAL, MAX_HOLD, MIN_SPACING, TOOL_INTERVAL } from './pace.ts';
import type { IncidentReason } from './incident.ts';
import { isPaused } from './pauses.ts';
import type { HealthFacts, HealthWrite } from './record.ts';
import { settle, withoutRuns } from './settle.ts';
import { type Dialect, type ToolAnswer, type ToolReading, unreadable } from './tool-reading.ts';
import { reasonOf } from './tool-reason.ts';
import { monitorOf, type Tool } from './tools.ts';
import { inGrace, noteTick, type Watch } from './watch.ts';

/** What is remembered of a tool besides its monitor's state. */
export interface ToolFacts {
  /** `Tool.id`. */
  readonly id: string;
  readonly askedAt: number;
  /** The last reading, also when it is `unknown`. */
  readonly reading: ToolReading;
  /** Readings in a row that were `unknown`. */
  readonly misses: number;
  /** What an `auto` page was found to speak. */
  readonly dialect: Dialect | null;
}

/** The longest pause after readings that failed. */
const LONGEST_PAUSE = HOUR;
/** Misses after which a dialect that was found out is doubted. */
const DOUBTED = 3;

/** One tool, and how asking it went. */
export interface ToolLook {
  readonly tool: Tool;
  readonly answer: ToolAnswer;
}

/** True when a tool is to be asked at `now`. `atOnce`: a person asked, so only a page that refused us is left alone. */
export function isToolDue(tool: Tool, facts: HealthFacts, tools: readonly ToolFacts[], now: number, atOnce: boolean): boolean {
  const monitor = monitorOf(tool.id);
  if (isPaused(facts.pauses ?? [], monitor, now)) return false;
  const stored = facts.states.find((state) => state.monitor === monitor);
  const known = tools.find(({ id }) => id === tool.id);
  if (stored === undefined || known === undefined) return true;
  const state = settle(stored, now);
  const recent = known.askedAt <= now && now - known.askedAt < MIN_SPACING;
  if (atOnce && known.reading.reason !== 'refused') return !recent;
  return !recent && state.nextCheckAt - EARLY <= now;
}

/** The dialect to ask an `auto` page in; null when it is to be found out, at first and when it was misunderstood for long. */
export function knownDialect(known: ToolFacts | undefined): Dialect | null {
  return known === undefined || known.misses >= DOUBTED ? null : known.dialect;
}

/** All that was asked in one tick. */
export interface ToolRound {
  /** When it ended. */
  readonly now: number;
  readonly looks: readonly ToolLook[];
  /** Whether unrelated hosts answered; null when nobody asked. */
  readonly controls: boolean | null;
}

/**
 * Turns answers into what is to be stored, in one write. Answers that another tick has stored already, and those of
 * tools that were paused meanwhile, are dropped. `jitter` (0 to 1) is this install's phase.
 */
export function recordTools(facts: HealthFacts, known: readonly ToolFacts[], round: ToolRound, jitter: number): HealthWrite {
  const watch = noteTick(facts.watch, round.now);
  const written = round.looks.map((look) => {
    const monitor = monitorOf(look.tool.id);
    const before = facts.states.find((state) => state.monitor === monitor) ?? null;
    if (isDouble(before, look.answer) || isPaused(facts.pauses ?? [], monitor, round.now)) return null;
    return recordOne(look, before, known, watch, round.controls, jitter);
  });
  const done = written.filter((one) => one !== null);
  return {
    checks: done.flatMap(({ check }) => (check === null ? [] : [check])),
    states: done.map(({ state }) => state),
    watch,
    changes: done.flatMap(({ change }) => (change === null ? [] : [change])),
    tools: done.map(({ tool }) => tool),
    reasons: done.flatMap(({ reason }) => reason ?? []),
  };
}

interface Recorded {
  readonly check: Check | null;
  readonly state: MonitorState;
  readonly change: Change | null;
  readonly tool: ToolFacts;
  readonly reason: IncidentReason | null;
}

/** Two ticks that overlap have asked twice: the second one says nothing new. */
function isDouble(before: MonitorState | null, answer: ToolAnswer): boolean {
  return before?.lastCheckAt != null && Math.abs(answer.at - before.lastCheckAt) < MIN_SPACING;
}

function recordOne(look: ToolLook, stored: MonitorState | null, known: readonly ToolFacts[], watch: Watch, controls: boolean | null, jitter: number): Recorded {
  const { answer } = look;
  const monitor = monitorOf(look.tool.id);
  const earlier = known.find(({ id }) => id === look.tool.id);
  const before = stored === null ? newState(monitor, answer.at) : settle(stored, answer.at);
  if (isOurFault(answer, watch, controls)) return putOff(look, stored, before, earlier);
  const withheld = mayBeWithheld(before, answer);
  const check = withheld ? null : checkOf(look);
  const after = afterCheck(before, check, answer, jitter);
  const missed = answer.reading.status === 'unknown' && check === null;
  const misses = missed ? (earlier?.misses ?? 0) + 1 : 0;
  const state = { ...after, ...paced(after, answer, misses, phase(jitter, monitor)) };
  const dialect = answer.dialect ?? (missed ? (earlier?.dialect ?? null) : null);
  const change = changeBetween(stored ?? before, state, answer.at);
  const reason = check === null ? null : reasonOf(monitor, answer);
  return { check, state, change, reason, tool: { id: look.tool.id, askedAt: answer.at, reading: withheld ? WITHHELD : answer.reading, misses, dialect } };
}

/** What is said of a site that this browser has never reached. */
const WITHHELD = unreadable('no-answer', 'It has never answered this browser, which may itself keep us from it, as it does from addresses in your own network');

/**
 * A site that cannot be reached and never could: browsers deny requests into the user's own network, and it looks just
 * like a dead server. Only what has answered before can stop to.
 */
function mayBeWithheld({ lastOkAt, lastFailure }: MonitorState, { failure }: ToolAnswer): boolean {
  return failure !== null && lastOkAt === null && lastFailure?.kind !== 'http';
}

/** Without a check nothing was learned, so nothing is claimed; in a maintenance that the vendor announced, nothing is judged. */
function afterCheck(before: MonitorState, check: Check | null, answer: ToolAnswer, jitter: number): MonitorState {
  if (check === null) return became(withoutRuns(before), 'unknown', answer.at);
  return answer.direct ? fold(before, { check, retryAfterMs: null }, jitter).state : asReported(before, check, answer.reading);
}

/** Whether our own connection may explain it: nobody answered at all, or a probe failed just after waking. */
function isOurFault(answer: ToolAnswer, watch: Watch, controls: boolean | null): boolean {
  const grace = inGrace(watch, answer.at);
  return hadNoAnswer(answer) ? controls !== true || grace : answer.direct && answer.reading.status === 'down' && grace;
}

/** Whether no answer of any kind came, so that unrelated hosts are to be asked. */
export function hadNoAnswer({ httpStatus, reading }: ToolAnswer): boolean {
  return httpStatus === null && reading.reason === 'no-answer';
}

/** As if it had not been asked, but not again at once. */
function putOff({ tool, answer }: ToolLook, stored: MonitorState | null, before: MonitorState, earlier: ToolFacts | undefined): Recorded {
  const kept = before.status === 'down' ? before : withoutRuns(before);
  const state = { ...kept, nextCheckAt: answer.at + INTERVAL };
  const facts = earlier ?? { id: tool.id, askedAt: 0, reading: answer.reading, misses: 0, dialect: null };
  return { check: null, state, change: changeBetween(stored ?? before, state, answer.at), reason: null, tool: { ...facts, askedAt: answer.at } };
}

/** The check that an answer is worth; null when it says nothing, and during maintenance, which counts neither as working nor as failing. */
function checkOf({ tool, answer }: ToolLook): Check | null {
  const { at, httpStatus, latencyMs, reading } = answer;
  const check = { monitor: monitorOf(tool.id), at, httpStatus, latencyMs, edge: null };
  if (answer.failure !== null) return { ...check, outcome: 'failed', kind: answer.failure };
  switch (reading.status) {
    case 'up':
    case 'degraded':
      return { ...check, outcome: 'up', kind: null };
    case 'down':
      return { ...check, outcome: 'failed', kind: answer.direct ? 'http' : 'reported', ...(answer.headers && { headers: answer.headers }) };
    case 'maintenance':
    case 'unknown':
      return null;
  }
}

/** The vendor has looked twice before saying it: one such check is enough, and its end is believed as well. */
function asReported(before: MonitorState, check: Check, reading: ToolReading): MonitorState {
  const { at } = check;
  const seen = { ...withoutRuns(before), lastCheckAt: at, heldUntil: null };
  if (check.outcome === 'failed') {
    const failing = { failingSince: before.failingSince ?? at, failuresInARow: before.failuresInARow + 1, lastFailure: { kind: 'reported' as const, httpStatus: null } };
    return became({ ...seen, ...failing, outageSince: before.outageSince ?? at }, 'down', at);
  }
  const good = { goodSince: before.goodSince ?? at, goodInARow: before.goodInARow + 1, lastOkAt: at, outageSince: null };
  return became({ ...seen, ...good }, reading.status === 'degraded' ? 'degraded' : 'up', at);
}

function became(state: MonitorState, status: Status, at: number): MonitorState {
  return state.status === status ? state : { ...state, status, since: at };
}

/**
 * When the tool is asked next. Confirmations of a probe keep their own pace; failed readings wait twice as long each
 * time, up to an hour, and a `Retry-After` is heeded up to an hour.
 */
function paced(after: MonitorState, answer: ToolAnswer, misses: number, phase: number): Pick<MonitorState, 'nextCheckAt' | 'heldUntil'> {
  const { at } = answer;
  const confirming = after.failingSince !== null && after.status !== 'down';
  const recovering = after.outageSince !== null && after.goodInARow > 0;
  if (answer.direct && misses === 0 && (confirming || recovering)) return { nextCheckAt: after.nextCheckAt, heldUntil: null };
  const usual = TOOL_INTERVAL * (0.9 + 0.2 * phase);
  if (misses === 0) return { nextCheckAt: at + usual, heldUntil: null };
  const asked = Math.min(answer.retryAfterMs ?? 0, MAX_HOLD);
  const pause = Math.max(Math.min(usual * 2 ** Math.min(misses - 1, 10), LONGEST_PAUSE), asked, 30 * SECOND);
  return { nextCheckAt: at + pause, heldUntil: at + pause };
}

/** 0 to 1, another one for each tool and install, so that neither all tools nor all browsers are asked at once. */
function phase(jitter: number, monitor: string): number {
  let sum = 0;
  for (const letter of monitor) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return (jitter + sum / 9973) % 1;
}
