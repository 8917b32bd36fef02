import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/server.ts';
import { ask, type Answer } from './client.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'empty' });
});
afterEach(() => {
  simulator.world.clearFaults();
  simulator.world.login();
});
afterAll(() => simulator.stop());

const BOUNDARY = '----boundary';

function submit(path: string, fields: Record<string, string>): Promise<Answer> {
  const parts = Object.entries(fields).map(([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const headers = { origin: 'https://pika.art', 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  return ask(simulator, `https://api.pika.art${path}`, { method: 'POST', headers, body: `${parts.join('')}--${BOUNDARY}--\r\n` });
}

describe('submitting', () => {
  it.each([
    ['/generate', {}, '1.0'],
    ['/generate/v1.5', { model: '1.5' }, '1.5'],
    ['/generate/v2', { model: '2.5', creditCost: '12', options: '{"aspectRatio":0.5625}', resolution: '480p' }, '2.5'],
  ])('to %s makes a queued job', async (path, fields, model) => {
    const balance = simulator.world.balance;
    const answer = await submit(path, { promptText: 'a café, früh\nam Morgen', ...fields });
    expect([answer.status, answer.headers['access-control-allow-origin'], answer.headers['access-control-allow-credentials']]).toEqual([200, 'https://pika.art', 'true']);
    const body = JSON.parse(answer.body.toString()) as { success: boolean; data: { id: string; generation: { promptText: string; videos: unknown[] } } };
    const job = simulator.world.job(body.data.id);
    expect(Object.keys((body.data.generation as { params?: object }).params ?? {}).sort()).toEqual(['options', 'promptText', 'sfx', 'styleId', 'userId']);
    expect(body.data.generation).toMatchObject({ id: job.id, promptText: 'a café, früh\nam Morgen', videos: [{ id: job.id, status: 'queued' }] });
    expect([job.model, job.state, simulator.world.balance]).toEqual([model, 'queued', balance - 12]);
  });

  it('can be refused, unauthorised, limited, broken or dropped', async () => {
    simulator.world.setFault({ kind: 'refused', host: 'api.pika.art', times: 1 });
    expect(JSON.parse((await submit('/generate/v2', {})).body.toString())).toEqual({ success: false, error: 'Something went wrong' });
    simulator.world.logout();
    expect((await submit('/generate/v2', {})).status).toBe(401);
    simulator.world.login();
    simulator.world.setFault({ kind: 'status', status: 429, retryAfter: '30', host: 'api.pika.art', times: 1 });
    expect((await submit('/generate/v2', {})).headers['retry-after']).toBe('30');
    simulator.world.setFault({ kind: 'status', status: 503, host: 'api.pika.art', times: 1 });
    expect((await submit('/generate/v2', {})).headers['content-type']).toMatch(/html/u);
    simulator.world.setFault({ kind: 'reset', host: 'api.pika.art', times: 1 });
    expect((await submit('/generate/v2', {})).status).toBe(0);
  });

  it('is asked for by a preflight from pika.art, which no limited fault eats', async () => {
    simulator.world.setFault({ kind: 'status', status: 500, host: 'api.pika.art', times: 1 });
    const headers = { origin: 'https://pika.art', 'access-control-request-method': 'POST' };
    const preflight = await ask(simulator, 'https://api.pika.art/generate/v2', { method: 'OPTIONS', headers });
    expect([preflight.status, preflight.headers['access-control-allow-headers']]).toEqual([204, expect.stringContaining('Authorization')]);
    expect((await submit('/generate/v2', {})).status).toBe(500);
    const foreign = await ask(simulator, 'https://api.pika.art/', { headers: { origin: 'https://evil.example' } });
    expect([foreign.status, foreign.headers['access-control-allow-origin']]).toEqual([404, undefined]);
  });
});

describe('the account', () => {
  it('has a balance, a subscription and a user while signed in', async () => {
    simulator.world.balance = 68;
    const read = async (path: string): Promise<unknown> => JSON.parse((await ask(simulator, `https://login.pika.art${path}`)).body.toString());
    expect(await read('/rest/v1/credits?user_id=eq.x')).toEqual([{ credits: 68 }]);
    expect(await read('/rest/v1/subscriptions?select=*&user_id=eq.x')).toHaveLength(1);
    expect(await read('/auth/v1/user')).toMatchObject({ role: 'authenticated' });
    simulator.world.logout();
    expect(await read('/rest/v1/credits?user_id=eq.x')).toEqual({ message: 'Unauthorized' });
  });

  it('is none of the business of analytics, which always fail', async () => {
    const answers = await Promise.all(['us.i.posthog.com', 'www.google-analytics.com'].map((host) => ask(simulator, `https://${host}/e`)));
    expect(answers.map((answer) => answer.status)).toEqual([0, 404]);
  });
});
