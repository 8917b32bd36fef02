import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyMediaUrl, isMediaHost, posterUrlOf, type MediaUrl } from '../../../../lib/sources/pika/media-url.ts';

const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const HEX = '9b2c7d4e5f60718293a4b5c6d7e8f901';
const V1 = `https://cdn.pika.art/v1/${UUID}`;
const RESULTS = 'https://cdn.pika.art/results/pika2p5_final';

function result(raw: string): Extract<MediaUrl, { kind: 'result' }> {
  const media = classifyMediaUrl(raw);
  if (media.kind !== 'result') throw new Error(`${raw} is ${media.reason}`);
  return media;
}

describe('results', () => {
  it.each([
    ['1.0 to 2.x', `${V1}/a_red_fox_seed123.mp4`],
    ['commas', `${V1}/one_prompt,_four_takes_seed1.mp4`],
    ['parentheses and more', `${V1}/a_(very)_'odd'!*_$&+;=@name_seed1.mp4`],
    ['a slug of 100 characters', `${V1}/${'x'.repeat(100)}_seed1234567890123456.mp4`],
    ['percent-encoding', `${V1}/caf%C3%A9_%F0%9F%A6%8A_seed1.mp4`],
    ['letters of any script', `${V1}/日本_ملف_seed1.mp4`],
    ['joined emoji', `${V1}/👩‍🚀_seed1.mp4`],
    ['2.5', `${RESULTS}/${HEX}.mp4`],
    ['2.5 on the other host', `https://tre9zd4etmxyc.pika.art/results/pika2p5_final/${HEX}.mp4?download`],
    ['a deeper folder', `https://cdn.pika.art/results/a/b/c/${HEX}.mp4`],
    ['the host pika.art', `https://pika.art/results/a/${HEX}.mp4`],
    ['capitals', `HTTPS://CDN.PIKA.ART/v1/${UUID.toUpperCase()}/X.MP4`],
    ['the default port said aloud', `https://cdn.pika.art:443/results/a/${HEX}.mp4`],
    ['a signature', `${RESULTS}/${HEX}.mp4?Expires=1&Signature=a%2Fb#t=1`],
  ])('%s', (_, raw) => {
    const media = result(raw);
    expect(new URL(media.url).href).toBe(media.url);
    expect(media.url).not.toContain('#');
    expect(new URL(media.url).search).toBe(new URL(raw).search);
  });

  it('name their job where the path does', () => {
    expect(result(`https://cdn.pika.art/v1/${UUID.toUpperCase()}/a.mp4`).jobId).toBe(UUID);
    expect(result(`${RESULTS}/${HEX}.mp4`).jobId).toBeNull();
  });

  it('are one file on both hosts, with any query, in any spelling', () => {
    const key = result(`${RESULTS}/a (b),é.mp4`).pathKey;
    expect(key).toBe('/results/pika2p5_final/a%20(b)%2C%C3%A9.mp4');
    expect(result('https://tre9zd4etmxyc.pika.art/results/pika2p5_final/a%20%28b%29%2c%C3%a9.mp4?download#t=3').pathKey).toBe(key);
    expect(result(`${RESULTS}/other.mp4`).pathKey).not.toBe(key);
  });

  it('count the copy for sharing as the clip itself, and added sound as another', () => {
    const clip = result(`${V1}/a_seed1.mp4`);
    expect(result(`${V1}/a_seed1_share.mp4`)).toMatchObject({
      pathKey: clip.pathKey,
      share: true,
      sfx: false,
      url: `${V1}/a_seed1_share.mp4`,
    });
    expect(result(`${V1}/a_seed1_sfx.mp4`)).toMatchObject({ share: false, sfx: true });
    expect(result(`${V1}/a_seed1_sfx_share.mp4`)).toMatchObject({
      pathKey: result(`${V1}/a_seed1_sfx.mp4`).pathKey,
      share: true,
      sfx: true,
    });
    expect(result(`${V1}/a_seed1_sfx.mp4`).pathKey).not.toBe(clip.pathKey);
  });
});

describe('everything else', () => {
  it.each([
    ['not-text', [null, undefined, 7, {}, [`${V1}/a.mp4`]]],
    ['too-long', [`${V1}/${'x'.repeat(2048)}.mp4`]],
    [
      'not-https',
      [
        '', 'x', `http://cdn.pika.art/v1/${UUID}/a.mp4`, 'https:/cdn.pika.art/v1/a.mp4', 'https:cdn.pika.art/a.mp4',
        'javascript:alert(1)//.mp4', 'data:video/mp4,x', 'blob:https://pika.art/1', '//cdn.pika.art/v1/a.mp4', ` ${V1}/a.mp4`,
        'https:\\\\cdn.pika.art/a.mp4', 'ht\ntps://cdn.pika.art/a.mp4',
      ],
    ],
    ['foreign-host', [
      'https://evilpika.art', 'https://pika.art.evil.com', 'https://cdn.pika.art.', 'https://pika.art@evil.com',
      'https://user:pass@cdn.pika.art', 'https://cdn.pika.art:8443', 'https://cdn.pika.art:80', 'https://cdn.pikа.art',
      'https://ｃｄｎ.pika.art', 'https://xn--cdn-x.pika.art', 'https://cdn%2epika.art', 'https://.pika.art', 'https://-a.pika.art',
      'https://a..pika.art', 'https://cdn.pika.art\\@evil.com', 'https:///', 'https://[::1]', 'https://cdn.discordapp.com',
    ].map((origin) => `${origin}/v1/${UUID}/a.mp4`)],
    [
      'bad-path',
      [
        `${V1}/../a.mp4`, `${V1}/%2e%2e/a.mp4`, `${V1}/.%2E/a.mp4`, `${V1}/%252e%252e/a.mp4`, `${V1}/a%2fb.mp4`, `${V1}/a%5Cb.mp4`,
        `${V1}/a\\b.mp4`, `${V1}//a.mp4`, `${V1}/a%00.mp4`, `${V1}/a%zz.mp4`, `${V1}/a%ff.mp4`, `${V1}/a\tb.mp4`, `${V1}/\ud800.mp4`,
        `${V1}/a.mp4/`, 'https://cdn.pika.art', `${RESULTS}${'/a'.repeat(12)}.mp4`,
      ],
    ],
    [
      'marketing',
      [
        'https://cdn.pika.art/assets/pikaffects/melt.mp4',
        'https://cdn.pika.art/pika/2.5/launch/film.mp4',
        'https://cdn.pika.art/pika/launch/film.mp4',
      ],
    ],
    ['upload', [`https://cdn.pika.art/v2/files/agent/${UUID}/mine.mp4`]],
    [
      'not-mp4',
      [`${V1}/poster.jpg`, `${V1}/a.mov`, `${V1}/a.webm`, `${V1}/amp4`, `${V1}/a.mp4.exe`, `${V1}/a.exe?x=.mp4`, `${V1}/a.exe#.mp4`],
    ],
    [
      'not-a-result',
      [
        'https://cdn.pika.art/v1/no-uuid/a.mp4', `${V1}/deeper/a.mp4`, 'https://cdn.pika.art/results/a.mp4',
        'https://cdn.pika.art/a.mp4', `https://cdn.pika.art/v2/${UUID}/a.mp4`, 'https://cdn.pika.art/pika/other/a.mp4', `${V1}/.mp4`,
        `${V1}/_share.mp4`, `https://cdn.pika.art/RESULTS/a/b.mp4`,
      ],
    ],
  ] as const)('%s', (reason, raws) => {
    for (const raw of raws) expect([raw, classifyMediaUrl(raw)]).toEqual([raw, { kind: 'other', reason }]);
  });
});

describe('any input', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'https://',
      'http://',
      'cdn.pika.art',
      'pika.art',
      'evil.com',
      '/',
      '//',
      '\\',
      '..',
      '%2e',
      '%2f',
      '%',
      '@',
      ':',
      ':443',
      '?',
      '#',
      '.mp4',
      '_share',
      '_sfx',
      `/v1/${UUID}/`,
      '/results/',
      'x',
      'é',
      '\u200B',
      ' ',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  const raw = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.array(piece, { maxLength: 6 }).map((pieces) => `https://cdn.pika.art/results/a/${pieces.join('')}.mp4`),
    fc.anything(),
  );

  it('comes out as an https MP4 of pika.art, or not at all', () => {
    fc.assert(
      fc.property(raw, (input) => {
        const media = classifyMediaUrl(input);
        if (media.kind === 'other') return;
        const url = new URL(media.url);
        expect(url).toMatchObject({ protocol: 'https:', port: '', username: '', password: '', hash: '' });
        expect(url.hostname).toMatch(/^(?:[a-z0-9-]+\.)*pika\.art$/);
        expect(url.pathname).toMatch(/^\/(?:v1|results)\/[^/]+\/(?:[^/]+\/)*[^/]+\.mp4$/i);
        expect(classifyMediaUrl(media.url)).toEqual(media);
        expect(media.pathKey).not.toMatch(/\/(?:%20|\.)*(?:\/|$)|[?#\\]/);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('posters and hosts', () => {
  it('takes pictures of media hosts only', () => {
    expect(posterUrlOf(`${V1}/poster.jpg#x`)).toBe(`${V1}/poster.jpg`);
    for (const raw of [
      `${V1}/a.mp4`, 'https://evil.com/a.jpg', `${V1}/a.svg`, null, 'data:image/png,x', `${V1}/../a.jpg`,
    ]) expect(posterUrlOf(raw)).toBeNull();
  });

  it.each([
    ['pika.art', true],
    ['cdn.pika.art', true],
    ['a.b.pika.art', true],
    ['tre9zd4etmxyc.pika.art', true],
    ['pika.art.', false],
    ['evilpika.art', false],
    ['xn--a.pika.art', false],
    ['CDN.pika.art', false],
    ['.pika.art', false],
    [`${'a'.repeat(64)}.pika.art`, false],
    [`${'a.'.repeat(200)}pika.art`, false],
    ['', false],
  ])('isMediaHost(%j) is %s', (host, expected) => expect(isMediaHost(host)).toBe(expected));
});
