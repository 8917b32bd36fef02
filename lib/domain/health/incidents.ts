import { type Incident, type IncidentEvidence, type IncidentReason, MAX_EVIDENCE, serviceOf } from './incident.ts';
import { evidenceOf } from './incident-evidence.ts';
import { partsAfter } from './incident-parts.ts';
import { reasonsAfter } from './incident-reasons.ts';
import { MINUTE } from '../../time.ts';
import { type Check, type MonitorState, OPINION } from './monitor.ts';
import { settle } from './settle.ts';

/** What the store holds about incidents from one write to the next. */
export interface IncidentFacts {
  /** Those that go on: at most one a service. */
  readonly open: readonly Incident[];
  /** The last that ended, for a relapse; needed only when one is about to open. */
  readonly closed?: readonly Incident[];
  /** Checks that become evidence if their run is confirmed. */
  readonly suspects: readonly IncidentEvidence[];
}

/** What is to be written together with the checks. */
export interface IncidentWrite {
  /** Only those that are new or changed. */
  readonly incidents: readonly Incident[];
  readonly suspects: readonly IncidentEvidence[];
}

/** One look as incidents see it. */
export interface Seen {
  readonly now: number;
  /** All monitors' states after the look. */
  readonly states: readonly MonitorState[];
  /** The checks that the look brought. */
  readonly checks: readonly Check[];
  /** What is wrong with monitors that are in trouble, where somebody says. */
  readonly reasons?: readonly IncidentReason[];
}

/** Trouble that returns this soon is the same incident: a service that flaps is told of once. */
export const RELAPSE = 5 * MINUTE;
/** Suspects kept: a run is confirmed or dropped long before. */
const MAX_SUSPECTS = 60;
/** How a run of bad checks began, and how it went at last. */
const FIRST_EVIDENCE = 60;

/**
 * Follows incidents through one look. It reads the states rather than what changed in them, so that a state which
 * says `down` always has its incident, and a look that is repeated adds nothing. One incident a service: whatever goes
 * down while it is open joins it, what goes down soon after reopens it, and it ends when no monitor of it is in trouble and none is under suspicion since
 * before its end.
 */
export function followIncidents(facts: IncidentFacts, seen: Seen): IncidentWrite {
  const states = seen.states.filter(({ monitor }) => monitor !== OPINION).map((state) => settle(state, seen.now));
  const reasons = seen.reasons ?? [];
  const evidence = [...facts.suspects, ...seen.checks.flatMap((check) => evidenceOf(check, states, reasons) ?? [])];
  const services = new Set([...states.map(({ monitor }) => serviceOf(monitor)), ...facts.open.map(({ service }) => service)]);
  const incidents: Incident[] = [];
  const open: Incident[] = [];
  for (const service of services) {
    const own = states.filter(({ monitor }) => serviceOf(monitor) === service);
    const before = facts.open.find((incident) => incident.service === service) ?? relapsed(facts.closed ?? [], service, own, seen.now);
    const after = follow(before, service, own, { evidence, reasons }, seen.now);
    if (after !== null && !same(before, after)) incidents.push(after);
    if (after?.open === 1) open.push(after);
  }
  const suspects = evidence.filter((item) => !inTrouble(open, item) && isSuspect(states, item)).slice(-MAX_SUSPECTS);
  return { incidents, suspects: same(facts.suspects, suspects) ? facts.suspects : suspects };
}

/** The incident that was over and is not: its service is in trouble again soon after its end. */
function relapsed(closed: readonly Incident[], service: string, states: readonly MonitorState[], now: number): Incident | null {
  const fresh = partsAfter([], states, now).map(({ start }) => start);
  const last = closed.filter((incident) => incident.service === service).toSorted((a, b) => (b.end ?? 0) - (a.end ?? 0))[0];
  if (last === undefined || last.end === null || fresh.length === 0) return null;
  return Math.min(...fresh) - last.end <= RELAPSE ? last : null;
}

/** What a look brought besides states. */
type Found = Pick<Required<Incident>, 'evidence' | 'reasons'>;

function follow(before: Incident | null, service: string, states: readonly MonitorState[], found: Found, now: number): Incident | null {
  const parts = partsAfter(before?.parts ?? [], states, now);
  const [first] = parts;
  if (first === undefined) return null;
  const start = Math.min(...parts.map((part) => part.start));
  const lastEnd = parts.some((part) => part.end === null) ? null : Math.max(...parts.map((part) => part.end ?? start));
  const end = lastEnd === null || states.some((state) => suspectSince(state) <= lastEnd) ? null : lastEnd;
  const monitors = [...new Set(parts.map((part) => part.monitor))];
  const reasons = reasonsAfter(before?.reasons ?? [], found.reasons, parts);
  const known = before ?? { id: `${service}@${start}`, service, confirmedAt: now, models: [], jobs: [], evidence: [], notices: [] };
  return {
    ...known,
    severity: parts.some((part) => part.severity === 'down') ? 'down' : 'degraded',
    start,
    // The clock may have been set back since.
    confirmedAt: Math.max(start, Math.min(known.confirmedAt, now)),
    end,
    open: end === null ? 1 : 0,
    monitors,
    parts,
    evidence: bounded([...known.evidence, ...found.evidence.filter((item) => parts.some((part) => part.monitor === item.monitor))]),
    ...(reasons.length > 0 && { reasons }),
  };
}

/** When the run of bad checks began that is under confirmation; never for a state that is in trouble already or fine. */
function suspectSince(state: MonitorState): number {
  if (state.outageSince !== null || state.status === 'degraded') return Infinity;
  return Math.min(state.failingSince ?? Infinity, state.slowSince ?? Infinity);
}

function isSuspect(states: readonly MonitorState[], { monitor, at }: IncidentEvidence): boolean {
  return states.some((state) => state.monitor === monitor && suspectSince(state) <= at);
}

/** Evidence that an open incident has taken. */
function inTrouble(open: readonly Incident[], { monitor }: IncidentEvidence): boolean {
  return open.some(({ parts }) => parts.some((part) => part.monitor === monitor && part.end === null));
}

function bounded(evidence: readonly IncidentEvidence[]): readonly IncidentEvidence[] {
  const once = evidence.filter((item, i) => !evidence.slice(0, i).some((other) => other.monitor === item.monitor && other.at === item.at));
  if (once.length <= MAX_EVIDENCE) return once;
  return [...once.slice(0, FIRST_EVIDENCE), ...once.slice(FIRST_EVIDENCE - MAX_EVIDENCE)];
}

/** Both sides are plain data that this file made, their keys in the same order. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
