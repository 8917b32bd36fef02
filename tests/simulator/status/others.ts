/** Documents of Better Stack, Instatus, Google, Adobe and apistatuscheck. */
import { iso, type Said } from './statuspage.ts';

const BETTER = { up: 'operational', degraded: 'degraded', down: 'downtime', maintenance: 'maintenance' } as const;

export function betterStackIndex(host: string, said: Said, now: number): Record<string, unknown> {
  const resource = (id: string, name: string, status: string) => ({
    id, type: 'status_page_resource', attributes: { status_page_section_id: 1, resource_id: 2, resource_type: 'Monitor', public_name: name, explanation: '', position: 0, fixed_position: false, widget_type: 'history', availability: 0.99, status_history: [], status },
  });
  const trouble = said !== 'up';
  const report = {
    id: '9', type: 'status_report',
    attributes: { title: 'Ray 2 is slow', report_type: said === 'maintenance' ? 'maintenance' : 'manual', starts_at: iso(now - 900_000), ends_at: null, status_page_resources: [], affected_resources: [], aggregate_state: BETTER[said] },
    relationships: { status_updates: { data: [{ id: '91', type: 'status_update' }] } },
  };
  const update = { id: '91', type: 'status_update', attributes: { message: 'Looking.', published_at: iso(now - 600_000), notify_subscribers: false } };
  return {
    data: {
      id: '1', type: 'status_page',
      attributes: { company_name: 'Luma', company_url: 'https://lumalabs.ai', timezone: 'UTC', subdomain: 'lumalabs', custom_domain: host, announcement: null, aggregate_state: BETTER[said] },
      relationships: {},
    },
    included: [
      { id: '1', type: 'status_page_section', attributes: { name: 'Models', position: 0 } },
      resource('2', 'Ray 2', BETTER[said]), resource('3', 'Website', said === 'degraded' ? 'operational' : BETTER[said]), resource('4', 'Blog', 'not_monitored'),
      ...(trouble ? [report, update] : []),
    ],
  };
}

export function instatusSummary(host: string, said: Said, now: number): Record<string, unknown> {
  const page = { name: 'fal', url: `https://${host}`, status: said === 'up' ? 'UP' : said === 'maintenance' ? 'UNDERMAINTENANCE' : 'HASISSUES' };
  const incident = { name: 'Queue is stuck', started: iso(now - 600_000), status: 'INVESTIGATING', impact: said === 'down' ? 'MAJOROUTAGE' : 'DEGRADEDPERFORMANCE', url: `https://${host}/incident/1` };
  return {
    page,
    activeIncidents: said === 'degraded' || said === 'down' ? [incident] : [],
    activeMaintenances: said === 'maintenance' ? [{ name: 'Upgrade', start: iso(now - 60_000), status: 'INPROGRESS', duration: '60', url: `https://${host}/maintenance/1` }] : [],
  };
}

export function instatusComponents(said: Said): Record<string, unknown> {
  const word = { up: 'OPERATIONAL', degraded: 'PARTIALOUTAGE', down: 'MAJOROUTAGE', maintenance: 'UNDERMAINTENANCE' }[said];
  return { components: [{ id: 'c1', name: 'Queue', description: '', status: word, order: 1, group: null }] };
}

export function googleIncidents(said: Said, now: number): unknown[] {
  const row = (id: string, product: string, end: string | null, impact: string) => ({
    id, number: '1', begin: iso(now - 900_000), created: iso(now - 600_000), ...(end === null ? {} : { end }), modified: iso(now - 60_000),
    external_desc: `${product}: elevated errors`, updates: [], most_recent_update: { created: iso(now), modified: iso(now), when: iso(now - 60_000), text: 'Working on it.', status: impact, affected_locations: [] },
    status_impact: impact, severity: 'high', service_key: 'k', service_name: 'Multiple Products', affected_products: [{ title: product, id: 'p', current_version: 1 }], uri: `incidents/${id}`,
    currently_affected_locations: said === 'degraded' ? [{ title: 'Iowa (us-central1)', id: 'us-central1' }] : [], previously_affected_locations: [],
  });
  const old = row('old', 'Vertex AI API', iso(now - 300_000), 'SERVICE_OUTAGE');
  const foreign = row('foreign', 'Cloud Storage', null, 'SERVICE_OUTAGE');
  return said === 'up' || said === 'maintenance' ? [foreign, old] : [row('new', 'Vertex Gemini API', null, 'SERVICE_OUTAGE'), foreign, old];
}

export function adobeEvents(said: Said, now: number): Record<string, unknown> {
  const second = (at: number): number => Math.floor(at / 1000);
  const product = (name: string, status: string, severity: string) => ({
    id: name, name, startedOn: second(now - 900_000), endedOn: 0, environments: {}, regions: {},
    history: {
      1: { status: 'Discovery', severity, titleToken: 't1', messageToken: 'm1', statusTime: second(now - 600_000) },
      2: { status, severity, titleToken: 't1', messageToken: 'm1', statusTime: second(now - 300_000) },
    },
  });
  const severity = said === 'down' ? 'Critical' : 'Minor';
  const firefly = { id: 'i1', clouds: {}, products: { p1: product('Adobe Firefly', 'Opened', severity) } };
  const closed = { id: 'i2', clouds: {}, products: { p1: product('Adobe Firefly', 'Closed', 'Critical') } };
  const other = { id: 'i3', clouds: {}, products: { p2: product('Adobe Analytics', 'Opened', 'Critical') } };
  const texts = { en: { t1: { token: 't1', textMessage: 'Firefly is slow' } } };
  const works = { id: 'w1', status: 'Started', scheduledDate: second(now - 60_000), startedOn: second(now - 60_000), completedOn: 0, products: { p1: product('Adobe Firefly', 'Started', '') } };
  return {
    incidentEvent: { incidents: { i2: closed, i3: other, ...(said === 'degraded' || said === 'down' ? { i1: firefly } : {}) }, messages: texts },
    maintenanceEvent: { maintenance: said === 'maintenance' ? { w1: works } : {}, messages: texts },
  };
}

export function aggregatorOne(said: Said, now: number): Record<string, unknown> {
  const status = said === 'up' ? 'up' : said;
  return { api: { name: 'Pika', category: 'ai', description: '', statusPageUrl: null, docsUrl: null, status, lastChecked: iso(now) }, links: { page: 'https://apistatuscheck.com/api/pika', history: '' } };
}

export function aggregatorAll(said: Said, now: number): Record<string, unknown> {
  return { apis: [{ slug: 'openai', status: 'up' }, { slug: 'pika', status: said }], count: 2, lastUpdated: iso(now) };
}
