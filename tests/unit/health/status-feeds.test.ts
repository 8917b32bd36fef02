import { describe, expect, it } from 'vitest';
import type { Feed } from '../../../lib/domain/health/tool-reading.ts';
import { askFeed } from '../../../lib/network/status-feeds.ts';
import { statuspageSummary } from '../../simulator/status/statuspage.ts';
import { feedOf, NOW } from '../sources/status/documents.ts';

type Answers = Readonly<Record<string, () => Response | Promise<Response>>>;

/** A world in which only these paths answer; everything else cannot be reached. */
function world(answers: Answers) {
  const asked: { path: string; init: RequestInit }[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const path = url.replace(/^https:\/\/[^/]+/, '');
    asked.push({ path, init });
    const answer = init.redirect === 'manual' && path !== '/' ? answers[path] : answers[init.redirect === 'manual' ? `manual ${path}` : path];
    if (answer === undefined) throw new TypeError('Failed to fetch');
    return answer();
  };
  return { asked, paths: () => asked.map(({ path }) => path), ask: (feed: Feed, known: Parameters<typeof askFeed>[1] = null) => askFeed(feed, known, { fetch, monotonic: () => 0, now: () => NOW }) };
}

const json = (value: unknown, init: ResponseInit = {}) => () => new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' }, ...init });
const openai = feedOf('openai');
const summary = statuspageSummary('status.openai.com', 'down', NOW);

describe('a feed with two addresses', () => {
  it('is read at the second when the first has nothing', async () => {
    const { ask, paths } = world({ '/proxy/status.openai.com': json({}, { status: 404 }), '/api/v2/summary.json': json(summary) });
    expect(await ask(openai)).toMatchObject({ reading: { status: 'down' }, dialect: 'incident-io', direct: false, latencyMs: null, httpStatus: 200 });
    expect(paths()).toEqual(['/proxy/status.openai.com', '/api/v2/summary.json']);
  });

  it.each([
    ['refuses', { '/proxy/status.openai.com': json({}, { status: 403 }), '/api/v2/summary.json': json(summary) }, 'refused'],
    ['has an error of its own', { '/proxy/status.openai.com': json({}, { status: 502 }), '/api/v2/summary.json': json(summary) }, 'no-answer'],
    ['is silent', { '/api/v2/summary.json': json(summary) }, 'no-answer'],
  ] as const)('is left alone when it %s', async (_how, answers, reason) => {
    const { ask, paths } = world(answers);
    expect(await ask(openai)).toMatchObject({ reading: { status: 'unknown', reason } });
    expect(paths()).toHaveLength(1);
  });

  it('that has nothing at either tells of the first', async () => {
    const { ask } = world({ '/proxy/status.openai.com': () => new Response('<html>', { headers: { 'content-type': 'text/html' } }), '/api/v2/summary.json': json({}, { status: 404 }) });
    expect(await ask(openai)).toMatchObject({ reading: { reason: 'not-a-feed' } });
  });
});

describe('a request', () => {
  it('carries nothing of the user', async () => {
    const { ask, asked } = world({ '/api/v2/summary.json': json(summary) });
    await ask(feedOf('runway'));
    expect(asked[0]?.init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', method: 'GET' });
  });

  it('brings how long we are to stay away', async () => {
    const { ask } = world({ '/api/v2/summary.json': json({}, { status: 429, headers: { 'retry-after': '120' } }) });
    expect(await ask(feedOf('runway'))).toMatchObject({ retryAfterMs: 120_000, httpStatus: 429, reading: { reason: 'refused' } });
  });

  it('reads no more than its dialect needs', async () => {
    const endless = () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)) }), { headers: { 'content-type': 'application/json' } });
    expect(await world({ '/api/v2/summary.json': endless }).ask(feedOf('runway'))).toMatchObject({ reading: { reason: 'too-large' } });
    expect(await world({ '/incidents.json': endless }).ask(feedOf('google'))).toMatchObject({ reading: { reason: 'too-large' } });
  });

  it('that ended on another host says nothing', async () => {
    const away = () => Object.defineProperty(new Response(JSON.stringify(summary)), 'url', { value: 'https://portal.example/' });
    expect(await world({ '/api/v2/summary.json': away }).ask(feedOf('runway'))).toMatchObject({ reading: { status: 'unknown', reason: 'wrong-page' } });
  });
});

describe('an address that leads to another one', () => {
  const elsewhere = () => new Response(null, { status: 302, headers: { location: 'https://192.168.0.1/' } });

  it('is not followed, so that no other host is ever asked for data', async () => {
    const { ask, asked } = world({ '/api/v2/summary.json': elsewhere });
    expect(await ask(feedOf('runway'))).toMatchObject({ direct: false, failure: null, reading: { status: 'unknown', reason: 'wrong-page', note: 'This address leads to another one.' } });
    expect(asked.map(({ init }) => init.redirect)).toEqual(['manual']);
  });

  it('is told as such where the dialect was to be found out', async () => {
    const all = Object.fromEntries(['/proxy/status.acme.example.com', '/api/v2/summary.json', '/index.json', '/summary.json', '/v2/components.json'].map((path) => [path, elsewhere]));
    const { ask, asked } = world(all);
    expect(await ask({ url: 'https://status.acme.example.com/', dialect: 'auto' })).toMatchObject({ dialect: null, reading: { status: 'unknown', reason: 'wrong-page' } });
    expect(asked.every(({ init }) => init.redirect === 'manual')).toBe(true);
  });
});

describe('a probed page', () => {
  const kling = feedOf('kling');
  const html = { headers: { 'content-type': 'text/html' } };

  it('tells its own latency', async () => {
    const { ask } = world({ '/': () => new Response('<!doctype html><html></html>', html) });
    expect(await ask(kling)).toMatchObject({ direct: true, latencyMs: 0, httpStatus: 200, failure: null, reading: { status: 'up' } });
  });

  it('keeps what an error of its own can be looked up by', async () => {
    const headers = { 'content-type': 'text/html', server: 'nginx', 'retry-after': '30', 'set-cookie': 'a=b' };
    const answering = (status: number) => world({ '/': () => new Response('<!doctype html><html></html>', { status, headers }) }).ask(kling);
    expect(await answering(503)).toMatchObject({ direct: true, reading: { status: 'down' }, headers: 'retry-after: 30; server: nginx' });
    expect(await answering(200)).not.toHaveProperty('headers');
  });

  it('that cannot be reached has failed, unless it only sends us elsewhere', async () => {
    expect(await world({}).ask(kling)).toMatchObject({ direct: true, failure: 'unreachable', httpStatus: null });
    const moved = { 'manual /': () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.example/' } }) };
    expect(await world(moved).ask(kling)).toMatchObject({ direct: false, failure: null, reading: { status: 'unknown', reason: 'wrong-page' } });
  });

  it('may be as long as it likes', async () => {
    const page = `<!doctype html><html>${'x'.repeat(500_000)}`;
    expect(await world({ '/': () => new Response(page, html) }).ask(kling)).toMatchObject({ reading: { status: 'up' } });
  });
});

describe('a page of which nothing is known', () => {
  const feed: Feed = { url: 'https://status.acme.example.com/', dialect: 'auto' };
  const acme = { '/api/v2/summary.json': json(statuspageSummary('status.acme.example.com', 'up', NOW)) };

  it('is asked in every dialect once, and then in its own', async () => {
    const { ask, paths } = world(acme);
    expect(await ask(feed)).toMatchObject({ dialect: 'statuspage', reading: { status: 'up' } });
    expect(paths()).toHaveLength(5);
    await ask(feed, 'statuspage');
    expect(paths()).toHaveLength(6);
  });

  it('that is silent says nothing', async () => {
    expect(await world({}).ask(feed)).toMatchObject({ dialect: null, httpStatus: null, reading: { reason: 'no-answer' } });
  });
});
