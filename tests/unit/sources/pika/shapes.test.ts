import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShape } from '../../../../lib/domain/reader-watch.ts';
import { isName } from '../../../../lib/sources/pika/field-names.ts';
import { couldHoldJobs } from '../../../../lib/sources/pika/shape.ts';
import { MAX_SHAPE, shapeOf } from '../../../../lib/sources/pika/shapes.ts';

const FLIGHT = 'tests/fixtures/flight';
const flights = readdirSync(FLIGHT).filter((name) => name.endsWith('.txt'));

describe('the redacted shape of an answer', () => {
  it.each([
    ['{"ok":true,"n":5,"none":null,"text":"a fox"}', '{"ok":"boolean","n":"number","none":"null","text":"text"}'],
    ['[{"a":1},{"a":"x","b":[]},{"c":{"d":""}}]', '[{"a":"number|text","b":["nothing"],"c":{"d":"empty text"}}]'],
    ['{"id":"0b6f6e6a-8f11-4c5e-9d0a-2b8f0e1c7a44","seed":"123456"}', '{"id":"uuid","seed":"digits"}'],
    ['{"file":"https://cdn.pika.art/results/pika2p5_final/0123456789abcdef0123456789abcdef.mp4","site":"https://x.example/me"}', '{"file":"result file","site":"address"}'],
    ['{"0b6f6e6a-8f11-4c5e-9d0a-2b8f0e1c7a44":1,"a red fox":2,"me@x.example":3,"deadbeef01":4}', '{"*":"number"}'],
    ['{"__proto__":{"a":1},"constructor":2,"b":3}', '{"b":"number"}'],
    ['1:{"entries":"$2"}\n2:[{"still":"x"}]\n', '{"entries":[{"still":"text"}]}\n[{"still":"text"}]'],
    ['<html>', 'markup'],
    ['{"a":', 'broken json'],
    ['', 'not-flight'],
  ])('of %s is %s', (text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  it('follows no circle, and ends', () => {
    expect(shapeOf('1:{"self":"$1","name":"x"}\n')).toBe('{"self":"circle","name":"text"}');
    const wide = JSON.stringify(Array.from({ length: 5000 }, (_, index) => ({ [`field${'x'.repeat(index % 30)}`]: index })));
    expect(shapeOf(wide).length).toBeLessThanOrEqual(MAX_SHAPE);
  });

  it.each(flights)('of %s holds no text of it that is not a field’s name', (name) => {
    const shape = shapeOf(readFileSync(`${FLIGHT}/${name}`, 'utf8'));
    expect(shape).not.toMatch(/https?:|pika\.art|[0-9a-f]{8}-[0-9a-f]{4}|seed\d|\d{5}/u);
    expect(isShape(shape)).toBe(true);
  });

  it.each([
    ['{"users":{"jane":{"age":1},"bob":{"age":2}}}', '{"users":{"*":{"age":"number"}}}'],
    ['{"likes":{"jane":5},"author":"Jane"}', '{"likes":{"*":"number"},"author":"text"}'],
    ['{"videoPoster":1,"mp4_url":2,"isHD":3,"aria-label":4,"$id":5}', '{"videoPoster":"number","mp4_url":"number","isHD":"number","aria-label":"number","$id":"number"}'],
    ['{"id":1,"me@x.example":2}', '{"*":"number"}'],
  ])('takes what may be a map by something of the user’s for one: %s', (text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  it.each([
    '0b6f6e6a-8f11-4c5e-9d0a-2b8f0e1c7a44', 'deadbeef01', 'DEADBEEF', 'sk_live_51H8a2', 'eyJhbGciOiJIUzI1NiJ9', 'qWxRtYuIoPlKjHgFdSaZ', 'xkqjzvbnmtrwpslk',
    'me@x.example', 'a red fox', '1080p', '5', 'https://x.example/', 'kein-Wort-ist-so-lang-wie-dieses-hier', 'ünïcode', '', '9zzz',
  ])('stars the key %j', (key) => {
    expect(shapeOf(JSON.stringify([{ [key]: 1 }]))).toBe('[{"*":"number"}]');
  });
});

/** Every word that a shape may hold besides names of fields. */
const TYPES = new Set(['text', 'empty text', 'uuid', 'digits', 'address', 'result file', 'number', 'boolean', 'null', 'nothing', 'circle', 'deeper', 'object']);

/** Keys and types of a shape that is whole. */
function partsOf(shape: unknown): { keys: string[]; types: string[] } {
  if (typeof shape === 'string') return { keys: [], types: shape.split('|') };
  if (typeof shape !== 'object' || shape === null) throw new Error('no shape');
  const inner = Object.values(shape).map(partsOf);
  return { keys: [...(Array.isArray(shape) ? [] : Object.keys(shape)), ...inner.flatMap(({ keys }) => keys)], types: inner.flatMap(({ types }) => types) };
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('whatever an answer holds', () => {
  const SECRET = 'Zebra';
  const NAMES = ['id', 'entries', 'file', 'videoPoster', 'owner'];
  // Plain words most of all: they are what can be a name and a value at once.
  const plain = { weight: 12, arbitrary: fc.constantFrom('jane', 'fox', 'finished', 'Owner', ...NAMES) };
  const word = fc.oneof(plain, fc.string().map((text) => `${text} ${SECRET}`), fc.uuid(), fc.emailAddress(), fc.base64String({ minLength: 12, maxLength: 40 }));
  const leaf = fc.oneof(word, word.map((one) => `https://${encodeURIComponent(one)}.example/${SECRET}`), fc.integer(), fc.boolean(), fc.constant(null));
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof({ maxDepth: 5 }, leaf, fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(word, tie('node'), { maxKeys: 4 })),
  })).node;

  it('no value of it is in its shape: types from our list, and names that are nobody’s data', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const shape = shapeOf(JSON.stringify([value]));
        const { keys, types } = partsOf(JSON.parse(shape));
        const said = new Set(textsIn(value).map((text) => text.trim().toLowerCase()));
        expect(types.filter((type) => !TYPES.has(type))).toEqual([]);
        expect(keys.filter((key) => key !== '*' && (!isName(key) || said.has(key.toLowerCase())))).toEqual([]);
        expect(shape).not.toContain(SECRET);
        expect(isShape(shape)).toBe(true);
      }),
    );
  });
});

describe('an answer that may matter', () => {
  it.each([
    ['{"file":"https:\\/\\/cdn.pika.art\\/results\\/a\\/b.mp4"}', true],
    ['{"file":"https://tre9zd4etmxyc.pika.art/v1/a/b.mp4"}', true],
    ['[{"credits":80}]', true],
    ['[{"user_id":"x","credits": 80}]', true],
    ['{"credit":"many"}', false],
    ['{"film":"https://cdn.pika.art/assets/launch.mp4"}', false],
  ])('%s: %s', (text, may) => {
    expect(couldHoldJobs(text)).toBe(may);
  });
});
