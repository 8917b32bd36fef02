import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BalanceReading, creditFacts, deviation, missingBalance } from '../../../lib/domain/health/generation/evidence.ts';
import { foldGeneration, generationMonitor, settleGeneration } from '../../../lib/domain/health/generation/fold.ts';
import { judgeGeneration } from '../../../lib/domain/health/generation/judge.ts';
import { rateOf, wilsonUpper } from '../../../lib/domain/health/generation/rate.ts';
import { slowAfter, usualWait, waitOf } from '../../../lib/domain/health/generation/waits.ts';
import { HOUR, MINUTE } from '../../../lib/time.ts';
import { NOW } from '../../support/builders.ts';
import { evidence, failed, hourOf, made, usually, waiting } from './jobs.ts';

const trials = (text: string) => Array.from(text, (letter, at) => ({ at, made: letter === '+', about: String(at) }));

describe('a success rate', () => {
  it.each([
    ['---', true],
    ['-----', true],
    ['-+----', true],
    ['+------', true],
    ['-', false],
    ['--', false],
    ['+++---', false],
    ['+-+-+-', false],
    ['-----++', false],
    ['------+', true],
    ['+++++++++++++---', false],
    ['+++++++++++++-------', true],
    ['', false],
  ])('of %s fails: %s', (text, failing) => {
    expect(rateOf(trials(text)).failing).toBe(failing);
  });

  it('fails by no single trouble, however often it is tried', () => {
    expect(rateOf(trials('--------').map((trial) => ({ ...trial, about: 'the same' }))).failing).toBe(false);
  });

  it('has an upper bound that is never below the rate, and falls with failures', () => {
    expect(wilsonUpper(0, 3)).toBeCloseTo(0.5615, 3);
    const counts = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 50 }));
    fc.assert(
      fc.property(counts, ([good, bad]) => {
        const upper = wilsonUpper(good, good + bad);
        expect(upper).toBeGreaterThanOrEqual(good / (good + bad));
        expect(upper).toBeLessThanOrEqual(1);
        expect(wilsonUpper(good, good + bad + 1)).toBeLessThan(upper);
      }),
    );
  });
});

describe('what is usual', () => {
  it('comes from the narrowest history that is long enough', () => {
    const hour = hourOf(NOW);
    expect(usualWait([], '2.5', hour)).toMatchObject({ basis: 'assumed', medianMs: 3.5 * MINUTE });
    expect(usualWait(usually(3), '2.5', hour)).toMatchObject({ basis: 'model', count: 30, p95Ms: 3.2 * MINUTE });
    expect(usualWait(usually(3), '2.2', hour)).toMatchObject({ basis: 'all' });
    const now = usually(9).slice(0, 8).map((wait, index) => ({ ...wait, hour: (hour + (index % 3) - 1 + 168) % 168 }));
    expect(usualWait([...usually(3), ...now], '2.5', hour).basis).toBe('hour');
    const monday = now.map((wait) => ({ ...wait, hour: 0 }));
    expect([167, 0, 1, 2].map((at) => usualWait([...usually(3), ...monday], '2.5', at).basis)).toEqual(['hour', 'hour', 'hour', 'model']);
    expect(usualWait(usually(3), '2.5', hour, 'startMs')).toMatchObject({ basis: 'model', medianMs: MINUTE / 2 });
  });

  it('is never exceeded by what everybody calls normal', () => {
    expect(slowAfter(usualWait(usually(0.5), '2.5', 0))).toBe(5 * MINUTE);
    expect(slowAfter(usualWait([], '2.5', 0))).toBe(30 * MINUTE);
  });

  it('is not hidden by one very long wait among a few', () => {
    const odd = (totalMs: number) => slowAfter(usualWait(usually(3).slice(0, 12).map((wait, index) => (index === 0 ? { ...wait, totalMs } : wait)), '2.5', 0));
    expect(odd(12 * MINUTE)).toBe(12 * MINUTE);
    expect(odd(3 * HOUR)).toBe(30 * MINUTE);
    expect(slowAfter(usualWait(usually(20), '2.5', 0))).toBe(2 * 20.1 * MINUTE);
  });

  it('counts only what was watched from end to end', () => {
    expect(waitOf(made(5, 4), hourOf)).toMatchObject({ totalMs: 4 * MINUTE, startMs: MINUTE, at: NOW - 9 * MINUTE });
    expect(waitOf(made(5, 4, { queuedAt: null }), hourOf)).toBeNull();
    expect(waitOf(made(5, 4, { lastActiveAt: NOW - 9 * MINUTE }), hourOf)).toBeNull();
    expect(waitOf(made(5, -4), hourOf)).toBeNull();
    expect(waitOf(waiting(5), hourOf)).toBeNull();
  });
});

describe('facts for a later complaint', () => {
  const cost = { request: { creditCost: 12 } };
  const balances = (...list: [ago: number, credits: number | null][]): BalanceReading[] => list.map(([ago, credits]) => ({ at: NOW - ago * MINUTE, credits }));
  const kinds = (jobs: Parameters<typeof creditFacts>[0], list: BalanceReading[]) => creditFacts(jobs, list).map(({ kind, detail }) => [kind, detail]);

  it('are credits that are gone without a video', () => {
    expect(kinds([failed(5, cost)], balances([8, 80], [4, 68], [3, 68]))).toEqual([['charged-without-output', 'balance 80 → 68, cost 12']]);
    expect(kinds([failed(5, cost)], balances([8, 80], [3, 80]))).toEqual([]);
  });

  it('are no charges that are given back, or come, within two minutes', () => {
    expect(kinds([failed(5, cost)], balances([8, 80], [4, 68], [3, 80]))).toEqual([]);
    expect(kinds([made(5, 3, cost)], balances([9, 80], [4, 80], [3, 68]))).toEqual([]);
    expect(kinds([failed(5, cost)], balances([8, 80], [4, 68]))).toEqual([]);
  });

  it('are videos that cost nothing', () => {
    expect(kinds([made(5, 3, cost)], balances([9, 80], [3, 80]))).toEqual([['not-charged', 'balance 80 → 80, cost 12']]);
    expect(kinds([made(5, 3, cost)], balances([9, 80], [3, 68]))).toEqual([]);
  });

  it('are told of several jobs between two looks, where the sum leaves no doubt', () => {
    const two = ['charged-without-output', 'balance 80 → 56, cost 12, of 2 jobs'];
    expect(kinds([failed(5, cost), failed(5.5, cost)], balances([8, 80], [2, 56]))).toEqual([two, two]);
    expect(kinds([failed(5, cost), made(5.5, 1, cost)], balances([8, 80], [2, 56]))).toEqual([two]);
    const free = ['not-charged', 'balance 80 → 80, cost 12, of 2 jobs'];
    expect(kinds([made(5, 1, cost), made(5.5, 1, cost)], balances([8, 80], [2, 80]))).toEqual([free, free]);
    // One of the two was charged, and nobody can say which; or the one that was made, as is right.
    expect(kinds([failed(5, cost), failed(5.5, cost)], balances([8, 80], [2, 68]))).toEqual([]);
    expect(kinds([failed(5, cost), made(5.5, 1, cost)], balances([8, 80], [2, 68]))).toEqual([]);
    expect(kinds([failed(5, cost), failed(5.5, { request: { creditCost: null } })], balances([8, 80], [2, 56]))).toEqual([]);
  });

  it('are not made up when another job came between, or nobody looked', () => {
    expect(kinds([failed(5, cost), waiting(6)], balances([8, 80], [3, 68]))).toEqual([]);
    expect(kinds([failed(5, cost), made(4, 30)], balances([8, 80], [3, 68]))).toEqual([]);
    expect(kinds([failed(5, cost)], balances([50, 80], [3, 68]))).toEqual([]);
    expect(kinds([failed(5, cost)], balances([8, 80]))).toEqual([]);
  });

  it('are refusals for want of credits that are there', () => {
    const refused = failed(5, { error: 'Insufficient credits', ...cost });
    expect(kinds([refused], balances([8, 80]))).toEqual([['insufficient-with-balance', 'balance 80, cost 12']]);
    expect(kinds([refused], balances([8, 4]))).toEqual([]);
    expect(kinds([refused], balances([8, null]))).toEqual([]);
  });

  it('are balances that the page did not get, once for each time', () => {
    expect(missingBalance(balances([9, 80], [8, null], [7, null], [6, 80], [5, null])).map(({ at }) => at)).toEqual([NOW - 8 * MINUTE, NOW - 5 * MINUTE]);
  });

  it.each([
    ['1080p', 16 / 9, 1280, 720, 'asked for 1080p, got 1280 × 720'],
    ['720p', 16 / 9, 1280, 720, null],
    ['480p', 16 / 9, 848, 480, null],
    ['480p', 9 / 16, 464, 832, null],
    ['720p', 1, 1280, 720, 'asked for a ratio of 1.00, got 1280 × 720'],
    [null, 9 / 16, 1280, 720, 'asked for a ratio of 0.56, got 1280 × 720'],
    ['720p', 5 / 2, 1518, 607, null],
    ['480p', 1, 640, 640, null],
    ['720p', 16 / 9, 1920, 1080, null],
    ['4k', null, 640, 360, null],
    ['720p', 1, null, 720, null],
  ] as const)('asked for %s at %f, %s × %s is %s', (resolution, aspectRatio, width, height, told) => {
    expect(deviation(made(5, 3, { request: { resolution, aspectRatio, feature: 't2v' } }), width, height)).toBe(told);
  });
});

describe('the shape of a video', () => {
  it.each(['i2v', 'pikaframes', null])('is its image’s own where one was given, as for %s', (feature) => {
    expect(deviation(made(5, 3, { request: { resolution: null, aspectRatio: 16 / 9, feature } }), 720, 720)).toBeNull();
    expect(deviation(made(5, 3, { request: { resolution: '1080p', aspectRatio: 16 / 9, feature } }), 720, 720)).toBe('asked for 1080p, got 720 × 720');
  });
});

describe('the verdict over time', () => {
  const at = (now: number, jobs: Parameters<typeof evidence>[0]) => judgeGeneration(evidence(jobs), hourOf, now);

  it('keeps its beginning while it stays', () => {
    const jobs = [waiting(14)];
    const first = at(NOW, jobs);
    const second = foldGeneration(first, { ...at(NOW, jobs), since: NOW, judgedAt: NOW + MINUTE });
    expect(second.since).toBe(first.since);
    expect(foldGeneration({ ...first, status: 'up' }, second)).toEqual(second);
  });

  it('keeps facts, each once, and no more than a hundred', () => {
    const fact = (minute: number, job: string | null) => ({ kind: job ? ('export-broken' as const) : ('signed-out' as const), at: NOW + minute * MINUTE, job, detail: '' });
    const up = at(NOW, [made(2)]);
    const first = foldGeneration({ ...up, facts: [fact(0, 'a'), fact(0, null)] }, { ...up, status: 'degraded', facts: [fact(5, 'a'), fact(6, 'b'), fact(30, null)] });
    expect(first.facts).toEqual([fact(0, 'a'), fact(0, null), fact(6, 'b')]);
    expect(foldGeneration(first, { ...up, facts: [fact(61, null)] }).facts).toHaveLength(4);
    const many = Array.from({ length: 150 }, (_, index) => fact(index, String(index)));
    expect(foldGeneration(up, { ...up, facts: many }).facts).toEqual(many.slice(-100));
  });

  it('is not known any more when nobody judges', () => {
    const slow = at(NOW, [waiting(14)]);
    expect(settleGeneration(slow, NOW + 4 * MINUTE)).toBe(slow);
    expect(settleGeneration(slow, NOW + 6 * MINUTE)).toMatchObject({ status: 'unknown', since: NOW, stuck: [] });
    expect(settleGeneration(slow, NOW - HOUR)).toMatchObject({ status: 'unknown' });
    expect(settleGeneration(null, NOW)).toBeNull();
  });

  it('is a monitor among the others', () => {
    const row = generationMonitor(at(NOW, [waiting(14)]), null);
    expect(row).toMatchObject({ monitor: 'pika-generation', status: 'degraded', lastCheckAt: NOW, outageSince: null, latencyMs: null });
    const unknown = generationMonitor(at(NOW, []), { ...row, outageSince: 5 });
    expect(unknown).toMatchObject({ status: 'unknown', lastCheckAt: NOW, outageSince: null });
    expect(generationMonitor(at(NOW, [made(2)]), unknown)).toMatchObject({ status: 'up', lastOkAt: NOW - 2 * MINUTE, outageSince: null });
  });
});
