import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { urlsOf } from '../../simulator/job.ts';
import { outage } from '../../simulator/scenarios.ts';
import { startSimulator, type Simulator } from '../../simulator/server.ts';
import type { FaultSpec } from '../../simulator/faults.ts';
import { until } from '../../support/until.ts';
import { ask } from './client.ts';

let simulator: Simulator;
let clip = '';
let url = '';
let size = 0;

beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'hundred' });
  const job = simulator.world.addJob({ family: 'results', bytes: 200_000 });
  clip = job.id;
  url = urlsOf(job).result;
  size = simulator.clipBytes(clip).length;
});
afterEach(() => outage.recover(simulator.world));
afterAll(() => simulator.stop());

async function bent(fault: FaultSpec, headers: Record<string, string> = {}): ReturnType<typeof ask> {
  simulator.world.setFault({ ...fault, clip });
  return ask(simulator, url, { headers });
}

describe('faults of one clip', () => {
  it.each([401, 403, 404, 410, 429, 500, 503])('answer %d with an HTML page', async (status) => {
    const answer = await bent({ kind: 'status', status, retryAfter: '-5' });
    expect([answer.status, answer.headers['content-type'], answer.headers['retry-after']]).toEqual([status, 'text/html; charset=utf-8', '-5']);
  });

  it('cut the connection at a fraction of the announced length', async () => {
    const answer = await bent({ kind: 'cut', fraction: 0.25 });
    expect(answer.headers['content-length']).toBe(String(size));
    expect(answer.body.length).toBe(Math.floor(size / 4));
    expect(answer.error).not.toBeNull();
  });

  it('end short in good order, with a length that fits', async () => {
    const answer = await bent({ kind: 'short', fraction: 0.5 });
    expect([answer.headers['content-length'], answer.body.length, answer.error]).toEqual([String(Math.floor(size / 2)), Math.floor(size / 2), null]);
  });

  it('leave the length out, chunked or by closing', async () => {
    for (const kind of ['chunked', 'close-delimited'] as const) {
      simulator.world.clearFaults();
      const answer = await bent({ kind });
      expect([answer.headers['content-length'], answer.body.length]).toEqual([undefined, size]);
      expect(answer.headers['transfer-encoding']).toBe(kind === 'chunked' ? 'chunked' : undefined);
    }
  });

  it('ignore ranges, or lie about the total', async () => {
    const whole = await bent({ kind: 'no-ranges' }, { range: 'bytes=5-9' });
    expect([whole.status, whole.body.length, whole.headers['accept-ranges']]).toEqual([200, size, undefined]);
    simulator.world.clearFaults();
    const lie = await bent({ kind: 'wrong-total', delta: 7 }, { range: 'bytes=5-9' });
    expect([lie.status, lie.headers['content-range']]).toEqual([206, `bytes 5-9/${size + 7}`]);
  });

  it('send nothing, HTML, a wrong type, or no validators', async () => {
    expect((await bent({ kind: 'empty' })).body.length).toBe(0);
    const html = await bent({ kind: 'html' });
    expect([html.status, html.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    simulator.world.clearFaults();
    const odd = await bent({ kind: 'wrong-type', contentType: 'application/json' });
    expect([odd.headers['content-type'], odd.body.length]).toEqual(['application/json', size]);
    const bare = await bent({ kind: 'no-validators' });
    expect([bare.headers.etag, bare.headers['last-modified'], bare.headers['content-type']]).toEqual([undefined, undefined, 'application/json']);
  });

  it('drip piece by piece', async () => {
    const answer = await bent({ kind: 'drip', bytesPerSecond: 2_000_000 });
    expect(answer.body.length).toBe(size);
    expect(simulator.requests.all.at(-1)?.bytesSent).toBe(size);
  });

  it('drip until they are cleared, answers under way included', async () => {
    const slow = simulator.world.setFault({ kind: 'drip', clip, bytesPerSecond: 20 });
    const before = simulator.requests.count();
    const answer = ask(simulator, url);
    await until(() => (simulator.requests.all[before]?.bytesSent ?? 0) > 0, { what: 'the first bytes' });
    simulator.world.clearFault(slow);
    expect((await answer).body.length).toBe(size);
  });

  it('end by themselves after so many requests, and strike by turns', async () => {
    simulator.world.setFault({ kind: 'status', status: 503, clip, times: 2 });
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await ask(simulator, url)).status);
    expect(statuses).toEqual([503, 503, 200]);
    simulator.world.setFault({ kind: 'status', status: 500, clip, pattern: '110' });
    for (let n = 0; n < 3; n++) statuses.push((await ask(simulator, url)).status);
    expect(statuses.slice(3)).toEqual([500, 500, 200]);
  });

  it('spare other clips, other methods, and requests with a range when told so', async () => {
    simulator.world.setFault({ kind: 'status', status: 500, clip, ranged: false, method: 'GET' });
    const other = simulator.world.jobs[0];
    const answers = [
      await ask(simulator, url, { method: 'HEAD' }),
      await ask(simulator, url, { headers: { range: 'bytes=0-1' } }),
      await ask(simulator, other ? urlsOf(other).result : ''),
      await ask(simulator, url),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([200, 206, 200, 500]);
  });
});

describe('faults of hosts', () => {
  const HOSTS = ['https://pika.art/', 'https://api.pika.art/', 'https://login.pika.art/auth/v1/health', 'https://cdn.pika.art/'];
  const statuses = async (): Promise<number[]> => Promise.all([...HOSTS, 'https://probe.example/'].map(async (one) => (await ask(simulator, one)).status));

  it('answer well when nothing is wrong', async () => {
    expect(await statuses()).toEqual([200, 404, 401, 403, 200]);
    expect((await ask(simulator, HOSTS[2] ?? '', { headers: { apikey: 'k' } })).status).toBe(200);
    expect((await ask(simulator, 'https://www.gstatic.com/generate_204')).status).toBe(204);
  });

  it('refuse, break TLS or reset, for Pika alone', async () => {
    outage.refusing(simulator.world);
    expect(await statuses()).toEqual([0, 0, 0, 0, 200]);
    outage.recover(simulator.world);
    simulator.world.setFault({ kind: 'tls', host: 'pika.art' });
    expect((await ask(simulator, 'https://pika.art/')).error).toMatch(/SSL|EPROTO/u);
    simulator.world.setFault({ kind: 'reset', host: 'api.pika.art' });
    expect((await ask(simulator, 'https://api.pika.art/')).error).toBe('ECONNRESET');
  });

  it('are gone for everyone when offline, and back afterwards', async () => {
    outage.offline(simulator.world);
    expect(await statuses()).toEqual([0, 0, 0, 0, 0]);
    outage.recover(simulator.world);
    expect((await statuses())[0]).toBe(200);
  });

  it('show a challenge, a portal, maintenance and a rate limit', async () => {
    outage.challenge(simulator.world, 503);
    const challenge = await ask(simulator, 'https://pika.art/');
    expect([challenge.status, challenge.headers['cf-mitigated'], challenge.body.includes('Just a moment')]).toEqual([503, 'challenge', true]);
    outage.recover(simulator.world);
    outage.captivePortal(simulator.world);
    const portal = await ask(simulator, 'https://probe.example/');
    expect([portal.status, portal.headers.location]).toEqual([302, 'https://portal.example/login']);
    expect((await ask(simulator, 'https://portal.example/login')).body.includes('guest network')).toBe(true);
    outage.recover(simulator.world);
    outage.rateLimited(simulator.world, '120');
    const limited = await ask(simulator, 'https://api.pika.art/');
    expect([limited.status, limited.headers['retry-after']]).toEqual([429, '120']);
    outage.recover(simulator.world);
    outage.maintenance(simulator.world);
    expect((await ask(simulator, 'https://pika.art/')).body.includes('maintenance')).toBe(true);
  });

  it('never end an endless answer', async () => {
    simulator.world.setFault({ kind: 'endless', host: 'api.pika.art', bytesPerSecond: 20_000_000 });
    const answer = await ask(simulator, 'https://api.pika.art/', { limit: 3_000_000 });
    expect(answer.body.length).toBeGreaterThanOrEqual(3_000_000);
  });
});
