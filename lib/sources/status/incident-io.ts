/**
 * incident.io's own answer at `/proxy/<host>`, which its pages are drawn from. Its Statuspage shim leaves out incidents
 * when there are none, the parts that they concern, and older ones, so it is only the second choice.
 */
import { type Feed, statusOfParts, type ToolComponent, type ToolIncident, type ToolReading, type ToolStatus, unreadable } from '../../domain/health/tool-reading.ts';
import { first, group, isFields, own, type Fields } from '../fields.ts';
import { at, earliest, hostOf, isHost, line, matters, moment, narrowed, noteOf, openDocument, type Reader, reading, rows, thatMatter } from './document.ts';
import { CLOSED, PART_WORDS, statuspage } from './statuspage.ts';

export const incidentIo: Reader = {
  describe: (feed) => [at(feed, `/proxy/${new URL(feed.url).host}`), ...statuspage.describe(feed)],
  read(answer, feed, now) {
    const document = openDocument(answer, feed);
    if (!document.ok) return document.reading;
    if (!isFields(document.value)) return unreadable('not-understood');
    const summary = own(document.value, 'summary');
    return isFields(summary) ? readNative(summary, feed) : statuspage.read(answer, feed, now);
  },
};

function readNative(summary: Fields, whole: Feed): ToolReading {
  const address = own(summary, 'public_url');
  if (address !== undefined && !isHost(address, hostOf(whole.url))) return unreadable('wrong-page');
  const names = namesOf(summary);
  const affected = rows(own(summary, 'affected_components'));
  if (names.size === 0 || !Array.isArray(own(summary, 'ongoing_incidents'))) return unreadable('not-understood');
  const components = componentsOf(names, affected);
  const feed = narrowed(whole, components);
  const ongoing = rows(own(summary, 'ongoing_incidents')).filter((row) => !CLOSED.has(own(row, 'status')) && concerns(feed, row, names));
  const works = rows(own(summary, 'in_progress_maintenances')).filter((row) => concerns(feed, row, names));
  const incidents = [...ongoing, ...works].map((row) => incidentOf(row, feed)).filter((incident) => incident !== null);
  const chosen = thatMatter(feed, components);
  return reading({
    status: statusOfParts(chosen.map(({ status }) => status)),
    note: noteOf(incidents, null),
    incidents,
    firstNoticeAt: earliest(ongoing.map(publishedAt)),
    components: chosen,
  });
}

/** Parts stand in a flat list, and again in the groups that the page shows; either may be missing. */
function namesOf(summary: Fields): Map<string, string> {
  const flat = rows(own(summary, 'components')).map((row) => [own(row, 'id'), own(row, 'name')]);
  const items = rows(own(group(summary, 'structure'), 'items'));
  const grouped = items.flatMap((item) => rows(own(group(item, 'group'), 'components')).map((row) => [own(row, 'component_id'), own(row, 'name')]));
  const names = new Map<string, string>();
  for (const [id, raw] of [...flat, ...grouped]) {
    const name = line(raw);
    if (typeof id === 'string' && name !== null) names.set(id.slice(0, 100), name);
  }
  return names;
}

/** Only parts with trouble are listed as affected; all others work. */
function componentsOf(names: ReadonlyMap<string, string>, affected: readonly Fields[]): ToolComponent[] {
  const trouble = new Map<unknown, ToolStatus>(affected.map((row) => [own(row, 'component_id'), PART_WORDS.get(own(row, 'status')) ?? 'degraded']));
  return [...names].map(([id, name]) => ({ name, status: trouble.get(id) ?? 'up' }));
}

function concerns(feed: Feed, row: Fields, names: ReadonlyMap<string, string>): boolean {
  const ids = rows(own(row, 'affected_components')).map((part) => own(part, 'component_id'));
  const named = ids.map((id) => (typeof id === 'string' ? names.get(id) : undefined)).filter((name) => name !== undefined);
  return named.length === 0 || named.some((name) => matters(feed, name));
}

function incidentOf(row: Fields, feed: Feed): ToolIncident | null {
  const title = line(own(row, 'name'));
  const id = own(row, 'id');
  if (title === null) return null;
  const said = rows(own(row, 'updates')).map((update) => moment(own(update, 'published_at'))).filter((when) => when !== null);
  return {
    title,
    status: line(own(row, 'status')) ?? 'unknown',
    startedAt: publishedAt(row),
    updatedAt: first(said.length === 0 ? null : Math.max(...said), publishedAt(row)),
    url: typeof id === 'string' && /^\w{1,64}$/.test(id) ? at(feed, `/incidents/${id}`) : null,
  };
}

function publishedAt(row: Fields): number | null {
  return earliest([moment(own(row, 'published_at')), ...rows(own(row, 'updates')).map((update) => moment(own(update, 'published_at')))]);
}
