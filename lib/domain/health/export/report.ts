import { MINUTE } from '../../../time.ts';
import { type Incident, type IncidentEvidence, LONGEST_REASON } from '../incident.ts';
import { downFor, endsUnseen, lagOf } from '../incident-notes.ts';
import { isToolMonitor, type MonitorId } from '../monitor.ts';
import type { PauseSpan } from '../pauses.ts';
import { duration, moment } from './moments.ts';

/** An incident to be exported, with what history knows of it. */
export interface ReportedIncident {
  readonly incident: Incident;
  /** Share of the incident's time that checks cover, 0 to 1; null when not known. */
  readonly coverage: number | null;
}

export interface ReportOptions {
  readonly now: number;
  /** IANA name of the zone in which times are written. */
  readonly zone: string;
  /** What the user wanted unwatched. */
  readonly pauses: readonly PauseSpan[];
  /** What a person calls a monitor or a service. */
  nameOf(id: MonitorId | 'pika'): string;
}

/** An incident as a reader sees it, before it takes a form. Everything is plain text. */
export interface Report {
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Below the table: what it leaves out. */
  readonly note: string;
}

const HEAD = ['Time', 'What', 'Result', 'HTTP status', 'Answer took', 'Edge'] as const;

const RESULTS: Readonly<Record<IncidentEvidence['kind'], string>> = {
  timeout: 'no answer in 10 s',
  unreachable: 'cannot be reached',
  http: 'server error',
  challenge: 'bot check',
  refused: 'refused',
  redirected: 'sent to another site',
  'wrong-page': 'not its own page',
  reported: 'its own status page says so',
  slow: 'slower than usual',
  generation: 'own generations fail or wait',
};

/** One incident as a report. Holds ids of jobs, but no prompt, token or media address: an incident has none. */
export function reportOf({ incident, coverage }: ReportedIncident, options: ReportOptions): Report {
  const { now, zone } = options;
  // Most incidents have none: a column of nothing would only make the table wide.
  const withHeaders = incident.evidence.some(({ headers }) => headers !== undefined);
  const shown = incident.evidence.map((item) => [...row(item, options), ...(withHeaders ? [plainLine(item.headers ?? '')] : [])]);
  const facts: [string, string][] = [
    ['Began', moment(incident.start, zone)],
    ['Confirmed', moment(incident.confirmedAt, zone)],
    endOf(incident, options),
    ['Lasted', duration((incident.end ?? Math.max(now, incident.start)) - incident.start)],
    ...(incident.severity === 'down' ? [['Of that down', duration(downFor(incident, now, options.pauses))] as [string, string]] : []),
    ['Affected', incident.monitors.map((monitor) => options.nameOf(monitor)).join(', ')],
    ...reasonsOf(incident, options),
    ...list('Models', incident.models.map(plain)),
    ...list('Own generations', incident.jobs.map(plain)),
    ['Watched', coverage === null ? 'not known' : `${floored(coverage)} % of that time, from this browser`],
    ...incident.notices.map((notice): [string, string] => [`${plain(notice.from)} said so`, `${moment(notice.at, zone)}, ${lag(lagOf(incident, notice))}`]),
    ['Time zone', zone],
  ];
  return { title: titleOf(incident, options), facts, head: withHeaders ? [...HEAD, 'Headers'] : HEAD, rows: shown, note: noteOf(incident) };
}

/** What own jobs or the vendor's page said is wrong, each with its moment; the labels tell whose words they are. */
function reasonsOf({ reasons = [] }: Incident, { zone, nameOf }: ReportOptions): [string, string][] {
  return reasons.map(({ monitor, at, text }) => [isToolMonitor(monitor) ? `${nameOf(monitor)} says` : 'Reason', `${moment(at, zone)}: ${plainLine(text)}`]);
}

/** What was said last of an incident that goes on, or first of one that is over; null where nobody said anything. */
export function reasonInShort({ reasons = [], end }: Incident): string | null {
  const reason = end === null ? reasons.at(-1) : reasons[0];
  return reason === undefined ? null : plainLine(reason.text);
}

/** That it got better is claimed only where it was seen. */
function endOf(incident: Incident, { now, zone }: ReportOptions): [string, string] {
  if (incident.end === null) return ['Ended', `goes on at ${moment(now, zone)}`];
  return endsUnseen(incident) ? ['Last seen', `${moment(incident.end, zone)}; nobody saw when it ended`] : ['Ended', moment(incident.end, zone)];
}

/** "Pika was down: site, generator". */
export function titleOf(incident: Incident, { nameOf }: ReportOptions): string {
  const [now, past] = incident.severity === 'down' ? ['is down', 'was down'] : ['is slow or fails in part', 'was slow or failed in part'];
  const service = incident.service === 'pika' ? nameOf('pika') : incident.monitors.map((monitor) => nameOf(monitor)).join(', ');
  const parts = incident.service === 'pika' ? `: ${incident.monitors.map((monitor) => nameOf(monitor)).join(', ')}` : '';
  return `${service} ${incident.end === null ? now : past}${parts}`;
}

function row(item: IncidentEvidence, { zone, nameOf }: ReportOptions): string[] {
  const status = item.httpStatus === null ? '' : String(item.httpStatus);
  const took = item.latencyMs === null ? '' : `${Math.round(item.latencyMs)} ms`;
  return [moment(item.at, zone), nameOf(item.monitor), RESULTS[item.kind], status, took, plain(item.edge ?? '')];
}

function noteOf({ evidence }: Incident): string {
  const edge = 'Edge is the network location that answered this browser, not where the service runs.';
  return evidence.length < 100 ? edge : `Only the first 60 and the last 40 checks are kept. ${edge}`;
}

function lag(ms: number): string {
  if (Math.abs(ms) < MINUTE) return 'at the same time';
  return ms > 0 ? `${duration(ms)} after our first failed check` : `${duration(-ms)} before our first failed check`;
}

function list(label: string, values: readonly string[]): [string, string][] {
  const [only] = values;
  if (only === undefined) return [];
  return [[label, values.length === 1 ? only : `${values.length}: ${values.join(', ')}`]];
}

function floored(share: number): string {
  return (Math.floor(Math.min(1, Math.max(0, share)) * 1000) / 10).toFixed(1);
}

/** Words that came from outside: one line, no control or direction characters, no address, no more than a name's length. */
export function plain(text: string): string {
  const line = oneLine(text);
  return (/[a-z][\w+.-]*:\/\//i.test(line) ? '(an address)' : line).slice(0, 100);
}

/** The same for a sentence: what stands beside an address stays. */
export function plainLine(text: string): string {
  return oneLine(text).replace(/[a-z][\w+.-]*:\/\/\S*/gi, '(an address)').slice(0, LONGEST_REASON);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
