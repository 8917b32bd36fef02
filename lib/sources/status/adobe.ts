/**
 * Adobe's `StatusEvents`: forty days of incidents and maintenance, each with the products that it concerns and their
 * history; texts stand apart, under tokens. `status.adobe.com` answers any path with its page, so it is not asked.
 */
import { type Feed, type ToolComponent, type ToolIncident, type ToolReading, type ToolStatus, unreadable, worse } from '../../domain/health/tool-reading.ts';
import { first, group, isFields, number, own, type Fields } from '../fields.ts';
import { at, earliest, line, matters, openDocument, type Reader, reading, valuesOf } from './document.ts';

/** All products' forty days stand in one answer. */
export const ADOBE_MAX_TEXT = 8_000_000;

const OPEN: ReadonlySet<string> = new Set(['opened', 'discovery']);

const SEVERITIES: ReadonlyMap<unknown, ToolStatus> = new Map<unknown, ToolStatus>([['critical', 'down']]);

export const adobe: Reader = {
  describe: (feed) => [at(feed, '/adobestatus/StatusEvents')],
  read(answer, feed) {
    const document = openDocument(answer, feed, ADOBE_MAX_TEXT);
    if (!document.ok) return document.reading;
    return isFields(document.value) ? readEvents(document.value, feed) : unreadable('not-understood');
  },
};

interface Open {
  readonly incident: ToolIncident;
  readonly component: ToolComponent;
  readonly saidAt: number | null;
}

function readEvents(fields: Fields, feed: Feed): ToolReading {
  const troubles = group(fields, 'incidentEvent');
  const works = group(fields, 'maintenanceEvent');
  if (!isFields(own(troubles, 'incidents')) || !isFields(own(works, 'maintenance'))) return unreadable('not-understood');
  const open = valuesOf(own(troubles, 'incidents')).flatMap((incident) => openProducts(incident, troubles, feed));
  const maintained = valuesOf(own(works, 'maintenance')).filter(isUnderWay).flatMap((work) => maintainedProducts(work, feed));
  const all = [...open, ...maintained];
  return reading({
    status: all.map(({ component }) => component.status).reduce(worse, 'up'),
    note: all[0]?.incident.title ?? null,
    incidents: all.map(({ incident }) => incident),
    firstNoticeAt: earliest(open.map(({ saidAt }) => saidAt)),
    components: all.map(({ component }) => component),
  });
}

function openProducts(incident: Fields, event: Fields, feed: Feed): Open[] {
  const english = group(group(event, 'messages'), 'en');
  return productsOf(incident, feed).flatMap(({ name, product }): Open[] => {
    const history = historyOf(product);
    const latest = history.at(-1);
    const word = latest === undefined ? '' : wordOf(latest.entry);
    if (latest === undefined || !OPEN.has(word) || seconds(own(product, 'endedOn')) !== null) return [];
    const token = own(latest.entry, 'titleToken');
    const title = typeof token === 'string' ? line(own(group(english, token), 'textMessage')) : null;
    const startedAt = seconds(own(product, 'startedOn'));
    const status = SEVERITIES.get(line(own(latest.entry, 'severity'))?.toLowerCase()) ?? 'degraded';
    return [{ incident: { title: title ?? `${name}: trouble reported`, status: word, startedAt, updatedAt: latest.at, url: null }, component: { name, status }, saidAt: first(history[0]?.at ?? null, startedAt) }];
  });
}

function maintainedProducts(work: Fields, feed: Feed): Open[] {
  const startedAt = first(seconds(own(work, 'startedOn')), seconds(own(work, 'scheduledDate')));
  return productsOf(work, feed).map(({ name }) => ({
    incident: { title: `${name}: maintenance`, status: 'started', startedAt, updatedAt: null, url: null },
    component: { name, status: 'maintenance' },
    saidAt: null,
  }));
}

function productsOf(event: Fields, feed: Feed): { name: string; product: Fields }[] {
  const named = valuesOf(own(event, 'products')).map((product) => ({ name: line(own(product, 'name')), product }));
  return named.flatMap(({ name, product }) => (name !== null && matters(feed, name) ? [{ name, product }] : []));
}

function isUnderWay(work: Fields): boolean {
  return wordOf(work) === 'started' && seconds(own(work, 'completedOn')) === null;
}

/** `status` is the present field, the other ones are older names of it. */
function wordOf(fields: Fields): string {
  return (line(own(fields, 'status')) ?? line(own(fields, 'csoStatus')) ?? line(own(fields, 'cmrStatus')) ?? '').toLowerCase();
}

/** Oldest first. Entries without a time stand first, so that they never decide. */
function historyOf(product: Fields): { at: number | null; entry: Fields }[] {
  const entries = valuesOf(own(product, 'history')).map((entry) => ({ at: first(seconds(own(entry, 'statusTime')), seconds(own(entry, 'messageTime'))), entry }));
  return entries.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

/** Seconds or milliseconds since 1970 as ms; 0 means "not yet". */
function seconds(value: unknown): number | null {
  const found = number(value, 1, 1e14);
  if (found === null) return null;
  return found > 1e11 ? found : found * 1000;
}
