import { downFor, endsUnseen, lagOf } from '../incident-notes.ts';
import { isToolMonitor } from '../monitor.ts';
import { moment } from './moments.ts';
import { plain, plainLine, type ReportedIncident, type ReportOptions, titleOf } from './report.ts';

/** Raised when a field changes its meaning or goes; new fields may join. */
const VERSION = 1;

/** A stretch of time that was exported as a whole. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/**
 * Incidents as JSON for programs. Moments are ISO 8601 in UTC with the local one beside them, durations milliseconds.
 * Each field is named here, so that nothing which joins an incident later leaves by accident.
 */
export function asJson(incidents: readonly ReportedIncident[], period: Period | null, options: ReportOptions): string {
  const whole = {
    format: 'pika-keeper/incidents',
    version: VERSION,
    exportedAt: time(options.now, options),
    timeZone: options.zone,
    period: period && { from: time(period.from, options), to: time(period.to, options) },
    incidents: incidents.map((reported) => one(reported, options)),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

function one({ incident, coverage }: ReportedIncident, options: ReportOptions): unknown {
  const { id, service, severity, start, confirmedAt, end } = incident;
  const at = (when: number | null): unknown => (when === null ? null : time(when, options));
  return {
    id,
    title: titleOf(incident, options),
    service,
    severity,
    start: at(start),
    confirmedAt: at(confirmedAt),
    end: at(end),
    endWasSeen: end !== null && !endsUnseen(incident),
    durationMs: (end ?? Math.max(options.now, start)) - start,
    downMs: downFor(incident, options.now, options.pauses),
    coverage,
    monitors: incident.parts.map((part) => ({ monitor: part.monitor, severity: part.severity, start: at(part.start), end: at(part.end) })),
    reasons: (incident.reasons ?? []).map(({ monitor, at: when, text }) => ({ monitor, at: at(when), by: isToolMonitor(monitor) ? 'vendor' : 'own-jobs', text: plainLine(text) })),
    models: incident.models.map(plain),
    jobs: incident.jobs.map(plain),
    notices: incident.notices.map((notice) => ({ from: plain(notice.from), at: at(notice.at), lagMs: lagOf(incident, notice) })),
    evidence: incident.evidence.map(({ monitor, at: when, kind, httpStatus, latencyMs, edge, headers }) => ({
      monitor,
      at: at(when),
      kind,
      httpStatus,
      latencyMs,
      edge: edge === null ? null : plain(edge),
      headers: headers === undefined ? null : plainLine(headers),
    })),
  };
}

function time(at: number, { zone }: ReportOptions): { utc: string; local: string } {
  const date = new Date(at);
  return { utc: Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString(), local: moment(at, zone) };
}
