import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fetchPicture, MAX_PICTURE } from '../../../lib/network/fetch-picture.ts';
import { pictureHead } from '../../../lib/sources/picture.ts';
import { posterBytes } from '../../simulator/media/bases.ts';

const bytes = (...parts: readonly (string | number | readonly number[])[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part)));
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

/** Heads as encoders write them, made by hand from the formats' own descriptions. */
const HEADS: readonly (readonly [string, Uint8Array, { type: string; width: number; height: number }])[] = [
  ['png', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 13], 'IHDR', [0, 0, 5, 0, 0, 0, 2, 208]), { type: 'image/png', width: 1280, height: 720 }],
  ['lossy webp', bytes('RIFF', zeros(4), 'WEBP', 'VP8 ', zeros(4), zeros(3), [0x9d, 0x01, 0x2a], [0x40, 0x01, 0xb4, 0x00], zeros(4)), { type: 'image/webp', width: 320, height: 180 }],
  ['lossless webp', bytes('RIFF', zeros(4), 'WEBP', 'VP8L', zeros(4), [0x2f], [0x3f, 0xc1, 0x2c, 0x00], zeros(8)), { type: 'image/webp', width: 320, height: 180 }],
  ['extended webp', bytes('RIFF', zeros(4), 'WEBP', 'VP8X', zeros(8), [0x3f, 0x01, 0, 0xb3, 0, 0], zeros(4)), { type: 'image/webp', width: 320, height: 180 }],
  ['jpeg behind an application segment', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 6, 1, 2, 3, 4, 0xff, 0xff, 0xc2, 0, 17, 8, 0x02, 0xd0, 0x05, 0x00]), { type: 'image/jpeg', width: 1280, height: 720 }],
];

describe('a picture’s first bytes', () => {
  it.each(HEADS)('tell of a %s', (_name, head, found) => {
    expect(pictureHead(head)).toEqual(found);
  });

  it('tell the size of real files', () => {
    expect(pictureHead(new Uint8Array(posterBytes('landscape', 1)))).toMatchObject({ type: 'image/jpeg' });
    expect(pictureHead(new Uint8Array(readFileSync('public/icon/32.png')))).toEqual({ type: 'image/png', width: 32, height: 32 });
  });

  it.each([['nothing', bytes()], ['HTML', bytes('<!doctype html><title>no</title>      ')], ['an SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')], ['a cut JPEG', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 200], zeros(20))]])('of %s tell nothing', (_name, head) => {
    expect(pictureHead(head)).toBeNull();
  });

  it('never break the reader, whatever they are', () => {
    const starts = fc.constantFrom([0xff, 0xd8], [0x89, 0x50, 0x4e, 0x47], [...'RIFF'].map((letter) => letter.charCodeAt(0)), []);
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
        const head = pictureHead(new Uint8Array([...start, ...rest]));
        expect(head === null || (head.width >= 0 && head.height >= 0)).toBe(true);
      }),
    );
  });
});

describe('fetching a picture', () => {
  const answer = (body: Uint8Array<ArrayBuffer>, status = 200) =>
    fetchPicture('https://cdn.pika.art/v1/x/poster.jpg', { signal: new AbortController().signal }, { fetch: () => Promise.resolve(new Response(body, { status })), monotonic: () => 0 });
  const jpeg = (width: number, height: number) => bytes([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3]);

  it('takes one, and calls it by what it is', async () => {
    const found = await answer(jpeg(1280, 720));
    expect(found.ok && found.value.type).toBe('image/jpeg');
  });

  it.each([
    ['an error', answer(jpeg(10, 10), 404), 'http'],
    ['a page', answer(bytes('<!doctype html><p>Sign in to see this')), 'not-a-picture'],
    ['a billion pixels', answer(jpeg(60_000, 60_000)), 'not-a-picture'],
    ['a picture without a size', answer(jpeg(0, 0)), 'not-a-picture'],
    ['too many bytes', answer(new Uint8Array(MAX_PICTURE + 1)), 'too-large'],
  ] as const)('refuses %s', async (_what, asked, kind) => {
    const found = await asked;
    expect(!found.ok && found.failure.kind).toBe(kind);
  });
});
