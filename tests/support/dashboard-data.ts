/** Stories of a dashboard, for its gallery and its tests: what was checked, and all that is made of it. */
import type { DashboardView } from '../../components/dashboard/Dashboard.tsx';
import { timesFor } from '../../components/shared/times.ts';
import { type DashboardData, DASHBOARD_DAYS, monitorViews } from '../../lib/domain/dashboard/view.ts';
import { summaryOf } from '../../lib/domain/health/history/monitor-day.ts';
import { historyView } from '../../lib/domain/health/history/view.ts';
import type { Incident } from '../../lib/domain/health/incident.ts';
import { type Check, GENERATION, type MonitorId, type MonitorState, PIKA_MONITORS } from '../../lib/domain/health/monitor.ts';
import { newState } from '../../lib/domain/health/fold.ts';
import { overall } from '../../lib/domain/health/overall.ts';
import { toolViews } from '../../lib/domain/health/tool-view.ts';
import type { ToolFacts } from '../../lib/domain/health/tool-record.ts';
import { monitorOf, NO_TOOLS, type ToolChoice, watchedTools } from '../../lib/domain/health/tools.ts';
import { headerView } from '../../lib/domain/popup/header.ts';
import { offsetAt } from '../../lib/domain/zone.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { seeded } from './seeded.ts';

export const NOW = Date.UTC(2026, 10, 21, 13, 5);
export const ZONE = 'Europe/Berlin';

export interface Outage {
  readonly monitor: MonitorId;
  readonly from: number;
  readonly to: number;
  readonly outcome?: 'failed' | 'blocked';
}

export interface Story {
  /** Since when this browser watches. */
  readonly since: number;
  readonly outages?: readonly Outage[];
  readonly incidents?: readonly Incident[];
  readonly choice?: ToolChoice;
  readonly states?: readonly MonitorState[];
  readonly reader?: DashboardData['reader'];
  readonly generation?: DashboardData['generation'];
  /** What each watched tool's page said last. */
  readonly toolFacts?: readonly ToolFacts[];
  /** Tools whose days are as long as Pika's. */
  readonly withTools?: boolean;
  readonly permissionMissing?: boolean;
  readonly pauses?: DashboardData['pauses'];
  readonly windows?: DashboardData['windows'];
}

/** Apart by no more than what one check covers. */
const STEP = 2 * MINUTE;

export function anIncident(fields: Partial<Incident> = {}): Incident {
  const start = fields.start ?? NOW - 26 * HOUR;
  const monitor = 'pika-web';
  return {
    id: `pika-${start}`,
    service: 'pika',
    severity: 'down',
    start,
    confirmedAt: start + 65 * SECOND,
    end: start + 47 * MINUTE,
    open: fields.end === null ? 1 : 0,
    monitors: [monitor],
    parts: [{ monitor, severity: 'down', start, end: fields.end === undefined ? start + 47 * MINUTE : fields.end }],
    models: [],
    jobs: [],
    evidence: [0, 33, 65].map((second) => ({ monitor, at: start + second * SECOND, kind: 'http', httpStatus: 503, latencyMs: 212, edge: 'FRA' })),
    notices: [],
    ...fields,
  };
}

export function aState(monitor: MonitorId, fields: Partial<MonitorState> = {}): MonitorState {
  return { ...newState(monitor, NOW - 20 * HOUR), status: 'up', since: NOW - 20 * HOUR, lastCheckAt: NOW - 20 * SECOND, lastOkAt: NOW - 20 * SECOND, latencyMs: 140, ...fields };
}

/** The story as the dashboard shows it at `NOW`. */
export function dashboardOf(story: Story): DashboardView {
  const choice = story.choice ?? NO_TOOLS;
  const states = story.states ?? (story.since < NOW ? PIKA_MONITORS.map((monitor) => aState(monitor)) : []);
  const facts = { states, watch: null };
  const options = { now: NOW, days: DASHBOARD_DAYS, offsetAt: (at: number): number => offsetAt(ZONE, at) };
  const watched: readonly MonitorId[] = story.since >= NOW ? [] : story.withTools === true ? [...PIKA_MONITORS, GENERATION, ...watchedTools(choice).map(({ id }) => monitorOf(id))] : PIKA_MONITORS;
  const history = historyView(new Map(watched.map((monitor, index) => [monitor, summaries(monitor, index + 1, story)])), options);
  const times = timesFor('en-GB', ZONE);
  const health = overall(facts, NOW, (at) => times.short(at, NOW));
  const data: DashboardData = {
    health,
    history,
    incidents: story.incidents ?? [],
    coverage: new Map((story.incidents ?? []).map(({ id }) => [id, 0.974])),
    choice,
    tools: toolViews(choice, states, story.toolFacts ?? [], NOW),
    pauses: story.pauses ?? [],
    windows: story.windows ?? [],
    reader: story.reader ?? null,
    generation: story.generation ?? null,
  };
  const permissionMissing = story.permissionMissing ?? false;
  return { data, header: headerView(health, permissionMissing, NOW), monitors: monitorViews(data, NOW, options.offsetAt), permissionMissing };
}

function summaries(monitor: MonitorId, seed: number, story: Story) {
  const random = seeded(seed);
  const found = [];
  for (let day = Math.floor(story.since / DAY) * DAY; day < NOW; day += DAY) {
    const checks: Check[] = [];
    // The computer sleeps at night, one day at a time.
    const awake = day + (6 + 2 * random()) * HOUR;
    for (let at = Math.max(awake, story.since); at < Math.min(awake + 16 * HOUR, NOW); at += STEP) checks.push(check(monitor, at, random, story.outages ?? []));
    found.push(summaryOf({ monitor, pauses: story.pauses ?? [], until: NOW }, day, checks, null));
  }
  return found;
}

function check(monitor: MonitorId, at: number, random: () => number, outages: readonly Outage[]): Check {
  const outage = outages.find((one) => one.monitor === monitor && at >= one.from && at < one.to);
  const edge = monitor === 'pika-web' ? 'fra1' : random() < 0.8 ? 'FRA' : 'AMS';
  if (outage !== undefined) return { monitor, at, outcome: outage.outcome ?? 'failed', latencyMs: 200, httpStatus: 503, edge, kind: outage.outcome === 'blocked' ? 'challenge' : 'http' };
  const drift = 1 + 0.4 * Math.sin(at / (9 * DAY));
  return { monitor, at, outcome: 'up', latencyMs: Math.round((90 + 120 * random() ** 4) * drift + (random() < 0.03 ? 900 : 0)), httpStatus: 200, edge, kind: null };
}
