import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GenerationHealth } from '../../../lib/domain/health/generation/health.ts';
import { judgeGeneration, type GenerationEvidence } from '../../../lib/domain/health/generation/judge.ts';
import type { Job } from '../../../lib/domain/jobs/job.ts';
import { HOUR, MINUTE } from '../../../lib/time.ts';
import { NOW } from '../../support/builders.ts';
import { evidence, failed, hourOf, made, usually, waiting } from './jobs.ts';

const judge = (jobs: readonly Job[], over: Partial<GenerationEvidence> = {}): GenerationHealth => judgeGeneration(evidence(jobs, over), hourOf, NOW);
const NBSP = '\u00a0';

describe('the verdict of the user’s own jobs', () => {
  it('is unknown without a job that somebody watched', () => {
    expect(judge([]).status).toBe('unknown');
    expect(judge([made(5, 3, { lastActiveAt: null })]).status).toBe('unknown');
    expect(judge([made(90)]).status).toBe('unknown');
  });

  it('is up once a video was made, or one moves on', () => {
    expect(judge([made(5)])).toMatchObject({ status: 'up', reason: null, sentence: 'Pika makes your videos.' });
    expect(judge([waiting(1)]).status).toBe('up');
    expect(judge([waiting(1, { movedAt: NOW - MINUTE, firstSeenAt: NOW - MINUTE, queuedAt: NOW - MINUTE })]).status).toBe('unknown');
  });

  it('says how long it takes now and how long it usually takes', () => {
    const health = judge([waiting(14)]);
    expect(health.sentence).toBe(`Pika takes longer than usual for you: 14${NBSP}min now, usually 3${NBSP}min.`);
    expect(health).toMatchObject({ status: 'degraded', reason: 'slow' });
    expect(health.since).toBe(NOW - 14 * MINUTE + 2 * 3.1 * MINUTE);
    expect(health.jobs).toHaveLength(1);
  });

  it('goes by the usual numbers of Pika while there is no history', () => {
    expect(judge([waiting(29)], { history: [] }).status).toBe('up');
    expect(judge([waiting(31)], { history: [] }).sentence).toBe(`Pika takes longer than usual for you: 31${NBSP}min now, normal is 2 to 5${NBSP}min.`);
  });

  it.each([
    ['one late job, not far over the limit', [waiting(8)], 'up'],
    ['two late ones', [waiting(8), waiting(9)], 'degraded'],
    ['a late one that a job submitted later has overtaken', [waiting(25), made(2, 3)], 'up'],
    ['a late one after good ones', [made(40, 3), made(30, 3), waiting(14)], 'degraded'],
    ['late ones that are over', [made(20, 14), made(4, 12)], 'degraded'],
    ['late ones, then a good one', [made(20, 14), made(18, 12), made(4, 3)], 'up'],
    ['late ones an hour ago', [made(70, 14), made(65, 14)], 'unknown'],
    ['a late one that nobody watches', [waiting(40, { lastSeenAt: NOW - 10 * MINUTE, movedAt: NOW - 10 * MINUTE })], 'unknown'],
    ['a late one whose end was found later', [made(5, 300, { lastActiveAt: NOW - 200 * MINUTE })], 'unknown'],
  ] as const)('with %s', (_name, jobs, status) => {
    expect(judge(jobs).status).toBe(status);
  });

  it('names the model that fails and the one that works', () => {
    const old = { request: { model: '2.2' } };
    const health = judge([made(90, 3, old), failed(12), failed(9), failed(6), made(4, 3, old)]);
    expect(health).toMatchObject({ status: 'degraded', reason: 'model-unavailable', sentence: 'Model 2.5 fails for you; 2.2 works.', since: NOW - 12 * MINUTE });
    expect(health.perModel.map(({ name, status }) => [name, status])).toEqual([['2.2', 'works'], ['2.5', 'unavailable']]);
  });

  it('calls a model unavailable only if another one works since', () => {
    expect(judge([made(30, 3, { request: { model: '2.2' } }), failed(12), failed(9), failed(6)])).toMatchObject({
      perModel: [{ name: '2.2' }, { name: '2.5', status: 'failing' }],
    });
  });

  it('is down when nothing at all is made: five failures of three prompts over ten minutes', () => {
    const models = ['2.5', '2.2', '2.5', '2.2', 'Turbo'];
    const run = [25, 20, 15, 10, 5].map((ago, index) => failed(ago, { request: { model: models[index] ?? null } }));
    expect(judge(run)).toMatchObject({ status: 'down', reason: 'nothing-made', since: NOW - 25 * MINUTE });
    expect(judge(run.slice(1)).status).not.toBe('down');
    expect(judge([...run, made(2)]).status).not.toBe('down');
    expect(judge(run.map((job) => ({ ...job, request: { ...job.request, prompt: 'again' } }))).status).toBe('unknown');
    expect(judge(run.map((job, index) => ({ ...job, stateSince: NOW - (5 - index) * MINUTE, lastActiveAt: NOW - (5 - index) * MINUTE }))).status).not.toBe('down');
  });

  it('counts submits that Pika refuses as failures of their model, where it is not the user’s to mend', () => {
    const refusals = (error: string) => [12, 9, 6].map((ago) => ({ at: NOW - ago * MINUTE, error, request: { prompt: `p${ago}`, model: '2.5', feature: 'i2v', creditCost: 12 } }));
    const works = [made(30, 3, { request: { model: '2.2' } }), made(4, 3, { request: { model: '2.2' } })];
    const health = judge(works, { refusals: refusals('Model temporarily unavailable') });
    expect(health).toMatchObject({ reason: 'model-unavailable', sentence: 'Model 2.5 fails for you; 2.2 works.', since: NOW - 12 * MINUTE, jobs: [] });
    expect(health.perModel).toMatchObject([{ name: '2.2', status: 'works' }, { name: '2.5', status: 'unavailable', failed: 3 }]);
    for (const error of ['Insufficient credits', 'prompt not allowed', 'Daily limit reached']) expect(judge(works, { refusals: refusals(error) }).status).toBe('up');
    expect(judge([], { refusals: refusals('Something went wrong') })).toMatchObject({ status: 'degraded', sentence: 'Model 2.5 fails for you: 3 of the last 3 videos.' });
  });

  it('keeps a refusal for want of credits that were there', () => {
    const refusal = { at: NOW - MINUTE, error: 'Insufficient credits', request: { prompt: null, model: null, feature: null, creditCost: 12 } };
    const facts = (credits: number | null, cost: number | null) => judge([], { refusals: [{ ...refusal, request: { ...refusal.request, creditCost: cost } }], balances: [{ at: NOW - 2 * MINUTE, credits }] }).facts.filter(({ kind }) => kind === 'insufficient-with-balance');
    expect(facts(80, 12)).toEqual([{ kind: 'insufficient-with-balance', at: NOW - MINUTE, job: null, detail: 'balance 80, cost 12' }]);
    expect([facts(4, 12), facts(80, null), facts(null, 12)]).toEqual([[], [], []]);
  });

  it.each([
    ['moderated', { state: 'moderated' }],
    ['cancelled', { state: 'cancelled' }],
    ['refused for want of credits', { error: 'Insufficient credits' }],
    ['refused for its input', { error: 'invalid_input: unsupported image' }],
    ['found failed in a list', { lastActiveAt: null }],
  ] as const)('counts no job against Pika that was %s', (_name, over) => {
    const jobs = [25, 20, 15, 10, 5, 4, 3, 2].map((ago) => failed(ago, over));
    expect(judge(jobs)).toMatchObject({ status: 'unknown', perFeature: [] });
  });

  it('takes a young job for no evidence of a wait', () => {
    expect(judge([waiting(1)]).perModel).toMatchObject([{ name: '2.5', status: 'unknown', waitMs: null }]);
    expect(judge([waiting(1), made(2, 4)]).perModel).toMatchObject([{ status: 'works', waitMs: 4 * MINUTE, startMs: MINUTE, usual: { basis: 'model' } }]);
    expect(judge([waiting(14)]).perModel).toMatchObject([{ status: 'slow', waitMs: 14 * MINUTE }]);
  });

  it('tells of stuck jobs, sooner at 99 %', () => {
    const stuck = waiting(40, { movedAt: NOW - 23 * MINUTE });
    const last = waiting(15, { movedAt: NOW - 10 * MINUTE, progress: 99 });
    const health = judge([last, stuck, waiting(12, { movedAt: NOW - 11 * MINUTE }), made(1)]);
    expect(health.stuck).toEqual([
      { job: stuck.id, model: '2.5', since: NOW - 23 * MINUTE, progress: 20 },
      { job: last.id, model: '2.5', since: NOW - 10 * MINUTE, progress: 99 },
    ]);
    expect(health.status).toBe('up');
  });

  it('calls no job stuck that has ended, moved within the time, or is seen by nobody', () => {
    const still = { movedAt: NOW - 40 * MINUTE };
    expect(judge([waiting(60, { movedAt: NOW - 19 * MINUTE }), waiting(60, { ...still, lastSeenAt: NOW - 39 * MINUTE }), made(1, 3, still)]).stuck).toEqual([]);
    expect(judge([waiting(60, still)]).stuck).toHaveLength(1);
  });

  it('lays broken files at the door of who serves them', () => {
    const jobs = [made(30), made(20), made(10)];
    const broken = jobs.map(({ id }, index) => ({ job: id, at: NOW - (9 - index) * MINUTE, problem: 'not-a-video' as const, saved: false, measured: null }));
    const health = judge(jobs, { exports: broken });
    expect(health).toMatchObject({ status: 'degraded', reason: 'exports-broken', since: NOW - 9 * MINUTE });
    expect(health.facts.map(({ kind }) => kind)).toEqual(['export-broken', 'export-broken', 'export-broken']);
    const said = (exports: GenerationEvidence['exports']) => judge(jobs, { exports }).sentence;
    const dead = broken.map((one) => ({ ...one, problem: 'link-dead' as const }));
    expect(health.sentence).toBe('Pika finishes your videos, but 3 of the last 3 files are broken: Pika’s export fails.');
    expect(said(dead)).toBe('Pika finishes your videos, but 3 of the last 3 files cannot be had: Pika’s video server does not have them.');
    expect(said([...dead.slice(0, 1), ...broken.slice(1)])).toBe('Pika finishes your videos, but 3 of the last 3 files cannot be had or are broken.');
    expect(judge(jobs, { exports: broken.map((one) => ({ ...one, problem: 'disk-full' as const })) }).status).toBe('up');
    expect(judge(jobs, { exports: broken.slice(1) }).status).toBe('up');
  });

  it('judges each hour of the week by itself', () => {
    const busy = usually(20).map((wait) => ({ ...wait, hour: hourOf(NOW) }));
    const calm = usually(3).map((wait) => ({ ...wait, hour: (hourOf(NOW) + 80) % 168 }));
    expect(judge([waiting(35)], { history: [...busy, ...calm] }).status).toBe('up');
    expect(judge([waiting(35)], { history: calm }).status).toBe('degraded');
  });

  it('never says that one or two jobs make an outage, whatever they are', () => {
    const some = fc.constantFrom(failed, (ago: number) => made(ago), (ago: number) => waiting(Math.max(1, ago)));
    const jobs = fc.array(fc.tuple(some, fc.integer({ min: 0, max: 110 })), { maxLength: 2 });
    fc.assert(
      fc.property(jobs, (list) => {
        const { status, reason } = judge(list.map(([make, ago]) => make(ago)));
        expect(status).not.toBe('down');
        expect(reason).not.toBe('model-unavailable');
      }),
    );
  });

  it('never dates a status into the future, nor throws, whatever the clock did', () => {
    const moment = fc.integer({ min: NOW - 3 * HOUR, max: NOW + 3 * HOUR });
    const wild = fc.record({ queuedAt: fc.option(moment), lastActiveAt: fc.option(moment), finishedAt: fc.option(moment), movedAt: moment, lastSeenAt: moment, stateSince: moment });
    const job = fc.tuple(fc.constantFrom(failed(1), made(1), waiting(1)), wild).map(([some, times]): Job => ({ ...some, ...times }));
    fc.assert(
      fc.property(fc.array(job, { maxLength: 12 }), (list) => {
        const health = judge(list);
        expect(health.since).toBeLessThanOrEqual(NOW);
        expect(health.stuck.every(({ since }) => since <= NOW)).toBe(true);
      }),
    );
  });
});
