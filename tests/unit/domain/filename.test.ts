import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareName, clipFileName, fallbackName, plainerName } from '../../../lib/domain/clips/filename.ts';
import { folderPath } from '../../../lib/domain/clips/legal.ts';
import { isLegalName, refusalOf } from '../../support/legal-name.ts';

const CLIP = 'k3j5h7g9f2d4s6a8';
const TAIL = ' - k3j5h7g9f2.mp4';

function named(prompt: string | null, folder?: string): string {
  const name = clipFileName({ prompt, clipId: CLIP, folder });
  expect(refusalOf(name)).toBeNull();
  return name;
}

describe('the statement of what is legal', () => {
  it.each(['a.mp4', 'Pika/a b - x.mp4', 'Pika/日本.mp4', "Pika/it's (1) & more.mp4"])(
    'takes %s',
    (path) => expect(isLegalName(path)).toBe(true),
  );

  it.each([
    '', '/a.mp4', '../a.mp4', 'a/../b.mp4', 'a//b.mp4', 'C:\\a.mp4', 'CON.mp4', 'con.x.mp4', 'COM¹.mp4', 'nul/a.mp4', ' a.mp4',
    'a .mp4/', '.a.mp4', 'a./b.mp4', 'a /b.mp4', 'a\u00A0b.mp4', 'a\u200Bb.mp4', '\u202Ea.mp4', '👩‍🚀.mp4', 'a~.mp4', '%2e%2e.mp4',
    'a.lnk', 'desktop.ini', `${'x'.repeat(121)}.mp4`, `${'日'.repeat(67)}.mp4`, 'e\u0301.mp4', 'a\ud800.mp4', 'a\uFFFE.mp4', 'a  b.mp4',
    'a.mp4.exe',
  ])(
    'refuses %j',
    (path) => expect(isLegalName(path)).toBe(false),
  );
});

describe('the name of a clip', () => {
  it.each([
    ['a plain prompt', 'a red fox runs', 'a red fox runs'],
    ['other scripts', 'лиса 狐狸 ثعلب लोमड़ी', 'лиса 狐狸 ثعلب लोमड़ी'],
    ['punctuation', 'Fox: "red", fast/quiet? <v2.5> 100%', 'Fox red fast quiet v2 5 100'],
    ['curly quotes and dashes', '“It’s” — a fox', "It's - a fox"],
    ['several lines', 'a\n\n  fox\t', 'a fox'],
    ['steps upwards', '../../x', 'x'],
    ['a drive', 'C:\\x', 'C x'],
    ['a device', 'CON.mp4', 'CON mp4'],
    ['a device with a superscript', 'COM¹', 'COM¹'],
    ['a dot and a space at the edges', '. fox .', 'fox'],
    ['no-break spaces', '\u00A0fox\u00A0', 'fox'],
    ['zero-width characters', 'fo\u200Bx\uFEFF', 'fox'],
    ['a direction override', '\u202Efox\u202C', 'fox'],
    ['joined emoji', '👩‍🚀 fox 🦊', 'fox'],
    ['a tilde', '~fox~1', 'fox 1'],
    ['percent-encoding', '%2e%2e', '2e 2e'],
    ['a shortcut', 'fox.lnk', 'fox lnk'],
    ['a dash', '--rf fox', 'rf fox'],
    ['loose letters and marks', 'e\u0301 \u0301x', 'é x'],
    ['a heap of marks', `Z${'\u0310'.repeat(50)}algo`, `Z${'\u0310'.repeat(4)}algo`],
    ['a mark freed by a removed character', 'e\u200D\u0301', 'é'],
    ['fillers that look like nothing', '\u3164fox\u115F', 'fox'],
    ['half an emoji', 'fox\ud83e', 'fox'],
    ['private characters', '\ue000fox\u{f0000}', 'fox'],
  ])('keeps what is readable of %s', (_, prompt, words) => expect(named(prompt)).toBe(`Pika/${words}${TAIL}`));

  it.each([null, '', '   ', '🦊🦊', '...', '///', '\u200B', '\u0301', "-_'&)("])(
    'is "clip" for %j',
    (prompt) => expect(named(prompt)).toBe(`Pika/clip${TAIL}`),
  );

  it('ends with a whole word, within 120 UTF-16 units', () => {
    const name = named('fox '.repeat(1250));
    expect(name).toMatch(/^Pika\/(?:fox )+- k3j5h7g9f2\.mp4$/);
    expect(name.length).toBeGreaterThan(110);
    expect(named('x'.repeat(5000))).toHaveLength(120);
  });

  it('counts bytes, and does not part a letter from its marks', () => {
    const name = named('日'.repeat(5000));
    expect(Buffer.byteLength(name.slice('Pika/'.length))).toBeGreaterThan(190);
    expect(named('x\u0310\u0311'.repeat(500))).toMatch(/^Pika\/(?:x\u0310\u0311)+ - /);
    expect(named('𝒳'.repeat(500))).toMatch(/^Pika\/(?:𝒳)+ - /u);
  });

  it('keeps long prompts apart by their clips', () => {
    const prompt = `${'A fox 🦊 ثعلب 狐狸: ~/../ \u200B.CON '.repeat(50)} `;
    const names = ['aaaaaaaaaaaaaaaa', 'aaaaaaaaabaaaaaa'].map((clipId) => clipFileName({ prompt, clipId }));
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(2);
    for (const name of names) expect(refusalOf(name)).toBeNull();
  });

  it('has plainer forms for browsers that refuse it', () => {
    expect(fallbackName(CLIP, 'My/Clips')).toBe('My/Clips/k3j5h7g9f2.mp4');
    expect(fallbackName(CLIP)).toBe('Pika/k3j5h7g9f2.mp4');
    expect(bareName(CLIP)).toBe('k3j5h7g9f2.mp4');
    expect(plainerName('Pika/day/fox.mp4', CLIP)).toBe(fallbackName(CLIP));
    expect(plainerName(fallbackName(CLIP), CLIP)).toBe(bareName(CLIP));
    expect(plainerName(bareName(CLIP), CLIP)).toBe(bareName(CLIP));
    for (const odd of ['', '../..', 'con', '🦊']) expect(refusalOf(bareName(odd))).toBeNull();
  });
});

describe('the folder', () => {
  it.each([
    [undefined, 'Pika'],
    ['', 'Pika'],
    ['Clients/Acme 2026', 'Clients/Acme 2026'],
    ['Clients\\Acme', 'Clients/Acme'],
    ['/abs//x/', 'abs/x'],
    ['../../etc', 'etc'],
    ['.hidden', 'hidden'],
    ['con/LPT²/aux', 'con_/LPT²_/aux_'],
    ['C:/x', 'C/x'],
    ['a/b/c/d/e', 'a/b/c/d'],
    ['🦊', 'Pika'],
  ])('%j is %j', (folder, expected) => {
    expect(folderPath(folder)).toBe(expected);
    expect(named('fox', folder)).toBe(`${expected}/fox${TAIL}`);
  });

  it('leaves room for the words', () => {
    expect(folderPath('x'.repeat(500)).length).toBeLessThanOrEqual(60);
    expect(named('a red fox runs through snow', '日本語のとても長いフォルダ名/'.repeat(9))).toContain('/a red fox');
  });
});

describe('any prompt, folder and id', () => {
  const nasty = fc.constantFrom(
    '..', '/', '\\', ':', 'CON', 'com¹', '.', ' ', '~', '%', '\u200B', '\u202E', '\u00A0', '\u0301', '\u3164', '🦊', '\u200D',
    '\ud83e', '\uFE0F', '日本', 'ثعلب', '\u0000', '.lnk', 'Å', '\u212B', '\uAC00', '\u1100\u1161', '-', "'", '(', ')',
  );
  const prompt = fc.array(
    fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 30 })),
    { maxLength: 60 },
  ).map((parts) => parts.join(''));

  it('make a name that every system takes, with the id and the extension whole', () => {
    fc.assert(
      fc.property(prompt, prompt, fc.stringMatching(/^[a-z2-7]{16}$/), (words, folder, clipId) => {
        const name = clipFileName({ prompt: words, clipId, folder });
        expect([name, refusalOf(name)]).toEqual([name, null]);
        expect(name).toMatch(new RegExp(` - ${clipId.slice(0, 10)}\\.mp4$`));
        expect(clipFileName({ prompt: words, clipId, folder })).toBe(name);
        expect(folderPath(folderPath(folder))).toBe(folderPath(folder));
        for (const plainer of [fallbackName(clipId, folder), bareName(clipId)]) expect([plainer, refusalOf(plainer)]).toEqual([plainer, null]);
      }),
      { numRuns: 2000 },
    );
  });
});
