import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../../lib/domain/fold.ts';
import { entryOf } from '../../../../lib/domain/clips/view/entry.ts';
import { findIn } from '../../../../lib/domain/clips/view/find.ts';
import { holdsAll, searchTerms } from '../../../../lib/domain/clips/view/search.ts';
import { storedClips } from '../../../support/shelf-data.ts';
import { NOW } from '../../../support/popup-data.ts';

describe('folded text', () => {
  it.each([
    ['Crème  BRÛLÉE\n', 'creme brulee'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['Ｎｅｏｎ koi', 'neon koi'],
    ['Łódź, Ørsted', 'lodz, orsted'],
    ['İstanbul', 'istanbul'],
  ])('makes %j %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('leaves the marks of scripts in which they are letters', () => {
    expect(fold('हिन्दी')).not.toBe(fold('हन्द'));
    expect(fold('が')).not.toBe(fold('か'));
  });

  it('is folded already after folding once', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }));
  });
});

describe('a search', () => {
  const finds = (prompt: string, text: string): boolean => holdsAll(fold(prompt), searchTerms(text));

  it.each([
    ['', true],
    ['   ', true],
    ['fox snow', true],
    ['SNOW Fox', true],
    ['fox penguin', false],
    ['"fox runs"', true],
    ['“fox runs”', true],
    ['"runs fox"', false],
    ['"runs fox', false],
    ['"fox ru', true],
    ['„red fox“ brulee', true],
    ['crème', true],
    ['"" fox', true],
  ])('for %j finds the fox: %s', (text, found) => {
    expect(finds('A red Fox runs through fresh snow, crème brûlée', text)).toBe(found);
  });

  it('takes no more than a person types', () => {
    expect(searchTerms('word '.repeat(1000))).toEqual(['word']);
    expect(searchTerms(Array.from({ length: 90 }, (_, index) => `w${index}`).join(' '))).toHaveLength(20);
  });

  it('finds any word of any text in that text', () => {
    const words = fc.array(fc.stringMatching(/^[\p{L}\p{N}]{1,12}$/u), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(words, fc.nat(), (all, at) => {
      expect(finds(all.join(' '), all[at % all.length] ?? '')).toBe(true);
    }));
  });
});

describe('a clip', () => {
  const [first] = storedClips(1, NOW);
  if (!first) throw new Error('no clip');
  const entry = entryOf(first.clip, first.job, { ...first.save, finalName: 'C:\\Users\\me\\Downloads\\Pika\\Zebra crossing - abc.mp4' });

  it('is found by prompt, seed, file name and ids, and not over the border of two of them', () => {
    for (const text of ['astronaut cactus', first.job.request.seed ?? '-', 'zebra crossing', first.job.jobId, first.clip.id]) {
      expect([text, holdsAll(entry.key, searchTerms(text))]).toEqual([text, true]);
    }
    expect(holdsAll(entry.key, searchTerms('downloads'))).toBe(false);
    expect(holdsAll(entry.key, searchTerms(`"${first.job.request.seed} zebra"`))).toBe(false);
  });

  it('keeps its key while nothing that it is made of changes', () => {
    const known = { ...entry, key: 'made before' };
    expect(entryOf(entry.clip, entry.job, entry.save, known).key).toBe('made before');
    expect(entryOf(entry.clip, null, entry.save, known).key).not.toBe('made before');
  });
});

describe('finding in steps', () => {
  it('finds what filtering finds, and pauses in between', () => {
    const numbers = Array.from({ length: 2_345 }, (_, index) => index);
    const steps = findIn(numbers, (number) => number % 7 === 3, 500);
    let pauses = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) pauses += 1;
    expect(step.value).toEqual(numbers.filter((number) => number % 7 === 3));
    expect(pauses).toBe(4);
  });
});
