import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_STEPS, readFlight } from '../../../../lib/sources/pika/flight.ts';
import { MAX_ROWS, splitRows } from '../../../../lib/sources/pika/flight-rows.ts';
import { MAX_TEXT } from '../../../../lib/sources/pika/shape.ts';

/** Containers that a value leads to, each counted once; the walk itself proves that there is an end. */
function containersIn(roots: readonly unknown[]): object[] {
  const seen = new Set<object>();
  const waiting: unknown[] = [...roots];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    waiting.push(...Object.values(value));
  }
  return [...seen];
}

const id = fc.constantFrom('', '0', '1', '2', 'a', '1f', 'ffffffff', 'fffffffff');
const key = fc.constantFrom('a', 'props', 'results', '0', '__proto__', 'constructor', 'prototype', 'length', '');
const reference = fc
  .tuple(fc.constantFrom('$', '$L', '$@', '$Q', '$W', '$D', '$n', '$S', '$$', '$F'), id, fc.array(key, { maxLength: 5 }))
  .map(([mark, row, path]) => [mark + row, ...path].join(':'));
const value = fc.letrec((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, reference, fc.string(), fc.double(), fc.constant(null), tie('list'), tie('record')),
  list: fc.array(tie('node'), { maxLength: 5 }),
  record: fc.array(fc.tuple(key, tie('node')), { maxLength: 5 }).map((entries) => {
    // fromEntries defines, where assigning `__proto__` would not.
    return Object.fromEntries(entries);
  }),
})).node;
const row = fc.oneof(
  fc.tuple(id, value).map(([at, body]) => `${at}:${JSON.stringify(body)}\n`),
  fc.tuple(id, fc.string({ unit: 'binary' })).map(([at, body]) => `${at}:T${Buffer.byteLength(body).toString(16)},${body}`),
  fc.tuple(id, fc.constantFrom('T', 'E', 'I', 'H', 'o', 'X', ''), fc.string()).map(([at, tag, body]) => `${at}:${tag}${body}\n`),
  fc.tuple(id, fc.nat(0xffffffff)).map(([at, length]) => `${at}:T${length.toString(16)},short`),
  fc.string(),
);
const flight = fc.array(row, { maxLength: 12 }).map((rows) => rows.join(''));

describe('any text', () => {
  it('gives rows or a typed failure, within the work that its length allows', () => {
    fc.assert(
      fc.property(flight, (text) => {
        const reading = readFlight(text);
        if (!reading.ok) {
          expect(['too-large', 'too-deep', 'not-flight']).toContain(reading.failure.kind);
          return;
        }
        const roots = reading.value.rows.map((found) => found.value);
        expect(reading.value.steps).toBeLessThanOrEqual(MAX_STEPS);
        expect(containersIn(roots).length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('never reaches a prototype', () => {
    fc.assert(
      fc.property(flight, (text) => {
        const reading = readFlight(text);
        if (!reading.ok) return;
        for (const found of containersIn(reading.value.rows.map((each) => each.value))) {
          expect(Object.getPrototypeOf(found)).toBe(Array.isArray(found) ? Array.prototype : null);
          for (const forbidden of ['__proto__', 'constructor', 'prototype']) expect(Object.keys(found)).not.toContain(forbidden);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
    );
  });

  it('gives the same whole rows when it is cut off', () => {
    fc.assert(
      fc.property(flight, fc.nat(), (text, place) => {
        const whole = splitRows(text).rows;
        const part = splitRows(text.slice(0, text.length === 0 ? 0 : place % text.length)).rows;
        expect(part.slice(0, -1)).toEqual(whole.slice(0, Math.max(0, part.length - 1)));
      }),
    );
  });
});

describe('traps', () => {
  it('refuses nesting 10,000 deep, and reads the rows beside it', () => {
    const deep = '['.repeat(10_000) + ']'.repeat(10_000);
    expect(readFlight(`1:${deep}\n`)).toMatchObject({ ok: false, failure: { kind: 'too-deep' } });
    expect(readFlight(`1:{"a":${deep}}\n2:{"b":"[[[["}\n`)).toMatchObject({
      ok: true,
      value: { rows: [{ id: '2', value: { b: '[[[[' } }] },
    });
    expect(readFlight(`1:${'{"a":'.repeat(10_000)}\n`)).toMatchObject({ ok: false, failure: { kind: 'too-deep' } });
  });

  it('does not let a billion laughs grow', () => {
    const rows = Array.from(
      { length: 40 },
      (_, level) => `${(level + 2).toString(16)}:[${Array(10).fill(`"$${(level + 3).toString(16)}"`).join()}]\n`,
    );
    const reading = readFlight(`${rows.join('')}2a:["ha"]\n`);
    if (!reading.ok) throw new Error(reading.failure.kind);
    expect(containersIn(reading.value.rows.map((found) => found.value))).toHaveLength(41);
    expect(reading.value.steps).toBeLessThan(2000);
  });

  it.each([
    ['many others', ':a'.repeat(90)],
    ['long keys', `:${'a'.repeat(1000)}`],
  ])('spends no more than its budget on references that lead through %s', (_, path) => {
    const hex = (at: number): string => at.toString(16);
    const chain = Array.from({ length: 49 }, (_unused, at) => `${hex(at + 1)}:"$${hex(at + 2)}${path}"\n`).join('');
    const reading = readFlight(`${chain}99:[${Array(300_000).fill('"$1"').join()}]\n`);
    if (reading.ok) throw new Error('within the budget');
    expect(reading.failure.kind).toBe('too-large');
    // One more reference may be on its way when the budget ends: 50 hops, and what their paths cost.
    expect((reading.failure.cause as { steps: number }).steps).toBeLessThan(MAX_STEPS + 50 * 100 * 50);
  });

  it('is not fooled by a huge length', () => {
    expect(readFlight('1:{"a":1}\n2:Tffffffff,x')).toMatchObject({ ok: true, value: { truncated: true, rows: [{ id: '1' }] } });
    expect(readFlight('1:{"a":1}\n2:Tfffffffff,x\n3:[]\n')).toMatchObject({ ok: true, value: { rows: [{ id: '1' }, { id: '3' }] } });
  });

  it('stops at its caps', () => {
    expect(readFlight(`1:"${'x'.repeat(MAX_TEXT)}"\n`)).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
    expect(readFlight(`1:[${'0,'.repeat(MAX_STEPS - 10)}0]\n`).ok).toBe(true);
    expect(readFlight(`1:[${'0,'.repeat(MAX_STEPS)}0]\n`)).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
    expect(splitRows('1:0\n'.repeat(MAX_ROWS + 1))).toMatchObject({ truncated: true, rows: { length: MAX_ROWS } });
  });

  it.each([
    ['lines that are no rows', 'x\n'.repeat(900_000)],
    ['one line without end', 'f'.repeat(1_900_000)],
    ['colons', ':'.repeat(1_900_000)],
    ['headers without rows', '1:'.repeat(900_000)],
    ['quotes without end', `1:${'"'.repeat(1_900_000)}`],
    ['escapes without end', `1:"${'\\'.repeat(1_900_000)}`],
    ['empty text rows', '1:T0,'.repeat(380_000)],
  ])('reads %s to the end', (_, text) => {
    const reading = readFlight(text);
    expect(reading.ok ? reading.value.rows.length : reading.failure.kind).toSatisfy(
      (found: unknown) => found === 'not-flight' || (typeof found === 'number' && found <= MAX_ROWS),
    );
  });
});
