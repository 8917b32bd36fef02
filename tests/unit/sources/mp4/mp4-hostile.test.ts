import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedMp4, FIRST_READ, MAX_MOVIE, MAX_READS, startMp4, type Mp4Step } from '../../../../lib/sources/mp4.ts';
import { ascii, box, FTYP, joined, largeBox, moov, mvhd, tinyMp4, trak, u32, zeros } from '../../../support/tiny-mp4.ts';

interface Run {
  readonly step: Extract<Mp4Step, { kind: 'done' }>;
  readonly reads: number;
  readonly bytes: number;
}

/** Drives the steps over a file in memory, holding each to its bounds. */
function run(file: Uint8Array, size = file.length): Run {
  let step = startMp4(size);
  let reads = 0;
  let bytes = 0;
  while (step.kind === 'need') {
    reads += 1;
    bytes += step.length;
    expect(step.length).toBeGreaterThan(0);
    expect(step.offset + step.length).toBeLessThanOrEqual(size);
    expect(reads).toBeLessThanOrEqual(MAX_READS);
    step = feedMp4(step, file.subarray(step.offset, step.offset + step.length));
  }
  return { step, reads, bytes };
}

const scrap = fc.oneof(
  fc.constantFrom(
    FTYP,
    moov(),
    moov({ audio: true }),
    box('mdat', zeros(40)),
    box('mdat'),
    box('free', zeros(9)),
    largeBox('mdat', zeros(7)),
    box('moof', zeros(30)),
    box('moov', mvhd(1)),
    box('moov', trak('vide')),
    ascii('<html>'),
    zeros(3),
  ),
  fc.tuple(
    fc.nat(0xffffffff),
    fc.constantFrom('mdat', 'moov', 'free', 'ftyp', 'trak', 'zzzz'),
  ).map(([size, type]) => joined([u32(size), ascii(type)])),
  fc.uint8Array({ maxLength: 60 }),
  fc.nat(9000).map((length) => box('free', zeros(length))),
);
const file = fc.array(scrap, { maxLength: 12 }).map(joined);

describe('any bytes', () => {
  it('give facts or a problem, in few and bounded reads', () => {
    fc.assert(
      fc.property(file, fc.option(fc.nat(2 ** 40), { freq: 4 }), (bytes, claimed) => {
        const { step, reads, bytes: read } = run(bytes, claimed ?? bytes.length);
        expect(reads).toBeLessThanOrEqual(MAX_READS);
        expect(read).toBeLessThanOrEqual(MAX_READS * (MAX_MOVIE + FIRST_READ));
        if (step.result.ok) for (const value of Object.values(step.result.value)) expect(typeof value === 'number' ? Number.isFinite(value) && value > 0 : true).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('inside a film give the same', () => {
    const part = fc.oneof(fc.constantFrom(
      mvhd(1),
      mvhd(2, true),
      trak('vide', 9, 9),
      trak('soun'),
    ), fc.uint8Array({ maxLength: 40 }), fc.tuple(
      fc.constantFrom('mvhd', 'trak', 'tkhd', 'mdia', 'hdlr'),
      fc.uint8Array({ maxLength: 40 }),
    ).map(([type, content]) => box(type, content)));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const { step } = run(joined([FTYP, box('moov', ...parts), box('mdat', zeros(9))]));
        expect(step.result.ok || step.result.failure.kind === 'not-mp4').toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('whole files', () => {
  const options = fc.record({
    order: fc.constantFrom('moov-first' as const, 'moov-last' as const),
    audio: fc.boolean(),
    large: fc.boolean(),
    long: fc.boolean(),
    dataBytes: fc.integer({ min: 1, max: 20_000 }),
    movieBytes: fc.nat(20_000),
    seconds: fc.integer({ min: 1, max: 600 }),
    width: fc.integer({ min: 1, max: 4096 }),
    height: fc.integer({ min: 1, max: 4096 }),
  });

  it('are read to what they were made of, whatever their layout', () => {
    fc.assert(
      fc.property(options, (made) => {
        const { step, reads } = run(tinyMp4(made));
        const { seconds, width, height, audio } = made;
        expect(step.result).toEqual({ ok: true, value: { durationSeconds: seconds, width, height, hasAudio: audio } });
        expect(reads).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('never pass with their end cut off or a byte too many', () => {
    fc.assert(
      fc.property(options, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 30 }), (made, place, extra) => {
        const whole = tinyMp4(made);
        expect(run(whole.subarray(0, place % whole.length)).step.result.ok).toBe(false);
        const longer = run(joined([whole, extra])).step.result;
        expect(longer.ok ? [...extra.subarray(4, 8)].every((code) => code >= 0x20) : true).toBe(true);
      }),
    );
  });
});
