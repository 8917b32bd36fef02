import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShape } from '../../../../lib/domain/reader-watch.ts';
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

  it('tells no value, whatever the answer holds', () => {
    const secret = 'Zebra';
    const leaf = fc.oneof(fc.string().map((text) => `${text} ${secret}`), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(`https://${secret}.example/`));
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof({ maxDepth: 5 }, leaf, fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(fc.oneof(fc.constantFrom('id', 'entries', 'file'), fc.string().map((text) => `${text} ${secret}`)), tie('node'), { maxKeys: 4 })),
    })).node;
    fc.assert(
      fc.property(tree, (value) => {
        const shape = shapeOf(JSON.stringify([value]));
        expect(shape).not.toContain(secret);
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
