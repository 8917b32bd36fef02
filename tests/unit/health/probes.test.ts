import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONTROL_URLS, controlsAnswer } from '../../../lib/network/connectivity.ts';
import { probe, type ProbeDeps, PROBE_TIMEOUT } from '../../../lib/network/probes.ts';
import { parseRetryAfter } from '../../../lib/network/retry-after.ts';
import { MINUTE, SECOND } from '../../../lib/time.ts';
import { START } from './world.ts';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A platform whose `fetch` is a function of the request; the monotonic clock moves 70 ms with each reading. */
function platform(answer: (sent: Sent) => Response | Promise<Response>): ProbeDeps & { sent: Sent[] } {
  const sent: Sent[] = [];
  let monotonic = 0;
  return {
    sent,
    now: () => START,
    monotonic: () => (monotonic += 70),
    fetch: async (url, init) => {
      sent.push({ url, init });
      return answer({ url, init });
    },
  };
}

const named = (response: Response, url: string): Response => Object.defineProperty(response, 'url', { value: url });
const page = (body: string, init: ResponseInit = {}, url = 'https://pika.art/'): Response => named(new Response(body, init), url);
const lost = (): Response => {
  throw new TypeError('Failed to fetch');
};
/** Like a server that accepts and says nothing: settles only when it is called off. */
const silent = ({ init }: Sent): Promise<Response> =>
  new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))));

describe('a probe', () => {
  it('is one light request without identity', async () => {
    const net = platform(() => page('<script src="/_next/x.js">'));
    await probe('pika-web', net);
    expect(net.sent).toHaveLength(1);
    expect(net.sent[0]).toMatchObject({ url: 'https://pika.art/', init: { method: 'GET', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' } });
  });

  it('records time, status, latency and edge', async () => {
    const headers = { 'cf-ray': '8df1a2b3c4d5e6f7-DFW' };
    const { check } = await probe('pika-web', platform(() => page('<script src="/_next/x.js">', { headers })));
    expect(check).toEqual({ monitor: 'pika-web', at: START, outcome: 'up', latencyMs: 70, httpStatus: 200, edge: 'DFW', kind: null });
  });

  it('keeps what a failed answer can be looked up by, and nothing else of its headers', async () => {
    const headers = { 'cf-ray': '8df1a2b3c4d5e6f7-DFW', 'x-vercel-id': 'cle1::iad1::abcde-1', 'retry-after': '30', server: `cloud\u00e9\tflare${'x'.repeat(500)}`, 'set-cookie': 'a=SECRET', 'x-request-id': 'SECRET' };
    const failed = (await probe('pika-api', platform(({ url }) => page('', { status: 503, headers }, url)))).check;
    expect(failed.headers).toBe(`cf-ray: 8df1a2b3c4d5e6f7-DFW; x-vercel-id: cle1::iad1::abcde-1; retry-after: 30; server: cloudflare${'x'.repeat(500)}`.slice(0, 200));
    expect((await probe('pika-api', platform(({ url }) => page('', { status: 500, headers: { date: 'x' } }, url)))).check).not.toHaveProperty('headers');
    for (const status of [200, 404, 429]) expect((await probe('pika-api', platform(({ url }) => page('', { status, headers }, url)))).check).not.toHaveProperty('headers');
  });

  it('asks the right host for each monitor', async () => {
    const net = platform(({ url }) => page('', { status: 401 }, url));
    for (const monitor of ['pika-api', 'pika-cdn', 'pika-login'] as const) expect((await probe(monitor, net)).check.outcome).toBe('up');
    expect(net.sent.map(({ url }) => url)).toEqual(['https://api.pika.art/', 'https://cdn.pika.art/', 'https://login.pika.art/auth/v1/health']);
  });

  it('passes on how long Pika asked us to wait', async () => {
    const reading = await probe('pika-api', platform(({ url }) => page('', { status: 429, headers: { 'retry-after': '120' } }, url)));
    expect(reading).toMatchObject({ check: { outcome: 'blocked', kind: 'refused' }, retryAfterMs: 2 * MINUTE });
  });

  it('reads 64 kB of a page that never ends, and calls the rest off', async () => {
    let sent = 0;
    let cancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 16_384;
        controller.enqueue(new Uint8Array(16_384).fill(32));
      },
      cancel: () => void (cancelled = true),
    });
    const { check } = await probe('pika-web', platform(() => named(new Response(endless), 'https://pika.art/')));
    expect(check).toMatchObject({ outcome: 'blocked', kind: 'wrong-page' });
    expect(sent).toBeLessThanOrEqual(7 * 16_384);
    expect(cancelled).toBe(true);
  });

  it('reads no body where none is needed', async () => {
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    const { check } = await probe('pika-cdn', platform(() => named(new Response(body), 'https://cdn.pika.art/')));
    expect(check.outcome).toBe('up');
    expect(cancelled).toBe(true);
  });

  it('of a host that cannot be reached has failed', async () => {
    expect((await probe('pika-cdn', platform(lost))).check).toMatchObject({ outcome: 'failed', kind: 'unreachable', latencyMs: null });
  });

  it('of a host that sends us to where we may not look is blocked', async () => {
    const portal = platform(({ init }) => (init.redirect === 'manual' ? new Response(null, { status: 302 }) : lost()));
    expect((await probe('pika-web', portal)).check).toMatchObject({ outcome: 'blocked', kind: 'redirected' });
    const opaque = platform(({ init }) => (init.redirect === 'manual' ? Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' }) : lost()));
    expect((await probe('pika-web', opaque)).check).toMatchObject({ outcome: 'blocked', kind: 'redirected' });
  });

  it('of a host that breaks once and then answers, has failed', async () => {
    const net = platform(({ init }) => (init.redirect === 'manual' ? page('') : lost()));
    expect((await probe('pika-web', net)).check).toMatchObject({ outcome: 'failed', kind: 'unreachable' });
  });
});

describe('time limits', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('a server that says nothing has failed by time-out', async () => {
    const asked = probe('pika-web', platform(silent));
    await vi.advanceTimersByTimeAsync(PROBE_TIMEOUT);
    expect((await asked).check).toMatchObject({ outcome: 'failed', kind: 'timeout' });
  });

  it('a body that stops in the middle has failed by time-out', async () => {
    const stuck = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) });
    const asked = probe('pika-web', platform(() => named(new Response(stuck), 'https://pika.art/')));
    await vi.advanceTimersByTimeAsync(PROBE_TIMEOUT);
    expect((await asked).check).toMatchObject({ outcome: 'failed', kind: 'timeout' });
  });

  it('control hosts that say nothing do not answer', async () => {
    const asked = controlsAnswer(platform(silent));
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(await asked).toBe(false);
  });
});

describe('control probes', () => {
  it('are bare requests to three operators', async () => {
    const net = platform(() => new Response());
    expect(await controlsAnswer(net)).toBe(true);
    expect(net.sent.map(({ url }) => url)).toEqual([...CONTROL_URLS]);
    const domains = CONTROL_URLS.map((url) => new URL(url).hostname.split('.').slice(-2).join('.'));
    expect(new Set(domains).size).toBe(3);
    for (const { init } of net.sent) {
      expect(init).toMatchObject({ mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer' });
      expect(init.headers).toBeUndefined();
    }
  });

  it('need one answer, and do not wait for the others', async () => {
    const net = platform((sent) => (sent.url === CONTROL_URLS[1] ? new Response() : sent.url === CONTROL_URLS[0] ? lost() : silent(sent)));
    expect(await controlsAnswer(net)).toBe(true);
  });

  it('fail together when there is no connection', async () => {
    expect(await controlsAnswer(platform(lost))).toBe(false);
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    [new Date(START + MINUTE).toUTCString(), MINUTE],
    [new Date(START - MINUTE).toUTCString(), 0],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['2026', 2026_000],
    ['9'.repeat(400), null],
    ['', null],
    [null, null],
  ])('%s → %s', (text, expected) => {
    expect(parseRetryAfter(text, START)).toBe(expected);
  });

  it('is in UTC in all forms of a date, wherever the browser is', () => {
    vi.stubEnv('TZ', 'America/New_York');
    const now = Date.UTC(1994, 10, 6, 8, 0);
    for (const text of ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994']) {
      expect(parseRetryAfter(text, now)).toBe(49 * MINUTE + 37 * SECOND);
    }
    vi.unstubAllEnvs();
  });
});
