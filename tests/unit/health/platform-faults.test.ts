import { describe, expect, it } from 'vitest';
import { CONTROL_URLS, controlsAnswer } from '../../../lib/network/connectivity.ts';
import { probe } from '../../../lib/network/probes.ts';
import { MAX_HOLD } from '../../../lib/domain/health/pace.ts';
import { overall } from '../../../lib/domain/health/overall.ts';
import { judgeAnswer } from '../../../lib/sources/pika/answers.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { type Answer, between, clock, GOOD, run, START } from './world.ts';

/** Faults that the platform is known to have, one test each at the least; tests/README.md maps those that stand elsewhere. */
const time = (at: number): string => new Date(at).toISOString().slice(11, 16);
const UNREACHABLE: Answer = { outcome: 'failed', kind: 'unreachable' };

describe('platform fault 8: eight hours of sleep', () => {
  it.each([0, 0.5, 0.99])('bring one catch-up check a monitor, at a phase of the install’s own (%d), and a timeline that says unknown', async (jitter) => {
    const statuses: string[] = [];
    const story = await run({ asleep: (at) => between(at, '02:00', '10:00') }, 11 * HOUR, jitter, (facts) => statuses.push(overall(facts, facts.watch?.lastTickAt ?? 0, time).status));
    const woken = story.checks.filter(({ monitor, at }) => monitor === 'pika-web' && at >= clock('10:00') && at < clock('10:05'));
    expect(woken.filter(({ at }) => at < clock('10:00:30'))).toHaveLength(1);
    expect(woken.length).toBeLessThanOrEqual(6);
    expect(statuses).not.toContain('down');
    expect(overall({ ...story.facts, states: story.facts.states.map((state) => ({ ...state, lastCheckAt: clock('01:59') })) }, clock('09:59'), time).status).toBe('unknown');
  });
});

describe('platform fault 9: the clock is set', () => {
  it.each([DAY, -DAY])('by %i ms for good: no burst, no freeze, no negative time', async (error) => {
    const story = await run({ clockError: (at) => (at >= clock('03:00') ? error : 0) }, 6 * HOUR);
    const perMonitor = story.checks.filter(({ monitor }) => monitor === 'pika-web').length;
    expect(Math.abs(perMonitor - 360)).toBeLessThanOrEqual(4);
    expect(story.incidents).toEqual([]);
    for (const state of story.states.values()) expect(state.since).toBeLessThanOrEqual(START + 6 * HOUR + error);
  });
});

describe('platform fault 14: no connection, no DNS, no TLS', () => {
  it.each(['offline', 'no answer from anywhere'])('%s is our own trouble, once, and no service’s', async (kind) => {
    const gone = (at: number): boolean => between(at, '01:00', '03:00');
    const story = await run({ connected: (at) => !gone(at), online: (at) => kind !== 'offline' || !gone(at) }, 2 * HOUR);
    expect(story.incidents).toEqual([]);
    expect(overall(story.facts, clock('02:00'), time).status).toBe('offline');
  });

  it('a failed probe is told from a missing network by hosts that have nothing to do with Pika', async () => {
    const asked: string[] = [];
    const lost = { monotonic: () => 0, fetch: async (url: string) => (asked.push(url), Promise.reject(new TypeError('Failed to fetch'))) };
    expect(await controlsAnswer(lost)).toBe(false);
    expect(asked).toEqual([...CONTROL_URLS]);
    expect(asked.some((url) => url.includes('pika'))).toBe(false);
  });
});

describe('platform fault 17: 200 with a captcha', () => {
  it('is not up, and none of its text is kept', async () => {
    const body = '<title>Just a moment...</title> SECRET-WORDS-OF-THE-PAGE';
    const response = Object.defineProperty(new Response(body), 'url', { value: 'https://pika.art/' });
    const reading = await probe('pika-web', { now: () => START, monotonic: () => 0, fetch: async () => response });
    expect(reading.check).toMatchObject({ outcome: 'blocked', kind: 'challenge' });
    expect(JSON.stringify(reading)).not.toContain('SECRET');
  });
});

describe('platform fault 18: 429 with Retry-After', () => {
  const asked = (retryAfterMs: number): Promise<number[]> =>
    run({ pika: (monitor, at) => (monitor === 'pika-api' && at >= clock('01:00') ? { outcome: 'blocked', kind: 'refused', httpStatus: 429, retryAfterMs } : GOOD) }, 6 * HOUR).then(({ checks }) =>
      checks.filter(({ monitor, at }) => monitor === 'pika-api' && at >= clock('01:00')).map(({ at }, i, all) => at - (all[i - 1]?.at ?? at)).slice(1),
    );

  it.each([
    [0, 30 * SECOND],
    [10 * MINUTE, 10 * MINUTE],
    [90 * DAY, MAX_HOLD],
  ])('of %i ms is waited for, within a tick and an hour', async (retryAfterMs, pause) => {
    const pauses = await asked(retryAfterMs);
    expect(pauses.length).toBeGreaterThan(3);
    for (const spacing of pauses) expect(Math.abs(spacing - pause)).toBeLessThanOrEqual(30 * SECOND);
  });
});

describe('platform fault 19: the session is lost in the middle', () => {
  it('changes no status: whether Pika works does not depend on who is signed in', async () => {
    const refusal = { status: 401, url: 'https://api.pika.art/', header: () => null, body: null };
    const story = await run({ pika: (monitor, at) => (monitor === 'pika-api' && at > clock('01:00') ? { ...judgeAnswer('pika-api', refusal), httpStatus: 401 } : GOOD) }, 3 * HOUR);
    expect(story.changes.filter(({ monitor }) => monitor === 'pika-api').map(({ kind }) => kind)).toEqual(['works']);
    expect(story.states.get('pika-api')?.status).toBe('up');
  });
});

describe('platform fault 39a: the permission is taken back', () => {
  it('in the middle of a tick: the failed probes of that tick accuse nobody, and nothing breaks', async () => {
    const tick = clock('01:00');
    const story = await run({ permitted: (at) => at <= tick, pika: (_, at) => (at >= tick ? UNREACHABLE : GOOD) }, 2 * HOUR);
    expect(story.incidents).toEqual([]);
    expect(story.facts.watch?.connection).toBe('not-permitted');
    expect(overall(story.facts, START + 2 * HOUR, time).sentence).toContain('extensions page');
  });

  it('and given back: checks go on at once', async () => {
    const story = await run({ permitted: (at) => !between(at, '01:00', '02:00') }, 3 * HOUR);
    const after = story.checks.find(({ at }) => at >= clock('02:00'))?.at ?? Infinity;
    expect(after).toBeLessThanOrEqual(clock('02:01'));
  });
});
