import { describe, expect, it } from 'vitest';
import { ok } from '../../../../lib/result.ts';
import { FIRST_READ, MAX_BOXES, MAX_MOVIE, MAX_READS, readMp4, startMp4, type Mp4Problem } from '../../../../lib/sources/mp4.ts';
import { ascii, box, FTYP, joined, largeBox, moov, mvhd, tinyMp4, trak, u32, zeros } from '../../../support/tiny-mp4.ts';

/** The answer and what was read for it: offset and length of each read. */
async function check(file: Uint8Array, size = file.length): Promise<{ answer: unknown; reads: [number, number][] }> {
  const reads: [number, number][] = [];
  const result = await readMp4(size, async (offset, length) => {
    reads.push([offset, length]);
    return ok(file.slice(offset, offset + length));
  });
  return { answer: result.ok ? result.value : result.failure.kind, reads };
}

/** `©nam`, whose first character is one byte. */
const APPLE_NOTE = joined([u32(10), Uint8Array.of(0xa9), ascii('nam'), zeros(2)]);
const CLIP = { durationSeconds: 5, width: 1280, height: 720, hasAudio: false };

describe('whole files', () => {
  it.each([
    ['film first', {}, CLIP],
    ['film last', { order: 'moov-last' }, CLIP],
    ['with sound', { audio: true }, { ...CLIP, hasAudio: true }],
    ['with a 64-bit size', { large: true, order: 'moov-last' }, CLIP],
    ['with data to the end', { open: true }, CLIP],
    ['with 64-bit times', { long: true, seconds: 7.5 }, { ...CLIP, durationSeconds: 7.5 }],
    ['upright', { width: 480, height: 854 }, { ...CLIP, width: 480, height: 854 }],
    ['of unknown length', { seconds: 0 }, { ...CLIP, durationSeconds: null }],
    ['of open length', { seconds: 0xffffffff / 1000 }, { ...CLIP, durationSeconds: null }],
    ['with a picture of no size', { width: 0, height: 0 }, { ...CLIP, width: null, height: null }],
    ['with other boxes before', { before: [box('styp', zeros(8)), box('free'), box('wide'), box('skip', zeros(5))] }, CLIP],
    [
      'with padding and notes behind',
      { after: [box('free', zeros(100)), box('udta', zeros(4)), APPLE_NOTE, box('free')] },
      CLIP,
    ],
  ] as const)('%s', async (_, options, facts) => {
    expect((await check(tinyMp4(options))).answer).toEqual(facts);
  });

  it('in fragments', async () => {
    const film = box('moov', mvhd(0), trak('vide', 640, 360), box('mvex', zeros(8)));
    const file = joined([
      FTYP,
      film,
      ...[1, 2, 3].flatMap(() => [box('moof', zeros(50)), box('mdat', zeros(90))]),
      box('mfra', zeros(16)),
    ]);
    expect((await check(file)).answer).toEqual({ durationSeconds: null, width: 640, height: 360, hasAudio: false });
  });

  it('that count their time in nothing have no length', async () => {
    const film = box('moov', box('mvhd', zeros(16), u32(5), zeros(80)), trak('vide', 640, 360));
    const { answer } = await check(joined([FTYP, film, box('mdat', zeros(9))]));
    expect(answer).toEqual({ durationSeconds: null, width: 640, height: 360, hasAudio: false });
  });

  it('take one or two small reads', async () => {
    expect((await check(tinyMp4())).reads).toEqual([[0, tinyMp4().length]]);
    for (const [order, count] of [['moov-first', 1], ['moov-last', 2]] as const) {
      const { answer, reads } = await check(tinyMp4({ order, dataBytes: 3_000_000, movieBytes: 6_000 }));
      expect(answer).toEqual(CLIP);
      expect(reads).toHaveLength(count);
      expect(reads[0]).toEqual([0, FIRST_READ]);
      expect(reads[1]?.[1] ?? 0).toBeLessThan(8_000);
    }
  });

  it('with a huge table of contents are believed without reading it', async () => {
    const { answer, reads } = await check(tinyMp4({ movieBytes: MAX_MOVIE }));
    expect(answer).toEqual({ durationSeconds: null, width: null, height: null, hasAudio: null });
    expect(reads.reduce((sum, [, length]) => sum + length, 0)).toBeLessThan(80_000);
  });
});

describe('files that are not whole', () => {
  const html = ascii('\n <!DOCTYPE html><title>Just a moment...</title>');
  const twice = joined([FTYP, moov(), box('mdat', zeros(9)), moov()]);
  const cases: readonly (readonly [string, Mp4Problem, Uint8Array])[] = [
    ['nothing', 'empty', zeros(0)],
    ['a web page', 'html', html],
    ['a short web page', 'html', ascii('<p>')],
    ['a long web page', 'html', joined([html, new Uint8Array(9000).fill(0x20)])],
    ['an XML error', 'html', ascii('\uFEFF<?xml version="1.0"?><Error>AccessDenied</Error>')],
    ['a JSON error', 'json', ascii('{"message":"Unauthorized"}')],
    ['a JSON list', 'json', ascii('[{"error":1}]')],
    ['text', 'not-mp4', ascii('Not found. Please try again.')],
    ['zeros', 'not-mp4', zeros(5000)],
    ['a picture', 'not-mp4', joined([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), zeros(100)])],
    ['boxes without ftyp', 'not-mp4', joined([moov(), box('mdat', zeros(9))])],
    ['padding alone', 'not-mp4', box('free', zeros(50))],
    ['a type alone', 'truncated', FTYP],
    ['no film', 'truncated', joined([FTYP, box('mdat', zeros(900))])],
    ['no data', 'truncated', joined([FTYP, moov()])],
    ['empty data', 'truncated', joined([FTYP, moov(), box('mdat')])],
    ['half the data', 'truncated', tinyMp4({ dataBytes: 900_000 }).slice(0, 500_000)],
    ['half the film', 'truncated', tinyMp4({ order: 'moov-last' }).slice(0, -20)],
    ['half a header', 'truncated', tinyMp4({ order: 'moov-last' }).slice(0, FTYP.length + 308 + 5)],
    ['half a large header', 'truncated', joined([FTYP, largeBox('mdat', zeros(9)).slice(0, 12)])],
    ['a hole where the film should be', 'not-mp4', joined([FTYP, box('mdat', zeros(900)), zeros(500)])],
    ['two films', 'not-mp4', twice],
    ['a film without tracks', 'not-mp4', joined([FTYP, box('moov', mvhd(5)), box('mdat', zeros(9))])],
    ['a film without header', 'not-mp4', joined([FTYP, box('moov', trak('vide')), box('mdat', zeros(9))])],
    ['a film that does not add up', 'not-mp4', joined([FTYP, box('moov', mvhd(5), trak('vide'), zeros(3)), box('mdat', zeros(9))])],
    [
      'a film whose last box is larger than it',
      'not-mp4',
      joined([FTYP, box('moov', mvhd(5), joined([u32(200), ascii('trak'), zeros(90)])), box('mdat', zeros(9))]),
    ],
    ['a box smaller than its header', 'not-mp4', joined([FTYP, u32(7), ascii('mdat'), moov()])],
    ['a size beyond all numbers', 'not-mp4', joined([FTYP, u32(1), ascii('mdat'), new Uint8Array(8).fill(255), moov()])],
    ['zeros behind', 'trailing-garbage', joined([tinyMp4(), zeros(40)])],
    ['a stray byte behind', 'trailing-garbage', joined([tinyMp4(), zeros(1)])],
    ['a web page behind', 'trailing-garbage', joined([tinyMp4(), ascii('<html><body>Error 502</body></html>')])],
    ['another file started behind', 'truncated', joined([tinyMp4(), tinyMp4().slice(0, 20)])],
    [
      'too many boxes',
      'too-many-boxes',
      joined([FTYP, ...Array.from({ length: MAX_BOXES }, () => box('free')), moov(), box('mdat', zeros(9))]),
    ],
    [
      'too many reads',
      'too-many-boxes',
      joined([FTYP, ...Array.from({ length: MAX_READS + 10 }, () => box('mdat', zeros(40_000))), moov()]),
    ],
  ];

  it.each(cases)('%s: %s', async (_, problem, file) => {
    const { answer, reads } = await check(file);
    expect(answer).toBe(problem);
    expect(reads.length).toBeLessThanOrEqual(MAX_READS);
  });

  it('at any place where they may be cut', async () => {
    for (const order of ['moov-first', 'moov-last'] as const) {
      const file = tinyMp4({ order, audio: true, large: true });
      for (let end = 1; end < file.length; end += 1) {
        const { answer } = await check(file.slice(0, end));
        expect([end, ['truncated', 'not-mp4'].includes(String(answer))]).toEqual([end, true]);
      }
    }
  });

  it('because less arrives than the server promised', async () => {
    const file = tinyMp4({ dataBytes: 100_000, order: 'moov-last' });
    expect((await check(file.slice(0, 50_000), file.length)).answer).toBe('truncated');
    expect((await check(file.slice(0, 2000), file.length)).answer).toBe('truncated');
    expect((await check(ascii('<html>'), file.length)).answer).toBe('html');
  });

  it('or of which there is no size', () => {
    for (const size of [0, -1, NaN, 1.5, Infinity]) expect(startMp4(size)).toMatchObject({
      kind: 'done',
      result: { failure: { kind: 'empty' } },
    });
  });
});

it('ends with the failure of the reader', async () => {
  const failure = { kind: 'link-dead', message: 'The link is dead.' } as const;
  expect(await readMp4(1000, async () => ({ ok: false, failure }))).toEqual({ ok: false, failure });
});
