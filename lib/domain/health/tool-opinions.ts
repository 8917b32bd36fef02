/** What watched tools' pages say, as notices for incidents: who spoke of the trouble, and when first. */
import type { Incident } from './incident.ts';
import { withNotice } from './incident-notes.ts';
import type { ToolFacts } from './tool-record.ts';
import { monitorOf, type Tool } from './tools.ts';

/**
 * An incident with the first word of each page that speaks of its service: a tool's own page, and for Pika the
 * aggregator. The same object when none says anything new, so it may be asked again at every round.
 */
export function withToolNotices(incident: Incident, watched: readonly Tool[], known: readonly ToolFacts[]): Incident {
  return watched.reduce((noted, tool) => {
    const facts = known.find(({ id }) => id === tool.id);
    const service = tool.kind === 'opinion' ? 'pika' : monitorOf(tool.id);
    if (facts === undefined || service !== incident.service) return noted;
    const { status, firstNoticeAt } = facts.reading;
    const says = status === 'down' || status === 'degraded' ? 'trouble' : 'unknown';
    return withNotice(noted, { from: new URL(tool.feed.url).hostname, says, firstNoticeAt }, facts.askedAt);
  }, incident);
}
