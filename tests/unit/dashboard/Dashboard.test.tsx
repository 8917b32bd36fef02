import { parseHTML } from 'linkedom';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DashboardAction } from '../../../components/dashboard/actions.ts';
import { Dashboard, type TabId } from '../../../components/dashboard/Dashboard.tsx';
import type { ShelfView } from '../../../components/dashboard/ShelfTab.tsx';
import { LatencyChart } from '../../../components/dashboard/LatencyChart.tsx';
import { timesFor } from '../../../components/shared/times.ts';
import type { BackfillView } from '../../../lib/domain/clips/backfill.ts';
import { GENERATION, PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { unreadable } from '../../../lib/domain/health/tool-reading.ts';
import { DAY, HOUR, MINUTE } from '../../../lib/time.ts';
import { anIncident, aState, dashboardOf, NOW, type Story, ZONE } from '../../support/dashboard-data.ts';

const { document, window } = parseHTML('<html><body></body></html>');
const acted: DashboardAction[] = [];
let root: Element;

beforeEach(() => {
  vi.stubGlobal('document', document);
  vi.stubGlobal('window', window);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  root = document.createElement('div');
  document.body.append(root);
  acted.length = 0;
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

const around = { now: NOW, times: timesFor('en-GB', ZONE), zone: ZONE, act: (action: DashboardAction) => acted.push(action), pending: new Set<string>() };

function draw(story: Story, tab: TabId = 'health'): Element {
  render(<Dashboard content={{ kind: 'ready', view: dashboardOf(story) }} tab={tab} onTab={() => {}} said={null} {...around} />, root);
  return root;
}

function press(name: string): void {
  const button = Array.from(root.querySelectorAll('button')).find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name);
  if (button === undefined) throw new Error(`no button ${name}`);
  button.dispatchEvent(new window.Event('click', { bubbles: true }));
}

const WEEK: Story = { since: NOW - 7 * DAY };

describe('a dashboard without the permission for pika.art', () => {
  it('says what that means on every tab, and asks for it in the click', () => {
    for (const tab of ['health', 'settings'] as const) {
      draw({ ...WEEK, permissionMissing: true }, tab);
      expect(root.textContent).toContain('Pika Keeper may not see pika.art');
      expect(root.textContent).toContain('that time counts neither as up nor as down');
      press('Allow pika.art');
    }
    expect(acted).toEqual([{ kind: 'grant' }, { kind: 'grant' }]);
  });

  it('says nothing of it while it has it', () => {
    expect(draw(WEEK).textContent).not.toContain('may not see');
  });
});

describe('the header', () => {
  it('leads to pika.art where only a person gets on', () => {
    const blocked = { status: 'blocked', since: NOW - 9 * MINUTE, lastFailure: { kind: 'challenge', httpStatus: 403 } } as const;
    draw({ ...WEEK, states: PIKA_MONITORS.map((monitor) => aState(monitor, blocked)) });
    const link = root.querySelector('.top-verdict a');
    expect([link?.getAttribute('href'), link?.getAttribute('rel'), link?.textContent]).toEqual(['https://pika.art/', 'noreferrer', 'Open pika.art']);
    expect(draw(WEEK).querySelector('.top-verdict a')).toBeNull();
  });

  it('says where a pause is ended', () => {
    draw({ ...WEEK, states: PIKA_MONITORS.map((monitor) => aState(monitor, { status: 'paused' })) });
    expect(root.querySelector('.top-verdict')?.textContent).toContain('under Settings');
  });
});

describe('the Health tab', () => {
  it('names each day with its uptime and coverage, and the zone in which it begins', () => {
    draw({ since: NOW - 2 * DAY, outages: [{ monitor: 'pika-api', from: NOW - 26 * HOUR, to: NOW - 25 * HOUR }] });
    const days = Array.from(root.querySelectorAll('[aria-label="API (api.pika.art), last 90 days"] [role="option"]'), (day) => day.getAttribute('aria-label'));
    expect(days).toHaveLength(90);
    expect(days[0]).toMatch(/^Mon,? 24 Aug: not watched$/u);
    expect(days.at(-2)).toMatch(/^Fri,? 20 Nov: [\d.]+\u00a0% up, down for [\d.]+\u00a0\w+, watched [\d.]+\u00a0% of the day$/u);
    expect(root.textContent).toContain('from midnight to midnight in Europe/Berlin');
  });

  it('says in which zone incidents are told, and that there is none', () => {
    expect(draw({ ...WEEK, incidents: [anIncident()] }).textContent).toContain('Times are those of Europe/Berlin.');
    expect(draw(WEEK).textContent).toContain('No incident was seen in the last 90 days.');
    press('Copy 0 incidents of 90 days');
    expect(acted).toEqual([{ kind: 'copy', incidents: [], days: 90, format: 'text' }]);
  });

  it('says why an incident was one: what was said last while it goes on, what was said first when it is over', () => {
    const reasons = ['Model 2.5 fails for you.', 'Models 2.2 and 2.5 fail for you.'].map((text) => ({ monitor: GENERATION, at: NOW - HOUR, text }) as const);
    const whyOf = (end: number | null) => draw({ ...WEEK, incidents: [anIncident({ start: NOW - 2 * HOUR, end, reasons })] }).querySelector('.incident-why')?.textContent;
    expect(whyOf(null)).toBe('Models 2.2 and 2.5 fail for you.');
    expect(whyOf(NOW - HOUR)).toBe('Model 2.5 fails for you.');
    expect(draw({ ...WEEK, incidents: [anIncident()] }).querySelector('.incident-why')).toBeNull();
  });

  it('says of a chart what its lines show', () => {
    const [view] = dashboardOf({ since: NOW - 20 * DAY }).monitors;
    if (view === undefined) throw new Error('no monitor');
    render(<LatencyChart name="Site" latency={view.history.latency} times={around.times} />, root);
    expect(root.querySelector('[role="img"]')?.getAttribute('aria-label')).toMatch(/^Chart: latency of Site over \d+ days\. Usually \d+ ms, slow answers \d+ ms\..*The tables below say the same\.$/u);
    expect(root.querySelector('figcaption')?.textContent).toContain('by day (UTC)');
  });
});

describe('the Clips tab while the whole library is saved', () => {
  const run: BackfillView = { phase: 'looking', found: 40, saved: 10, trouble: 0, files: 3, bytes: 9_000_000, speed: null, left: null };
  const said: string[] = [];
  const shelf: ShelfView = { content: { kind: 'ready', shelf: { clips: [], jobs: [], total: 4, complete: false } }, posters: new Map(), onShown: () => {}, history: { waits: [], hourOf: () => 0 }, troubles: new Map(), unanswered: [], add: { on: [], read: () => ({ jobs: [], bad: [], badCount: 0, repeated: 0, cut: false }), onAdd: () => Promise.resolve(true), isPending: false, settings: '' } };

  function drawClips(view: BackfillView | null, answer: string | null = null): Element {
    vi.stubGlobal('ResizeObserver', class { observe(): void {} disconnect(): void {} });
    const page = { shows: { badge: true, cards: true }, run: view, answer, onShows: () => {}, onBackfill: (command: string) => said.push(command) };
    render(<Dashboard content={{ kind: 'ready', view: dashboardOf(WEEK) }} tab="clips" onTab={() => {}} said={null} shelf={shelf} page={page} {...around} />, root);
    return root;
  }

  it('says how far that is, and holds it or calls it off', () => {
    const line = drawClips(run).querySelector('[aria-label="Your whole library"]');
    expect(line?.textContent).toContain('Saving your whole library: 10 of 40 found are saved.');
    expect(line?.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('25');
    press('Pause');
    press('Cancel');
    expect(said).toEqual(['pause', 'cancel']);
  });

  it('says when a press came to nothing, and nothing of a run that is over', () => {
    expect(drawClips(run, 'Pika Keeper did not answer.').querySelector('[role="alert"]')?.textContent).toBe('Pika Keeper did not answer.');
    for (const none of [null, { ...run, phase: 'done' as const }]) expect(drawClips(none).querySelector('[aria-label="Your whole library"]')).toBeNull();
  });
});

describe('a tool in the settings', () => {
  const own = { id: 'own-abcd1234', name: 'Farm', url: 'https://status.example.com/', dialect: 'auto' } as const;

  it('names the host that it would ask before it is switched on', () => {
    draw(WEEK, 'settings');
    const boxes = Array.from(root.querySelectorAll<HTMLInputElement>('.tool input'));
    expect(boxes).toHaveLength(19);
    expect(boxes.every((box) => !box.checked)).toBe(true);
    expect(root.querySelector('#tool-runway-words')?.textContent).toContain('Asks status.runwayml.com.');
  });

  it('whose host was taken back can be allowed again, or removed', () => {
    const reading = unreadable('not-permitted');
    draw({ ...WEEK, choice: { on: ['luma'], own: [own] }, toolFacts: ['luma', own.id].map((id) => ({ id, askedAt: NOW - MINUTE, reading, misses: 1, dialect: null })), states: [aState('tool:luma', { status: 'unknown' }), aState(`tool:${own.id}`, { status: 'unknown' })] }, 'settings');
    press('Allow Luma Dream Machine');
    press('Allow Farm');
    press('Remove Farm');
    expect(acted).toEqual([{ kind: 'tool-on', id: 'luma' }, { kind: 'tool-on', id: own.id }, { kind: 'remove-tool', id: own.id }]);
  });
});
