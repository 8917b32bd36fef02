import type { IncidentEvidence, IncidentReason } from './incident.ts';
import { type Check, GENERATION, type MonitorState } from './monitor.ts';

/**
 * A check as evidence: that it failed, that it was one of a run of slow ones, or that own jobs or the vendor said what is
 * wrong (`reasons`) although it works in part. Null for any other.
 */
export function evidenceOf(check: Check, states: readonly MonitorState[], reasons: readonly IncidentReason[]): IncidentEvidence | null {
  const kind = kindOf(check, states, reasons);
  if (kind === null) return null;
  const { monitor, at, httpStatus, latencyMs, edge, headers } = check;
  return { monitor, at, kind, httpStatus, latencyMs, edge, ...(headers && { headers }) };
}

function kindOf(check: Check, states: readonly MonitorState[], reasons: readonly IncidentReason[]): IncidentEvidence['kind'] | null {
  const bad = check.outcome === 'failed';
  const said = reasons.some(({ monitor }) => monitor === check.monitor);
  if ((bad || said) && check.monitor === GENERATION) return 'generation';
  if (bad) return check.kind ?? 'unreachable';
  if (said) return 'reported';
  const slow = states.some((state) => state.monitor === check.monitor && state.slowSince !== null && state.slowSince <= check.at);
  return check.outcome === 'up' && slow ? 'slow' : null;
}
