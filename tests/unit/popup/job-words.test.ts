import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_STATES, NO_REQUEST, NO_VARIANT } from '../../../lib/domain/jobs/job.ts';
import { jobTitle, jobWords, ratioWords, requestFacts, variantWords } from '../../../lib/domain/jobs/words.ts';
import { HOUR, MINUTE } from '../../../lib/time.ts';
import { makeJob, NOW } from '../../support/popup-data.ts';

const NBSP = '\u00a0';

describe('words for a job', () => {
  it.each(JOB_STATES)('exist for "%s"', (state) => {
    const words = jobWords(makeJob(1, { state }), NOW);
    expect(words.label).toMatch(/^\p{Lu}/u);
    expect(words.sentence ?? 'Fine.').toMatch(/[.]$/u);
    expect(words.elapsed === null).toBe(state !== 'queued' && state !== 'running');
  });

  it('show progress and elapsed time while running', () => {
    const job = makeJob(1, { state: 'running', progress: 64.9, firstSeenAt: NOW - 200_000 });
    expect(jobWords(job, NOW)).toMatchObject({ label: `Generating 64${NBSP}%`, fraction: 0.64, elapsed: `3${NBSP}min 20${NBSP}s` });
    expect(jobWords({ ...job, progress: null }, NOW)).toMatchObject({ label: 'Generating', fraction: null });
    expect(jobWords({ ...job, progress: 250 }, NOW).label).toBe(`Generating 100${NBSP}%`);
  });

  it('say that nothing moves, but not before 20 minutes', () => {
    const job = makeJob(1, { state: 'running', progress: 80, movedAt: NOW - 19 * MINUTE });
    expect(jobWords(job, NOW).sentence).toBeNull();
    expect(jobWords({ ...job, progress: 99 }, NOW).sentence).toBe(`No movement for 19${NBSP}min.`);
    expect(jobWords({ ...job, progress: 99, movedAt: NOW - 9 * MINUTE }, NOW).sentence).toBeNull();
    expect(jobWords({ ...job, movedAt: NOW - 26 * MINUTE }, NOW)).toMatchObject({ tone: 'warn', sentence: `No movement for 26${NBSP}min.` });
  });

  it('claim nothing about a job that no page shows any more', () => {
    const words = jobWords(makeJob(1, { state: 'running', progress: 50, lastSeenAt: NOW - 3 * HOUR }), NOW);
    expect(words).toMatchObject({ label: 'Generating when last seen', tone: 'quiet', elapsed: null, fraction: null, openLibrary: true });
    expect(words.sentence).toMatch(/^Not seen for 3\u00a0h/u);
  });

  it('pass on the reason in one bounded line', () => {
    const words = jobWords(makeJob(1, { state: 'failed', error: `Internal\n\n error ${'x'.repeat(500)}` }), NOW);
    expect(words.sentence).toMatch(/^Internal error x+…$/u);
    expect(words.sentence).toHaveLength(200);
    expect(jobWords(makeJob(1, { state: 'failed', error: ' ' }), NOW).sentence).toBe('Pika gave no reason.');
    expect(jobWords(makeJob(1, { state: 'unknown', rawStatus: 'rebalancing' }), NOW).sentence).toContain('“rebalancing”');
    expect(jobWords(makeJob(1, { state: 'unknown', rawStatus: '' }), NOW).sentence).toBe('Pika did not say how it is doing.');
  });
});

describe('a title', () => {
  it('is the prompt on one line', () => {
    expect(jobTitle({ ...NO_REQUEST, prompt: '  a\n\tb ' }, 'id')).toEqual({ text: 'a b', isPrompt: true });
  });

  it.each([
    [null, 'abcdef0123', 'Video without a prompt · abcdef01'],
    ['i2v', 'abcdef0123', 'Image to video · abcdef01'],
    ['redirect', 'abc', 'Pikatwists · abc'],
    ['__proto__', 'abc', 'Video without a prompt · abc'],
    [null, '', 'Video without a prompt'],
  ])('without a prompt, feature %s and id %s, is still readable', (feature, id, text) => {
    expect(jobTitle({ ...NO_REQUEST, prompt: ' ', feature }, id)).toEqual({ text, isPrompt: false });
  });

  it('is bounded and never cuts a character in half', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 200, maxLength: 900 }), (prompt) => {
        const { text } = jobTitle({ ...NO_REQUEST, prompt }, 'id');
        expect(Array.from(text).length).toBeLessThanOrEqual(280);
        expect(text.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('facts', () => {
  it('hold only what the source told', () => {
    expect(requestFacts(NO_REQUEST)).toEqual([]);
    expect(requestFacts(makeJob(1).request)).toEqual(['Pika 2.5', `5${NBSP}s`, '16:9', '720p']);
    expect(requestFacts({ ...NO_REQUEST, model: 'Turbo', durationSeconds: 5.0417, resolution: '' })).toEqual(['Turbo', `5${NBSP}s`]);
  });

  it.each([[16 / 9, '16:9'], [1.7857, '16:9'], [0.5625, '9:16'], [1, '1:1'], [2.5, '5:2'], [1.85, '1.85:1'], [0, null], [-1, null], [Number.NaN, null], [Infinity, null], [null, null]])(
    'ratio %s reads %s',
    (ratio, words) => expect(ratioWords(ratio)).toBe(words),
  );

  it('name what sets a clip apart', () => {
    expect(variantWords(NO_VARIANT)).toBeNull();
    expect(variantWords({ sfx: true, extended: 2, upscaled: true, lipSynced: true })).toBe('with sound, extended 2×, upscaled, lip-synced');
    expect(variantWords({ ...NO_VARIANT, extended: 1 })).toBe('extended');
  });
});
