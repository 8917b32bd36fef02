import { describe, expect, it } from 'vitest';
import { readFlight, type FlightReading } from '../../../../lib/sources/pika/flight.ts';

function read(text: string): FlightReading {
  const reading = readFlight(text);
  if (!reading.ok) throw new Error(reading.failure.kind);
  return reading.value;
}

/** The value of the row `1:` with the others around it. */
function payload(text: string): unknown {
  return read(text).rows.find((row) => row.id === '1')?.value;
}

describe('rows', () => {
  it('gives each model row by id, in order of arrival', () => {
    expect(read('0:["a"]\n1f:{"b":2}\n2:null\n').rows).toEqual([
      { id: '0', value: ['a'] },
      { id: '1f', value: { b: 2 } },
      { id: '2', value: null },
    ]);
  });

  it.each([
    ['ASCII', 'T5,hello', 'hello'],
    ['two-byte letters', 'T4,éé', 'éé'],
    ['three-byte letters', 'T6,日本', '日本'],
    ['emoji', 'T4,🦊', '🦊'],
    ['line breaks', 'Td,a\n1:"not one"\n', 'a\n1:"not one"'],
    ['nothing', 'T0,', ''],
    ['a dollar that is just text', 'T3,$10', '$10'],
  ])('counts the bytes of a text row: %s', (_, row, expected) => {
    const text = expected === 'a\n1:"not one"' ? `2:Td,${expected}` : `2:${row}`;
    expect(payload(`${text}1:{"said":"$2"}\n`)).toEqual({ said: expected });
  });

  it('steps over modules, hints, debugging, streams and binary rows', () => {
    const text = ':HL["/a.css","style"]\n2:I[1,["a:b"],"x"]\n3:D{"name":"x"}\n6:X\n7:o4,ab\ncde\n6:C\n1:{"a":1}\n8:W["$","$"]\n';
    expect(payload(text)).toEqual({ a: 1 });
  });

  it('reports what the server threw', () => {
    expect(read('0:["$@1"]\n1:E{"digest":"42","message":"no"}\n').errors).toEqual([{ id: '1', digest: '42', message: 'no' }]);
    expect(read('1:E{oops\n').errors).toEqual([{ id: '1', digest: null, message: null }]);
  });

  it('keeps what came before the end of a cut-off answer', () => {
    expect(read('0:["a"]\n1:{"b":')).toMatchObject({ rows: [{ id: '0', value: ['a'] }], truncated: true, dropped: 1 });
    expect(read('0:["a"]\n1:T8,abc')).toMatchObject({ rows: [{ id: '0', value: ['a'] }], truncated: true });
    expect(read('0:["a"]\n')).toMatchObject({ truncated: false });
  });

  it('passes over lines that are no rows, and over broken rows', () => {
    expect(read('what\n0:{broken\n1:{"a":1}\n')).toMatchObject({ rows: [{ id: '1', value: { a: 1 } }], dropped: 1 });
  });

  it.each(['', 'hello', '<!doctype html>', '{"a":1}', 'zz:1'])('says that %j is something else', (text) => {
    expect(readFlight(text)).toMatchObject({ ok: false, failure: { kind: 'not-flight' } });
  });
});

describe('strings', () => {
  it.each([
    ['"$$5"', '$5'],
    ['"$"', '$'],
    ['"plain"', 'plain'],
    ['"$D2023-11-14T22:13:20.000Z"', '2023-11-14T22:13:20.000Z'],
    ['"$n12345678901234567890"', '12345678901234567890'],
    ['"$-0"', 0],
    ['"$Infinity"', Infinity],
    ['"$-Infinity"', -Infinity],
    ['"$NaN"', NaN],
  ])('%s means %j', (written, expected) => {
    expect(payload(`1:{"v":${written}}\n`)).toEqual({ v: expected });
  });

  it.each([
    '$undefined', '$Sreact.fragment', '$F5', '$h2', '$T', '$Z', '$B9', '$K9', '$n1x', '$L', '$99', '$Lg', '$2:nowhere', '$2:a:b:c',
    '$2:',
  ])(
    'leaves out %s',
    (written) => {
      expect(payload(`2:{"a":1}\n1:{"v":"${written}","list":["${written}"]}\n`)).toEqual({ list: [null] });
    },
  );
});

describe('references', () => {
  it.each(['$2', '$L2', '$@2', '$Q2', '$W2', '$i2', '$K2'])('%s is the row itself, before or after it', (reference) => {
    expect(payload(`2:["x"]\n1:{"v":"${reference}"}\n`)).toEqual({ v: ['x'] });
    expect(payload(`1:{"v":"${reference}"}\n2:["x"]\n`)).toEqual({ v: ['x'] });
  });

  it('go by path, through arrays, through other references and through the row they stand in', () => {
    const text = '3:{"deep":[10,{"x":"there"}]}\n1:{"results":[{"params":{"p":1}},{"params":"$1:results:0:params"}],"far":"$1:link:deep:1:x","link":"$3"}\n';
    expect(payload(text)).toEqual({
      results: [{ params: { p: 1 } }, { params: { p: 1 } }],
      far: 'there',
      link: { deep: [10, { x: 'there' }] },
    });
  });

  it('find props, type and key of an element in its tuple', () => {
    const text = '2:["$","$L9","k",{"results":[{"a":1}]}]\n1:["$2:props:results:0","$2:key","$2:3:results:0:a"]\n';
    expect(payload(text)).toEqual([{ a: 1 }, 'k', 1]);
  });

  it('reach a hundred steps deep', () => {
    const deep = `2:${'{"a":'.repeat(150)}"end"${'}'.repeat(150)}\n`;
    expect(payload(`${deep}1:["$2${':a'.repeat(100)}"]\n`)).toEqual([expect.anything()]);
    expect(payload(`${deep}1:["$2${':a'.repeat(101)}"]\n`)).toEqual([null]);
  });

  it('see no element in an ordinary list', () => {
    expect(payload('2:["x",1,2,{"a":3}]\n1:["$2:props:a","$2:3:a"]\n')).toEqual([null, 3]);
  });

  it('do not take text for a reference, wherever they find it', () => {
    expect(payload('2:{"a":"$$1"}\n3:T2,$41:["$2:a","$3","$3:length"]\n')).toEqual(['$1', '$4', null]);
  });

  it('share what was shared', () => {
    const value = payload('1:{"a":{"n":1},"b":"$1:a","c":["$1:b"]}\n') as Record<'a' | 'b', unknown> & { c: unknown[] };
    expect(value.b).toBe(value.a);
    expect(value.c[0]).toBe(value.a);
  });

  it('may run in a circle', () => {
    const value = payload('1:{"self":"$1","list":["$1:list"]}\n') as { self: unknown; list: unknown[] };
    expect(value.self).toBe(value);
    expect(value.list[0]).toBe(value.list);
    expect(payload('2:"$3"\n3:"$2"\n1:{"v":"$2","w":"$3:a"}\n')).toEqual({});
    expect(payload('1:"$1:a"\n')).toBeUndefined();
  });

  it('take the first of two rows with one id, as React does', () => {
    expect(payload('2:"first"\n2:"second"\n1:["$2"]\n')).toEqual(['first']);
  });
});
