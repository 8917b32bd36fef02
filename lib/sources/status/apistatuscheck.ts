/**
 * apistatuscheck.com's opinion of a service: `/api/status?api=<slug>` for one, `/api/status` for all. A slug that it
 * does not know is a 404, which says nothing about the service.
 */
import { type Feed, type ToolReading, type ToolStatus, unreadable } from '../../domain/health/tool-reading.ts';
import { group, isFields, own, type Fields } from '../fields.ts';
import { HOUR } from '../../time.ts';
import { at, line, moment, openDocument, type Reader, reading, rows } from './document.ts';

/** `up` is the word that was seen; the others are what its clients allow for. */
const WORDS: ReadonlyMap<unknown, ToolStatus> = new Map<unknown, ToolStatus>([
  ['up', 'up'],
  ['operational', 'up'],
  ['degraded', 'degraded'],
  ['partial', 'degraded'],
  ['maintenance', 'maintenance'],
  ['down', 'down'],
  ['outage', 'down'],
  ['offline', 'down'],
]);

/** It claims to look every minute; what it saw hours ago is no opinion of the present. */
const STALE = 3 * HOUR;

export const apistatuscheck: Reader = {
  describe: (feed) => [at(feed, `/api/status?api=${encodeURIComponent(feed.slug ?? '')}`), at(feed, '/api/status')],
  read(answer, feed, now) {
    const document = openDocument(answer, feed);
    if (!document.ok) return document.reading;
    if (!isFields(document.value)) return unreadable('not-understood');
    const row = rowOf(document.value, feed);
    if (row === null) return unreadable('missing', 'It does not know this service.');
    const lookedAt = moment(own(row, 'lastChecked')) ?? moment(own(document.value, 'lastUpdated'));
    if (lookedAt !== null && now - lookedAt > STALE) return unreadable('not-understood', 'It has not looked for hours.');
    return readRow(row);
  },
};

/** One service from either form. The single one carries no slug, so it is taken for what was asked for. */
function rowOf(fields: Fields, feed: Feed): Fields | null {
  if (isFields(own(fields, 'api'))) return group(fields, 'api');
  return rows(own(fields, 'apis')).find((row) => own(row, 'slug') === feed.slug) ?? null;
}

function readRow(row: Fields): ToolReading {
  const word = line(own(row, 'status'))?.toLowerCase();
  return reading({ status: WORDS.get(word) ?? 'unknown', note: null, incidents: [], firstNoticeAt: null, components: [] });
}
