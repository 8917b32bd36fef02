import { describe, expect, it } from 'vitest';
import { startTap } from '../../../lib/sources/pika/tap.ts';
import { createScope, settle } from './tap-scope.ts';

/** As it was before a test lets the page break it. */
const { parse } = JSON;

const SUBMIT = 'https://api.pika.art/generate/v2';

/** A page with the tap in it: what was told, with the form as an object, and a page's way to submit. */
function start() {
  const page = createScope();
  const told: { text: string; form: unknown }[] = [];
  const clock = { now: 1_000_000 };
  let ended = 0;
  startTap(page.scope, {
    tell: (_url, text, form) => told.push({ text, form: form === '' ? null : (parse(form) as unknown) }),
    wanted: () => true,
    ended: () => (ended += 1),
    now: () => clock.now,
  });
  const fill = (fields: Readonly<Record<string, string | Blob>>) => {
    const form = new page.FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return form;
  };
  const hear = async (body: unknown, url = SUBMIT) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    await new page.Response(text, { url, type: 'application/json' }).text();
    await settle();
    return told.at(-1)?.form;
  };
  return { ...page, told, clock, fill, hear, ended: () => ended };
}

const generation = (promptText: string) => ({ success: true, data: { id: 'x', generation: { id: 'x', promptText, videos: [] } } });

describe('the form of a submit', () => {
  it('comes with its answer: the listed fields that are strings, as the form holds them, and no other', async () => {
    const { fill, hear } = start();
    const form = fill({ resolution: '480p', promptText: 'a fox', userId: 'secret', image: new Blob(['x']), model: 'Turbo', mode: '' });
    form.set('model', '2.5');
    form.append('duration', 5 as unknown as string); // pages leave the conversion to the browser
    form.append('contentType', new Blob(['i2v']));
    expect(await hear(generation('a fox'))).toEqual({ resolution: '480p', promptText: 'a fox', model: '2.5', mode: '', duration: '5' });
  });

  it('comes by itself first, once the page has filled it in and gone on, and once only', async () => {
    const { fill, hear, told } = start();
    const form = fill({ promptText: 'a fox', model: '2.5' });
    expect(told).toEqual([]);
    await settle();
    form.set('promptText', 'an owl');
    await settle();
    expect(told).toEqual([{ text: '', form: { promptText: 'a fox', model: '2.5' } }]);
    await hear(generation('an owl'));
    expect(told).toHaveLength(2);
  });

  it.each([
    { data: { id: 'x', generation: { promptText: 'a fox' } } },
    { generation: { promptText: 'a fox' } },
    { data: { promptText: 'a fox' } },
    { id: 'x', promptText: 'a fox' },
    { success: true, data: { id: 'x' } },
    { jobId: 'x' },
  ])('is found for the answer %j', async (answer) => {
    const { fill, hear } = start();
    fill({ promptText: 'a fox', model: '2.5' });
    expect(await hear(answer)).toEqual({ promptText: 'a fox', model: '2.5' });
  });

  it('is given once, to the answer with its prompt, in the order in which the forms were begun', async () => {
    const { fill, hear } = start();
    const first = fill({ promptText: 'a fox' });
    fill({ promptText: 'a fox', model: 'Turbo' });
    fill({ promptText: 'an owl', model: '2.2' });
    first.append('model', '2.5');
    expect(await hear(generation('an owl'))).toMatchObject({ model: '2.2' });
    expect(await hear(generation('a fox'))).toMatchObject({ model: '2.5' });
    expect(await hear(generation('a fox'))).toMatchObject({ model: 'Turbo' });
    expect(await hear(generation('a fox'))).toBeNull();
  });

  it('is used up by a refusal, so that the next try is taken for itself', async () => {
    const { fill, hear } = start();
    for (const refusal of [{ success: false, error: 'Something went wrong' }, { message: 'Unauthorized' }, '<h1>502</h1>']) {
      fill({ promptText: 'a fox', model: '2.5' });
      await hear(refusal);
      fill({ promptText: 'a fox', model: 'Turbo' });
      expect(await hear(generation('a fox'))).toMatchObject({ model: 'Turbo' });
    }
  });

  it('goes with no answer that is not its own', async () => {
    const { fill, hear } = start();
    fill({ promptText: 'a fox', model: '2.5' });
    for (const other of [generation('an owl'), { data: { results: [{ promptText: 'a fox' }] } }, { credits: 80 }, [], 'null', '1:{}', '{"data":']) {
      expect(await hear(other, 'https://api.pika.art/videos/x')).toBeNull();
    }
    expect(await hear(generation('a fox'))).toMatchObject({ model: '2.5' });
  });

  it('is given up when its answer has not come long before the next form', async () => {
    const { fill, hear, clock } = start();
    fill({ promptText: 'a fox', model: '2.5' });
    clock.now += 40_000;
    fill({ promptText: 'a fox', model: 'Turbo' });
    clock.now += 300_000;
    expect(await hear(generation('a fox'))).toMatchObject({ model: 'Turbo' });
  });

  it('takes no more than some room, however many forms are begun and however long their fields are', async () => {
    const { fill, hear } = start();
    for (let i = 0; i < 1000; i += 1) fill({ promptText: `fox ${i}`, model: '2.5', options: 'x'.repeat(4_001) });
    expect(await hear(generation('fox 0'))).toBeNull();
    expect(await hear(generation('fox 999'))).toEqual({ promptText: 'fox 999', model: '2.5' });
  });
});

describe('a page with forms of its own', () => {
  it('gets the native’s results and errors', () => {
    const { FormData, ended } = start();
    const form = new FormData();
    expect([form.append('model', '2.5'), form.get('model')]).toEqual([undefined, '2.5']);
    expect(() => FormData.prototype.append.call({} as never, 'model', 'x')).toThrow(TypeError);
    const odd = { toString: () => 'model' } as unknown as string;
    form.set(odd, 'Turbo');
    expect([form.get('model'), ended()]).toEqual(['Turbo', 0]);
  });

  it('is read past whatever it has put in place of the natives and onto all objects since', async () => {
    const { FormData, fill, hear, ended } = start();
    const foul = () => {
      throw new Error('the page’s own function ran');
    };
    const { stringify } = JSON;
    const { get, set } = WeakMap.prototype;
    let form: unknown;
    try {
      Object.assign(WeakMap.prototype, { get: foul, set: foul });
      Object.assign(FormData.prototype, { get: foul });
      Object.defineProperty(Object.prototype, 'promptText', { configurable: true, get: foul, set: foul });
      Object.defineProperty(Object.prototype, 'generation', { configurable: true, get: foul });
      fill({ promptText: 'an owl', model: '2.5' });
      fill({ promptText: 'a fox', model: 'Turbo' });
      Object.assign(WeakMap.prototype, { get, set }); // the test's own reading needs it
      Object.assign(JSON, { parse: foul, stringify: foul });
      form = await hear('{"id":"x","promptText":"a fox"}');
    } finally {
      Object.assign(WeakMap.prototype, { get, set });
      Object.assign(JSON, { parse, stringify });
      Reflect.deleteProperty(Object.prototype, 'promptText');
      Reflect.deleteProperty(Object.prototype, 'generation');
    }
    expect([form, ended()]).toEqual([{ promptText: 'a fox', model: 'Turbo' }, 0]);
  });
});
