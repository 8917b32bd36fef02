import { describe, expect, it } from 'vitest';
import { overall } from '../../../lib/domain/health/overall.ts';
import { INTERVAL } from '../../../lib/domain/health/pace.ts';
import { judgeAnswer } from '../../../lib/sources/pika/answers.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { between, CHALLENGE, clock, ERROR_503, GOOD, run, seeded, START } from './world.ts';

const time = (at: number): string => new Date(at).toISOString().slice(11, 16);

describe('an outage', () => {
  it('is said after confirmation, back-dated to its first failure, and ends with its first good check', async () => {
    const story = await run({ pika: (_, at) => (between(at, '10:00', '11:00') ? ERROR_503 : GOOD) }, DAY);
    const web = story.changes.filter((change) => change.monitor === 'pika-web');
    expect(web.map((change) => change.kind)).toEqual(['works', 'went-down', 'recovered']);
    const [, down, up] = web;
    expect(down?.since).toBeGreaterThanOrEqual(clock('10:00'));
    expect(down?.since).toBeLessThan(clock('10:01'));
    expect((down?.at ?? 0) - (down?.since ?? 0)).toBe(INTERVAL);
    expect(up?.since).toBeGreaterThanOrEqual(clock('11:00'));
    expect(up?.since).toBeLessThan(clock('11:01'));
    expect((up?.at ?? 0) - (up?.since ?? 0)).toBe(INTERVAL);
    expect(up?.outageSince).toBe(down?.since);
  });

  it('of one part leaves the others alone', async () => {
    const story = await run({ pika: (monitor, at) => (monitor === 'pika-cdn' && at > clock('01:00') ? ERROR_503 : GOOD) }, 2 * HOUR);
    expect([...story.states.values()].map((state) => state.status)).toEqual(['up', 'up', 'down', 'up']);
  });

  it('is one outage, told once and ended once, though the machine sleeps in the middle', async () => {
    const story = await run(
      { pika: (_, at) => (between(at, '10:00', '16:00') ? ERROR_503 : GOOD), asleep: (at) => between(at, '11:00', '15:00') },
      DAY,
    );
    const web = story.changes.filter((change) => change.monitor === 'pika-web').map((change) => change.kind);
    expect(web.filter((kind) => kind === 'went-down')).toHaveLength(1);
    expect(web.filter((kind) => kind === 'recovered')).toHaveLength(1);
  });

  it('with a quarter of the checks good for half an hour is told at most once, and ended once', async () => {
    const random = seeded(7);
    const story = await run(
      { pika: (monitor, at) => (monitor === 'pika-web' && between(at, '03:00', '03:30') && random() > 0.25 ? ERROR_503 : GOOD) },
      6 * HOUR,
    );
    expect(story.downs).toHaveLength(1);
    expect(story.changes.filter((change) => change.kind === 'recovered')).toHaveLength(1);
  });
});

describe('200 outages and 200 blips over 20 days', () => {
  it('finds every outage within an interval and says nothing of any blip', async () => {
    const random = seeded(42);
    const slots = Array.from({ length: 400 }, (_, i) => START + HOUR + i * 70 * MINUTE + random() * 10 * MINUTE);
    const spans = slots.map((from, i) => {
      const outage = i % 2 === 0;
      return { from, outage, to: from + (outage ? 3 * MINUTE + random() * 50 * MINUTE : 5 * SECOND + random() * 55 * SECOND) };
    });
    const failing = (at: number): boolean => spans.some(({ from, to }) => at >= from && at < to);
    const story = await run(
      { pika: (monitor, at) => (monitor === 'pika-api' && failing(at) ? ERROR_503 : GOOD), lateness: () => random() * SECOND },
      20 * DAY,
    );
    const outages = spans.filter((span) => span.outage);
    expect(story.downs).toHaveLength(outages.length);
    const ends = story.changes.filter((change) => change.kind === 'recovered');
    outages.forEach((outage, i) => {
      expect(Math.abs((story.downs[i]?.since ?? 0) - outage.from)).toBeLessThanOrEqual(INTERVAL + 2 * SECOND);
      expect(Math.abs((ends[i]?.since ?? 0) - outage.to)).toBeLessThanOrEqual(INTERVAL + 2 * SECOND);
    });
    expect(story.checks.filter((check) => check.outcome === 'failed').length).toBeGreaterThan(outages.length * 3);
  });
});

describe('our own troubles are never Pika’s downtime', () => {
  it('six hours of sleep, then Wi-Fi that takes 40 s: a gap, no check, no word', async () => {
    const wake = clock('09:00');
    const story = await run(
      { asleep: (at) => between(at, '03:00', '09:00'), connected: (at) => at < wake || at >= wake + 40 * SECOND },
      DAY,
    );
    expect(story.downs).toEqual([]);
    expect(story.checks.filter((check) => check.at >= clock('03:00') && check.at < wake)).toEqual([]);
    expect(story.checks.some((check) => check.outcome === 'failed')).toBe(false);
    expect(story.statuses).not.toContain('down');
  });

  it('Wi-Fi that lets control hosts through first, within a minute of waking', async () => {
    const wake = clock('09:00');
    const story = await run(
      { asleep: (at) => between(at, '03:00', '09:00'), pika: (_, at) => (at >= wake && at < wake + 55 * SECOND ? ERROR_503 : GOOD) },
      12 * HOUR,
    );
    expect(story.checks.some((check) => check.outcome === 'failed')).toBe(false);
  });

  it('offline for five minutes: offline once, and no monitor down', async () => {
    const story = await run({ online: (at) => !between(at, '02:00', '02:05'), connected: (at) => !between(at, '02:00', '02:05') }, 4 * HOUR);
    expect(story.statuses).not.toContain('down');
    expect(story.facts.watch?.connection).toBe('online');
    expect(story.checks.filter((check) => between(check.at, '02:00', '02:05'))).toEqual([]);
  });

  it('a captive portal, which the browser takes for a connection', async () => {
    const story = await run({ connected: (at) => !between(at, '02:00', '05:00') }, 4 * HOUR);
    expect(story.statuses).not.toContain('down');
    const health = overall(story.facts, clock('04:00'), time);
    expect(health.status).toBe('offline');
    expect(health.sentence).toContain('connection');
  });

  it('flaky Wi-Fi for a day', async () => {
    const random = seeded(3);
    const drops = Array.from({ length: 400 }, () => ({ from: START + random() * DAY, length: 2 * SECOND + random() * 4 * MINUTE }));
    const connected = (at: number): boolean => !drops.some(({ from, length }) => at >= from && at < from + length);
    const story = await run({ connected, online: (at) => connected(at) || random() < 0.5, lateness: () => random() * 3 * SECOND }, DAY);
    expect(story.statuses).not.toContain('down');
  });

  it('a permission taken back', async () => {
    const story = await run({ permitted: (at) => at < clock('01:00'), pika: (_, at) => (at < clock('01:00') ? GOOD : ERROR_503) }, 2 * HOUR);
    expect(story.statuses).not.toContain('down');
    const health = overall(story.facts, clock('02:00'), time);
    expect(health.status).toBe('unknown');
    expect(health.sentence).toContain('extensions page');
  });

  it('a challenge of ten minutes', async () => {
    const story = await run({ pika: (_, at) => (between(at, '02:00', '02:10') ? CHALLENGE : GOOD) }, 4 * HOUR);
    const web = story.changes.filter((change) => change.monitor === 'pika-web').map((change) => change.kind);
    expect(web).toEqual(['works', 'blocked', 'works']);
  });

  it('a lost login: the API refuses, and is up all the same', async () => {
    const refusal = { status: 401, url: 'https://api.pika.art/', header: () => null, body: null };
    const story = await run({ pika: (monitor) => (monitor === 'pika-api' ? { ...judgeAnswer(monitor, refusal), httpStatus: 401 } : GOOD) }, HOUR);
    expect([...story.states.values()].map((state) => state.status)).toEqual(['up', 'up', 'up', 'up']);
  });

  it('slow hours: degraded and back, never down', async () => {
    const random = seeded(5);
    const latency = (at: number): number => (between(at, '12:00', '13:00') ? 4000 : 150 + random() * 60);
    const story = await run({ pika: (_, at) => ({ ...GOOD, latencyMs: latency(at) }) }, DAY);
    const web = story.changes.filter((change) => change.monitor === 'pika-web');
    expect(web.map((change) => change.kind)).toEqual(['works', 'slowed', 'works']);
    expect(web[1]?.since).toBeLessThan(clock('12:01:01'));
    expect(web[1]?.since).toBeGreaterThanOrEqual(clock('12:00'));
  });
});

describe('the clock', () => {
  for (const [name, error] of [['a day ahead', DAY], ['a day back', -DAY], ['twenty minutes back', -20 * MINUTE]] as const) {
    it(`set ${name} for an hour: no burst, no freeze, nothing negative, no word`, async () => {
      const story = await run({ clockError: (at) => (between(at, '05:00', '06:00') ? error : 0) }, 8 * HOUR);
      expect(story.statuses).not.toContain('down');
      for (const monitor of story.states.keys()) {
        const count = story.checks.filter((check) => check.monitor === monitor).length;
        expect(count).toBeGreaterThanOrEqual(8 * 60 - 6);
        expect(count).toBeLessThanOrEqual(8 * 60 + 6);
      }
      for (const state of story.states.values()) expect(state.since).toBeLessThanOrEqual(clock('08:00'));
    });
  }

  it('checks each monitor once a minute, however late the ticks and whatever the jitter', async () => {
    for (const jitter of [0, 0.3, 0.7, 0.999]) {
      const random = seeded(11);
      const story = await run({ lateness: () => random() * 4 * SECOND }, DAY, jitter);
      const web = story.checks.filter((check) => check.monitor === 'pika-web');
      expect(web.length).toBeGreaterThanOrEqual(24 * 60 - 2);
      expect(web.length).toBeLessThanOrEqual(24 * 60 + 2);
    }
  });
});

describe('a worker that dies at random', () => {
  it('loses only checks in flight, doubles none, and still tells the outage once', async () => {
    const random = seeded(9);
    const story = await run(
      { killed: () => random() < 0.2, pika: (_, at) => (between(at, '10:00', '10:30') ? ERROR_503 : GOOD) },
      DAY,
    );
    const web = story.checks.filter((check) => check.monitor === 'pika-web').map((check) => check.at);
    expect(new Set(web).size).toBe(web.length);
    expect(web.length).toBeGreaterThan(24 * 60 * 0.75);
    expect(story.downs.filter((change) => change.monitor === 'pika-web')).toHaveLength(1);
    expect(story.changes.filter((change) => change.monitor === 'pika-web' && change.kind === 'recovered')).toHaveLength(1);
  });
});
