/** Instatus: `/summary.json` for the page and what is wrong, `/v2/components.json` for its parts. */
import { type Feed, statusOfParts, type ToolComponent, type ToolIncident, type ToolReading, type ToolStatus, unreadable, worse } from '../../domain/health/tool-reading.ts';
import { group, isFields, own, type Fields } from '../fields.ts';
import { at, earliest, hostOf, isHost, line, link, moment, narrowed, noteOf, openDocument, type Reader, reading, rows, thatMatter } from './document.ts';

const PAGE: ReadonlyMap<unknown, ToolStatus> = new Map<unknown, ToolStatus>([
  ['UP', 'up'],
  ['HASISSUES', 'degraded'],
  ['UNDERMAINTENANCE', 'maintenance'],
]);

const PARTS: ReadonlyMap<unknown, ToolStatus> = new Map<unknown, ToolStatus>([
  ['OPERATIONAL', 'up'],
  ['DEGRADED', 'degraded'],
  ['DEGRADEDPERFORMANCE', 'degraded'],
  ['PARTIALOUTAGE', 'degraded'],
  ['MAJOROUTAGE', 'down'],
  ['UNDERMAINTENANCE', 'maintenance'],
]);

export const instatus: Reader = {
  describe: (feed) => [at(feed, '/summary.json'), at(feed, '/v2/components.json')],
  read(answer, feed) {
    const document = openDocument(answer, feed);
    if (!document.ok) return document.reading;
    if (!isFields(document.value)) return unreadable('not-understood');
    if (isFields(own(document.value, 'page'))) return readSummary(document.value, feed);
    return Array.isArray(own(document.value, 'components')) ? readComponents(document.value, feed) : unreadable('not-understood');
  },
};

function readSummary(fields: Fields, feed: Feed): ToolReading {
  const page = group(fields, 'page');
  const status = PAGE.get(own(page, 'status')) ?? 'unknown';
  if (status === 'unknown') return unreadable('not-understood');
  if (!isHost(own(page, 'url'), hostOf(feed.url))) return unreadable('wrong-page', line(own(page, 'url')));
  const open = rows(own(fields, 'activeIncidents')).filter((row) => own(row, 'status') !== 'RESOLVED');
  const works = rows(own(fields, 'activeMaintenances')).filter((row) => own(row, 'status') === 'INPROGRESS');
  const incidents = [...open, ...works].map(incidentOf).filter((incident) => incident !== null);
  const worst = open.some((row) => own(row, 'impact') === 'MAJOROUTAGE') ? 'down' : status;
  return reading({ status: worse(status, worst), note: noteOf(incidents, null), incidents, firstNoticeAt: earliest(open.map(startOf)), components: [] });
}

function readComponents(fields: Fields, feed: Feed): ToolReading {
  const all = rows(own(fields, 'components')).map(componentOf).filter((component) => component !== null);
  const components = thatMatter(narrowed(feed, all), all);
  return reading({ status: statusOfParts(components.map(({ status }) => status)), note: null, incidents: [], firstNoticeAt: null, components });
}

function componentOf(row: Fields): ToolComponent | null {
  const name = line(own(row, 'name'));
  return name === null ? null : { name, status: PARTS.get(own(row, 'status')) ?? 'unknown' };
}

function incidentOf(row: Fields): ToolIncident | null {
  const title = line(own(row, 'name'));
  if (title === null) return null;
  return { title, status: line(own(row, 'status'))?.toLowerCase() ?? 'unknown', startedAt: startOf(row), updatedAt: moment(own(row, 'updated')), url: link(own(row, 'url')) };
}

function startOf(row: Fields): number | null {
  return moment(own(row, 'started')) ?? moment(own(row, 'start'));
}
