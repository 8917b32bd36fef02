import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlineAfter, deadlineOf, saysItIsDead } from '../../../lib/domain/clips/deadline.ts';
import { DAY, HOUR } from '../../../lib/time.ts';

const SEEN = Date.parse('2026-03-01T12:00:00Z');
const DIES = Date.parse('2026-03-02T00:00:00Z');
const SECONDS = DIES / 1000;

function token(claims: unknown): string {
  return `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
}

function at(query: string): ReturnType<typeof deadlineOf> {
  return deadlineOf(`https://media.example/clip.mp4?${query}`, SEEN, DAY);
}

describe('a link that says when it dies', () => {
  it.each([
    ['Discord', `ex=${SECONDS.toString(16)}&is=1&hm=abc`],
    ['CloudFront and S3', `Expires=${SECONDS}&Signature=x&Key-Pair-Id=y`],
    ['milliseconds', `expires=${DIES}`],
    ['an HTTP date', 'Expires=Mon%2C+02+Mar+2026+00%3A00%3A00+GMT'],
    ['a plain exp', `exp=${SECONDS}`],
    ['AWS, version 4', 'X-Amz-Date=20260301T120000Z&X-Amz-Expires=43200&X-Amz-Signature=x'],
    ['Google, version 4', 'x-goog-date=20260228T000000Z&X-Goog-Expires=172800'],
    ['Azure', 'sv=1&se=2026-03-02T00%3A00%3A00Z&sig=x'],
    ['Azure, a day', 'se=2026-03-02'],
    ['a token', `token=${token({ exp: SECONDS })}`],
    ['the earliest of two', `Expires=${SECONDS}&se=2026-03-09T00:00:00Z`],
    ['the first of two alike', `Expires=${SECONDS}&Expires=${SECONDS - 5}`],
    ['the likely one of two', `Expires=${SECONDS}&exp=99999999999`],
  ])('%s', (_, query) => expect(at(query)).toEqual({ at: DIES, why: 'url' }));

  it('may be dead already', () => {
    expect(at(`Expires=${SEEN / 1000 - 3600}`)).toEqual({ at: SEEN - HOUR, why: 'url' });
    expect(at('se=2026-01-01')).toMatchObject({ why: 'url' });
  });
});

describe('a link that does not', () => {
  it.each([
    '',
    'download',
    'Expires=',
    'Expires=3600',
    'Expires=-1772409600',
    'Expires=1e9',
    `Expires=${SECONDS}abc`,
    'Expires=9999999999',
    'exp=0',
    'Expires=Mon%2C+02+Mar+2026',
    'Expires=Xxx%2C+99+Xxx+2026+00%3A00%3A00+GMT',
    `ex=${SECONDS.toString(16)}`,
    'ex=zzzzzzzz&hm=a',
    'X-Amz-Expires=43200',
    'X-Amz-Date=20260301T120000Z',
    'X-Amz-Date=20261399T996099Z&X-Amz-Expires=1',
    'X-Amz-Date=20260301T120000Z&X-Amz-Expires=9999999999',
    'se=tomorrow',
    'se=2026-02-30T99:00:00Z',
    'token=a.b.c',
    `token=${token({ exp: 'soon' })}`,
    `token=${token(null)}`,
    `token=${token({})}`,
    `token=${'x'.repeat(100)}`,
  ])('is given the assumed time: %s', (query) => expect(at(query)).toEqual({ at: SEEN + DAY, why: 'assumed' }));

  it.each(['', 'nonsense', 'https://', `https://media.example/?Expires=${SECONDS}&x=${'y'.repeat(9000)}`])('nor does %j', (url) => {
    expect(deadlineOf(url, SEEN, 2 * HOUR)).toEqual({ at: SEEN + 2 * HOUR, why: 'assumed' });
  });
});

describe('a source that says how long it keeps', () => {
  it('is believed where the link itself is silent', () => {
    expect(deadlineOf('https://media.example/clip.mp4', SEEN, DAY, 'useapi')).toEqual({ at: SEEN + 31 * DAY, why: 'source' });
    // A job is kept for a month, a link of Discord's for a day: one that does not tell its end is assumed to have one.
    expect(deadlineOf('https://cdn.discordapp.com/attachments/1/2/clip.mp4', SEEN, DAY, 'useapi')).toEqual({ at: SEEN + DAY, why: 'assumed' });
    expect(deadlineOf(`https://media.discordapp.net/attachments/1/2/clip.mp4?ex=${SECONDS.toString(16)}`, SEEN, DAY, 'useapi')).toEqual({ at: DIES, why: 'url' });
    expect(deadlineOf(`https://media.example/clip.mp4?ex=${SECONDS.toString(16)}`, SEEN, DAY, 'useapi').why).toBe('source');
    expect(deadlineOf(`https://media.example/clip.mp4?Expires=${SECONDS}`, SEEN, DAY, 'useapi')).toEqual({ at: DIES, why: 'url' });
  });

  it.each(['pika-page', 'fal', 'pika-api'] as const)('%s gives no number: it is assumed, and says so', (source) => {
    expect(deadlineOf('https://media.example/clip.mp4', SEEN, DAY, source)).toEqual({ at: SEEN + DAY, why: 'assumed' });
  });
});

describe('a clip shown again', () => {
  const assumed = { at: SEEN + DAY, why: 'assumed' } as const;
  const later = { at: SEEN + 9 * DAY, why: 'assumed' } as const;
  const url = { at: DIES, why: 'url' } as const;
  const source = { at: SEEN + 31 * DAY, why: 'source' } as const;
  it.each([
    ['an assumption is not put off by looking again', assumed, later, false, assumed],
    ['nor by a fresh link', assumed, later, true, assumed],
    ['what the link says is better', assumed, url, true, url],
    ['what its source says is better', assumed, source, false, source],
    ['a source’s time runs from the first sighting', source, { at: SEEN + 40 * DAY, why: 'source' }, false, source],
    ['and anew for a new link', source, { at: SEEN + 40 * DAY, why: 'source' }, true, { at: SEEN + 40 * DAY, why: 'source' }],
    ['but is not given up for an assumption', source, later, true, source],
    ['what the old link said does not bind the new one', url, later, true, later],
    ['but holds while the link is the same', url, later, false, url],
  ] as const)('%s', (_name, known, seen, fresh, expected) => expect(deadlineAfter(known, seen, fresh)).toEqual(expected));

  it('is dead by its own word only when the link says so', () => {
    expect(saysItIsDead(url, DIES)).toBe(true);
    expect(saysItIsDead(url, DIES - 1)).toBe(false);
    expect(saysItIsDead(assumed, SEEN + 9 * DAY)).toBe(false);
  });
});

it('gives a moment for any link', () => {
  const name = fc.constantFrom('ex', 'hm', 'Expires', 'exp', 'X-Amz-Date', 'X-Amz-Expires', 'se', 'token', 'x');
  const value = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.bigInt().map(String),
    fc.constantFrom('20260301T120000Z', '2026-03-02', '$', 'e30.e30.x'),
    fc.anything().map((claims) => `a1.${Buffer.from(JSON.stringify(claims) ?? '').toString('base64url')}.`),
  );
  const url = fc.oneof(fc.string(), fc.array(fc.tuple(name, value), { maxLength: 90 }).map((pairs) => `https://a.example/b?${pairs.map(([key, said]) => `${key}=${encodeURIComponent(said)}`).join('&')}`));
  fc.assert(
    fc.property(url, (link) => {
      const deadline = deadlineOf(link, SEEN, DAY);
      if (deadline.why === 'assumed') expect(deadline.at).toBe(SEEN + DAY);
      else expect(Math.abs(deadline.at - SEEN)).toBeLessThanOrEqual(3650 * DAY);
    }),
    { numRuns: 1000 },
  );
});
