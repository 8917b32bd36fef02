/**
 * Google Cloud's `/incidents.json`: a bare list of about a year of incidents, the open ones without `end`. Google AI
 * Studio's own page has no data, so Vertex and Gemini products here speak for Veo.
 */
import { type Feed, type ToolIncident, type ToolReading, type ToolStatus, unreadable, worse } from '../../domain/health/tool-reading.ts';
import { first, group, own, type Fields } from '../fields.ts';
import { at, earliest, line, matters, moment, openDocument, type Reader, reading, rows } from './document.ts';

/** The list holds every update of a year, so it is larger than other feeds. */
export const GOOGLE_MAX_TEXT = 8_000_000;

export const google: Reader = {
  describe: (feed) => [at(feed, '/incidents.json')],
  read(answer, feed) {
    const document = openDocument(answer, feed, GOOGLE_MAX_TEXT);
    if (!document.ok) return document.reading;
    const listed = rows(document.value).filter(isIncident);
    // An empty list proves nothing: there has never been a year without an incident.
    return listed.length === 0 ? unreadable('not-understood') : readList(listed, feed);
  },
};

function readList(listed: readonly Fields[], feed: Feed): ToolReading {
  const open = listed.filter((row) => moment(own(row, 'end')) === null && productsOf(row).some((title) => matters(feed, title)));
  const status = open.map(statusOf).reduce(worse, 'up');
  const incidents = open.map((row) => incidentOf(row, feed));
  const components = [...new Set(open.flatMap(productsOf).filter((title) => matters(feed, title)))].map((name) => ({ name, status }));
  return reading({ status, note: incidents[0]?.title ?? null, incidents, firstNoticeAt: earliest(open.map(noticeOf)), components });
}

/** Notices for information are no trouble. */
function noticeOf(row: Fields): number | null {
  return statusOf(row) === 'up' ? null : first(moment(own(row, 'created')), moment(own(row, 'begin')));
}

function isIncident(row: Fields): boolean {
  return moment(own(row, 'begin')) !== null && typeof own(row, 'id') === 'string';
}

function productsOf(row: Fields): string[] {
  const titles = [...rows(own(row, 'affected_products')).map((product) => own(product, 'title')), own(row, 'service_name')];
  return titles.map(line).filter((title) => title !== null);
}

/** An outage of some regions is no outage for everyone: it is `down` only where no region is named, or all are meant. */
function statusOf(row: Fields): ToolStatus {
  const impact = own(row, 'status_impact');
  if (impact === 'SERVICE_INFORMATION' || impact === 'AVAILABLE_INFORMATION') return 'up';
  const regions = rows(own(row, 'currently_affected_locations')).map((region) => own(region, 'id'));
  return impact === 'SERVICE_OUTAGE' && (regions.length === 0 || regions.includes('global')) ? 'down' : 'degraded';
}

function incidentOf(row: Fields, feed: Feed): ToolIncident {
  const update = group(row, 'most_recent_update');
  const path = own(row, 'uri');
  return {
    title: line(own(row, 'external_desc')) ?? 'Incident without a title',
    status: line(own(update, 'status'))?.toLowerCase().replaceAll('_', ' ') ?? 'open',
    startedAt: moment(own(row, 'begin')),
    updatedAt: first(moment(own(update, 'when')), moment(own(row, 'modified'))),
    url: typeof path === 'string' && /^incidents\/\w{1,64}$/.test(path) ? at(feed, `/${path}`) : null,
  };
}
