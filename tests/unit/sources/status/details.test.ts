import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../lib/time.ts';
import { adobeEvents, aggregatorAll, aggregatorOne, betterStackIndex, instatusSummary } from '../../../simulator/status/others.ts';
import { incidentIoSummary, iso } from '../../../simulator/status/statuspage.ts';
import { feedOf, NOW, read } from './documents.ts';

/** A good document with its top-level (or `summary`) fields replaced. */
function openai(fields: Record<string, unknown>) {
  const good = incidentIoSummary('status.openai.com', 'up', NOW)['summary'] as Record<string, unknown>; // our own document
  return read(feedOf('openai'), { summary: { ...good, ...fields } });
}

describe('incident.io', () => {
  it('takes a word for trouble that it does not know for trouble', () => {
    expect(openai({ affected_components: [{ component_id: '01C1', status: 'wobbling' }] }).status).toBe('degraded');
    expect(openai({ affected_components: [{ component_id: '01C1', status: 'operational' }] }).status).toBe('up');
  });

  it('is not troubled by parts that make no videos', () => {
    expect(openai({ affected_components: [{ component_id: '01C0', status: 'full_outage' }] }).status).toBe('up');
    const chat = { id: '01X', name: 'Chat is down', status: 'fixing', published_at: iso(NOW), affected_components: [{ component_id: '01C0', status: 'full_outage' }], updates: [] };
    expect(openai({ ongoing_incidents: [chat] })).toMatchObject({ incidents: [], firstNoticeAt: null });
    expect(openai({ ongoing_incidents: [{ ...chat, affected_components: [] }] }).incidents).toMatchObject([{ title: 'Chat is down', status: 'fixing', url: 'https://status.openai.com/incidents/01X' }]);
  });

  it('finds its parts in the groups alone, and needs some', () => {
    expect(openai({ components: [] }).components.map(({ name }) => name)).toEqual(['Sora', 'Video generation']);
    expect(openai({ components: [], structure: null })).toMatchObject({ status: 'unknown', reason: 'not-understood' });
    expect(openai({ ongoing_incidents: undefined })).toMatchObject({ status: 'unknown', reason: 'not-understood' });
  });

  it('lists the maintenance that goes on, which is no trouble to be first to speak of', () => {
    const work = { id: '01M', name: 'Moving house', status: 'maintenance_in_progress', published_at: iso(NOW), affected_components: [], updates: [] };
    expect(openai({ in_progress_maintenances: [work] })).toMatchObject({ status: 'up', incidents: [{ title: 'Moving house' }], firstNoticeAt: null });
  });

  it('does not count what is over', () => {
    expect(openai({ ongoing_incidents: [{ name: 'Over', status: 'resolved', affected_components: [], updates: [] }] }).incidents).toEqual([]);
  });
});

describe('Better Stack', () => {
  const feed = feedOf('luma');
  const reported = (changes: Record<string, unknown>) => {
    const document = betterStackIndex('status.lumalabs.ai', 'degraded', NOW) as { included: { type: string; attributes: Record<string, unknown> }[] }; // our own document
    const included = document.included.map((row) => (row.type === 'status_report' ? { ...row, attributes: { ...row.attributes, ...changes } } : row));
    return read(feed, { ...document, included });
  };

  it('lists what goes on, and neither what is over nor what is to come', () => {
    expect(reported({}).incidents).toHaveLength(1);
    expect(reported({ ends_at: iso(NOW - MINUTE) })).toMatchObject({ incidents: [], firstNoticeAt: null });
    expect(reported({ ends_at: iso(NOW + MINUTE) }).incidents).toHaveLength(1);
    expect(reported({ starts_at: iso(NOW + MINUTE) }).incidents).toEqual([]);
    expect(reported({ aggregate_state: 'resolved' }).incidents).toEqual([]);
  });

  it('is not down because one model is, and does not count what nobody watches', () => {
    const document = betterStackIndex('status.lumalabs.ai', 'down', NOW) as { included: { type: string; attributes: Record<string, unknown> }[] }; // our own document
    const included = document.included.map((row) => (row.attributes['public_name'] === 'Website' ? { ...row, attributes: { ...row.attributes, status: 'operational' } } : row));
    expect(read(feed, { ...document, included }).status).toBe('degraded');
    expect(read(feed, document).components.map(({ name }) => name)).toEqual(['Ray 2', 'Website']);
  });

  it('that is called down while every part of it works is in trouble, not down', () => {
    const document = betterStackIndex('status.lumalabs.ai', 'up', NOW) as { data: { attributes: Record<string, unknown> } }; // our own document
    const data = { ...document.data, attributes: { ...document.data.attributes, aggregate_state: 'downtime' } };
    expect(read(feed, { ...document, data }).status).toBe('degraded');
    expect(read(feed, { ...document, data, included: [] }).status).toBe('down');
  });

  it('is not first to speak of trouble by announcing maintenance', () => {
    expect(reported({ report_type: 'maintenance' })).toMatchObject({ incidents: [{ title: 'Ray 2 is slow' }], firstNoticeAt: null });
  });

  it('on a subdomain of the vendor is its own too', () => {
    const document = betterStackIndex('', 'up', NOW);
    expect(read({ url: 'https://lumalabs.betteruptime.com/', dialect: 'better-stack' }, document).status).toBe('up');
    expect(read({ url: 'https://other.betteruptime.com/', dialect: 'better-stack' }, document).reason).toBe('wrong-page');
  });
});

describe('Instatus', () => {
  it('is not under maintenance before it begins', () => {
    const document = { ...instatusSummary('status.fal.ai', 'up', NOW), activeMaintenances: [{ name: 'Later', start: iso(NOW + MINUTE), status: 'NOTSTARTEDYET' }] };
    expect(read(feedOf('fal'), document)).toMatchObject({ status: 'up', incidents: [] });
  });

  it('is not troubled by an incident that is over', () => {
    const over = { name: 'Queue is stuck', started: iso(NOW), status: 'RESOLVED', impact: 'MAJOROUTAGE' };
    expect(read(feedOf('fal'), { ...instatusSummary('status.fal.ai', 'up', NOW), activeIncidents: [over] })).toMatchObject({ status: 'up', incidents: [], firstNoticeAt: null });
  });
});

describe('Adobe', () => {
  const feed = feedOf('adobe');
  const product = (history: Record<string, unknown>, changes: Record<string, unknown> = {}) => {
    const firefly = { id: 'p1', name: 'Adobe Firefly', startedOn: NOW / 1000, endedOn: 0, history, ...changes };
    return read(feed, { ...adobeEvents('up', NOW), incidentEvent: { incidents: { i: { id: 'i', products: { p1: firefly } } }, messages: {} } });
  };

  it('goes by the newest word of a history, whichever stands first', () => {
    const opened = { status: 'Opened', severity: 'Major', statusTime: (NOW - 9 * MINUTE) / 1000 };
    const closed = { status: 'Closed', severity: 'Major', statusTime: (NOW - MINUTE) / 1000 };
    expect(product({ a: closed, b: opened }).status).toBe('up');
    expect(product({ a: { ...closed, statusTime: opened.statusTime - 60 }, b: opened }).status).toBe('degraded');
    expect(product({ a: opened }, { endedOn: NOW / 1000 }).status).toBe('up');
  });

  it.each([
    ['not begun', { status: 'Scheduled' }, 'up'],
    ['under way', { status: 'Started' }, 'maintenance'],
    ['over', { status: 'Completed', completedOn: NOW / 1000 }, 'up'],
    ['over, whatever its word', { status: 'Started', completedOn: NOW / 1000 }, 'up'],
  ] as const)('counts maintenance that is %s for what it is', (_how, changes, status) => {
    const good = adobeEvents('maintenance', NOW) as { maintenanceEvent: { maintenance: { w1: object } } }; // our own document
    const maintenance = { w1: { ...good.maintenanceEvent.maintenance.w1, ...changes } };
    expect(read(feed, { ...good, maintenanceEvent: { maintenance, messages: {} } }).status).toBe(status);
  });

  it('reads seconds and milliseconds, and says something where a text is missing', () => {
    const opened = { status: 'Opened', severity: 'Critical', statusTime: NOW - 5 * MINUTE };
    expect(product({ a: opened })).toMatchObject({ status: 'down', firstNoticeAt: NOW - 5 * MINUTE, incidents: [{ title: 'Adobe Firefly: trouble reported', startedAt: NOW }] });
  });
});

describe('apistatuscheck', () => {
  const feed = feedOf('opinion');

  it('that has not looked for hours has no opinion', () => {
    for (const document of [aggregatorOne, aggregatorAll]) {
      expect(read(feed, document('down', NOW - HOUR)).status).toBe('down');
      expect(read(feed, document('down', NOW - 4 * HOUR))).toMatchObject({ status: 'unknown', reason: 'not-understood' });
    }
  });

  it.each(['splendid', '', null, 7])('with the word %j has no opinion', (status) => {
    expect(read(feed, { apis: [{ slug: 'pika', status }] })).toMatchObject({ status: 'unknown', reason: 'not-understood' });
  });

  it('that does not know the service says so', () => {
    expect(read(feed, { apis: [{ slug: 'openai', status: 'down' }] })).toMatchObject({ status: 'unknown', reason: 'missing' });
  });
});
