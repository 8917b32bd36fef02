import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../lib/time.ts';
import { type Said, statuspageSummary } from '../../../simulator/status/statuspage.ts';
import { DOCUMENTS, feedOf, NOW, read } from './documents.ts';

describe.each(DOCUMENTS)('$name', ({ name, feed, document }) => {
  it.each(['up', 'degraded', 'down'] as const)('says %s', (said) => {
    expect(read(feed, document(said))).toMatchObject({ status: said, reason: null });
  });

  it('tells of maintenance, where it has a word for it', () => {
    const without = name === 'Google';
    expect(read(feed, document('maintenance')).status).toBe(without ? 'up' : 'maintenance');
  });

  it.each([401, 403, 404, 410, 429, 451, 500, 503, 302, 204])('says nothing with status %i, whatever stands in the answer', (status) => {
    for (const said of ['up', 'down'] satisfies Said[]) expect(read(feed, document(said), { status }).status).toBe('unknown');
  });

  it('says nothing as a web page with 200', () => {
    const shell = '<!doctype html><html><body><div id="root"></div></body></html>';
    expect(read(feed, shell, { contentType: 'text/html' })).toMatchObject({ status: 'unknown', reason: 'not-a-feed' });
    expect(read(feed, shell)).toMatchObject({ status: 'unknown', reason: 'not-a-feed' });
    expect(read(feed, document('down'), { contentType: 'text/html; charset=utf-8' })).toMatchObject({ status: 'unknown', reason: 'not-a-feed' });
  });

  it('says nothing when another host answered', () => {
    expect(read(feed, document('up'), { url: 'https://portal.example/login' })).toMatchObject({ status: 'unknown', reason: 'wrong-page' });
    expect(read(feed, document('down'), { url: 'nowhere' })).toMatchObject({ status: 'unknown', reason: 'wrong-page' });
  });

  it('says nothing when it is cut off anywhere', () => {
    for (const said of ['up', 'down'] satisfies Said[]) {
      const whole = JSON.stringify(document(said));
      for (let end = 0; end < whole.length; end += 7) expect(read(feed, whole.slice(0, end)).status).toBe('unknown');
    }
  });

  it.each(['null', '0', '"up"', '[]', '{}', '[{}]', '[null]', '{"page":null}', '{"status":"up"}'])('says nothing as %s', (text) => {
    expect(read(feed, text).status).toBe('unknown');
  });
});

describe.each(DOCUMENTS.filter(({ name }) => !/Google|Adobe|apistatus|parts/.test(name)))('$name of somebody else', ({ feed, document }) => {
  it('is a wrong page', () => {
    const text = JSON.stringify(document('up')).replaceAll(new URL(feed.url).host, 'status.somebody-else.example').replaceAll('"lumalabs"', '"somebody"');
    expect(read(feed, text)).toMatchObject({ status: 'unknown', reason: 'wrong-page' });
  });
});

describe('what is wrong', () => {
  it.each([
    ['runway', 0, 'Generations fail'],
    ['openai', 1, 'Elevated errors in video'],
    ['luma', 3, 'Ray 2 is slow'],
    ['fal', 4, 'Queue is stuck'],
    ['google', 6, 'Vertex Gemini API: elevated errors'],
    ['adobe', 7, 'Firefly is slow'],
  ])('is named by %s with the moment of its first notice, which is not its start', (_id, index, title) => {
    const { feed, document } = DOCUMENTS[index] ?? { feed: feedOf('runway'), document: () => null };
    const { incidents, note, firstNoticeAt } = read(feed, document('down'));
    expect(incidents.map((incident) => incident.title)).toEqual([title]);
    expect(note).toBe(title);
    expect(firstNoticeAt).toBe(NOW - 10 * MINUTE);
    if (index === 0) expect(incidents[0]).toMatchObject({ startedAt: NOW - 15 * MINUTE, updatedAt: NOW - 2 * MINUTE, status: 'investigating', url: 'https://stspg.io/p31zjtct2jer' });
  });

  it('has no first notice while nothing is', () => {
    for (const { feed, document } of DOCUMENTS) expect(read(feed, document('up'))).toMatchObject({ incidents: [], firstNoticeAt: null });
  });
});

describe('a Statuspage', () => {
  const feed = feedOf('runway');
  const good = statuspageSummary('status.runwayml.com', 'up', NOW);
  const parts = (...statuses: string[]) => statuses.map((status, index) => ({ id: String(index), name: `Part ${index}`, status, group: false }));

  it('needs no incidents, parts or maintenances: shims leave them out', () => {
    const { page, status } = good;
    expect(read(feed, { page, status }).status).toBe('up');
    expect(read(feed, { page, status: { indicator: 'critical' } }).status).toBe('down');
  });

  it('says nothing without the address of its page', () => {
    const page = { id: 'x', name: 'Runway' };
    expect(read(feed, { ...good, page })).toMatchObject({ status: 'unknown', reason: 'wrong-page' });
  });

  it('is down only when all is: a part of it makes it degraded', () => {
    expect(read(feed, { ...good, status: { indicator: 'major' }, components: parts('major_outage', 'operational') }).status).toBe('degraded');
    expect(read(feed, { ...good, status: { indicator: 'major' }, components: parts('major_outage', 'major_outage') }).status).toBe('down');
    expect(read(feed, { ...good, components: parts('operational', 'under_maintenance') }).status).toBe('up');
    expect(read(feed, { ...good, components: parts('partial_outage', 'partial_outage') }).status).toBe('degraded');
  });

  it('first speaks with its first update, where nothing else says when', () => {
    const said = (minutes: number) => ({ id: 'u', status: 'investigating', body: '', created_at: new Date(NOW - minutes * MINUTE).toISOString() });
    const incident = { name: 'Open', status: 'identified', incident_updates: [said(2), said(9)] };
    expect(read(feed, { ...good, incidents: [incident] }).firstNoticeAt).toBe(NOW - 9 * MINUTE);
    expect(read(feed, { ...good, incidents: [{ ...incident, created_at: said(12).created_at }] }).firstNoticeAt).toBe(NOW - 12 * MINUTE);
  });

  it('announces no maintenance before it begins, nor after it', () => {
    const works = (status: string) => read(feed, { ...good, scheduled_maintenances: [{ name: 'Works', status }] }).incidents.map(({ title }) => title);
    expect(['scheduled', 'in_progress', 'verifying', 'completed'].map(works)).toEqual([[], ['Works'], ['Works'], []]);
  });

  it('is not under maintenance because one part of it is, whatever its summary says', () => {
    const maintained = { ...good, status: { indicator: 'maintenance', description: 'Service Under Maintenance' } };
    expect(read(feed, { ...maintained, components: parts('operational', 'under_maintenance') }).status).toBe('up');
    expect(read(feed, { ...maintained, components: parts('major_outage', 'under_maintenance') }).status).toBe('degraded');
    expect(read(feed, { ...maintained, components: parts('under_maintenance') }).status).toBe('maintenance');
    expect(read(feed, { ...maintained, components: [] }).status).toBe('maintenance');
  });

  it('does not count headings', () => {
    const components = [{ ...parts('operational')[0], group: true }, ...parts('major_outage')];
    expect(read(feed, { ...good, components })).toMatchObject({ status: 'down', components: [{ name: 'Part 0', status: 'down' }] });
  });

  it('takes a word that it does not know for no word', () => {
    expect(read(feed, { ...good, components: [], status: { indicator: 'splendid' } })).toMatchObject({ status: 'unknown', reason: 'not-understood' });
    expect(read(feed, { ...good, components: parts('splendid') })).toMatchObject({ status: 'up' });
  });

  it('leaves out what is closed', () => {
    const open = { name: 'Open', status: 'identified', created_at: '2026-08-24T11:00:00Z' };
    const incidents = [{ ...open, status: 'resolved' }, { ...open, resolved_at: '2026-08-24T11:30:00Z' }, { ...open, status: 'postmortem' }, open];
    expect(read(feed, { ...good, incidents }).incidents.map(({ title }) => title)).toEqual(['Open']);
  });

  it('is judged by the parts that matter, however the rest stands', () => {
    const chosen = { ...feed, parts: ['part 1'] };
    const troubled = { ...good, status: { indicator: 'critical' }, components: parts('major_outage', 'operational', 'major_outage') };
    expect(read(chosen, troubled)).toMatchObject({ status: 'up', components: [{ name: 'Part 1' }] });
    const elsewhere = { name: 'Elsewhere', status: 'identified', components: [{ name: 'Part 0' }] };
    const here = { name: 'Here', status: 'identified', components: [{ name: 'Part 1' }] };
    expect(read(chosen, { ...troubled, incidents: [elsewhere, here] }).incidents.map(({ title }) => title)).toEqual(['Here']);
    const renamed = { ...feed, parts: ['Gone'] };
    expect(read(renamed, { ...troubled, incidents: [elsewhere] })).toMatchObject({ status: 'down', incidents: [{ title: 'Elsewhere' }] });
  });

  it('gives no link that is none', () => {
    for (const shortlink of ['javascript:alert(1)', 'http://stspg.io/1', 'https://me:secret@stspg.io/1', 7, 'x'.repeat(9000)]) {
      expect(read(feed, { ...good, incidents: [{ name: 'A', status: 'identified', shortlink }] }).incidents[0]?.url).toBeNull();
    }
  });
});

describe('Google', () => {
  const feed = feedOf('google');
  const row = { id: 'a', begin: '2026-08-24T11:00:00+00:00', affected_products: [{ title: 'Vertex AI API' }], status_impact: 'SERVICE_OUTAGE', currently_affected_locations: [] };

  it('is up in spite of other products, and of notices', () => {
    expect(read(feed, [{ ...row, affected_products: [{ title: 'Cloud SQL' }] }]).status).toBe('up');
    expect(read(feed, [{ ...row, status_impact: 'SERVICE_INFORMATION' }])).toMatchObject({ status: 'up', firstNoticeAt: null });
    expect(read(feed, [{ ...row, end: '2026-08-24T11:30:00+00:00' }]).status).toBe('up');
  });

  it.each(['incidents/../../login', '//evil.example/x', 'https://evil.example/', 'incidents/a?b', 7, null])('links to its own incidents alone, not to %s', (uri) => {
    expect(read(feed, [{ ...row, uri }]).incidents[0]?.url).toBeNull();
    expect(read(feed, [{ ...row, uri: 'incidents/abc' }]).incidents[0]?.url).toBe('https://status.cloud.google.com/incidents/abc');
  });

  it('is down only where no region is left', () => {
    expect(read(feed, [{ ...row, currently_affected_locations: [{ id: 'global' }] }]).status).toBe('down');
    expect(read(feed, [{ ...row, currently_affected_locations: [{ id: 'europe-west4' }] }]).status).toBe('degraded');
  });
});

describe('a plain page', () => {
  const feed = feedOf('kling');
  const page = '<!doctype html><html><head><title>Kling</title></head></html>';
  const html = { contentType: 'text/html; charset=utf-8' };

  it.each([
    ['a page', page, html, 'up', null],
    ['a page of its www', page, { ...html, url: 'https://www.klingai.com/global' }, 'up', null],
    ['a server error', page, { ...html, status: 503 }, 'down', null],
    ['a challenge as an error', '<title>Just a moment...</title>', { ...html, status: 503 }, 'unknown', 'refused'],
    ['a challenge that pretends to be fine', `${page}<script>window._cf_chl_opt={}</script>`, html, 'unknown', 'refused'],
    ['a refusal', page, { ...html, status: 403 }, 'unknown', 'refused'],
    ['a network that wants a sign-in', page, { ...html, status: 511 }, 'unknown', 'refused'],
    ['nothing there', page, { ...html, status: 404 }, 'unknown', 'missing'],
    ['a portal', page, { ...html, url: 'https://portal.example/' }, 'unknown', 'wrong-page'],
    ['a portal’s error', page, { ...html, status: 503, url: 'https://portal.example/' }, 'unknown', 'wrong-page'],
    ['no page', '{"ok":true}', {}, 'unknown', 'wrong-page'],
    ['nothing', '', html, 'unknown', 'wrong-page'],
  ] as const)('that is %s', (_name, text, changes, status, reason) => {
    expect(read(feed, text, changes)).toMatchObject({ status, reason });
  });
});
