import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_STATES } from '../../../../lib/domain/jobs/job.ts';
import { MAX_SEEN, readPage } from '../../../../lib/sources/pika/library.ts';
import { isMediaHost } from '../../../../lib/sources/pika/media-url.ts';
import { couldHoldJobs } from '../../../../lib/sources/pika/shape.ts';

const JOB = '0f8fad5b-d9cb-469f-a165-70867728950e';
const URLS = [
  `https://cdn.pika.art/v1/${JOB}/a.mp4`, `https://cdn.pika.art/v1/${JOB}/a_share.mp4`, 'https://evil.com/a.mp4', 'javascript:1',
  'https://cdn.pika.art/results/../../a.mp4', 'https://cdn.pika.art/assets/a.mp4',
];
const KEYS = [
  'id', 'jobId', 'videos', 'results', 'data', 'status', 'state', 'success', 'error', 'message', 'progress', 'resultUrl', 'sharingUrl',
  'url', 'params', 'options', 'parameters', 'promptText', 'seed', 'generation', '__proto__', 'constructor', 'toString',
  'hasOwnProperty',
];
const words = fc.constantFrom<unknown>(
  JOB, 'x', '../x', 'finished', 'pending', 'queued', 'error', 'Unauthorized', true, false, null, 0, 100, -1, Number.MAX_VALUE,
  '', '$1', '$$', '$undefined', '$1:data:results:0', ...URLS,
);

const value = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    { weight: 4, arbitrary: words },
    fc.string({ unit: 'binary', maxLength: 20 }),
    tie('list'),
    { weight: 3, arbitrary: tie('record') },
  ),
  list: fc.array(tie('node'), { maxLength: 5 }),
  record: fc.array(fc.tuple(fc.constantFrom(...KEYS), tie('node')), { maxLength: 8 }).map((entries) => Object.fromEntries(entries)),
})).node;
const likely = fc
  .record(
    {
      id: words,
      status: words,
      videos: fc.array(
        fc.record(
          {
            id: words,
            status: words,
            progress: words,
            resultUrl: fc.constantFrom(...URLS),
            sharingUrl: words,
            error: words,
            seed: words,
          },
          { requiredKeys: [] },
        ),
        { maxLength: 4 },
      ),
      params: value,
    },
    { requiredKeys: ['id'] },
  )
  .map((job) => ({ success: true, data: { results: [job] } }));
const text = fc.oneof(
  value.map((any) => JSON.stringify(any)),
  likely.map((any) => JSON.stringify(any)),
  fc.array(fc.oneof(likely, value), { maxLength: 4 }).map((rows) => rows.map((row, at) => `${at}:${JSON.stringify(row)}\n`).join('')),
  fc.string({ unit: 'binary' }),
  fc.string().map((body) => `<html>pika ${body}<input name="email"><input name="password">`),
);

describe('any answer', () => {
  it('gives only jobs that the rest of us can trust', () => {
    fc.assert(
      fc.property(text, (answer) => {
        const reading = readPage(answer);
        if (!reading.ok) return;
        const { jobs } = reading.value;
        expect(jobs.length).toBeLessThanOrEqual(MAX_SEEN);
        expect(new Set(jobs.map((job) => job.jobId)).size).toBe(jobs.length);
        for (const job of jobs) {
          expect(job.jobId).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
          expect(JOB_STATES).toContain(job.state);
          expect(job.rawStatus.length).toBeLessThanOrEqual(40);
          expect(job.error === null || (job.error.length > 0 && job.error.length <= 300)).toBe(true);
          expect((job.request.prompt ?? '').length).toBeLessThanOrEqual(4000);
          expect(job.request.seed ?? '0').toMatch(/^\d{1,25}$/);
          for (const amount of [job.progress, job.request.aspectRatio, job.request.durationSeconds, job.request.creditCost]) {
            expect(amount === null || Number.isFinite(amount)).toBe(true);
          }
          for (const video of job.videos) expect(isMediaHost(new URL(video.url).hostname)).toBe(true);
        }
        expect(JSON.parse(JSON.stringify(reading.value))).toEqual(reading.value);
      }),
      { numRuns: 2000 },
    );
  });

  it('is forwarded whenever something would be made of it', () => {
    fc.assert(
      fc.property(text, (answer) => {
        const reading = readPage(answer);
        const counts = reading.ok && (reading.value.jobs.length > 0 || reading.value.notice !== null);
        expect(!counts || couldHoldJobs(answer)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves prototypes as they are', () => {
    const pollute = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"id":"x","videos":[{"status":"queued","__proto__":{"polluted":1}}]}';
    for (const answer of [pollute, `1:${pollute}\n`]) expect(readPage(answer)).toMatchObject({ ok: true, value: { jobs: [{ jobId: 'x' }] } });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('may hold a circle', () => {
    expect(readPage('1:{"id":"x","self":"$1","videos":["$1",{"status":"queued"}],"params":"$1"}\n2:{"results":["$1","$1","$2"]}\n')).toMatchObject({ ok: true });
  });

  it('may share one job a hundred thousand times', () => {
    const rows = `2:{"id":"x","promptText":"p","videos":[{"status":"queued"}]}\n1:{"results":[${Array(100_000).fill('"$2"').join()}]}\n`;
    expect(readPage(rows)).toMatchObject({ ok: true, value: { jobs: [{ jobId: 'x' }] } });
  });
});
