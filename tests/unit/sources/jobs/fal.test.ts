import { describe, expect, it } from 'vitest';
import type { Answer, Question, SourceReading } from '../../../../lib/domain/jobs/job-source.ts';
import { MAX_STEPS } from '../../../../lib/domain/jobs/job-source.ts';
import { fal } from '../../../../lib/sources/jobs/fal.ts';
import { accessOf, answer, failureOf, jobOf, NOW, readOne, UUID } from './answers.ts';

const ROOT = `https://queue.fal.run/fal-ai/pika/requests/${UUID}`;
const LINK = 'https://v3.fal.media/files/penguin/a1b2c3_output.mp4';
const STATUS = {
  status: 'IN_PROGRESS',
  request_id: UUID,
  response_url: ROOT,
  status_url: `${ROOT}/status`,
  cancel_url: `${ROOT}/cancel`,
  logs: [
    { timestamp: '2026-11-21T11:58:00.123456Z', level: 'INFO', message: 'Loading' },
    { timestamp: '2026-11-21T11:59:00Z', level: 'INFO', message: 'Step 40 of 100' },
  ],
  metrics: { inference_time: 41.5 },
};

function next(reading: SourceReading): Question {
  if (reading.kind !== 'ask') throw new Error(`asks nothing: ${JSON.stringify(reading)}`);
  return reading.next;
}

/** A whole look: the status says COMPLETED, then the result comes. */
function result(given: Answer, status: Record<string, unknown> = { ...STATUS, status: 'COMPLETED' }): SourceReading {
  return fal.read(next(readOne(fal, UUID, answer(200, status))), given, accessOf(fal), NOW);
}

describe('the status', () => {
  it('is asked by owner and app, with its log', () => {
    expect(fal.ask(UUID, accessOf(fal))).toMatchObject({ url: `${ROOT}/status?logs=1`, headers: { authorization: 'Key user:1-secret-token' } });
  });

  it('tells the place in the queue', () => {
    const { job } = jobOf(readOne(fal, UUID, answer(202, { status: 'IN_QUEUE', request_id: UUID, queue_position: 7 })));
    expect([job.state, job.more?.queuePosition, job.rawStatus]).toEqual(['queued', 7, 'IN_QUEUE']);
  });

  it('tells the last line of the log, and since when', () => {
    const { job } = jobOf(readOne(fal, UUID, answer(202, STATUS)));
    expect(job).toMatchObject({ state: 'running', progress: null });
    expect(job.more).toMatchObject({ log: 'Step 40 of 100', createdAt: Date.UTC(2026, 10, 21, 11, 58, 0, 123), updatedAt: Date.UTC(2026, 10, 21, 11, 59), queuePosition: null });
  });

  it.each([
    ['FAILED', 'failed'],
    ['CANCELED', 'cancelled'],
    ['PAUSED', 'unknown'],
  ])('%s is %s', (status, state) => {
    expect(jobOf(readOne(fal, UUID, answer(200, { status, request_id: UUID }))).job).toMatchObject({ state, rawStatus: status });
  });

  it('that a failed request calls COMPLETED is failed', () => {
    const { job } = jobOf(readOne(fal, UUID, answer(200, { ...STATUS, status: 'COMPLETED', error: 'Request timed out', error_type: 'request_timeout' })));
    expect([job.state, job.error, job.progress]).toEqual(['failed', 'Request timed out', null]);
  });

  it('is asked without its log where that is too long', () => {
    const question = next(readOne(fal, UUID, answer(202, '{"status":"IN_PROGRESS","logs":[', { tooLarge: true })));
    expect(question.url).toBe(`${ROOT}/status`);
    const again = fal.read(question, answer(202, '{', { tooLarge: true }), accessOf(fal), NOW);
    expect(failureOf(again).kind).toBe('not-understood');
  });
});

describe('the result', () => {
  it('is asked once the request is completed, within the steps of one look', () => {
    const question = next(readOne(fal, UUID, answer(200, { ...STATUS, status: 'COMPLETED' })));
    expect([question.url, question.step]).toEqual([ROOT, 'result']);
    expect(MAX_STEPS).toBeGreaterThanOrEqual(3);
  });

  it('is the clip, and keeps what the status told', () => {
    const reading = jobOf(result(answer(200, { video: { url: LINK, content_type: 'video/mp4', file_name: 'output.mp4', file_size: 7_204_115 } })));
    expect(reading.job).toMatchObject({ state: 'finished', progress: 100, rawStatus: 'COMPLETED', videos: [{ videoId: UUID, url: LINK }] });
    expect(reading.job.more?.log).toBe('Step 40 of 100');
    expect(reading.job.more).not.toHaveProperty('withheld');
  });

  it('without a file is finished, and told', () => {
    for (const body of [{}, { video: null }, { video: {} }, { videos: [] }]) {
      const { job } = jobOf(result(answer(200, body)));
      expect([job.state, job.videos, job.more?.withheld]).toEqual(['finished', [], undefined]);
    }
  });

  it('on a host that is none of its own is not fetched, and its host is told; so are those beside a good one', () => {
    const foreign = { url: 'https://evil.example/x.mp4' };
    expect(jobOf(result(answer(200, { video: foreign }))).job).toMatchObject({ videos: [], more: { withheld: ['evil.example'] } });
    const several = jobOf(result(answer(200, { videos: [{ url: LINK }, foreign, { url: 'data:,x' }] }))).job;
    expect([several.videos.length, several.more?.withheld]).toEqual([1, ['evil.example', 'an address that is none']]);
  });

  it('that is the model’s error is the end of the job, not of the asking', () => {
    const detail = [{ loc: ['body', 'prompt'], msg: 'Flagged by a content checker.', type: 'content_policy_violation' }];
    expect(jobOf(result(answer(422, { detail }))).job).toMatchObject({ state: 'moderated', error: 'Flagged by a content checker.' });
    const broken = [{ loc: ['body'], msg: 'Internal error', type: 'internal_server_error' }];
    expect(jobOf(result(answer(500, { detail: broken }))).job).toMatchObject({ state: 'failed', error: 'Internal error' });
    expect(jobOf(result(answer(504, { detail: 'Request timed out', error_type: 'request_timeout' }))).job.state).toBe('failed');
  });

  it('that could not be had says nothing of the job', () => {
    expect(failureOf(result(answer(503, 'upstream'))).kind).toBe('server');
    expect(failureOf(result(answer(500, { detail: 'Internal Server Error' }))).kind).toBe('server');
    expect(failureOf(result(answer(400, { detail: 'Request is still in progress' }))).kind).toBe('not-understood');
    expect(failureOf(result(answer(202, { status: 'IN_PROGRESS' }))).kind).toBe('not-understood');
    expect(failureOf(result(answer(200, '{"video":{"url":'))).kind).toBe('not-understood');
    expect(failureOf(result(answer(404, { detail: 'Request not found' }))).kind).toBe('gone');
  });
});

it('is not fooled by another request’s answer', () => {
  expect(failureOf(readOne(fal, UUID, answer(200, { ...STATUS, request_id: UUID.replace('0f', '1f') }))).kind).toBe('not-understood');
});
