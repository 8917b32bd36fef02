import { afterAll, beforeEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { actionId } from '../../simulator/routes/actions.ts';
import { defaultWire } from '../../simulator/settings.ts';
import { startSimulator, type Simulator } from '../../simulator/server.ts';
import { ask, callAction, type Answer } from './client.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'everyday' });
});
beforeEach(() => {
  simulator.world.clearFaults();
  simulator.world.login();
  simulator.world.wire = { ...defaultWire(), shared: false };
});
afterAll(() => simulator.stop());

/** The payload of row 1, for answers without references. */
function results(answer: Answer): { id: string; videos: { status: string }[] }[] {
  const row = answer.body.toString().split('\n').find((line) => line.startsWith('1:')) ?? '1:{}';
  return (JSON.parse(row.slice(2)) as { data?: { results: { id: string; videos: { status: string }[] }[] } }).data?.results ?? [];
}

const poll = (ids: readonly string[], path = '/library'): Promise<Answer> => callAction(simulator, actionId(simulator.world, 'poll'), { ids }, path);
const list = (after: string): Promise<Answer> => callAction(simulator, actionId(simulator.world, 'list'), { after, perPage: 12 });

describe('server actions', () => {
  it('answer a poll with the jobs asked for, in the framework\'s form', async () => {
    const [job] = simulator.world.jobs;
    const answer = await poll([job?.id ?? '']);
    expect([answer.status, answer.headers['content-type'], answer.headers['x-action-revalidated']]).toEqual([200, 'text/x-component', '[[],0,0]']);
    expect(results(answer).map(({ id }) => id)).toEqual([job?.id]);
    expect(answer.body.toString()).toMatch(/^0:\{"a":"\$@1","f":"","b":"[\w-]{21}"\}\n/u);
  });

  it('page through the library, newest first, until there is no more', async () => {
    const first = results(await list(''));
    const second = results(await list(first.at(-1)?.id ?? ''));
    const expected = simulator.world.listed().map((job) => job.id);
    expect([...first, ...second].map(({ id }) => id)).toEqual(expected);
    expect(results(await list(second.at(-1)?.id ?? ''))).toEqual([]);
  });

  it('speak both envelopes, each with ids of its own length, on either route', async () => {
    simulator.world.setEnvelope('older');
    simulator.world.setRoute('/my-library');
    expect(actionId(simulator.world, 'poll')).toHaveLength(40);
    expect((await poll([], '/my-library')).body.toString()).toMatch(/^0:\["\$@1",\["[\w-]+",null\]\]\n/u);
    expect((await poll([])).status).toBe(404);
    expect((await ask(simulator, 'https://pika.art/library?v=x')).headers.location).toBe('/my-library?v=x');
    simulator.world.setRoute('/library');
  });

  it('stream a part later, refuse, and throw', async () => {
    Object.assign(simulator.world.wire, { streamed: true, streamDelayMs: 30 });
    const streamed = await list('');
    expect(streamed.body.toString()).toContain('"later":"$@');
    expect(results(streamed)).toHaveLength(8);
    simulator.world.setFault({ kind: 'refused', path: '/library' });
    expect((await list('')).body.toString()).toContain('1:{"success":false,"error":"Something went wrong"}');
    simulator.world.setFault({ kind: 'thrown', path: '/library' });
    const thrown = await list('');
    expect([thrown.status, thrown.body.toString().split('\n')[1]]).toEqual([500, '1:E{"digest":"3235868259"}']);
  });

  it('show a lost session in each of its ways', async () => {
    simulator.world.logout('html');
    expect((await poll([])).headers['content-type']).toMatch(/^text\/html/u);
    simulator.world.logout('redirect');
    expect((await poll([])).headers.location).toBe('/login');
    simulator.world.logout('unauthorized');
    expect([(await poll([])).status, (await ask(simulator, 'https://pika.art/library')).status]).toEqual([401, 307]);
  });

  it('refuse and count whatever would write, and answer folders with something else', async () => {
    const shout = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const before = simulator.world.writes;
    expect((await callAction(simulator, actionId(simulator.world, 'deleteVideos'), 'id')).status).toBe(403);
    expect([simulator.world.writes, simulator.requests.count({ kind: 'write' }), shout.mock.calls.length]).toEqual([before + 1, 1, 1]);
    expect((await callAction(simulator, actionId(simulator.world, 'folders'), undefined)).body.toString()).toContain('"bytes":"$n12345678901234567890"');
    expect((await callAction(simulator, 'f'.repeat(42), {})).status).toBe(404);
  });

  it('carry the edge\'s headers, unless told not to', async () => {
    Object.assign(simulator.world.edge, { colo: 'FRA', region: 'fra1::iad1' });
    const { headers } = await poll([]);
    expect([headers['cf-ray']?.slice(-4), String(headers['x-vercel-id']).slice(0, 12)]).toEqual(['-FRA', 'fra1::iad1::']);
    simulator.world.edge.present = false;
    expect((await poll([])).headers['cf-ray']).toBeUndefined();
    simulator.world.edge.present = true;
  });

  it('are compressed when asked, and arrive in many pieces otherwise', async () => {
    const headers = { 'next-action': actionId(simulator.world, 'list'), 'accept-encoding': 'gzip' };
    const zipped = await ask(simulator, 'https://pika.art/library', { method: 'POST', headers, body: '[{"after":"","perPage":12}]' });
    expect([zipped.headers['content-encoding'], zipped.body.subarray(0, 2).toString('hex')]).toEqual(['gzip', '1f8b']);
    expect((await list('')).reads.length).toBeGreaterThan(1);
  });
});

describe('documents', () => {
  it('carry the first page as rows inside scripts, escaped, and as bare cards', async () => {
    simulator.world.addJob({ prompt: 'a </script><b> & "quotes" '.repeat(60), family: 'v1' });
    const html = (await ask(simulator, 'https://pika.art/library')).body.toString();
    expect(html).toContain('(self.__next_f=self.__next_f||[]).push([0])');
    expect(html).toContain('\\u003c/script\\u003e');
    expect(html.match(/<video /gu)?.length).toBeGreaterThan(5);
    const pushed = [...html.matchAll(/self\.__next_f\.push\((\[1,.*?\])\)<\/script>/gu)].map((match) => (JSON.parse(match[1] ?? '[]') as [number, string])[1]);
    const rows = pushed.join('');
    for (const job of simulator.world.listed().slice(0, 12)) expect(rows).toContain(job.id);
    expect(rows).toMatch(/\n10:T618,a <\/script>/u);
  });

  it('set the session cookie, and a strict policy on demand', async () => {
    const answer = await ask(simulator, 'https://pika.art/');
    expect(String(answer.headers['set-cookie'])).toMatch(/^sb-login-auth-token=base64-/u);
    simulator.world.page.csp = true;
    const strict = await ask(simulator, 'https://pika.art/');
    const nonce = /'nonce-([^']+)'/u.exec(String(strict.headers['content-security-policy']))?.[1];
    expect(strict.body.toString()).toContain(`<script nonce="${nonce}">`);
    simulator.world.page.csp = false;
  });

  it('are there for share pages and the login, and nowhere else', async () => {
    const done = simulator.world.finished()[0];
    expect((await ask(simulator, `https://pika.art/video/${done?.id}`)).body.toString()).toContain('<source src="https://cdn.pika.art/');
    expect((await ask(simulator, 'https://pika.art/login')).body.toString()).toContain('Sign in with an email');
    expect((await ask(simulator, 'https://pika.art/none')).status).toBe(404);
    expect((await ask(simulator, 'https://pika.art/_next/static/chunks/app/main.ts')).headers['content-type']).toMatch(/javascript/u);
    expect((await ask(simulator, 'https://pika.art/cdn-cgi/trace')).body.toString()).toContain('colo=');
  });
});
