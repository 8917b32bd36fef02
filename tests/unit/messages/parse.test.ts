import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMessage, textsFit } from '../../../lib/messages/parse.ts';
import { PARCEL_LIMITS } from '../../../lib/messages/protocol.ts';

const video = { videoId: 'v', url: 'https://cdn.pika.art/v1/x/y.mp4', posterUrl: null, durationSeconds: 5 };
const text = { url: 'https://pika.art/library', form: '', text: '{"videos":[]}' };
const texts = (changes: object = {}) => ({ type: 'page:texts', texts: [text], scripts: ['self'], videos: [video], ...changes });

describe('a message', () => {
  it('of texts comes through as it was, each text whole', () => {
    const message = texts({ texts: [text, { ...text, text: 'x'.repeat(2_000_000) }] });
    expect(textsFit(message)).toBe(true);
    expect(parseMessage(message)).toEqual(message);
  });

  it.each([null, undefined, 7, 'page:summary', [], {}, { type: 'page:text' }, { type: ['page:summary'] }, { type: '__proto__' }])('%j is none', (raw) => {
    expect(parseMessage(raw)).toBeNull();
  });

  it.each([{ type: 'ui:retry' }, { type: 'ui:retry', clip: '../../etc' }, { type: 'ui:show', clip: 'AAAAAAAAAAAAAAAA' }])('%j is refused', (raw) => {
    expect(parseMessage(raw)).toBeNull();
  });

  it('loses a bad text or video, not the others', () => {
    const raw = texts({ texts: [null, { ...text, text: 5 }, { url: 'u' }, text], scripts: [1, 'a'], videos: [{ url: 5 }, null, video] });
    expect(parseMessage(raw)).toEqual({ type: 'page:texts', texts: [text], scripts: ['a'], videos: [video] });
  });

  it.each([
    ['too long a text', texts({ texts: [{ ...text, text: 'x'.repeat(PARCEL_LIMITS.characters) }] })],
    ['too long a form', texts({ texts: [{ ...text, form: 'x'.repeat(PARCEL_LIMITS.characters) }] })],
    ['an unknown part of a text', texts({ texts: [{ ...text, more: 'x'.repeat(PARCEL_LIMITS.characters) }] })],
    ['too long scripts', texts({ scripts: Array.from({ length: 50 }, () => 'x'.repeat(100_000)) })],
    ['too many texts', texts({ texts: Array.from({ length: PARCEL_LIMITS.texts + 1 }, () => text) })],
    ['too many videos', texts({ videos: Array.from({ length: PARCEL_LIMITS.videos + 1 }, () => video) })],
    ['something else along with it', texts({ padding: '' })],
    ['no lists', texts({ texts: { length: 1e9 } })],
  ])('of texts with %s does not fit', (_what, raw) => {
    expect(textsFit(raw)).toBe(false);
  });

  it('brings nothing along that it was not asked for', () => {
    const raw: unknown = JSON.parse('{"type":"page:texts","texts":[{"url":"u","form":"","text":"t","evil":1,"__proto__":{"x":1}}],"scripts":[],"videos":[{"url":"v","evil":1}],"__proto__":{"x":1}}');
    expect(parseMessage(raw)).toEqual({ type: 'page:texts', texts: [{ url: 'u', form: '', text: 't' }], scripts: [], videos: [{ ...video, videoId: null, url: 'v', durationSeconds: null }] });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('is parsed or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true, withTypedArray: true }), (raw) => {
        for (const message of [raw, texts({ texts: raw, videos: [raw] }), texts({ texts: [raw], scripts: raw, videos: raw }), texts({ scripts: [raw] })]) {
          if (typeof message === 'object' && message !== null) expect(typeof textsFit(message)).toBe('boolean');
          const parsed = parseMessage(message);
          expect(parsed === null || typeof parsed.type === 'string').toBe(true);
        }
      }),
    );
  });
});
