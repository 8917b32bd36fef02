import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionRows, chunked, thrownRows } from '../../simulator/flight/answer.ts';
import { Later, rowBytes, type Row } from '../../simulator/flight/encode.ts';
import { oldNames, redesigned } from '../../simulator/redesign.ts';
import { defaultWire, type Wire } from '../../simulator/settings.ts';

/** The encoder has to write, byte for byte, what real servers wrote when they returned the same values. */
const FOLDER = join(import.meta.dirname, '../../fixtures/flight');
const VERSIONS: readonly [string, Wire['envelope'], string][] = [
  ['next14', 'older', 'P2_vr7WJe-yPNPT7czwSQ'],
  ['next15', 'newer', 'R5jw7tWNNntsXVUkySy6X'],
  ['next16', 'newest', 'JS5NwEDV96ZrIrGJTLaMi'],
];

/** Of the two answers of a failed and a shared result, the one that holds a promise is the shared one, whatever its file is called. */
function fixture(version: string, name: string): string {
  const read = (file: string): string => readFileSync(join(FOLDER, `${version}-${file}.txt`), 'utf8');
  if (name !== 'shared' && name !== 'thrown') return read(name);
  const both = [read('shared-and-streamed'), read('thrown')];
  return both.find((text) => text.includes('"later"') === (name === 'shared')) ?? '';
}

function written(rows: readonly Row[]): string {
  return Buffer.concat(rows.map(rowBytes)).toString('utf8');
}

function params(): Record<string, unknown> {
  const parameters = { guidanceScale: 12, motion: 1, negativePrompt: '', seed: 9007199254740991 };
  const options = { aspectRatio: 1.7777777777777777, frameRate: 24, camera: { zoom: null, pan: undefined }, parameters, extend: false };
  return { options, userId: 'u', promptText: '$dollar', sfx: false, styleId: null };
}

function plainResult(n: number, promptText: string, video: Record<string, unknown>): unknown {
  const id = `0000000${n}-aaaa-4bbb-8ccc-00000000000${n}`;
  const flags = { adjusted: false, upscaled: false, extended: 0, hasSfx: false, lipSynced: false };
  return { id, promptText, params: params(), ...flags, videos: [{ id, ...video }] };
}

function finishedVideo(n: number): Record<string, unknown> {
  const base = `https://cdn.pika.art/v1/0000000${n}-aaaa-4bbb-8ccc-00000000000${n}`;
  return {
    status: 'finished', progress: 100, seed: 1234567890123456, resultUrl: `${base}/prompt_${n}_seed1234567890123456.mp4`,
    sharingUrl: `${base}/prompt_${n}_seed1234567890123456_share.mp4`, videoPoster: `${base}/poster.jpg`,
    imageThumb: 'https://cdn.pika.art/x/thumbnail.jpg', duration: 5, error: '', feedback: 0, favorited: false, folders: [],
    createdAt: new Date('2023-11-14T22:13:20.000Z'),
  };
}

function listed(): unknown {
  const prompt = (n: number): string => `prompt ${n} "quoted" <b>é🦊</b>\nline two`;
  const results = [
    plainResult(1, prompt(1), finishedVideo(1)),
    plainResult(2, prompt(2), { status: 'pending', progress: 13 }),
    plainResult(3, 'a very long prompt about a fox, '.repeat(60), finishedVideo(3)),
    plainResult(4, prompt(4), { status: 'queued', progress: 13 }),
  ];
  return { success: true, data: { results } };
}

/** Four takes of one prompt: `params` is one object, every video has a set of its own, a fifth take comes later. */
function sharedAndStreamed(): unknown {
  const parameters = { guidanceScale: 12.5, motion: 2, negativePrompt: 'blur', seed: '77' };
  const options = { aspectRatio: 0.5625, frameRate: 24, camera: {}, parameters, extend: false };
  const shared = { options, userId: 'u', promptText: 'one prompt, four takes', sfx: true, styleId: null };
  const take = (n: number): Record<string, unknown> => {
    const id = `000000aa-0000-4000-8000-00000000000${n}`;
    const base = `https://cdn.pika.art/v1/${id}`;
    const video = {
      id, status: 'finished', progress: 100, seed: 77 + n, resultUrl: `${base}/one_prompt,_four_takes_seed${77 + n}${n === 2 ? '_sfx' : ''}.mp4`,
      sharingUrl: null, videoPoster: `${base}/poster.jpg`, duration: 5, error: '', folders: new Set(['f1']),
    };
    const flags = { adjusted: false, upscaled: n === 3, extended: Number(n === 4), hasSfx: n === 2, lipSynced: false };
    return { id, promptText: 'one prompt, four takes', params: shared, ...flags, videos: [video] };
  };
  const results = [1, 2, 3, 4].map(take);
  return { success: true, data: { results, again: results[0], later: new Later({ results: [take(5)] }, 400) } };
}

describe.each(VERSIONS)('the encoder writes what %s wrote', (version, envelope, buildId) => {
  const wire: Wire = { ...defaultWire(), envelope, buildId };

  it('for the polled library', () => {
    expect(written(actionRows(listed(), wire))).toBe(fixture(version, 'poll-by-ids'));
    expect(written(actionRows(listed(), wire))).toBe(fixture(version, 'list'));
  });

  it('for shared objects and a streamed part', () => {
    const rows = actionRows(sharedAndStreamed(), wire);
    expect(written(rows)).toBe(fixture(version, 'shared'));
    expect(rows.filter((row) => row.delayMs === 400).map((row) => row.id)).toHaveLength(2);
  });

  it('for a refusal, folders and a thrown error', () => {
    const folders = { success: true, data: { folders: [{ id: 'f1', name: 'Cats' }], map: new Map([['a', 1]]), big: 12345678901234567890n } };
    expect(written(actionRows({ success: false, error: 'Something went wrong' }, wire))).toBe(fixture(version, 'refused'));
    expect(written(actionRows(folders, wire))).toBe(fixture(version, 'folders'));
    const digest = /digest":"(\d+)/u.exec(fixture(version, 'thrown'))?.[1] ?? '';
    expect(written(thrownRows(wire, digest))).toBe(fixture(version, 'thrown'));
  });
});

describe('rows on their way', () => {
  const wire = defaultWire();

  it('are reversed behind the envelope, moment by moment', () => {
    const straight = actionRows(sharedAndStreamed(), wire);
    const turned = actionRows(sharedAndStreamed(), { ...wire, reversed: true });
    const atOnce = straight.filter((row) => row.delayMs === 0).slice(1).reverse();
    const later = straight.filter((row) => row.delayMs > 0).reverse();
    expect(turned).toEqual([straight[0], ...atOnce, ...later]);
  });

  it('are cut in the middle of rows and characters without losing a byte', () => {
    const rows = actionRows(listed(), wire);
    const chunks = chunked(rows, 'anywhere');
    expect(Buffer.concat(chunks.map((chunk) => chunk.bytes)).toString()).toBe(written(rows));
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.some(({ bytes }) => ((bytes[0] ?? 0) & 0xc0) === 0x80)).toBe(true);
  });

  it('carry a text row by its length in bytes', () => {
    const rows = actionRows({ prompt: 'é'.repeat(1024), short: 'é'.repeat(1023) }, wire);
    expect(rows.filter((row) => row.isText).map((row) => row.text.slice(0, 6))).toEqual(['T800,é']);
  });

  it('keep a key named __proto__ as a key', () => {
    const value = JSON.parse('{"__proto__":{"polluted":true}}') as unknown;
    expect(written(actionRows(value, wire))).toContain('1:{"__proto__":{"polluted":true}}\n');
  });
});

describe('a redesign', () => {
  it('leaves no field by the name that a reader knows, and no two by one name', () => {
    const list = { success: true, data: { results: [plainResult(1, 'a fox', finishedVideo(1))] } };
    const text = written(actionRows(list, { ...defaultWire(), redesigned: true }));
    expect(text).not.toMatch(/"(?:success|data|results|id|videos|status|resultUrl|promptText|params|error)":/u);
    expect(text).toContain('"takes":[{');
    expect(new Set(Object.keys(oldNames())).size).toBe(Object.values(oldNames()).length);
  });

  it('keeps shared what is shared', () => {
    const shared = { options: {} };
    const [a, b] = redesigned([shared, shared]) as [unknown, unknown]; // two in, two out
    expect(a).toBe(b);
    expect(a).toEqual({ details: {} });
  });
});
