import { describe, expect, it } from 'vitest';
import type { PikaMonitor } from '../../../lib/domain/health/monitor.ts';
import { edgeOf, judgeAnswer, needsBody } from '../../../lib/sources/pika/answers.ts';

const PIKA_PAGE = '<!doctype html><script src="/_next/static/chunks/main.js"></script>';
const CHALLENGE_PAGE = '<title>Just a moment...</title><script>window._cf_chl_opt={}</script>';
const URLS: Record<PikaMonitor, string> = {
  'pika-web': 'https://pika.art/',
  'pika-api': 'https://api.pika.art/',
  'pika-cdn': 'https://cdn.pika.art/',
  'pika-login': 'https://login.pika.art/auth/v1/health',
};

interface Given {
  status: number;
  url?: string;
  headers?: Record<string, string>;
  body?: string;
}

function judge(monitor: PikaMonitor, given: Given): string {
  const header = (name: string): string | null => given.headers?.[name] ?? null;
  const { outcome, kind } = judgeAnswer(monitor, { status: given.status, url: given.url ?? URLS[monitor], header, body: given.body ?? null });
  return kind === null ? outcome : `${outcome} ${kind}`;
}

describe('the site', () => {
  const cases: [string, Given, string][] = [
    ['its own page', { status: 200, body: PIKA_PAGE }, 'up'],
    ['its own page under www', { status: 200, url: 'https://www.pika.art/', body: PIKA_PAGE }, 'up'],
    ['its own sign-in page', { status: 200, url: 'https://pika.art/login', body: PIKA_PAGE }, 'up'],
    ['its page with a prompt that quotes a challenge', { status: 200, body: PIKA_PAGE + CHALLENGE_PAGE }, 'up'],
    ['its page with Cloudflare’s own script', { status: 200, body: `${PIKA_PAGE}<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js">` }, 'up'],
    ['500', { status: 500, body: 'oops' }, 'failed http'],
    ['503 without a challenge', { status: 503, body: '<h1>Service unavailable</h1>' }, 'failed http'],
    ['522 of Cloudflare about the origin', { status: 522, body: '<div class="cf-error-details">' }, 'failed http'],
    ['403 with a challenge header', { status: 403, headers: { 'cf-mitigated': 'challenge' } }, 'blocked challenge'],
    ['503 with a challenge page', { status: 503, body: CHALLENGE_PAGE }, 'blocked challenge'],
    ['200 with a challenge page', { status: 200, body: CHALLENGE_PAGE }, 'blocked challenge'],
    ['429 of Vercel with a checkpoint', { status: 429, headers: { 'x-vercel-mitigated': 'challenge' } }, 'blocked challenge'],
    ['429', { status: 429 }, 'blocked refused'],
    ['403', { status: 403, body: 'Forbidden' }, 'blocked refused'],
    ['401', { status: 401 }, 'blocked refused'],
    ['451', { status: 451 }, 'blocked refused'],
    ['511 of a network’s sign-in', { status: 511, body: 'Log in to the network' }, 'blocked refused'],
    ['407 of a proxy', { status: 407 }, 'blocked refused'],
    ['another host', { status: 200, url: 'https://portal.hotel.example/', body: PIKA_PAGE }, 'blocked redirected'],
    ['a host that only ends alike', { status: 200, url: 'https://notpika.art/', body: PIKA_PAGE }, 'blocked redirected'],
    ['a sibling host', { status: 200, url: 'https://login.pika.art/', body: PIKA_PAGE }, 'blocked redirected'],
    ['plain http', { status: 200, url: 'http://pika.art/', body: PIKA_PAGE }, 'blocked redirected'],
    ['a broken final address', { status: 200, url: '', body: PIKA_PAGE }, 'blocked redirected'],
    ['a portal’s page', { status: 200, body: '<h1>Welcome to the Wi-Fi</h1>' }, 'blocked wrong-page'],
    ['a maintenance page', { status: 200, body: '<h1>Back soon</h1>' }, 'blocked wrong-page'],
    ['an empty page', { status: 200, body: '' }, 'blocked wrong-page'],
    ['no body', { status: 204 }, 'blocked wrong-page'],
    ['404', { status: 404, body: PIKA_PAGE }, 'blocked wrong-page'],
  ];
  it.each(cases)('%s', (_, given, verdict) => {
    expect(judge('pika-web', given)).toBe(verdict);
  });
});

describe.each(['pika-api', 'pika-cdn', 'pika-login'] as const)('%s', (monitor) => {
  const cases: [string, Given, string][] = [
    ['200', { status: 200 }, 'up'],
    ['401: it answers, whoever is signed in', { status: 401 }, 'up'],
    ['403', { status: 403, body: 'Forbidden' }, 'up'],
    ['404', { status: 404 }, 'up'],
    ['a redirect to the site', { status: 200, url: 'https://pika.art/' }, 'up'],
    ['403 with a challenge header', { status: 403, headers: { 'cf-mitigated': 'challenge' } }, 'blocked challenge'],
    ['403 with a challenge page', { status: 403, body: CHALLENGE_PAGE }, 'blocked challenge'],
    ['403 with a block page', { status: 403, body: '<title>Attention Required! | Cloudflare</title>' }, 'blocked refused'],
    ['429', { status: 429 }, 'blocked refused'],
    ['511', { status: 511 }, 'blocked refused'],
    ['another host', { status: 200, url: 'https://sso.company.example/' }, 'blocked redirected'],
    ['500', { status: 500 }, 'failed http'],
    ['502', { status: 502 }, 'failed http'],
    ['530', { status: 530, body: 'error code: 1033' }, 'failed http'],
  ];
  it.each(cases)('%s', (_, given, verdict) => {
    expect(judge(monitor, given)).toBe(verdict);
  });
});

describe('a web page', () => {
  const page = (status: number, type = 'text/html; charset=utf-8'): Given => ({ status, headers: { 'content-type': type } });

  it('is no answer of the sign-in service, which speaks JSON', () => {
    expect([page(200), page(203, 'Text/HTML')].map((given) => judge('pika-login', given))).toEqual(['blocked wrong-page', 'blocked wrong-page']);
    expect([page(200, 'application/json'), page(200, ''), page(401), page(404)].map((given) => judge('pika-login', given))).toEqual(['up', 'up', 'up', 'up']);
    expect(judge('pika-login', page(503))).toBe('failed http');
  });

  it('may be what the roots of the API and of the media answer: nobody has confirmed what that is', () => {
    expect([judge('pika-api', page(200)), judge('pika-cdn', page(200))]).toEqual(['up', 'up']);
  });
});

describe('the body is read', () => {
  it('always of the site, elsewhere only where a challenge may hide', () => {
    expect(needsBody('pika-web', 200)).toBe(true);
    expect(needsBody('pika-cdn', 200)).toBe(false);
    expect(needsBody('pika-api', 404)).toBe(false);
    expect(needsBody('pika-api', 403)).toBe(true);
    expect(needsBody('pika-login', 503)).toBe(true);
  });
});

describe('the edge', () => {
  const edge = (headers: Record<string, string>): string | null => edgeOf((name) => headers[name] ?? null);
  it.each([
    [{ 'cf-ray': '8df1a2b3c4d5e6f7-DFW', 'x-vercel-id': 'cle1::iad1::abc' }, 'DFW'],
    [{ 'x-vercel-id': 'cle1::iad1::abc-123' }, 'cle1'],
    [{ 'x-vercel-id': 'sin1::abc-123' }, 'sin1'],
    [{ 'cf-ray': '8df1a2b3c4d5e6f7' }, null],
    [{ 'cf-ray': '<script>-dfw', 'x-vercel-id': 'x'.repeat(9000) }, null],
    [{}, null],
  ])('%o → %s', (headers, expected) => {
    expect(edge(headers)).toBe(expected);
  });
});
