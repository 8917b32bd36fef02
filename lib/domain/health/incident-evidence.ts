import type { IncidentEvidence } from './incident.ts';
import { type Check, GENERATION, type MonitorState } from './monitor.ts';

/** A check as evidence: that it failed, or that it was one of a run of slow ones. Null for any other. */
export function evidenceOf(check: Check, states: readonly MonitorState[]): IncidentEvidence | null {
  const kind = kindOf(check, states);
  if (kind === null) return null;
  const { monitor, at, httpStatus, latencyMs, edge } = check;
  return { monitor, at, kind, httpStatus, latencyMs, edge };
}

function kindOf(check: Check, states: readonly MonitorState[]): IncidentEvidence['kind'] | null {
  const bad = check.outcome === 'failed';
  if (bad && check.monitor === GENERATION) return 'generation';
  if (bad) return check.kind ?? 'unreachable';
  const slow = states.some((state) => state.monitor === check.monitor && state.slowSince !== null && state.slowSince <= check.at);
  return check.outcome === 'up' && slow ? 'slow' : null;
}
