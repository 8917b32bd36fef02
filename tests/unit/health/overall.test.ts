import { describe, expect, it } from 'vitest';
import { newState } from '../../../lib/domain/health/fold.ts';
import type { GenerationHealth } from '../../../lib/domain/health/generation/health.ts';
import { type MonitorId, type MonitorState, PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { type Health, overall } from '../../../lib/domain/health/overall.ts';
import type { Watch } from '../../../lib/domain/health/watch.ts';
import { HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { clock, START } from './world.ts';

const NOW = clock('23:00');
const time = (at: number): string => new Date(at).toISOString().slice(11, 16);

type Changes = Partial<Record<MonitorId, Partial<MonitorState>>>;

/** All four up since 08:00 and checked 20 s ago, but for the changes. */
function states(changes: Changes = {}): MonitorState[] {
  return PIKA_MONITORS.map((monitor) => ({
    ...newState(monitor, NOW),
    status: 'up',
    since: clock('08:00'),
    lastCheckAt: NOW - 20 * SECOND,
    nextCheckAt: NOW + 40 * SECOND,
    ...changes[monitor],
  }));
}

const down = (httpStatus: number | null = 503): Partial<MonitorState> => ({
  status: 'down',
  since: clock('22:14'),
  failingSince: clock('22:14'),
  outageSince: clock('22:14'),
  lastFailure: { kind: httpStatus === null ? 'unreachable' : 'http', httpStatus },
});
const returning: Partial<MonitorState> = { status: 'unknown', outageSince: clock('21:00'), goodInARow: 1 };
const blocked = (kind: 'challenge' | 'refused' | 'redirected' | 'wrong-page', httpStatus: number | null = null): Partial<MonitorState> => ({
  status: 'blocked',
  since: clock('22:14'),
  lastBlock: { kind, httpStatus },
});
const look = (changes: Changes = {}, watch: Watch | null = null, now = NOW): Health => overall({ states: states(changes), watch }, now, time);
const watch = (connection: Watch['connection']): Watch => ({ lastTickAt: NOW, graceFrom: null, connection, connectionSince: clock('22:50') });

describe('one status and one sentence', () => {
  const cases: [string, Changes, Health['status'], string][] = [
    ['all up', {}, 'up', 'Pika works.'],
    ['the site', { 'pika-web': down() }, 'down', 'Pika has been down since 22:14: the site answers with error 503.'],
    ['all', { 'pika-web': down(null), 'pika-api': down(), 'pika-cdn': down() }, 'down', 'Pika has been down since 22:14: the site cannot be reached.'],
    ['the video server', { 'pika-cdn': down(null) }, 'down', "Pika’s video server has been down since 22:14: it cannot be reached; the site itself works."],
    ['two parts', { 'pika-cdn': down(), 'pika-login': down() }, 'down', "Pika’s video server and sign-in have been down since 22:14; the site itself works."],
    ['a part, with the site unknown', { 'pika-cdn': down(), 'pika-web': { status: 'unknown' } }, 'down', "Pika’s video server has been down since 22:14: it answers with error 503."],
    ['recovering', { 'pika-web': { ...down(), failingSince: null, goodInARow: 1 } }, 'down', 'Pika has been down since 22:14: the site answers with error 503. It has begun to answer again; we are making sure.'],
    ['a challenge', { 'pika-web': blocked('challenge') }, 'blocked', "Since 22:14 pika.art shows your browser a bot check, so we can’t tell whether Pika works."],
    ['a refusal', { 'pika-api': blocked('refused', 429) }, 'blocked', "Since 22:14 api.pika.art refuses our checks (error 429), so we can’t tell whether Pika works."],
    ['a portal', { 'pika-web': blocked('redirected') }, 'blocked', "Since 22:14 pika.art sends us on to another site, as the sign-in pages of networks do, so we can’t tell whether Pika works."],
    ['down beats blocked', { 'pika-web': blocked('challenge'), 'pika-cdn': down() }, 'down', "Pika’s video server has been down since 22:14: it answers with error 503."],
    ['slow', { 'pika-web': { status: 'degraded', since: clock('22:14'), latencyMs: 3140 } }, 'degraded', 'Pika works, but its site answers slower than usual since 22:14; the last answer took 3.1 s.'],
    ['a failure that is being confirmed', { 'pika-cdn': { failingSince: clock('22:59') } }, 'up', 'Pika works, but a check of its video server failed at 22:59; we are checking again.'],
    ['a part not checked', { 'pika-cdn': { lastCheckAt: clock('22:40') } }, 'unknown', "Pika’s video server could not be checked since 22:40; the rest works."],
    ['the site back after a gap', { 'pika-web': returning, 'pika-api': returning, 'pika-cdn': { status: 'unknown' } }, 'unknown', 'Pika was down and answers again; we are making sure.'],
    ['a part back after a gap', { 'pika-cdn': returning, 'pika-api': { status: 'unknown' } }, 'unknown', 'Pika’s video server was down and answers again; we are making sure.'],
    ['two parts back after a gap', { 'pika-cdn': returning, 'pika-login': returning }, 'unknown', 'Pika’s video server and sign-in were down and answer again; we are making sure.'],
    ['a failed first check', { 'pika-web': { status: 'unknown', failingSince: clock('22:59') } }, 'unknown', "A check of Pika’s site failed at 22:59; we are checking again."],
  ];
  it('names the site first, in whatever order the store keeps the monitors', () => {
    const all = { 'pika-web': blocked('challenge'), 'pika-api': blocked('challenge'), 'pika-cdn': blocked('challenge'), 'pika-login': blocked('challenge') };
    const stored = states(all).toSorted((a, b) => a.monitor.localeCompare(b.monitor));
    expect(stored[0]?.monitor).toBe('pika-api');
    const health = overall({ states: stored, watch: null }, NOW, time);
    expect(health.sentence).toContain(' pika.art shows');
    expect(health.parts.map(({ monitor }) => monitor)).toEqual(PIKA_MONITORS);
  });

  it.each(cases)('%s', (_, changes, status, sentence) => {
    expect(look(changes)).toMatchObject({ status, sentence });
  });

  it('before the first check', () => {
    expect(overall({ states: [], watch: null }, NOW, time)).toEqual({ status: 'unknown', since: null, sentence: 'Not checked yet.', checkedAt: null, parts: [] });
    expect(overall({ states: [newState('pika-web', NOW)], watch: null }, NOW, time).sentence).toBe('Not checked yet.');
  });

  it('after eight hours of sleep, however good the last word was', () => {
    expect(look({}, null, NOW + 8 * HOUR)).toMatchObject({
      status: 'unknown',
      since: NOW - 20 * SECOND,
      sentence: "Not checked since 22:59, so we can’t tell whether Pika works.",
    });
  });

  it('all paused', () => {
    const paused = { status: 'paused' } as const;
    expect(look({ 'pika-web': paused, 'pika-api': paused, 'pika-cdn': paused, 'pika-login': paused }).status).toBe('paused');
    expect(look({ 'pika-web': paused }).status).toBe('up');
  });
});

describe('our own connection', () => {
  it('speaks before any part', () => {
    expect(look({ 'pika-web': down() }, watch('offline'))).toMatchObject({ status: 'offline', since: clock('22:50'), sentence: 'You are offline.' });
    expect(look({}, watch('no-answer')).status).toBe('offline');
    expect(look({}, watch('not-permitted')).status).toBe('unknown');
    expect(look({}, watch('online')).status).toBe('up');
  });

  it('is old news when nobody has looked for minutes', () => {
    expect(look({}, { ...watch('offline'), lastTickAt: NOW - 4 * MINUTE }).status).toBe('up');
  });
});

describe('since and age', () => {
  it('dates trouble from its first part and peace from its last', () => {
    const later = { ...down(), since: clock('22:30') };
    expect(look({ 'pika-web': down(), 'pika-cdn': later }).since).toBe(clock('22:14'));
    expect(look({ 'pika-cdn': { since: clock('12:00') } }).since).toBe(clock('12:00'));
  });

  it('tells the last check and every part', () => {
    const health = look({ 'pika-cdn': { failingSince: NOW - MINUTE, latencyMs: 80 } });
    expect(health.checkedAt).toBe(NOW - 20 * SECOND);
    expect(health.parts.map((part) => part.name)).toEqual(['site', 'generator', 'video server', 'sign-in']);
    expect(health.parts[2]).toMatchObject({ monitor: 'pika-cdn', status: 'up', confirming: true, latencyMs: 80 });
  });

  it('never lies in the future', () => {
    expect(overall({ states: states(), watch: null }, START, time).since).toBeLessThanOrEqual(START);
  });
});

describe('Pika as the user’s own jobs find it', () => {
  const judged = (status: GenerationHealth['status'], over: Partial<GenerationHealth> = {}): GenerationHealth => ({
    status, reason: null, since: clock('22:30'), sentence: 'Said of jobs.', judgedAt: NOW - 30 * SECOND, seenAt: null, checkedAt: null, perModel: [], perFeature: [], stuck: [], facts: [], jobs: [], ...over,
  });
  const own = (generation: GenerationHealth, changes: Changes = {}): Health => overall({ states: states(changes), watch: watch('online'), generation }, NOW, time);

  it('is degraded, or down, though every host answers', () => {
    expect(own(judged('degraded'))).toMatchObject({ status: 'degraded', since: clock('22:30'), sentence: 'Said of jobs.' });
    expect(own(judged('down'))).toMatchObject({ status: 'down', sentence: 'Said of jobs.' });
  });

  it('is as the hosts say when the jobs do well, or nothing is known of them', () => {
    for (const status of ['up', 'unknown'] as const) {
      expect(own(judged(status)).sentence).toBe('Pika works.');
      expect(own(judged(status), { 'pika-web': down() }).status).toBe('down');
    }
    expect(own(judged('degraded', { judgedAt: NOW - HOUR })).status).toBe('up');
  });

  it('gives way to what explains more: an outage of hosts, a block, our own connection', () => {
    expect(own(judged('down'), { 'pika-web': down() }).sentence).not.toBe('Said of jobs.');
    expect(own(judged('degraded'), { 'pika-web': blocked('challenge') }).status).toBe('blocked');
    expect(overall({ states: states(), watch: watch('offline'), generation: judged('down') }, NOW, time).status).toBe('offline');
  });

  it('does not pass for a check of Pika’s hosts, and rests while it is paused', () => {
    const row: MonitorState = { ...newState('pika-generation', NOW), status: 'paused', lastCheckAt: NOW };
    const health = overall({ states: [...states(), row], watch: null, generation: judged('down') }, NOW, time);
    expect(health).toMatchObject({ status: 'up', checkedAt: NOW - 20 * SECOND });
  });
});
