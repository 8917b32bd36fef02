import type { Incident } from '../../../../lib/domain/health/incident.ts';
import type { ReportOptions } from '../../../../lib/domain/health/export/report.ts';
import { HOUR, MINUTE, SECOND } from '../../../../lib/time.ts';

export const START = Date.UTC(2026, 5, 1, 10);

/** Down for an hour, with the generator after the site. */
export const INCIDENT: Incident = {
  id: `pika@${START}`,
  service: 'pika',
  severity: 'down',
  start: START,
  confirmedAt: START + MINUTE,
  end: START + HOUR,
  open: 0,
  monitors: ['pika-web', 'pika-api'],
  parts: [
    { monitor: 'pika-web', severity: 'down', start: START, end: START + 40 * MINUTE },
    { monitor: 'pika-api', severity: 'down', start: START + 30 * MINUTE, end: START + HOUR },
  ],
  models: ['Pika 2.2'],
  jobs: ['pika-page:1'],
  evidence: [
    { monitor: 'pika-web', at: START, kind: 'http', httpStatus: 503, latencyMs: 91, edge: 'BOM' },
    { monitor: 'pika-api', at: START + 30 * MINUTE, kind: 'timeout', httpStatus: null, latencyMs: null, edge: null },
  ],
  notices: [{ from: 'status.example', at: START + 25 * MINUTE + 30 * SECOND }],
};

const NAMES: Readonly<Record<string, string>> = { pika: 'Pika', 'pika-web': 'site', 'pika-api': 'generator', 'tool:runway': 'Runway' };

export const IN_KOLKATA: ReportOptions = { now: START + 2 * HOUR, zone: 'Asia/Kolkata', pauses: [], nameOf: (id) => NAMES[id] ?? id };
