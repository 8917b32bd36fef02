import { type FirstNotice, type Incident, type IncidentEvidence, type IncidentPart, type IncidentReason, LONGEST_REASON, MAX_EVIDENCE, MAX_JOBS } from '../domain/health/incident.ts';
import { CHECK_FAILURES, isMonitorId } from '../domain/health/monitor.ts';
import { isMoment, isRow } from './row-values.ts';

const KINDS = [...CHECK_FAILURES, 'slow', 'generation'] as const;
const SEVERITIES = ['down', 'degraded'] as const;

/** A stored row as an incident; null when it is damaged: one that goes on is then made anew from the monitors' states. */
export function parseIncident(value: unknown): Incident | null {
  if (!isRow(value)) return null;
  const { id, service, start, confirmedAt, open } = value;
  const severity = SEVERITIES.find((word) => word === value['severity']);
  const end = momentOrNull(value['end']);
  const parts = listOf(value['parts'], parsePart);
  if (!isText(id) || !isText(service) || severity === undefined || !isMoment(start) || !isMoment(confirmedAt) || parts.length === 0) return null;
  const reasons = listOf(value['reasons'], parseReason);
  if (end === undefined || (open !== 0 && open !== 1) || (end === null) !== (open === 1)) return null;
  return {
    id,
    service,
    severity,
    start,
    confirmedAt,
    end,
    open,
    parts,
    monitors: listOf(value['monitors'], (monitor) => (isMonitorId(monitor) ? monitor : null)),
    models: listOf(value['models'], textOrNull).slice(0, MAX_JOBS),
    jobs: listOf(value['jobs'], textOrNull).slice(0, MAX_JOBS),
    evidence: parseEvidence(value['evidence']).slice(0, MAX_EVIDENCE),
    notices: listOf(value['notices'], parseNotice),
    ...(reasons.length > 0 && { reasons }),
  };
}

/** A stored list of evidence; damaged items are left out. */
export function parseEvidence(value: unknown): IncidentEvidence[] {
  return listOf(value, (item) => {
    if (!isRow(item)) return null;
    const { monitor, at, edge } = item;
    const kind = KINDS.find((word) => word === item['kind']);
    if (!isMonitorId(monitor) || !isMoment(at) || kind === undefined) return null;
    const [httpStatus, latencyMs] = [momentOrNull(item['httpStatus']) ?? null, momentOrNull(item['latencyMs']) ?? null];
    const headers = textOrNull(item['headers']);
    return { monitor, at, kind, httpStatus, latencyMs, edge: textOrNull(edge), ...(headers && { headers }) };
  });
}

function parsePart(value: unknown): IncidentPart | null {
  if (!isRow(value)) return null;
  const { monitor, start } = value;
  const severity = SEVERITIES.find((word) => word === value['severity']);
  const end = momentOrNull(value['end']);
  if (!isMonitorId(monitor) || severity === undefined || !isMoment(start) || end === undefined) return null;
  return { monitor, severity, start, end, ...(value['unseen'] === true ? { unseen: true } : {}) };
}

function parseNotice(value: unknown): FirstNotice | null {
  return isRow(value) && isText(value['from']) && isMoment(value['at']) ? { from: value['from'], at: value['at'] } : null;
}

function parseReason(value: unknown): IncidentReason | null {
  return isRow(value) && isMonitorId(value['monitor']) && isMoment(value['at']) && isText(value['text']) ? { monitor: value['monitor'], at: value['at'], text: value['text'] } : null;
}

function listOf<Item>(value: unknown, parse: (item: unknown) => Item | null): Item[] {
  return Array.isArray(value) ? value.map(parse).filter((item) => item !== null) : [];
}

/** Undefined where it is neither: "no end" must not be read out of damage. */
function momentOrNull(value: unknown): number | null | undefined {
  return value === null || isMoment(value) ? value : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_REASON;
}

function textOrNull(value: unknown): string | null {
  return isText(value) ? value : null;
}
