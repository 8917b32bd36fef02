import type { Dialect, Feed, ToolReading } from '../../../../lib/domain/health/tool-reading.ts';
import { TOOLS } from '../../../../lib/domain/health/tools.ts';
import { READERS } from '../../../../lib/sources/status/dialects.ts';
import type { FeedAnswer } from '../../../../lib/sources/status/document.ts';
import { adobeEvents, aggregatorAll, aggregatorOne, betterStackIndex, googleIncidents, instatusComponents, instatusSummary } from '../../../simulator/status/others.ts';
import { incidentIoSummary, type Said, statuspageSummary } from '../../../simulator/status/statuspage.ts';

export const NOW = Date.UTC(2026, 7, 24, 12);

/** The feed of a tool in the catalogue. */
export function feedOf(id: string): Feed {
  const feed = TOOLS.find((tool) => tool.id === id)?.feed;
  if (feed === undefined) throw new Error(`no tool ${id}`);
  return feed;
}

/** A good answer with this document, from the feed's own host. */
export function answer(feed: Feed, document: unknown, changes: Partial<FeedAnswer> = {}): FeedAnswer {
  return { status: 200, contentType: 'application/json', url: feed.url, text: typeof document === 'string' ? document : JSON.stringify(document), ...changes };
}

export function read(feed: Feed, document: unknown, changes: Partial<FeedAnswer> = {}): ToolReading {
  return READERS[feed.dialect as Dialect].read(answer(feed, document, changes), feed, NOW); // no feed here is `auto`
}

/** One document for each way in which data comes. */
export const DOCUMENTS: readonly { name: string; feed: Feed; document: (said: Said) => unknown }[] = [
  { name: 'Statuspage', feed: feedOf('runway'), document: (said) => statuspageSummary('status.runwayml.com', said, NOW) },
  { name: 'incident.io', feed: feedOf('openai'), document: (said) => incidentIoSummary('status.openai.com', said, NOW) },
  { name: 'incident.io’s shim', feed: feedOf('openai'), document: (said) => statuspageSummary('status.openai.com', said, NOW) },
  { name: 'Better Stack', feed: feedOf('luma'), document: (said) => betterStackIndex('status.lumalabs.ai', said, NOW) },
  { name: 'Instatus', feed: feedOf('fal'), document: (said) => instatusSummary('status.fal.ai', said, NOW) },
  { name: 'Instatus by its parts', feed: feedOf('fal'), document: (said) => instatusComponents(said) },
  { name: 'Google', feed: feedOf('google'), document: (said) => googleIncidents(said, NOW) },
  { name: 'Adobe', feed: feedOf('adobe'), document: (said) => adobeEvents(said, NOW) },
  { name: 'apistatuscheck', feed: feedOf('opinion'), document: (said) => aggregatorOne(said, NOW) },
  { name: 'apistatuscheck’s list', feed: feedOf('opinion'), document: (said) => aggregatorAll(said, NOW) },
];
