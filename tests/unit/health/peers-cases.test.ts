import { describe, expect, it } from 'vitest';
import { exportIncidents } from '../../../lib/domain/health/export/export-incidents.ts';
import { CHECK_FAILURES, type Check, PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { overall } from '../../../lib/domain/health/overall.ts';
import { occurrences, type PauseSpan } from '../../../lib/domain/health/pauses.ts';
import { toolbarBadge } from '../../../lib/domain/toolbar.ts';
import { offsetAt } from '../../../lib/domain/zone.ts';
import { judgeAnswer } from '../../../lib/sources/pika/answers.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { everyMinute, viewOf } from './history-world.ts';
import { type Answer, between, CHALLENGE, clock, ERROR_503, GOOD, run, seeded, START, type Story } from './world.ts';

/**
 * Hard cases that other monitors' users met, one test each at the least; tests/README.md maps those that stand
 * elsewhere. No story below may show an outage that Pika did not have.
 */
const web = ({ checks }: Story): Check[] => checks.filter(({ monitor }) => monitor === 'pika-web');
const time = (at: number): string => new Date(at).toISOString().slice(11, 16);
const badge = (story: Story, now: number): ReturnType<typeof toolbarBadge> =>
  toolbarBadge({ health: overall(story.facts, now, time), activeJobs: 0, urgentClips: 0, urgentBefore: null, needsKey: false });

describe('peers case 1: sleep of six hours, and Wi-Fi 40 s after waking', () => {
  it('is a gap without data: no incident, no word, the uptime as it was', async () => {
    const wake = clock('09:00');
    const story = await run({ asleep: (at) => between(at, '03:00', '09:00'), connected: (at) => at < wake || at >= wake + 40 * SECOND }, 12 * HOUR);
    expect(story.incidents).toEqual([]);
    expect(story.changes.filter(({ kind }) => kind !== 'works' && kind !== 'lost-sight')).toEqual([]);
    const [day] = viewOf(web(story), START + 12 * HOUR).windows;
    expect(day?.uptime).toBe(100);
    const watched = (day?.shares.up ?? 0) + (day?.shares.blocked ?? 0);
    expect(watched).toBeLessThanOrEqual(6 * HOUR + 3 * MINUTE);
    expect(day?.shares.down).toBe(0);
  });
});

describe('peers case 2: the network drops for five minutes', () => {
  it('is said once for all monitors, and on return nothing is said of any', async () => {
    const gone = (at: number): boolean => between(at, '02:00', '02:05');
    const connections: string[] = [];
    const story = await run({ online: (at) => !gone(at), connected: (at) => !gone(at) }, 3 * HOUR, 0.5, ({ watch }) => {
      if (watch !== null && connections.at(-1) !== watch.connection) connections.push(watch.connection);
    });
    expect(connections).toEqual(['online', 'offline', 'online']);
    expect(story.incidents).toEqual([]);
    expect(story.changes.filter(({ at, kind }) => at > clock('00:05') && kind !== 'lost-sight' && kind !== 'works')).toEqual([]);
  });
});

describe('peers case 3: a challenge for ten minutes while the tab works', () => {
  it.each([403, 503])('with status %i is blocked, never down', async (httpStatus) => {
    const story = await run({ pika: (_, at) => (between(at, '02:00', '02:10') ? { ...CHALLENGE, httpStatus } : GOOD), page: () => true }, 4 * HOUR);
    expect([...story.statuses]).not.toContain('down');
    expect([...story.statuses]).toContain('blocked');
    expect(story.incidents).toEqual([]);
    expect(viewOf(web(story), START + 4 * HOUR).windows[0]?.uptime).toBe(100);
  });
});

describe('peers case 4: 200 with something that is not Pika', () => {
  it.each([
    ['a login page', '<title>Sign in</title><form action="/login">'],
    ['maintenance', '<h1>We will be back soon</h1>'],
    ['JSON', '{"ok":true}'],
    ['nothing', ''],
  ])('%s is not up, and not down', (_, body) => {
    const { outcome } = judgeAnswer('pika-web', { status: 200, url: 'https://pika.art/', header: () => null, body });
    expect(outcome).toBe('blocked');
  });

  it('a page where the sign-in service answers with JSON is not up, and not down', async () => {
    const header = (name: string): string | null => (name === 'content-type' ? 'text/html' : null);
    const judged = judgeAnswer('pika-login', { status: 200, url: 'https://login.pika.art/auth/v1/health', header, body: null });
    const story = await run({ pika: (monitor, at) => (monitor === 'pika-login' && between(at, '01:00', '01:10') ? { ...judged, httpStatus: 200 } : GOOD) }, 2 * HOUR);
    expect(judged).toEqual({ outcome: 'blocked', kind: 'wrong-page' });
    expect([story.downs, story.incidents]).toEqual([[], []]);
  });
});

describe('peers case 5: blips and flapping', () => {
  it('(a) 30 s leave at most failed checks', async () => {
    const story = await run({ pika: (_, at) => (between(at, '01:00', '01:00:30') ? ERROR_503 : GOOD) }, 2 * HOUR);
    expect(web(story).filter(({ outcome }) => outcome === 'failed')).toHaveLength(1);
    expect([story.downs, story.incidents]).toEqual([[], []]);
  });

  it('(b) a quarter of the checks good for half an hour is at most one incident, for any luck', async () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const random = seeded(seed);
      const flapping = (monitor: string, at: number): Answer => (monitor === 'pika-web' && between(at, '03:00', '03:30') && random() > 0.25 ? ERROR_503 : GOOD);
      const story = await run({ pika: flapping }, 5 * HOUR);
      expect(story.incidents.length).toBeLessThanOrEqual(1);
      expect(story.incidents.filter(({ open }) => open === 1)).toEqual([]);
    }
  });
});

describe('peers case 6: down at 10:00, up at 11:00', () => {
  it('is reported since 10:00, for an hour, on the reader’s clock with its zone', async () => {
    const story = await run({ pika: (monitor, at) => (monitor === 'pika-web' && between(at, '10:00', '11:00') ? ERROR_503 : GOOD) }, DAY);
    const [incident] = story.incidents;
    if (incident === undefined) throw new Error('no incident');
    const { content } = exportIncidents([{ incident, coverage: 1 }], 'text', null, { now: START + DAY, zone: 'America/St_Johns', pauses: [], nameOf: (id) => id });
    expect(content).toMatch(/Began: +2026-06-01 07:30:00 UTC-02:30\n/);
    expect(content).toMatch(/Confirmed: +2026-06-01 07:31:00 UTC-02:30\n/);
    expect(content).toMatch(/Lasted: +1 h\n/);
    expect(content).toMatch(/Time zone: +America\/St_Johns\n/);
  });
});

describe('peers case 8: the second day of an install, with one failed check', () => {
  it('is 88 grey bars, and never 100 %', async () => {
    const story = await run({ pika: (_, at) => (between(at, '05:00', '05:00:30') ? ERROR_503 : GOOD) }, DAY + 10 * HOUR);
    const { bars, windows } = viewOf(web(story), START + DAY + 10 * HOUR);
    expect(bars.filter(({ status }) => status === 'unknown')).toHaveLength(88);
    for (const { uptime, coverage, days } of windows.filter((window) => window.days >= 7)) {
      expect(uptime).toBeLessThan(100);
      expect(coverage).toBeLessThan((100 * 2) / days);
    }
  });
});

describe('peers case 9: an outage over midnight in India', () => {
  it('lies on both days, and afterwards the header is green though today’s bar is red', async () => {
    // 23:50 to 00:20 on a clock that is five and a half hours ahead.
    const story = await run({ pika: (_, at) => (between(at, '18:20', '18:50') ? ERROR_503 : GOOD) }, DAY);
    const now = START + DAY - 1;
    const bars = viewOf(web(story), now, { offsetAt: (at) => offsetAt('Asia/Kolkata', at) }).bars.slice(-2);
    expect(bars.map(({ status, shares }) => [status, Math.round(shares.down / MINUTE)])).toEqual([['down', 10], ['down', 20]]);
    expect(overall(story.facts, now, time).status).toBe('up');
    const elsewhere = viewOf(web(story), now, { offsetAt: (at) => offsetAt('America/New_York', at) }).bars;
    expect(elsewhere.reduce((sum, { shares }) => sum + shares.down, 0)).toBe(bars.reduce((sum, { shares }) => sum + shares.down, 0));
  });

  it('stays on its days when the clocks change afterwards, and when the traveller’s zone does', () => {
    // 23:50 to 00:20 in Berlin, a few hours before summer time ends there.
    const [from, to] = [Date.UTC(2026, 9, 24, 21, 50), Date.UTC(2026, 9, 24, 22, 20)];
    const first = Date.UTC(2026, 9, 24);
    const checks = everyMinute(first, 3 * 24 * 60, (index) => (first + index * MINUTE >= from && first + index * MINUTE < to ? { outcome: 'failed' } : {}));
    const downBy = (zone: string, now: number): [day: string, minutes: number][] => {
      const { bars } = viewOf(checks.filter(({ at }) => at <= now), now, { offsetAt: (at) => offsetAt(zone, at) });
      return bars.filter(({ shares }) => shares.down > 0).map((bar) => [new Date(bar.from + offsetAt(zone, bar.from)).toISOString().slice(0, 10), bar.shares.down / MINUTE]);
    };
    const inBerlin = [['2026-10-24', 10], ['2026-10-25', 20]];
    expect(downBy('Europe/Berlin', Date.UTC(2026, 9, 24, 23))).toEqual(inBerlin);
    expect(downBy('Europe/Berlin', Date.UTC(2026, 9, 26, 22))).toEqual(inBerlin);
    expect(downBy('Asia/Kathmandu', Date.UTC(2026, 9, 26, 22))).toEqual([['2026-10-25', 30]]);
  });
});

describe('peers case 10: a maintenance window across midnight in another zone', () => {
  it('asks nothing, opens nothing, and stands on neither side of the percentage', async () => {
    const when = { kind: 'weekly', weekdays: [1], startMinute: 23 * 60, minutes: 120, zone: 'Asia/Kolkata' } as const;
    const spans = occurrences({ id: 'w', name: 'W', monitors: null, createdAt: 0, when }, START, START + DAY, offsetAt);
    const pauses: PauseSpan[] = spans.map((span) => ({ ...span, monitors: null, why: 'w' }));
    const story = await run({ pauses, pika: (_, at) => (between(at, '17:31', '19:29') ? ERROR_503 : GOOD) }, DAY);
    expect(story.checks.filter(({ at }) => between(at, '17:30', '19:30'))).toEqual([]);
    expect(story.incidents).toEqual([]);
    const [day] = viewOf(web(story), START + DAY - 1, { pauses: spans }).windows;
    expect(day).toMatchObject({ uptime: 100, shares: { paused: 2 * HOUR, down: 0 } });
    expect(day?.coverage).toBeGreaterThan(99);
  });
});

describe('peers case 15: every answer that a service may give', () => {
  const answers: Answer[] = [GOOD, ERROR_503, CHALLENGE, ...CHECK_FAILURES.map((kind) => ({ outcome: kind === 'http' ? 'failed' : 'blocked', kind }) as const)];

  it.each([...answers, null])('%o gives the badge a word of its own and the tooltip a sentence', async (answer) => {
    const story = await run(answer === null ? { online: () => false } : { pika: () => answer }, 10 * MINUTE);
    const { text, tooltip } = badge(story, START + 10 * MINUTE);
    expect(['', '?', 'off', 'down', 'slow']).toContain(text);
    if (answer?.outcome !== 'up') expect(text).not.toBe('');
    expect(tooltip).toMatch(/\w\.$/);
    expect(tooltip).not.toMatch(/undefined|NaN|null|\[object/);
  });

  it.each([401, 402, 403, 429, 500, 503])('HTTP %i of each monitor is judged, and only 5xx counts as failed', (status) => {
    for (const monitor of PIKA_MONITORS) {
      const host = monitor === 'pika-web' ? 'pika.art' : monitor.replace('pika-', '').concat('.pika.art');
      for (const body of ['', '<html>', '{}']) {
        const { outcome } = judgeAnswer(monitor, { status, url: `https://${host}/`, header: () => null, body });
        expect(outcome === 'failed').toBe(status >= 500);
      }
    }
  });

  it('never leaves a stale green: an hour without a check is a question mark', async () => {
    const story = await run({}, 10 * MINUTE);
    expect(badge(story, START + 10 * MINUTE).text).toBe('');
    expect(badge(story, START + HOUR).text).toBe('?');
  });
});
