import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchRange } from '../../lib/network/fetch-range.ts';
import { timedFetch } from '../../lib/network/timed-fetch.ts';

const FILE = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251);
const wantAll = (limit: number, beyond: 'cut' | 'fail') => () => ({ limit, beyond });

/** Calls that a client broke off before their end, by path. */
const brokenOff = new Map<string, () => void>();

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '/';
  response.on('close', () => !response.writableEnded && brokenOff.get(path)?.());
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const [from, to] = [Number(range?.[1] ?? 0), Math.min(Number(range?.[2] ?? FILE.length - 1), FILE.length - 1)];
  const part = FILE.subarray(from, to + 1);
  const routes: Record<string, () => void> = {
    '/headers': () => response.end(JSON.stringify(request.headers)),
    '/file': () => response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${FILE.length}`, 'content-type': 'video/mp4' }).end(part),
    '/no-total': () => response.writeHead(206, { 'content-range': `bytes ${from}-${to}/*` }).end(part),
    '/whole': () => response.writeHead(200, { 'content-length': FILE.length }).end(FILE),
    '/no-length': () => response.writeHead(200).end(FILE),
    '/zipped': () => response.writeHead(200, { 'content-length': 4, 'content-encoding': 'x-other' }).end('abcd'),
    '/other-part': () => response.writeHead(206, { 'content-range': `bytes ${from + 10}-${to}/${FILE.length}` }).end(part),
    '/unnamed-part': () => response.writeHead(206).end(part),
    '/gone': () => response.writeHead(410).end('gone'),
    '/challenged': () => response.writeHead(403, { 'cf-mitigated': 'challenge' }).end('<title>Just a moment...'),
    '/challenged-by-vercel': () => response.writeHead(429, { 'x-vercel-mitigated': 'challenge' }).end('Vercel Security Checkpoint'),
    '/endless': () => drip(response),
    '/cut': () => response.writeHead(200, { 'content-length': 100 }).write('only this', () => response.destroy()),
    '/silent': () => {},
    '/trickle': () => response.writeHead(200).write('a'),
    '/away': () => response.writeHead(302, { location: '/file' }).end(),
  };
  routes[path]?.();
}

function drip(response: ServerResponse): void {
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write(FILE));
    response.once('drain', more);
  };
  more();
}

describe('a timed fetch', () => {
  it('sends no cookie, referrer or cached answer', async () => {
    const result = await timedFetch(`${base}/headers`, { timeoutMs: 5000, body: wantAll(4096, 'fail') });
    if (!result.ok) throw new Error(result.failure.kind);
    const headers: unknown = JSON.parse(new TextDecoder().decode(result.value.bytes ?? new Uint8Array()));
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
    expect(headers).toMatchObject({ 'cache-control': 'no-cache' });
  });

  it('cuts an endless body at the cap, or refuses it, and lets go of the connection', async () => {
    const released = new Promise<void>((resolve) => brokenOff.set('/endless', resolve));
    const cut = await timedFetch(`${base}/endless`, { timeoutMs: 5000, body: wantAll(100_000, 'cut') });
    expect(cut).toMatchObject({ ok: true });
    expect(cut.ok && cut.value.bytes?.length).toBe(100_000);
    await released;
    expect(await timedFetch(`${base}/endless`, { timeoutMs: 5000, body: wantAll(100_000, 'fail') })).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
  });

  it('gives up a body that trickles without end below the cap, and lets go of the connection', async () => {
    const released = new Promise<void>((resolve) => brokenOff.set('/trickle', resolve));
    const slow = await timedFetch(`${base}/trickle`, { timeoutMs: 500, body: wantAll(100_000, 'cut') });
    expect(slow).toMatchObject({ ok: false, failure: { kind: 'timeout' } });
    await released;
  });

  it('takes a body that is exactly at the cap', async () => {
    const result = await timedFetch(`${base}/whole`, { timeoutMs: 5000, body: wantAll(FILE.length, 'fail') });
    expect(result.ok && result.value.bytes).toEqual(FILE);
  });

  it('tells apart silence, refusal, a broken answer and being called off', async () => {
    const kinds = async (path: string, options: { timeoutMs: number; signal?: AbortSignal }): Promise<string> => {
      const result = await timedFetch(path, { ...options, body: wantAll(1000, 'cut') });
      return result.ok ? 'ok' : result.failure.kind;
    };
    expect(await kinds(`${base}/silent`, { timeoutMs: 50 })).toBe('timeout');
    expect(await kinds('http://127.0.0.1:1/', { timeoutMs: 5000 })).toBe('unreachable');
    expect(await kinds(`${base}/cut`, { timeoutMs: 5000 })).toBe('unreachable');
    expect(await kinds('not a url', { timeoutMs: 5000 })).toBe('unreachable');
    expect(await kinds(`${base}/file`, { timeoutMs: 5000, signal: AbortSignal.abort() })).toBe('aborted');
  });

  it('follows a redirect, or shows that there is one', async () => {
    const followed = await timedFetch(`${base}/away`, { timeoutMs: 5000 });
    expect(followed).toMatchObject({ ok: true, value: { url: `${base}/file`, redirect: false, bytes: null } });
    expect(await timedFetch(`${base}/away`, { timeoutMs: 5000, redirect: 'manual' })).toMatchObject({ ok: true, value: { redirect: true } });
  });
});

describe('a range', () => {
  const read = async (path: string, offset: number, length: number) => fetchRange(`${base}${path}`, offset, length, { timeoutMs: 5000 });

  it('is read with the size of the whole', async () => {
    const result = await read('/file', 1000, 50);
    expect(result).toMatchObject({ ok: true, value: { status: 206, total: FILE.length, ranged: true, contentType: 'video/mp4' } });
    expect(result.ok && result.value.bytes).toEqual(FILE.slice(1000, 1050));
  });

  it('is shorter at the end of the file', async () => {
    const result = await read('/file', FILE.length - 5, 50);
    expect(result.ok && result.value.bytes).toEqual(FILE.slice(-5));
  });

  it('is cut out of the whole where the server ignores ranges', async () => {
    const result = await read('/whole', 1000, 50);
    expect(result).toMatchObject({ ok: true, value: { status: 200, total: FILE.length, ranged: false } });
    expect(result.ok && result.value.bytes).toEqual(FILE.slice(1000, 1050));
  });

  it('of a server that sends without end reads only what is needed', async () => {
    const released = new Promise<void>((resolve) => brokenOff.set('/endless', resolve));
    const result = await read('/endless', 100, 50);
    expect(result.ok && result.value.bytes).toEqual(FILE.slice(100, 150));
    await released;
  });

  it('too far into a file without ranges is not fetched', async () => {
    const result = await read('/endless', 50_000_000, 50);
    expect(result).toMatchObject({ ok: true, value: { ranged: false, bytes: new Uint8Array() } });
  });

  it('does not guess a size that nobody told', async () => {
    for (const path of ['/no-total', '/no-length', '/zipped']) expect(await read(path, 0, 4)).toMatchObject({ ok: true, value: { total: null } });
  });

  it('that is another part, or does not say which, proves nothing', async () => {
    for (const path of ['/other-part', '/unnamed-part']) expect(await read(path, 0, 4)).toMatchObject({ ok: false, failure: { kind: 'http', status: 206 } });
  });

  it('behind a bot check is not a dead link, whatever its status', async () => {
    for (const path of ['/challenged', '/challenged-by-vercel']) expect(await read(path, 0, 4)).toMatchObject({ ok: false, failure: { kind: 'challenge' } });
  });

  it('fails with the status, or with why there is none', async () => {
    expect(await read('/gone', 0, 4)).toMatchObject({ ok: false, failure: { kind: 'http', status: 410 } });
    expect(await fetchRange(`${base}/silent`, 0, 4, { timeoutMs: 50 })).toMatchObject({ ok: false, failure: { kind: 'timeout' } });
    expect(await fetchRange('http://127.0.0.1:1/', 0, 4)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
    expect(await fetchRange(`${base}/file`, 0, 4, { signal: AbortSignal.abort() })).toMatchObject({ ok: false, failure: { kind: 'aborted' } });
  });
});
