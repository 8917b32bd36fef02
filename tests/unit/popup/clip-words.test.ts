import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAVE_PROBLEMS, SAVE_STATES, type SaveProblemKind } from '../../../lib/domain/clips/save.ts';
import { deadlineWords, problemWords, saveWords } from '../../../lib/domain/clips/words.ts';
import { HOUR, MINUTE } from '../../../lib/time.ts';
import { makeSave, NOW, problem } from '../../support/popup-data.ts';

const NBSP = '\u00a0';

describe('words for a problem', () => {
  it.each(SAVE_PROBLEMS)('say in one sentence what "%s" is, and offer one action', (kind) => {
    const { what, next, action } = problemWords({ kind, httpStatus: null });
    for (const sentence of [what, next].filter((text) => text !== null)) {
      expect(sentence).toMatch(/^\p{Lu}.{8,90}\.$/u);
      expect(sentence).not.toMatch(/null|undefined|NaN/u);
    }
    expect(['retry', 'open-library']).toContain(action.kind);
    expect(action.label).not.toBe('');
  });

  it('are distinct for each kind', () => {
    const said = SAVE_PROBLEMS.map((kind) => problemWords({ kind, httpStatus: null }).what);
    expect(new Set(said).size).toBe(SAVE_PROBLEMS.length);
  });

  it('name the HTTP status where there is one', () => {
    expect(problemWords({ kind: 'server', httpStatus: 503 }).what).toBe('The video’s server answered with an error (503).');
    expect(problemWords({ kind: 'link-dead', httpStatus: 404 })).toMatchObject({
      what: 'The video’s link stopped working (404).',
      action: { kind: 'open-library' },
    });
  });
});

describe('words for a save', () => {
  it.each(SAVE_STATES.flatMap((state) => [null, ...SAVE_PROBLEMS].map((kind) => ({ state, kind }))))('exist for $state with problem $kind', ({ state, kind }) => {
    const trouble = kind === null ? {} : problem(kind as SaveProblemKind);
    const words = saveWords(makeSave('a', { state, ...trouble }), NOW);
    expect(words.label).toMatch(/^\p{Lu}/u);
    expect(words.sentence ?? 'Fine.').toMatch(/[.]$/u);
    if (state === 'failed' || state === 'lost') expect(words).toMatchObject({ tone: 'bad', action: expect.anything(), sentence: expect.any(String) });
    if (state === 'saved' && kind === 'file-missing') expect(words).toMatchObject({ label: 'Not on disk', tone: 'warn', action: { kind: 'retry', label: 'Save again' } });
    else if (state === 'saved') expect(words).toMatchObject({ label: 'Saved', tone: 'good', action: { kind: 'show' } });
  });

  it.each([
    ['a clip without a row', null, 'Waiting', null],
    ['one that waits', makeSave('a'), 'Waiting its turn', null],
    ['known size', makeSave('a', { state: 'downloading', bytes: 1_999, totalBytes: 5_000 }), `Saving 39${NBSP}%`, 0.3998],
    ['more bytes than promised', makeSave('a', { state: 'downloading', bytes: 9, totalBytes: 5 }), `Saving 100${NBSP}%`, 1],
    ['a size of nothing', makeSave('a', { state: 'downloading', bytes: 0, totalBytes: 0 }), 'Saving', null],
    ['unknown size', makeSave('a', { state: 'downloading', bytes: 800_000 }), `Saving, 800${NBSP}kB so far`, null],
    ['before the first byte', makeSave('a', { state: 'downloading' }), 'Saving', null],
    ['being checked', makeSave('a', { state: 'verifying' }), 'Checking the file', null],
  ])('%s', (_, save, label, fraction) => {
    expect(saveWords(save, NOW)).toMatchObject({ label, fraction });
  });

  it('tell when a waiting one tries again, and only then offer not to wait', () => {
    const later = saveWords(makeSave('a', { nextAttemptAt: NOW + 5 * MINUTE, ...problem('server', 502) }), NOW);
    expect(later.sentence).toBe(`The video’s server answered with an error (502). Tries again in 5${NBSP}min.`);
    expect(later.action?.label).toBe('Try now');
    const due = saveWords(makeSave('a', { nextAttemptAt: NOW - 1, ...problem('server', 502) }), NOW);
    expect(due.sentence).toMatch(/Tries again in a moment\.$/u);
    expect(due.action).toBeNull();
  });

  it('say what the user can do while a waiting one cannot help itself', () => {
    const words = saveWords(makeSave('a', { nextAttemptAt: NOW + MINUTE, ...problem('disk-full') }), NOW);
    expect(words).toMatchObject({ tone: 'warn', sentence: 'Your disk is full. Free some space, then try again.' });
  });

  it.each([
    ['is gone', problem('file-missing'), `Saved 4${NBSP}min ago, but the file is not there any more: it was moved or deleted.`],
    ['was only in a list', { proof: 'listed', downloadId: null }, 'Was in your folder list, not checked.'],
    ['was saved on another computer', { downloadId: null, attempts: 0 }, `Saved 4${NBSP}min ago, as your archive says; not looked for on this computer.`],
    ['is forgotten by the browser', { downloadId: null }, `Saved 4${NBSP}min ago, but the browser has forgotten where.`],
  ] as const)('say of a saved file that %s, and offer to save it again', (_, fields, sentence) => {
    expect(saveWords(makeSave('a', { state: 'saved', ...fields }), NOW)).toMatchObject({ sentence, action: { kind: 'retry', label: 'Save again' } });
  });

  it('admit a weaker proof', () => {
    expect(saveWords(makeSave('a', { state: 'saved', proof: 'length' }), NOW).sentence).toMatch(/Only its length/u);
  });

  it('never show a percentage outside 0–100', () => {
    fc.assert(
      fc.property(fc.option(fc.double()), fc.option(fc.double()), (bytes, totalBytes) => {
        const { label, fraction } = saveWords(makeSave('a', { state: 'downloading', bytes, totalBytes }), NOW);
        expect(label).not.toMatch(/NaN|Infinity|-\d/u);
        if (fraction !== null) expect(fraction >= 0 && fraction <= 1).toBe(true);
      }),
    );
  });
});

describe('words for a deadline', () => {
  it.each([
    ['assumed', 3 * HOUR, { sentence: `link may expire in 3${NBSP}h`, label: 'assumed', near: false }],
    ['assumed', -HOUR, { sentence: `link may have expired 1${NBSP}h ago`, label: 'assumed', near: true }],
    ['url', 90 * MINUTE, { sentence: `link expires in 1${NBSP}h 30${NBSP}min`, label: null, near: true }],
    ['source', -2 * MINUTE, { sentence: `link expired 2${NBSP}min ago`, label: null, near: true }],
  ] as const)('%s, %i ms from now', (why, left, words) => {
    expect(deadlineWords({ at: NOW + left, why }, NOW)).toEqual(words);
  });
});
