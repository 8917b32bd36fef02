/** Atlassian's document, and incident.io's own. */

export type Said = 'up' | 'degraded' | 'down' | 'maintenance';

const INDICATOR = { up: 'none', degraded: 'minor', down: 'critical', maintenance: 'maintenance' } as const;
const PART = { up: 'operational', degraded: 'degraded_performance', down: 'major_outage', maintenance: 'under_maintenance' } as const;
const SENTENCE = { up: 'All Systems Operational', degraded: 'Partially Degraded Service', down: 'Major Service Outage', maintenance: 'Service Under Maintenance' } as const;

export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** `summary.json` with every field that real ones have. */
export function statuspageSummary(host: string, said: Said, now: number): Record<string, unknown> {
  const page = { id: 's9lfdrzmhryw', name: host, url: `https://${host}`, time_zone: 'Etc/UTC', updated_at: iso(now - 60_000) };
  const part = (name: string, status: string, group = false) => ({
    id: `id-${name}`, name, status, created_at: iso(0), updated_at: iso(now), position: 1, description: null, showcase: true,
    start_date: null, group_id: null, group, page_id: page.id, only_show_if_degraded: false,
  });
  return {
    page,
    components: [part('Everything', PART[said], true), part('Public API', PART[said]), part('App', said === 'degraded' ? 'operational' : PART[said])],
    incidents: said === 'degraded' || said === 'down' ? [incident(page.id, said, now)] : [],
    scheduled_maintenances: said === 'maintenance' ? [maintenance(page.id, now)] : [],
    status: { indicator: INDICATOR[said], description: SENTENCE[said] },
  };
}

function incident(pageId: string, said: Said, now: number) {
  return {
    id: 'p31zjtct2jer', name: 'Generations fail', status: 'investigating', impact: said === 'down' ? 'critical' : 'minor',
    created_at: iso(now - 600_000), updated_at: iso(now - 120_000), started_at: iso(now - 900_000), monitoring_at: null, resolved_at: null,
    shortlink: 'https://stspg.io/p31zjtct2jer', page_id: pageId,
    incident_updates: [{ id: 'u1', status: 'investigating', body: 'We are looking into it.', created_at: iso(now - 600_000), updated_at: iso(now), display_at: iso(now), affected_components: null }],
    components: [{ id: 'id-Public API', name: 'Public API', status: PART[said] }],
  };
}

function maintenance(pageId: string, now: number) {
  return {
    id: 'm1', name: 'Database upgrade', status: 'in_progress', impact: 'maintenance', created_at: iso(now - 86_400_000), updated_at: iso(now),
    started_at: iso(now - 60_000), monitoring_at: null, resolved_at: null, shortlink: 'https://stspg.io/m1', page_id: pageId, incident_updates: [],
    components: [], scheduled_for: iso(now - 60_000), scheduled_until: iso(now + 3_600_000),
  };
}

const FULL = { ...PART, down: 'full_outage' } as const;

/** `/proxy/<host>`. */
export function incidentIoSummary(host: string, said: Said, now: number): Record<string, unknown> {
  const names = ['Chat', 'Sora', 'Video generation'];
  const components = names.map((name, index) => ({ id: `01C${index}`, name }));
  const affected = said === 'up' ? [] : components.slice(1).map(({ id }) => ({ component_id: id, status: FULL[said] }));
  const ongoing = {
    id: '01INC', name: 'Elevated errors in video', status: 'identified', published_at: iso(now - 600_000), affected_components: affected,
    updates: [{ published_at: iso(now - 600_000), message_string: 'Looking.' }, { published_at: iso(now - 300_000), message_string: 'Found.' }],
  };
  return {
    summary: {
      id: '01PAGE', name: host, public_url: `https://${host}`, components, affected_components: affected,
      structure: { items: [{ group: { id: 'g', name: 'All', hidden: false, components: components.map(({ id, name }) => ({ component_id: id, name })) } }] },
      ongoing_incidents: said === 'degraded' || said === 'down' ? [ongoing] : [],
      in_progress_maintenances: said === 'maintenance' ? [{ ...ongoing, name: 'Upgrade', status: 'in_progress' }] : [],
      scheduled_maintenances: [],
    },
  };
}
