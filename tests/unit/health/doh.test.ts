import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookUpName, NAME_SERVERS } from '../../../lib/network/doh.ts';
import { plainAnswers, PLAIN_URL } from '../../../lib/network/connectivity.ts';
import { readNameAnswer } from '../../../lib/sources/dns.ts';

const FOUND = '{"Status":0,"TC":false,"Question":[{"name":"pika.art","type":1}],"Answer":[{"name":"pika.art","type":5,"data":"x.example."},{"name":"x.example","type":1,"TTL":60,"data":"192.0.2.1"}]}';
const ALIAS_ONLY = '{"Status":0,"Answer":[{"name":"pika.art","type":5,"data":"x.example."}]}';
const EMPTY = '{"Status":0,"Question":[]}';
const UNKNOWN_NAME = '{"Status":3,"Authority":[{"type":6}]}';
const BROKEN_ZONE = '{"Status":2,"Comment":"DNSSEC"}';

describe('a name server’s answer', () => {
  it.each([
    [FOUND, 'found'],
    ['{"Status":0,"Answer":[{"type":28,"data":"2001:db8::1"}]}', 'found'],
    [ALIAS_ONLY, 'missing'],
    [EMPTY, 'missing'],
    [UNKNOWN_NAME, 'missing'],
    [BROKEN_ZONE, 'missing'],
    ['{"Status":5}', null],
    ['{"Status":"0","Answer":[{"type":1}]}', null],
    ['{"Status":0,"Answer":"none"}', null],
    ['{"__proto__":{"Status":0}}', null],
    ['<!doctype html><title>Sign in</title>', null],
    ['', null],
    ['[]', null],
    [`{"Status":0,"Answer":[${'1,'.repeat(20_000)}1]}`, null],
  ])('%s is %s', (text, said) => {
    expect(readNameAnswer(text)).toBe(said);
  });

  it('is never more than one of three, whatever is sent, and says nothing when it is cut', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(['found', 'missing', null]).toContain(readNameAnswer(text));
    }));
    fc.assert(fc.property(fc.integer({ min: 0, max: FOUND.length - 1 }), (at) => {
      expect(readNameAnswer(FOUND.slice(0, at))).toBeNull();
    }));
  });
});

/** Both servers, by host; `null` hangs until it is called off, an error cannot be reached. */
function net(answers: Record<string, string | number | Error | null>) {
  const seen: { url: URL; init: RequestInit }[] = [];
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    seen.push({ url: new URL(url), init });
    const answer = answers[new URL(url).hostname];
    if (answer instanceof Error) return Promise.reject(answer);
    if (answer === null) return new Promise((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(new Error('aborted'))));
    return Promise.resolve(typeof answer === 'number' ? new Response('', { status: answer }) : new Response(answer));
  };
  return { deps: { fetch, monotonic: () => 0 }, seen };
}

const [CLOUDFLARE, GOOGLE] = ['cloudflare-dns.com', 'dns.google'];

describe('looking up a name past the system', () => {
  it('tells the servers the name and nothing of the user', async () => {
    const { deps, seen } = net({ [CLOUDFLARE]: FOUND, [GOOGLE]: FOUND });
    await lookUpName('pika.art', deps);
    expect(seen.map(({ url }) => `${url.origin}${url.pathname}`)).toEqual([...NAME_SERVERS]);
    for (const { url, init } of seen) {
      expect(url.search).toBe('?name=pika.art&type=A');
      expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', headers: { accept: 'application/dns-json' } });
    }
  });

  it.each([
    ['one knows it, the other hangs', { [CLOUDFLARE]: null, [GOOGLE]: FOUND }, 'found'],
    ['one knows it, the other does not', { [CLOUDFLARE]: UNKNOWN_NAME, [GOOGLE]: FOUND }, 'found'],
    ['neither knows it', { [CLOUDFLARE]: UNKNOWN_NAME, [GOOGLE]: BROKEN_ZONE }, 'missing'],
    ['one does not know it, the other is silent', { [CLOUDFLARE]: UNKNOWN_NAME, [GOOGLE]: new Error('blocked') }, null],
    ['both are stopped', { [CLOUDFLARE]: new Error('blocked'), [GOOGLE]: 403 }, null],
    ['a portal answers in their place', { [CLOUDFLARE]: '<html>', [GOOGLE]: '<html>' }, null],
  ] as const)('%s', async (_name, answers, said) => {
    expect(await lookUpName('pika.art', net(answers).deps)).toBe(said);
  });
});

describe('asking over plain HTTP', () => {
  it('is one bare request without an identity, and an answer of any kind counts', async () => {
    const { deps, seen } = net({ [new URL(PLAIN_URL).hostname]: 511 });
    expect(await plainAnswers(deps)).toBe(true);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ url: new URL(PLAIN_URL), init: { mode: 'no-cors', credentials: 'omit' } });
    expect(new URL(PLAIN_URL).protocol).toBe('http:');
    expect(await plainAnswers(net({ [new URL(PLAIN_URL).hostname]: new Error('no route') }).deps)).toBe(false);
  });
});
