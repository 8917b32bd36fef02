/**
 * Atlassian Statuspage `summary.json`, and those that speak it too (incident.io's shim, ElevenLabs, HeyGen, MiniMax,
 * Stability). `status.json` is the same without parts and incidents.
 */
import { type Feed, statusOfParts, type ToolComponent, type ToolIncident, type ToolReading, type ToolStatus, unreadable, worse } from '../../domain/health/tool-reading.ts';
import { first, group, isFields, own, type Fields } from '../fields.ts';
import { at, earliest, hostOf, isHost, line, link, matters, moment, narrowed, noteOf, openDocument, type Reader, reading, rows, thatMatter } from './document.ts';

/** The page's own summary. `major` is a part of it: whoever is told "down" must find it down. */
const INDICATORS: ReadonlyMap<unknown, ToolStatus> = new Map<unknown, ToolStatus>([
  ['none', 'up'],
  ['minor', 'degraded'],
  ['major', 'degraded'],
  ['critical', 'down'],
  ['maintenance', 'maintenance'],
]);

/** Words for one part; `full_outage` is incident.io's. */
export const PART_WORDS: ReadonlyMap<unknown, ToolStatus> = new Map<unknown, ToolStatus>([
  ['operational', 'up'],
  ['degraded_performance', 'degraded'],
  ['partial_outage', 'degraded'],
  ['major_outage', 'down'],
  ['full_outage', 'down'],
  ['under_maintenance', 'maintenance'],
]);

export const CLOSED: ReadonlySet<unknown> = new Set(['resolved', 'postmortem', 'completed', 'scheduled']);

export const statuspage: Reader = {
  describe: (feed) => [at(feed, '/api/v2/summary.json')],
  read(answer, feed) {
    const document = openDocument(answer, feed);
    if (!document.ok) return document.reading;
    return isFields(document.value) ? readSummary(document.value, feed) : unreadable('not-understood');
  },
};

function readSummary(fields: Fields, whole: Feed): ToolReading {
  const page = group(fields, 'page');
  const status = group(fields, 'status');
  const indicator = INDICATORS.get(own(status, 'indicator')) ?? 'unknown';
  const components = rows(own(fields, 'components')).map(componentOf).filter((component) => component !== null);
  if (own(fields, 'page') === undefined && own(fields, 'status') === undefined) return unreadable('not-understood');
  const address = own(page, 'url');
  if (!isHost(address, hostOf(whole.url))) {
    return unreadable('wrong-page', line(address) === null ? null : `This is the status page of ${line(address)}.`);
  }
  const feed = narrowed(whole, components);
  const open = openIncidents(fields).filter((incident) => concerns(feed, incident));
  const works = rows(own(fields, 'scheduled_maintenances')).filter((row) => isOpen(row) && concerns(feed, row));
  const incidents = [...open, ...works].map(incidentOf).filter((incident) => incident !== null);
  return reading({
    status: fold(feed, indicator, components),
    note: noteOf(incidents, own(status, 'description')),
    incidents,
    firstNoticeAt: earliest(open.map(publishedAt)),
    components: thatMatter(feed, components),
  });
}

/**
 * With chosen parts, they alone decide: a page such as Cloudflare's is never all green. Without, the vendor's summary
 * and the parts' both count, whichever is worse: some pages leave the summary green. But the summary says "maintenance"
 * as soon as one part is worked on, and the parts know whether the others work.
 */
function fold(feed: Feed, indicator: ToolStatus, components: readonly ToolComponent[]): ToolStatus {
  const parts = statusOfParts(thatMatter(feed, components).map((component) => component.status));
  if (parts === 'unknown') return indicator;
  return feed.parts !== undefined || indicator === 'maintenance' ? parts : worse(indicator, parts);
}

/** Rows with `group: true` are headings whose status repeats that of their parts. */
function componentOf(row: Fields): ToolComponent | null {
  const name = line(own(row, 'name'));
  if (name === null || own(row, 'group') === true) return null;
  return { name, status: PART_WORDS.get(own(row, 'status')) ?? 'unknown' };
}

function openIncidents(fields: Fields): Fields[] {
  return rows(own(fields, 'incidents')).filter(isOpen);
}

function isOpen(row: Fields): boolean {
  return !CLOSED.has(own(row, 'status')) && moment(own(row, 'resolved_at')) === null;
}

/** An incident that names its parts must name one that matters; one that names none may mean any. */
function concerns(feed: Feed, row: Fields): boolean {
  const named = rows(own(row, 'components')).map((part) => line(own(part, 'name'))).filter((name) => name !== null);
  return named.length === 0 || named.some((name) => matters(feed, name));
}

function incidentOf(row: Fields): ToolIncident | null {
  const title = line(own(row, 'name'));
  if (title === null) return null;
  return {
    title,
    status: line(own(row, 'status')) ?? 'unknown',
    startedAt: first(moment(own(row, 'started_at')), moment(own(row, 'scheduled_for')), publishedAt(row)),
    updatedAt: moment(own(row, 'updated_at')),
    url: link(own(row, 'shortlink')),
  };
}

/** When the vendor first said it: vendors back-date `started_at`, never `created_at`. */
function publishedAt(row: Fields): number | null {
  const updates = rows(own(row, 'incident_updates')).map((update) => moment(own(update, 'created_at')));
  return earliest([moment(own(row, 'created_at')), ...updates]);
}
