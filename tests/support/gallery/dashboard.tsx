/** The dashboard's states, one by one, as people will meet them. */
import { render } from 'preact';
import { Dashboard, type DashboardContent, type TabId } from '../../../components/dashboard/Dashboard.tsx';
import type { SavingView } from '../../../components/dashboard/saving/Saving.tsx';
import type { SettingsFileView } from '../../../components/dashboard/saving/SettingsFile.tsx';
import type { SourcesView } from '../../../components/dashboard/job-sources/Sources.tsx';
import type { ArchiveView } from '../../../components/dashboard/archive/Archive.tsx';
import { timesFor } from '../../../components/shared/times.ts';
import { GENERATION, PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { FOREVER } from '../../../lib/domain/health/pauses.ts';
import { type ToolReading, type ToolStatus, unreadable } from '../../../lib/domain/health/tool-reading.ts';
import { DAY, HOUR, MINUTE } from '../../../lib/time.ts';
import { anIncident, aState, dashboardOf, NOW, type Outage, type Story, ZONE } from '../dashboard-data.ts';
import { SOURCES_FULL, SOURCES_OFF, SOURCES_PAUSED } from './sources.tsx';
import { ARCHIVE_BUSY, ARCHIVE_DONE, ARCHIVE_IDLE } from './archive.ts';
import { FILE_IDLE, FILE_TAKEN, SAVING_CAPPED, SAVING_PAUSED, SAVING_PLAIN } from './saving.ts';
import '../../../entrypoints/dashboard/style.css';

const at = (daysAgo: number, hour: number): number => Math.floor(NOW / DAY) * DAY - daysAgo * DAY + hour * HOUR;
const OUTAGES: readonly Outage[] = [
  { monitor: 'pika-web', from: at(1, 12), to: at(1, 12) + 47 * MINUTE },
  { monitor: 'pika-api', from: at(1, 12), to: at(1, 13) },
  { monitor: 'pika-api', from: at(17, 9), to: at(17, 15) },
  { monitor: 'pika-cdn', from: at(31, 10), to: at(31, 10) + 6 * MINUTE },
  { monitor: 'pika-login', from: at(44, 14), to: at(44, 16), outcome: 'blocked' },
  { monitor: 'pika-web', from: at(62, 8), to: at(62, 23) },
];
const INCIDENTS = [
  anIncident({ start: at(1, 12), end: at(1, 13), monitors: ['pika-web', 'pika-api'], notices: [{ from: 'status.example.com', at: at(1, 12) + 31 * MINUTE }] }),
  anIncident({ start: at(17, 9), end: at(17, 15), monitors: ['pika-api'], models: ['2.5'], jobs: ['pika-page:00000001-8a1e'] }),
  anIncident({ start: at(31, 10), end: at(31, 10) + 6 * MINUTE, monitors: ['pika-cdn'], severity: 'degraded' }),
];
const PARTLY = anIncident({
  start: NOW - 40 * MINUTE,
  end: null,
  severity: 'degraded',
  monitors: [GENERATION],
  parts: [{ monitor: GENERATION, severity: 'degraded', start: NOW - 40 * MINUTE, end: null }],
  models: ['2.5'],
  jobs: ['pika-page:0b6f6e6a-8f11'],
  evidence: [38, 37, 36].map((minute) => ({ monitor: GENERATION, at: NOW - minute * MINUTE, kind: 'generation', httpStatus: null, latencyMs: null, edge: null })),
  reasons: [
    { monitor: GENERATION, at: NOW - 38 * MINUTE, text: 'Pika takes longer than usual for you: 14\u00a0min now, usually 3\u00a0min.' },
    { monitor: GENERATION, at: NOW - 12 * MINUTE, text: 'Model 2.5 fails for you; 2.2 works.' },
  ],
});
const LONG: Story = { since: NOW - 120 * DAY, outages: OUTAGES, incidents: INCIDENTS };
const CHOICE = { on: ['runway', 'cloudflare', 'kling'], own: [{ id: 'own-abcd1234', name: 'Our render farm', url: 'https://status.example.com/', dialect: 'auto' }] } as const;
const DOWN = { status: 'down', since: NOW - 25 * MINUTE, failingSince: NOW - 25 * MINUTE, failuresInARow: 20, outageSince: NOW - 25 * MINUTE, lastFailure: { kind: 'http', httpStatus: 503 } } as const;

const USUAL = { medianMs: 3 * MINUTE, madMs: MINUTE / 2, p95Ms: 6 * MINUTE, count: 24, basis: 'hour' } as const;
const OWN: Story['generation'] = {
  status: 'degraded',
  reason: 'model-unavailable',
  since: NOW - 40 * MINUTE,
  sentence: 'Model 2.5 fails for you; 2.2 works.',
  judgedAt: NOW - MINUTE / 2,
  seenAt: NOW - 4 * MINUTE,
  checkedAt: NOW - 4 * MINUTE,
  perModel: [
    { name: '2.2', status: 'works', made: 3, failed: 0, waitMs: 4 * MINUTE, startMs: MINUTE, usual: USUAL, usualStart: USUAL },
    { name: '2.5', status: 'unavailable', made: 0, failed: 4, waitMs: null, startMs: null, usual: { ...USUAL, basis: 'assumed' }, usualStart: USUAL },
  ],
  perFeature: [{ name: 'i2v', status: 'failing', made: 3, failed: 4, waitMs: 4 * MINUTE, startMs: null }],
  stuck: [{ job: 'pika-page:0b6f6e6a-8f11', model: '2.2', since: NOW - 23 * MINUTE, progress: 99 }],
  facts: [
    { kind: 'charged-without-output', at: NOW - 2 * HOUR, job: 'pika-page:0b6f6e6a-8f11', detail: 'balance 80 → 68, cost 12' },
    { kind: 'export-broken', at: NOW - HOUR, job: 'pika-page:1c7a6e6a-8f11', detail: 'link-dead' },
  ],
  jobs: [],
};
const TROUBLE: Story = {
  ...LONG,
  generation: OWN,
  choice: CHOICE,
  states: [...PIKA_MONITORS.map((monitor) => aState(monitor, monitor === 'pika-web' ? DOWN : {})), aState(GENERATION, { status: 'degraded' })],
  outages: [...OUTAGES, { monitor: 'pika-web', from: NOW - 25 * MINUTE, to: NOW }],
  incidents: [anIncident({ start: NOW - 25 * MINUTE, end: null }), PARTLY, ...INCIDENTS],
  reader: { since: NOW - 3 * HOUR, shapes: [] },
};
const SETTINGS: Story = {
  ...TROUBLE,
  pauses: [{ from: NOW - HOUR, to: FOREVER, monitors: ['tool:kling'], why: 'manual' }],
  windows: [
    { id: 'a', name: 'Deploy night', monitors: null, createdAt: NOW - DAY, when: { kind: 'weekly', weekdays: [2, 4], startMinute: 1350, minutes: 90, zone: ZONE } },
    { id: 'b', name: 'Moving the office', monitors: ['pika-web'], createdAt: NOW - DAY, when: { kind: 'once', from: NOW + DAY, to: NOW + 2 * DAY } },
  ],
};

const reading = (status: ToolStatus, note: string | null = null): ToolReading => ({ status, reason: null, note, incidents: [], firstNoticeAt: null, components: [] });
const MANY = { ...CHOICE, on: ['runway', 'luma', 'kling', 'adobe', 'cloudflare'] };
const SAID: Readonly<Record<string, ToolReading>> = {
  runway: reading('up'),
  luma: reading('degraded', 'Ray 2 is slow'),
  kling: reading('up'),
  adobe: unreadable('refused', 'It answers with error 403.'),
  cloudflare: reading('maintenance', 'Network maintenance in FRA'),
  'own-abcd1234': unreadable('not-permitted'),
};
/** Ten monitors and more, ninety days each, with several incidents. */
const FULL: Story = {
  ...TROUBLE,
  reader: null,
  choice: MANY,
  withTools: true,
  toolFacts: Object.entries(SAID).map(([id, said]) => ({ id, askedAt: NOW - 2 * MINUTE, reading: said, misses: 0, dialect: null })),
  states: [
    ...(TROUBLE.states ?? []),
    ...Object.entries(SAID).map(([id, { status }]) => aState(`tool:${id}`, { status: status === 'up' || status === 'degraded' ? status : 'unknown', lastCheckAt: NOW - 2 * MINUTE })),
  ],
  outages: [...(TROUBLE.outages ?? []), { monitor: 'tool:luma', from: at(9, 9), to: at(9, 12) }, { monitor: 'tool:cloudflare', from: at(3, 8), to: at(3, 20) }],
};
const blocked = { status: 'blocked', since: NOW - 9 * MINUTE, lastFailure: { kind: 'challenge', httpStatus: 403 } } as const;
const BLOCKED: Story = { ...LONG, states: PIKA_MONITORS.map((monitor) => aState(monitor, monitor === 'pika-web' ? blocked : {})) };

interface DashboardScene {
  readonly story: Story;
  readonly tab?: TabId;
  readonly opened?: boolean;
  readonly content?: DashboardContent;
  readonly said?: string;
  readonly archive?: ArchiveView;
  readonly sources?: SourcesView;
  readonly saving?: SavingView;
  readonly file?: SettingsFileView;
}

const SCENES: Readonly<Record<string, DashboardScene>> = {
  'dash-first-day': { story: { since: NOW } },
  'dash-day-two': { story: { since: NOW - 26 * HOUR } },
  'dash-ninety': { story: LONG },
  'dash-opened': { story: LONG, opened: true },
  'dash-trouble': { story: TROUBLE },
  'dash-full': { story: FULL },
  'dash-full-settings': { story: FULL, tab: 'settings', said: 'Luma Dream Machine is watched from now on.' },
  'dash-blocked': { story: BLOCKED },
  'dash-permission': { story: { ...LONG, states: PIKA_MONITORS.map((monitor) => aState(monitor, { status: 'unknown' })), permissionMissing: true } },
  'dash-broken': { story: LONG, content: { kind: 'broken', why: 'closed' } },
  'dash-settings': { story: SETTINGS, tab: 'settings', archive: ARCHIVE_IDLE },
  'dash-sources-off': { story: { since: NOW }, tab: 'settings', sources: SOURCES_OFF },
  'dash-sources': { story: { since: NOW }, tab: 'settings', sources: SOURCES_FULL },
  'dash-sources-paused': { story: { since: NOW }, tab: 'settings', sources: SOURCES_PAUSED },
  'dash-archive': { story: { since: NOW }, tab: 'settings', archive: ARCHIVE_DONE },
  'dash-saving': { story: { since: NOW }, tab: 'settings', saving: SAVING_PLAIN, file: FILE_IDLE },
  'dash-saving-capped': { story: { since: NOW }, tab: 'settings', saving: SAVING_CAPPED, file: FILE_TAKEN },
  'dash-saving-paused': { story: { since: NOW }, tab: 'settings', saving: SAVING_PAUSED },
  'dash-archive-busy': { story: { since: NOW }, tab: 'settings', archive: ARCHIVE_BUSY },
};

const scene = SCENES[location.hash.slice(1)];
const root = document.getElementById('dashboard');
if (scene && root) {
  const around = { now: NOW, times: timesFor('en-GB', ZONE), zone: ZONE, act: () => {}, pending: new Set<string>() };
  render(<Dashboard content={scene.content ?? { kind: 'ready', view: dashboardOf(scene.story) }} tab={scene.tab ?? 'health'} onTab={() => {}} said={scene.said ?? null} archive={scene.archive ?? null} sources={scene.sources ?? null} saving={scene.saving ?? null} file={scene.file ?? null} {...around} />, root);
  for (const details of document.querySelectorAll('.stuck ~ details')) details.setAttribute('open', '');
  if (scene.opened) for (const details of document.querySelectorAll('.card:nth-of-type(2) > details, .incident')) details.setAttribute('open', '');
}

// The camera asks which pictures there are to take.
Object.assign(globalThis, { galleryScenes: Object.keys(SCENES) });
