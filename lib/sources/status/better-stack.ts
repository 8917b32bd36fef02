/** Better Stack's `/index.json`: JSON:API with one `status_page` and what belongs to it under `included`. */
import { type Feed, statusOfParts, type ToolComponent, type ToolIncident, type ToolReading, type ToolStatus, unreadable } from '../../domain/health/tool-reading.ts';
import { group, isFields, own, type Fields } from '../fields.ts';
import { at, earliest, hostOf, isHost, line, moment, narrowed, noteOf, openDocument, type Reader, reading, rows, thatMatter } from './document.ts';

const WORDS: ReadonlyMap<unknown, ToolStatus> = new Map<unknown, ToolStatus>([
  ['operational', 'up'],
  ['degraded', 'degraded'],
  ['downtime', 'down'],
  ['maintenance', 'maintenance'],
]);

export const betterStack: Reader = {
  describe: (feed) => [at(feed, '/index.json')],
  read(answer, feed, now) {
    const document = openDocument(answer, feed);
    if (!document.ok) return document.reading;
    return isFields(document.value) ? readPage(document.value, feed, now) : unreadable('not-understood');
  },
};

function readPage(fields: Fields, whole: Feed, now: number): ToolReading {
  const data = group(fields, 'data');
  const page = group(data, 'attributes');
  if (own(data, 'type') !== 'status_page') return unreadable('not-understood');
  if (!isOwn(page, hostOf(whole.url))) return unreadable('wrong-page');
  const included = rows(own(fields, 'included'));
  const components = ofType(included, 'status_page_resource').map(componentOf).filter((component) => component !== null);
  const feed = narrowed(whole, components);
  const reports = ofType(included, 'status_report').filter((row) => isOpen(row, now));
  const incidents = reports.map((row) => incidentOf(row, feed)).filter((incident) => incident !== null);
  const troubles = reports.filter((row) => own(group(row, 'attributes'), 'report_type') !== 'maintenance');
  const updates = new Map(ofType(included, 'status_update').map((row) => [own(row, 'id'), moment(own(group(row, 'attributes'), 'published_at'))]));
  return reading({
    status: fold(feed, WORDS.get(own(page, 'aggregate_state')) ?? 'unknown', components),
    note: noteOf(incidents, own(page, 'announcement')),
    incidents,
    firstNoticeAt: earliest(troubles.map((row) => publishedAt(row, updates))),
    components: thatMatter(feed, components),
  });
}

/** `custom_domain` is the host as people know it; without one, the page lives on a subdomain of the vendor's. */
function isOwn(page: Fields, host: string): boolean {
  const subdomain = own(page, 'subdomain');
  const vendors = typeof subdomain === 'string' && subdomain !== '' && (host === subdomain || host.startsWith(`${subdomain}.better`));
  return isHost(own(page, 'custom_domain'), host) || vendors;
}

/** The page is called `downtime` as soon as one part is; the tool is down when all are. */
function fold(feed: Feed, aggregate: ToolStatus, components: readonly ToolComponent[]): ToolStatus {
  const parts = statusOfParts(thatMatter(feed, components).map(({ status }) => status));
  if (parts === 'unknown') return aggregate;
  return aggregate === 'down' && parts === 'up' ? 'degraded' : parts;
}

function ofType(included: readonly Fields[], type: string): Fields[] {
  return included.filter((row) => own(row, 'type') === type);
}

/** `not_monitored` parts are left out: nobody looks at them. */
function componentOf(row: Fields): ToolComponent | null {
  const attributes = group(row, 'attributes');
  const name = line(own(attributes, 'public_name'));
  const status = WORDS.get(own(attributes, 'status'));
  return name === null || status === undefined ? null : { name, status };
}

function isOpen(row: Fields, now: number): boolean {
  const attributes = group(row, 'attributes');
  const starts = moment(own(attributes, 'starts_at'));
  const ends = moment(own(attributes, 'ends_at'));
  return (starts === null || starts <= now) && (ends === null || ends > now) && own(attributes, 'aggregate_state') !== 'resolved';
}

function incidentOf(row: Fields, feed: Feed): ToolIncident | null {
  const attributes = group(row, 'attributes');
  const title = line(own(attributes, 'title'));
  if (title === null) return null;
  const startedAt = moment(own(attributes, 'starts_at'));
  return { title, status: line(own(attributes, 'aggregate_state')) ?? 'unknown', startedAt, updatedAt: moment(own(attributes, 'updated_at')), url: at(feed, '/') };
}

function publishedAt(row: Fields, updates: ReadonlyMap<unknown, number | null>): number | null {
  const ids = rows(own(group(group(row, 'relationships'), 'status_updates'), 'data')).map((update) => own(update, 'id'));
  return earliest(ids.map((id) => updates.get(id) ?? null)) ?? moment(own(group(row, 'attributes'), 'starts_at'));
}
