import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipFileName, type Nameable, nameableOf } from '../../../lib/domain/clips/filename.ts';
import { counts, DEFAULT_TEMPLATE, parseTemplate, templateOf, TOKENS } from '../../../lib/domain/clips/template.ts';
import { PRESETS, previewTemplate, sampleClip } from '../../../lib/domain/clips/template-preview.ts';
import { NO_REQUEST } from '../../../lib/domain/jobs/job.ts';
import { aClip, aJob } from '../../support/builders.ts';
import { refusalOf } from '../../support/legal-name.ts';

const SAMPLE = sampleClip(Date.UTC(2026, 2, 1, 14, 5, 9));
const ID = 'k3j5h7g9f2';

function named(template: string, facts: Partial<Nameable> = {}): string {
  const name = clipFileName({ ...SAMPLE, ...facts }, templateOf(template));
  expect(refusalOf(name)).toBeNull();
  return name;
}

describe('a template', () => {
  it.each([
    ['{date}', `2026-03-01 - ${ID}`],
    ['{time} {clip}', `14-05 ${ID}`],
    ['{prompt:3} - {clip}', `A red fox - ${ID}`],
    ['{model} {resolution} {ratio} {clip}', `2.5 1080p 16x9 ${ID}`],
    ['{seed}_{clip}', `1815237842_${ID}`],
    ['{source} {job}', `pika 5d0f2f0a-0c0e-4f5b-9f5e-2b8f0e1c7a44 - ${ID}`],
    ['{counter} {clip}', `0012 ${ID}`],
    ['{counter:2}-{clip}', `12-${ID}`],
    ['{CLIP}', ID],
    ['{clip} by {clip}', `${ID} by ${ID}`],
    ['{ Prompt : 2 } ({clip})', `A red (${ID})`],
    ['{date}/{model}/{prompt:2} - {clip}', `2026-03-01/2.5/A red - ${ID}`],
    ['Clients\\Acme/{clip}', `Clients/Acme/${ID}`],
    ['Fox: "{seed}"? {clip}', `Fox 1815237842 ${ID}`],
    ['con/{clip}', `con_/${ID}`],
  ])('%s', (template, path) => expect(named(template)).toBe(`Pika/${path}.mp4`));

  it('takes what is known of a clip, by the user’s own clock', () => {
    const at = new Date(2026, 2, 1, 23, 30).getTime();
    const clip = aClip({ id: SAMPLE.clipId, job: 'fal:x', firstSeenAt: at });
    const job = aJob({ jobId: 'x', request: { ...NO_REQUEST, prompt: 'a fox', seed: '7' } });
    expect(clipFileName(nameableOf(clip, job, 'Clips', 3), templateOf('{source}/{date} {time} {prompt} {seed} {job} {counter:2} {clip}'))).toBe(`Clips/fal/2026-03-01 23-30 a fox 7 x 03 ${ID}.mp4`);
    expect(clipFileName(nameableOf(clip, null, '', null), templateOf('{prompt} {seed} {clip}'))).toBe(`Pika/clip ${ID}.mp4`);
  });

  it('by default makes the names of always', () => {
    expect(named(DEFAULT_TEMPLATE)).toBe(clipFileName(SAMPLE));
  });

  it.each([
    ['{date} - {model} - {seed} - {clip}', { model: null, seed: null }, `2026-03-01 - ${ID}`],
    ['{model} - {prompt:1} - {clip}', { model: null }, `A - ${ID}`],
    ['({model}) {prompt:1} {clip}', { model: null }, `A ${ID}`],
    ['{model}/{seed}/{clip}', { model: null, seed: null }, ID],
    ['{date} {counter} {clip}', { number: null }, `2026-03-01 ${ID}`],
    ['{prompt} - {clip}', { prompt: null }, `clip - ${ID}`],
    ['{date}{time}{ratio}{clip}', { wallAt: null, aspectRatio: null }, ID],
    ['{ratio} {clip}', { aspectRatio: 1.85 }, `1-85x1 ${ID}`],
  ] as const)('%s leaves no hole where a value is missing: %j', (template, facts, path) => {
    expect(named(template, facts)).toBe(`Pika/${path}.mp4`);
  });

  it('gives the prompt what room the others leave, and never cuts the id', () => {
    const long = named('{date} {model} {prompt} {seed} {clip}', { prompt: 'fox '.repeat(500) });
    expect(long).toMatch(/^Pika\/2026-03-01 2\.5 (?:fox )+1815237842 k3j5h7g9f2\.mp4$/);
    expect(long.length).toBeGreaterThan(110);
    const crowded = named(`{prompt}/{model}/${'x'.repeat(80)} {prompt} {job} {seed} {clip} {job}`, { prompt: '日'.repeat(500), model: 'y'.repeat(40) });
    expect(crowded).toMatch(/ - k3j5h7g9f2\.mp4$/);
  });

  it.each([
    ['{colour} {clip}', [{ kind: 'unknown-token', token: 'colour' }]],
    ['{a}/{b}', [{ kind: 'unknown-token', token: 'a' }, { kind: 'unknown-token', token: 'b' }]],
    ['{__proto__} {clip}', [{ kind: 'unknown-token', token: '__proto__' }]],
    ['{prompt:0}', [{ kind: 'bad-size', token: 'prompt' }]],
    ['{prompt:51}', [{ kind: 'bad-size', token: 'prompt' }]],
    ['{date:4}', [{ kind: 'bad-size', token: 'date' }]],
    ['{counter:4:2}', [{ kind: 'bad-size', token: 'counter' }]],
    ['{prompt - {clip}', [{ kind: 'brace' }]],
    ['prompt} {clip}', [{ kind: 'brace' }]],
    ['', [{ kind: 'empty' }]],
    ['{date}/', [{ kind: 'empty' }]],
    ['/etc/{clip}', [{ kind: 'outside' }]],
    ['C:\\{clip}', [{ kind: 'outside' }]],
    ['~/{clip}', [{ kind: 'outside' }]],
    ['a/../{clip}', [{ kind: 'outside' }]],
    ['a/b/c/d/e/{clip}', [{ kind: 'too-many-folders' }]],
    ['x'.repeat(201), [{ kind: 'too-long' }]],
  ])('%j names what is wrong', (text, problems) => {
    expect(parseTemplate(text)).toEqual({ ok: false, problems });
    expect(clipFileName(SAMPLE, templateOf(text))).toBe(clipFileName(SAMPLE));
  });

  it('tells whether it counts', () => {
    expect(counts(templateOf('{counter}/{clip}'))).toBe(true);
    expect(counts(templateOf(DEFAULT_TEMPLATE))).toBe(false);
  });
});

describe('the preview', () => {
  it.each(PRESETS)('of “$name” is a name that every system takes', ({ template }) => {
    const shown = previewTemplate(template, SAMPLE);
    if (!shown.ok) throw new Error(shown.problems.join(' '));
    expect(refusalOf(shown.path)).toBeNull();
    expect(shown.note).toBeNull();
  });

  it('says that the id is added', () => {
    expect(previewTemplate('{prompt:2}', SAMPLE)).toEqual({ ok: true, path: `Pika/A red - ${ID}.mp4`, note: expect.stringContaining('short ID') });
    expect(previewTemplate('{clip}/x', SAMPLE)).toMatchObject({ path: `Pika/${ID}/x - ${ID}.mp4`, note: expect.any(String) });
  });

  it('says each problem once, in a sentence', () => {
    const texts = ['{colour} {colour} {date:1} {prompt:99} {counter:0} {', 'x'.repeat(300), '', '/a', 'a/b/c/d/e/f'];
    for (const text of texts) {
      const shown = previewTemplate(text, SAMPLE);
      if (shown.ok) throw new Error(`took ${text}`);
      expect(new Set(shown.problems).size).toBe(shown.problems.length);
      for (const problem of shown.problems) expect(problem).toMatch(/^.{10,}[.!”]$/u);
    }
    expect(previewTemplate('{colour}', SAMPLE)).toMatchObject({ problems: [expect.stringContaining('{colour} is not known')] });
  });
});

describe('any template and any clip', () => {
  const nasty = fc.constantFrom(
    '..', '/', '\\', ':', 'CON', 'com¹', '.', ' ', '~', '%', '\u200B', '\u202E', '\u00A0', '\u0301', '\u3164', '🦊', '\u200D', '\u0000',
    '\ud83e', '日本', 'ثعلب', '.lnk', '\u212B', '\uAC00', '\u1100', '\u1161', '-', "'", '(', ')', '2.5', '{', '}', 'desktop.ini', '  ',
  );
  const text = fc.array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 20 })), { maxLength: 30 }).map((parts) => parts.join(''));
  const token = fc.constantFrom(...TOKENS).map((name) => `{${name}}`);
  const template = fc.array(fc.oneof({ weight: 3, arbitrary: token }, nasty, fc.string({ maxLength: 30 }), fc.constant(' - ')), { maxLength: 14 }).map((parts) => parts.join(''));
  const facts = fc.record({
    prompt: fc.option(text), clipId: fc.stringMatching(/^[a-z2-7]{16}$/), folder: text, model: fc.option(text), seed: fc.option(text),
    aspectRatio: fc.option(fc.double()), resolution: fc.option(text), source: fc.constantFrom('pika-page', 'useapi', 'fal', 'pika-api'), jobId: fc.option(text),
    wallAt: fc.option(fc.double()), number: fc.option(fc.nat()),
  });

  it('make a name that every system takes, with the id and the extension whole', () => {
    fc.assert(
      fc.property(template, facts, (pattern, clip) => {
        const name = clipFileName(clip, templateOf(pattern));
        expect([name, refusalOf(name)]).toEqual([name, null]);
        expect(name.split('/').at(-1)).toContain(clip.clipId.slice(0, 10));
        expect(clipFileName(clip, templateOf(pattern))).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });

  it('never throw in the preview', () => {
    fc.assert(fc.property(fc.oneof(template, text), facts, (pattern, clip) => {
      const shown = previewTemplate(pattern, clip);
      if (shown.ok) expect(refusalOf(shown.path)).toBeNull();
      else expect(shown.problems.length).toBeGreaterThan(0);
    }), { numRuns: 300 });
  });
});
