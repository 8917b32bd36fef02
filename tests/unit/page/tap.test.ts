import { describe, expect, it } from 'vitest';
import { startTap } from '../../../lib/sources/pika/tap.ts';
import { createScope, LIBRARY, settle } from './tap-scope.ts';

function start({ wanted = () => true }: { wanted?: () => boolean } = {}) {
  const page = createScope();
  const told: { url: string; text: string }[] = [];
  let ended = 0;
  const before = Object.getOwnPropertyDescriptors(page.Response.prototype);
  startTap(page.scope, { tell: (url, text) => told.push({ url, text }), wanted, ended: () => (ended += 1), now: () => 0 });
  return { ...page, told, before, ended: () => ended };
}

const texts = (told: readonly { text: string }[]) => told.map(({ text }) => text);

describe('what the tap hears', () => {
  it.each(['text', 'json', 'arrayBuffer'] as const)('hears what the page reads with %s, and the page reads it too', async (how) => {
    const { Response, told } = start();
    const value = await new Response('{"videos":[]}')[how]();
    await settle();
    expect(told).toEqual([{ url: LIBRARY, text: '{"videos":[]}' }]);
    expect(how === 'arrayBuffer' ? new TextDecoder().decode(value as ArrayBuffer) : value).toEqual(how === 'json' ? { videos: [] } : '{"videos":[]}');
  });

  it('hears a stream once, characters split between its chunks included', async () => {
    const bytes = new TextEncoder().encode('1:{"videos":["🦊"]}');
    const chunks = [bytes.slice(0, 14), bytes.slice(14, 16), bytes.slice(16)];
    const { Response, told } = start();
    const response = new Response(new ReadableStream({ pull: (c) => (chunks.length > 0 ? c.enqueue(chunks.shift()) : c.close()) }));
    expect(response.body).toBe(response.body);
    const reader = response.body?.getReader();
    let read = 0;
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) read += part.value.byteLength;
    await settle();
    expect(read).toBe(bytes.length);
    expect(texts(told)).toEqual(['1:{"videos":["🦊"]}']);
  });

  it('hears an XHR when the page takes its answer, once, and never on the page’s stack', async () => {
    const { XMLHttpRequest, told } = start();
    const text = new XMLHttpRequest('{"videos":[]}');
    const json = new XMLHttpRequest({ videos: [1] }, { type: 'json' });
    expect([text.responseText, text.response, json.response]).toEqual(['{"videos":[]}', '{"videos":[]}', { videos: [1] }]);
    expect(told).toEqual([]);
    await settle();
    expect(texts(told)).toEqual(['{"videos":[]}', '{"videos":[1]}']);
  });

  it.each(['https://api.pika.art/generate/v2', 'https://pika.art', 'https://login.pika.art?x'])('listens to %s', async (url) => {
    const { Response, told } = start();
    await new Response('x', { url }).text();
    await settle();
    expect(told).toHaveLength(1);
  });

  it.each(['', 'https://pika.art.evil.example/', 'https://notpika.art/', 'http://pika.art/', 'https://eu.i.posthog.com/e/'])('does not listen to "%s"', async (url) => {
    const { Response, XMLHttpRequest, told } = start();
    await new Response('x', { url }).text();
    expect(new XMLHttpRequest('x', { url }).responseText).toBe('x');
    await settle();
    expect(told).toEqual([]);
  });

  it.each(['video/mp4', 'image/png', 'text/css', 'application/javascript', 'application/wasm', 'text/event-stream'])('leaves %s alone', async (type) => {
    const { Response, told } = start();
    await new Response('x', { type }).text();
    await settle();
    expect(told).toEqual([]);
  });

  it('leaves alone what says that it is too long, and drops what turns out to be', async () => {
    const { Response, told } = start();
    await new Response('x', { headers: { 'content-length': '2000001' } }).text();
    const long = 'x'.repeat(2_000_001);
    expect(await new Response(long).text()).toHaveLength(long.length);
    await settle();
    expect(told).toEqual([]);
  });

  it('copies nothing while nobody wants it', async () => {
    const { Response, told } = start({ wanted: () => false });
    await new Response('x').text();
    await settle();
    expect(told).toEqual([]);
  });
});

describe('what the page sees', () => {
  it('finds the same attributes, names, lengths and text, and nothing to construct', () => {
    const { Response, before } = start();
    const after = Object.getOwnPropertyDescriptors(Response.prototype);
    for (const name of ['text', 'json', 'arrayBuffer', 'body'] as const) {
      const [was, is] = [before[name], after[name]] as PropertyDescriptor[];
      const [native, ours] = [was?.value ?? was?.get, is?.value ?? is?.get] as ((...args: unknown[]) => unknown)[];
      expect({ ...is, value: 0, get: 0 }).toEqual({ ...was, value: 0, get: 0 });
      expect([ours?.name, ours?.length, Object.hasOwn(ours ?? {}, 'prototype')]).toEqual([native?.name, native?.length, false]);
      expect(String(ours)).toContain('[native code]');
      expect(() => Reflect.construct(ours as never, [])).toThrow(TypeError);
    }
  });

  it('gets the native error for a foreign this, a used body and a broken connection', async () => {
    const { Response, told, ended } = start();
    const { get } = Object.getOwnPropertyDescriptor(Response.prototype, 'body') ?? {};
    expect(() => get?.call({})).toThrow(TypeError);
    expect(() => Response.prototype.text.call({})).toThrow(TypeError);
    const used = new Response('x');
    await used.text();
    await expect(used.text()).rejects.toThrow(TypeError);
    const broken = new Response(new ReadableStream({ start: (c) => c.error(new Error('reset')) }));
    await expect(broken.text()).rejects.toThrow('reset');
    await settle();
    expect([texts(told), ended()]).toEqual([['x'], 0]);
  });

  it('does not meet what it has put in place of the natives since', async () => {
    const { Response, XMLHttpRequest, told, ended } = start();
    const foul = () => {
      throw new Error('the page’s own function ran');
    };
    Object.assign(Response.prototype, { clone: foul });
    expect(await new Response('1').text()).toBe('1');
    const xhr = new XMLHttpRequest({ videos: [] }, { type: 'json' });
    const { stringify } = JSON;
    const iterator = Array.prototype[Symbol.iterator];
    try {
      Array.prototype[Symbol.iterator] = foul;
      JSON.stringify = foul;
      void xhr.response;
    } finally {
      Array.prototype[Symbol.iterator] = iterator;
      JSON.stringify = stringify;
    }
    await settle();
    expect([texts(told).toSorted(), ended()]).toEqual([['1', '{"videos":[]}'], 0]);
  });
});

describe('when something surprises the tap', () => {
  it('puts the natives back for good, but not over what the page has put there since', async () => {
    const page = createScope();
    const { text, json } = page.Response.prototype;
    let ended = 0;
    const tell = () => {
      throw new Error('surprise');
    };
    startTap(page.scope, { tell, wanted: () => true, ended: () => (ended += 1), now: () => 0 });
    const wrapped = page.Response.prototype.json;
    const pages = function (this: never) {
      return wrapped.call(this);
    };
    page.Response.prototype.json = pages;
    expect(await new page.Response('{}').text()).toBe('{}');
    await settle();
    expect(page.Response.prototype.text).toBe(text);
    expect(page.Response.prototype.json).toBe(pages);
    expect(await new page.Response('{}').json()).toEqual({});
    expect(json).not.toBe(wrapped);
    expect(ended).toBe(1);
  });

  it('ends at once where the browser lacks what it needs, and leaves everything as it was', () => {
    const page = createScope();
    Reflect.deleteProperty(page.Response.prototype, 'clone');
    const before = Object.getOwnPropertyDescriptors(page.Response.prototype);
    let ended = 0;
    startTap(page.scope, { tell: () => {}, wanted: () => true, ended: () => (ended += 1), now: () => 0 });
    expect(Object.getOwnPropertyDescriptors(page.Response.prototype)).toEqual(before);
    expect(ended).toBe(1);
  });
});
