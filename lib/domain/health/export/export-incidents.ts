import { asJson, type Period } from './as-json.ts';
import { asMarkdown } from './as-markdown.ts';
import { asText } from './as-text.ts';
import { moment } from './moments.ts';
import { type ReportedIncident, type ReportOptions, reportOf } from './report.ts';

export const EXPORT_FORMATS = ['text', 'markdown', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface Exported {
  readonly fileName: string;
  readonly mime: string;
  readonly content: string;
}

const FILES: Readonly<Record<ExportFormat, readonly [ending: string, mime: string]>> = {
  text: ['txt', 'text/plain'],
  markdown: ['md', 'text/markdown'],
  json: ['json', 'application/json'],
};

/**
 * Incidents as a file or for the clipboard.
 * @param period the time that they were taken from; null for a single incident
 */
export function exportIncidents(incidents: readonly ReportedIncident[], format: ExportFormat, period: Period | null, options: ReportOptions): Exported {
  const [ending, mime] = FILES[format];
  const day = moment(period?.from ?? incidents[0]?.incident.start ?? options.now, options.zone).slice(0, 10);
  return { fileName: `pika-keeper-incidents-${day}.${ending}`, mime, content: contentOf(incidents, format, period, options) };
}

function contentOf(incidents: readonly ReportedIncident[], format: ExportFormat, period: Period | null, options: ReportOptions): string {
  if (format === 'json') return asJson(incidents, period, options);
  const head = headOf(incidents.length, period, options);
  const reports = incidents.map((reported) => reportOf(reported, options));
  return format === 'text' ? asText(head, reports) : asMarkdown(head, reports);
}

function headOf(count: number, period: Period | null, { zone }: ReportOptions): string {
  if (period === null) return 'Incident report by Pika Keeper';
  const number = count === 0 ? 'No incidents' : count === 1 ? '1 incident' : `${count} incidents`;
  return `${number} from ${moment(period.from, zone)} to ${moment(period.to, zone)}, seen by Pika Keeper`;
}
