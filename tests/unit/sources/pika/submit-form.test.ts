import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_REQUEST } from '../../../../lib/domain/jobs/job.ts';
import { requestOfForm, withForm } from '../../../../lib/sources/pika/submit-form.ts';
import { seenJob } from '../../page/seen.ts';

const OPTIONS = JSON.stringify({ aspectRatio: 16 / 9, frameRate: 24, camera: {}, parameters: { guidanceScale: 12, negativePrompt: 'blur', seed: 7 }, extend: false });

describe('requestOfForm', () => {
  it('reads the forms of all generations', () => {
    const form = { resolution: '480p', promptText: 'a fox', duration: '5', model: '2.5', contentType: 'i2v', creditCost: '12', options: OPTIONS };
    expect(requestOfForm(form)).toEqual({
      prompt: 'a fox', negativePrompt: 'blur', model: '2.5', feature: 'i2v', aspectRatio: 16 / 9, resolution: '480p', durationSeconds: 5, seed: '7', creditCost: 12,
    });
    expect(requestOfForm({ pikaffect: 'Melt', promptText: '', model: '1.5', options: '{}' })).toEqual({ ...NO_REQUEST, model: '1.5', feature: 'pikaffects' });
    expect(requestOfForm({ pikaffect: '', promptText: 'a fox', model: '1.5' })).toEqual({ ...NO_REQUEST, prompt: 'a fox', model: '1.5' });
    expect(requestOfForm({ promptText: 'a fox', options: '{"aspectRatio":null}' })).toEqual({ ...NO_REQUEST, prompt: 'a fox' });
  });

  it.each([
    null, 7, 'model', [], { model: 7, duration: 5, options: {} }, { model: '', duration: 'long', creditCost: '-1', options: '[1' },
    { options: '"text"' }, { options: '['.repeat(5000) }, { options: '{"parameters":"none","aspectRatio":"wide"}' },
    Object.create({ model: '2.5' }), JSON.parse('{"__proto__":{"model":"2.5"}}'),
  ])('says nothing of %j', (form) => {
    expect(requestOfForm(form)).toEqual(NO_REQUEST);
  });

  it('gives bounded values for any form, and never throws', () => {
    const value = fc.oneof(fc.string({ maxLength: 200 }), fc.json(), fc.constantFrom('5', '2.5', '1e9', OPTIONS, 'NaN'), fc.anything());
    const names = fc.constantFrom('promptText', 'model', 'resolution', 'duration', 'contentType', 'creditCost', 'options', 'mode', 'pikaffect', '__proto__', 'constructor');
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(names, value), fc.anything()), (form) => {
        const request = requestOfForm(form);
        expect(Object.keys(request).sort()).toEqual(Object.keys(NO_REQUEST).sort());
        for (const said of Object.values(request)) {
          if (typeof said === 'string') expect(said.length > 0 && said.length <= 4000 && said.isWellFormed()).toBe(true);
          else expect(said === null || Number.isFinite(said)).toBe(true);
        }
      }),
    );
  });
});

describe('withForm', () => {
  const job = seenJob('a', { request: { ...NO_REQUEST, prompt: 'a fox', aspectRatio: 1 } });

  it('fills what the answer leaves out, and overrules nothing', () => {
    const [filled] = withForm([job], JSON.stringify({ promptText: 'an owl', model: '2.5', options: OPTIONS }));
    expect(filled?.request).toMatchObject({ prompt: 'a fox', aspectRatio: 1, model: '2.5', negativePrompt: 'blur' });
  });

  it('leaves everything else as it is', () => {
    for (const form of ['', '{', '[]', '"x"', 'null']) expect(withForm([job], form)).toEqual([job]);
    expect(withForm([job, seenJob('b')], '{"model":"2.5"}')).toEqual([job, seenJob('b')]);
    expect(withForm([], '{"model":"2.5"}')).toEqual([]);
  });
});
