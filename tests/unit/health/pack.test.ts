import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '../../../lib/domain/health/history/bytes.ts';
import { packChecks, unpackChecks } from '../../../lib/domain/health/history/pack.ts';
import { type Check, CHECK_FAILURES, CHECK_OUTCOMES } from '../../../lib/domain/health/monitor.ts';
import { MINUTE } from '../../../lib/time.ts';
import { everyMinute, START } from './history-world.ts';

const moment = fc.oneof(fc.maxSafeNat(), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), fc.nat({ max: 1000 }).map((ms) => START + ms));
const check: fc.Arbitrary<Check> = fc.record({
  monitor: fc.constant('pika-web' as const),
  at: moment,
  outcome: fc.constantFrom(...CHECK_OUTCOMES),
  latencyMs: fc.option(fc.oneof(fc.nat({ max: 10_000 }), moment)),
  httpStatus: fc.option(fc.constantFrom(200, 404, 503)),
  edge: fc.option(fc.oneof(fc.constantFrom('FRA', 'iad1'), fc.string({ unit: 'binary' }))),
  kind: fc.option(fc.constantFrom(...CHECK_FAILURES)),
});

describe('packed checks', () => {
  it('give back any checks, in their order', () => {
    fc.assert(
      fc.property(fc.array(check), (checks) => {
        expect(unpackChecks('pika-web', packChecks(checks))).toEqual(checks);
      }),
    );
  });

  it('take at most five bytes each of a usual day', () => {
    const day = everyMinute(START, 24 * 60, (index) => ({ at: START + index * MINUTE + ((index * 7919) % 400), latencyMs: 90 + ((index * 31) % 300) }));
    const { shapes, bytes } = packChecks(day);
    expect(shapes).toHaveLength(1);
    expect(bytes.length).toBeLessThan(5 * day.length);
    expect(bytes.buffer.byteLength).toBe(bytes.length);
  });

  it('never throw when damaged, and never pass for whole ones when cut', () => {
    const { shapes, bytes } = packChecks(everyMinute(START, 30));
    for (let length = 0; length < bytes.length; length += 1) expect(unpackChecks('pika-web', { shapes, bytes: bytes.slice(0, length) })).toBeNull();
    expect(unpackChecks('pika-web', { shapes: [], bytes })).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const read = unpackChecks('pika-web', { shapes, bytes: noise });
        expect(read === null || Array.isArray(read)).toBe(true);
      }),
    );
  });
});

describe('bytes', () => {
  it('give back any number, null and text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.option(fc.oneof(fc.double(), fc.maxSafeInteger())), fc.string())), (values) => {
        const writer = new ByteWriter();
        for (const value of values) if (typeof value === 'string') writer.text(value);
        else writer.number(value);
        const reader = new ByteReader(writer.done());
        expect(values.map((value) => (typeof value === 'string' ? new TextDecoder().decode(reader.raw(reader.count())) : reader.number()))).toEqual(values);
        expect([reader.atEnd, reader.damaged]).toEqual([true, false]);
      }),
    );
  });
});
