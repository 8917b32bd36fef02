import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_STEPS, type Question, type SourceReading } from '../../../lib/domain/jobs/job-source.ts';
import type { ApiSourceId } from '../../../lib/domain/jobs/job.ts';
import { parseRetryAfter } from '../../../lib/network/retry-after.ts';
import { JOB_SOURCES } from '../../../lib/sources/jobs/list.ts';
import { API_PLACES } from '../../simulator/sources/apis.ts';
import { startSimulator, type Simulator } from '../../simulator/server.ts';
import { ask } from './client.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
let simulator: Simulator;
let now = NOW;

beforeEach(async () => {
  now = NOW;
  simulator = await startSimulator({ scenario: () => {}, now: () => now });
});
afterEach(() => simulator.stop());

/** A whole look at a job, as the poller makes it. */
async function look(id: ApiSourceId, jobId: string, token = simulator.world.apis.tokens[id]): Promise<SourceReading> {
  const source = JOB_SOURCES[id];
  const access = { base: source.base, token };
  let question: Question = source.ask(jobId, access);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const got = await ask(simulator, question.url, { headers: { ...question.headers } });
    const retryAfterMs = parseRetryAfter(got.headers['retry-after'] ?? null, now);
    const answer = { status: got.status, contentType: got.headers['content-type'] ?? null, retryAfterMs, bytes: got.body, redirect: false, tooLarge: false };
    const reading = source.read(question, answer, access, now);
    if (reading.kind !== 'ask') return reading;
    question = reading.next;
  }
  throw new Error('asks for ever');
}

function summary(reading: SourceReading): unknown {
  return reading.kind === 'job' ? [reading.job.state, reading.job.videos.length] : reading.kind === 'failure' ? reading.failure.kind : reading.kind;
}

const IDS: readonly ApiSourceId[] = ['useapi', 'fal', 'pika-api'];

describe.each(IDS)('%s', (id) => {
  it('is followed from queued to a file that can be fetched', async () => {
    const api = simulator.world.apis.add(id, { plan: { queuedMs: 10_000, runMs: 60_000, outcome: 'finished' } });
    expect(summary(await look(id, api.id))).toEqual(['queued', 0]);
    simulator.world.advance(40_000);
    expect(summary(await look(id, api.id))).toEqual(['running', 0]);
    simulator.world.advance(60_000);
    const reading = await look(id, api.id);
    expect(summary(reading)).toEqual(['finished', 1]);
    const url = reading.kind === 'job' ? (reading.job.videos[0]?.url ?? '') : '';
    const file = await ask(simulator, url);
    expect([file.status, file.body.equals(simulator.clipBytes(api.job.id))]).toEqual([200, true]);
    expect(simulator.world.listed()).toEqual([]);
    expect(simulator.requests.count({ host: API_PLACES[id].host, kind: 'job' })).toBe(simulator.requests.count({ host: API_PLACES[id].host }));
    expect(simulator.world.writes).toBe(0);
  });

  it('fails, is moderated, or is finished without a file', async () => {
    const { world } = simulator;
    const jobs = [world.apis.add(id, { state: 'error' }), world.apis.add(id, { state: 'moderated' }), world.apis.add(id)];
    for (const job of jobs.slice(2)) job.fileless = true;
    const states = [];
    for (const job of jobs) states.push(summary(await look(id, job.id)));
    expect(states).toEqual([['failed', 0], ['moderated', 0], ['finished', 0]]);
  });

  it('refuses in its own words, for one job at a time', async () => {
    const { apis } = simulator.world;
    const other = apis.add(id);
    for (const [status, kind] of [[400, 'bad-id'], [401, 'token-refused'], [402, 'no-credit'], [404, 'gone'], [429, 'busy'], [504, 'server']] as const) {
      const api = apis.add(id);
      apis.refuse(api, status, { times: 1 });
      expect([summary(await look(id, api.id)), summary(await look(id, other.id)), summary(await look(id, api.id))]).toEqual([kind, ['finished', 1], ['finished', 1]]);
    }
  });

  it.each([['120', 120_000], [new Date(NOW + 90_000).toUTCString(), 90_000], ['-5', 30_000], ['999999999', 3_600_000]])('asks for a break with Retry-After: %s', async (retryAfter, waitMs) => {
    const api = simulator.world.apis.add(id);
    simulator.world.apis.refuse(api, 429, { retryAfter });
    const reading = await look(id, api.id);
    const waited = reading.kind === 'failure' ? reading.failure.waitMs : 0;
    expect(waited).toBe(retryAfter === '-5' ? { useapi: 30_000, fal: 60_000, 'pika-api': 60_000 }[id] : waitMs);
  });

  it('answers with half a document, a web page or nothing', async () => {
    const { apis } = simulator.world;
    const [cut, html, empty, hang] = [apis.add(id), apis.add(id), apis.add(id), apis.add(id)];
    cut.cut = 1;
    apis.break(html, { kind: 'html' });
    apis.break(empty, { kind: 'empty' });
    apis.break(hang, { kind: 'hang' });
    for (const job of [cut, html, empty]) expect(summary(await look(id, job.id))).toBe('not-understood');
    void ask(simulator, JOB_SOURCES[id].ask(hang.id, { base: JOB_SOURCES[id].base, token: 'x1234' }).url);
    const [waiting] = await simulator.requests.waitFor((seen) => seen.path.includes(encodeURIComponent(hang.id)));
    expect([waiting?.status, waiting?.done]).toEqual([0, false]);
  });

  it('knows tokens, credit and jobs that it has forgotten', async () => {
    const api = simulator.world.apis.add(id);
    expect(summary(await look(id, api.id, 'another-token'))).toBe('token-refused');
    simulator.world.apis.credit[id] = false;
    expect(summary(await look(id, api.id))).toBe('no-credit');
    simulator.world.apis.credit[id] = true;
    api.forgotten = true;
    expect(summary(await look(id, api.id))).toBe('gone');
  });
});

describe('peers case 21: links on Discord', () => {
  it('die when they say so or at once, and the next look at the job brings a fresh one', async () => {
    const { apis } = simulator.world;
    const api = apis.add('useapi');
    const link = async (): Promise<string> => {
      const reading = await look('useapi', api.id);
      return reading.kind === 'job' ? (reading.job.videos[0]?.url ?? '') : '';
    };
    const first = await link();
    expect((await ask(simulator, first)).status).toBe(200);
    now += apis.linkLifeMs + 1000;
    expect((await ask(simulator, first)).status).toBe(404);
    const second = await link();
    expect((await ask(simulator, second)).status).toBe(200);
    apis.expireLinks();
    expect((await ask(simulator, second)).status).toBe(404);
    const third = await link();
    expect((await ask(simulator, third)).status).toBe(200);
    const keys = [first, second, third].map((url) => JOB_SOURCES.useapi.allow(url, JOB_SOURCES.useapi.base)?.pathKey);
    expect(new Set(keys).size).toBe(1);
    expect((await ask(simulator, third.replace(/\?.*/, ''))).status).toBe(404);
  });
});

it('finds out whoever creates, retries or cancels', async () => {
  const { apis } = simulator.world;
  const api = apis.add('useapi', { state: 'queued' });
  await ask(simulator, `https://api.useapi.net/v1/pika/jobs/cancel/?jobid=${encodeURIComponent(api.id)}`);
  await ask(simulator, 'https://api.useapi.net/v1/pika/create', { method: 'POST', body: 'x' });
  await ask(simulator, `https://queue.fal.run/fal-ai/pika/requests/${api.id}/cancel`, { method: 'PUT' });
  await ask(simulator, 'https://devapi.pika.art/generate/2.2/t2v', { method: 'POST' });
  expect([simulator.world.writes, simulator.requests.count({ kind: 'write' }), api.job.state]).toEqual([4, 4, 'cancelled']);
});
