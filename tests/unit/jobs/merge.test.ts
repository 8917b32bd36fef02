import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeJob, JOB_STATES, NO_REQUEST } from '../../../lib/domain/jobs/job.ts';
import { jobChanged, mergeJob } from '../../../lib/domain/jobs/merge.ts';
import { NOW, aJob, aSeenJob } from '../../support/builders.ts';

const merge = (known: Parameters<typeof mergeJob>[0], over: Parameters<typeof aSeenJob>[0], at = NOW + 1000) =>
  mergeJob(known, aSeenJob(over), 'pika-page', at, at);

describe('a job seen again', () => {
  it('moves forward and remembers since when', () => {
    expect(merge(aJob({ state: 'queued' }), { state: 'running' })).toMatchObject({ state: 'running', stateSince: NOW + 1000, movedAt: NOW + 1000, active: 1 });
    expect(merge(aJob(), { state: 'finished', videos: [{ videoId: null, url: 'u', posterUrl: null, durationSeconds: null }] })).toMatchObject({
      state: 'finished',
      finishedAt: NOW + 1000,
      active: 0,
      anomalies: [],
    });
  });

  it.each([
    ['finished', 'running', 'went-backwards'],
    ['finished', 'queued', 'went-backwards'],
    ['running', 'queued', 'went-backwards'],
    ['failed', 'running', 'went-backwards'],
    ['finished', 'failed', 'error-after-finish'],
  ] as const)('stays %s when a late answer says %s, and keeps that as evidence', (known, seen, kind) => {
    const after = merge(aJob({ state: known, active: 0 }), { state: seen });
    expect(after.state).toBe(known);
    expect(after.anomalies).toEqual([{ at: NOW + 1000, kind, detail: `${known} → ${seen}` }]);
  });

  it('believes a result that comes after a failure: the clip is there', () => {
    expect(merge(aJob({ state: 'failed' }), { state: 'finished' }).state).toBe('finished');
  });

  it('keeps a finish without a file as evidence', () => {
    expect(merge(aJob(), { state: 'finished', rawStatus: 'finished' }).anomalies).toMatchObject([{ kind: 'finished-without-file' }]);
  });

  it('never lets progress go back, nor forgets what was asked for', () => {
    const known = aJob({ progress: 80, request: { ...NO_REQUEST, model: '2.5', prompt: 'a fox' } });
    const after = merge(known, { progress: 13, request: { ...NO_REQUEST, prompt: 'a fox' } });
    expect(after).toMatchObject({ progress: 80, movedAt: NOW, request: { model: '2.5', prompt: 'a fox' } });
  });

  it('is no change when it says nothing new', () => {
    const known = aJob();
    expect(jobChanged(known, merge(known, {}))).toBe(false);
    expect(jobChanged(known, merge(known, { progress: 11 }))).toBe(true);
  });

  it('keeps one piece of evidence of a kind, and at most 20', () => {
    let job = aJob({ state: 'finished', active: 0 });
    for (let n = 0; n < 50; n += 1) job = merge(job, { state: 'running' }, NOW + n);
    expect(job.anomalies).toHaveLength(1);
  });

  it('only ever goes forward, whatever is seen in whatever order', () => {
    const rank = { unknown: 0, queued: 1, running: 2, cancelled: 3, moderated: 3, failed: 3, finished: 4 };
    fc.assert(
      fc.property(fc.array(fc.record({ state: fc.constantFrom(...JOB_STATES), progress: fc.option(fc.integer({ min: 0, max: 100 })) }), { maxLength: 20 }), (seen) => {
        let job = mergeJob(null, aSeenJob(seen[0] ?? {}), 'pika-page', NOW, NOW);
        for (const [n, one] of seen.entries()) {
          const next = merge(job, one, NOW + n);
          expect(rank[next.state]).toBeGreaterThanOrEqual(rank[job.state]);
          expect(next.firstSeenAt).toBe(job.firstSeenAt);
          expect(next.active).toBe(next.state === 'queued' || next.state === 'running' ? 1 : 0);
          expect(next.anomalies.length).toBeLessThanOrEqual(20);
          job = next;
        }
      }),
    );
  });
});

describe('the moments of a job', () => {
  const submitted = mergeJob(null, aSeenJob({ state: 'queued', progress: null }), 'pika-page', NOW, NOW);

  it('are those at which somebody watched it step on', () => {
    const running = merge(submitted, { state: 'running' }, NOW + 60_000);
    expect(running).toMatchObject({ queuedAt: NOW, runningAt: NOW + 60_000, lastActiveAt: NOW + 60_000, finishedAt: null });
    const finished = merge(running, { state: 'finished' }, NOW + 120_000);
    expect(finished).toMatchObject({ queuedAt: NOW, runningAt: NOW + 60_000, lastActiveAt: NOW + 60_000, finishedAt: NOW + 120_000 });
  });

  it('are not known where nobody did', () => {
    expect(merge(null, { state: 'running' })).toMatchObject({ queuedAt: null, runningAt: null, lastActiveAt: NOW + 1000 });
    expect(merge(null, { state: 'finished' })).toMatchObject({ queuedAt: null, runningAt: null, lastActiveAt: null });
    expect(merge(submitted, { state: 'running' }, NOW + 600_000).runningAt).toBeNull();
  });

  it('do not move for a late answer about an earlier state', () => {
    const finished = merge(submitted, { state: 'finished' }, NOW + 60_000);
    expect(merge(finished, { state: 'queued' }, NOW + 70_000)).toMatchObject({ lastActiveAt: NOW, finishedAt: NOW + 60_000 });
  });

  it('are unknown for a row of version 1, and filled in by what is seen from then on', () => {
    const { queuedAt: _queued, runningAt: _running, lastActiveAt: _last, ...row } = aJob({ state: 'queued' });
    expect(completeJob(row)).toMatchObject({ queuedAt: null, runningAt: null, lastActiveAt: null });
    expect(merge(completeJob(row), { state: 'queued' }, NOW + 5)).toMatchObject({ queuedAt: NOW + 5, lastActiveAt: NOW + 5 });
  });

  it('show in the store that an unmoved job is still watched, once in a while', () => {
    expect(jobChanged(aJob(), merge(aJob(), {}, NOW + 20_000))).toBe(false);
    expect(jobChanged(aJob(), merge(aJob(), {}, NOW + 45_000))).toBe(true);
    const finished = aJob({ state: 'finished', active: 0 });
    expect(jobChanged(finished, { ...finished, lastSeenAt: NOW + 900_000 })).toBe(false);
  });
});
