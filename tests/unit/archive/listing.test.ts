import '../../support/fixed-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf, readListing } from '../../../lib/domain/clips/archive/listing.ts';
import { bareName, clipFileName } from '../../../lib/domain/clips/filename.ts';

const PREFIX = '0123456a89';
const NAME = `a red fox - ${PREFIX}.mp4`;
const LETTERS = 'abcdefghjk';

describe('a folder listing', () => {
  it.each([
    ['a plain name', NAME],
    ['a path', `/home/me/Downloads/Pika/${NAME}`],
    ['dir /s /b', `C:\\Users\\me\\Downloads\\Pika\\${NAME}\r`],
    ['dir', `21/11/2026  12:00         1,234,567 ${NAME}`],
    ['dir in German, in bytes alone', `21.11.2026  12:00        1234567890 ${NAME}`],
    ['ls -l', `-rw-r--r-- 1 me me 1234567890 Nov 21 12:00 ${NAME}`],
    ['ls -l of another year', `-rw-r--r--@ 1 me  staff  12345 Nov 21  2025 ${NAME}`],
    ['quoted, as ls does', `'${NAME}'`],
    ['tree', `├── ${NAME}`],
    ['a second copy by Chrome', `a red fox - ${PREFIX} (1).mp4`],
    ['a second copy by Firefox', `a red fox - ${PREFIX}(1).mp4`],
    ['capitals', NAME.toUpperCase()],
    ['the id alone', `${PREFIX}.mp4`],
    ['the id in front', `${PREFIX}_a red fox_2.5.mp4`],
  ])('is read: %s', (_what, line) => {
    expect(readListing([line]).files.map(({ prefixes }) => prefixes)).toEqual([[PREFIX]]);
  });

  it.each(['fox - 0123456789.mp4', 'fox - 0123456789 (2).mp4', '0123456789.mp4'])('is read where an id happens to be digits alone: %s', (line) => {
    expect(readListing([line]).files.map(({ prefixes }) => prefixes)).toEqual([['0123456789']]);
  });

  it('tells the name without what stands before it', () => {
    const lines = [`21/11/2026  12:00 PM    1,234,567 ${NAME}`, `-rw-r--r-- 1 me me 1234567890 Nov 21 12:00 ${NAME}`, `D:\\clips\\${NAME}`];
    expect(readListing(lines).files.map(({ name }) => name)).toEqual([NAME, NAME, NAME]);
  });

  it('takes no size, date, word or unfinished file for one of ours', () => {
    const lines = ['holiday.mp4', '-rw-r--r-- 1 me me 1234567890 Nov 21 12:00 holiday.mp4', 'clip 2026112112.mp4.crdownload', `${PREFIX}.json`, `${PREFIX}.mp4.part`, 'total 4', '', '.', 'watercolours.mp4'];
    expect(readListing(lines)).toEqual({ files: [], others: 3 });
  });

  it('knows every name that we give', () => {
    const id = fc.string({ unit: fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'), minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(id, fc.option(fc.string({ unit: 'grapheme' })), (clipId, prompt) => {
        for (const name of [clipFileName({ prompt, clipId }), bareName(clipId)]) {
          expect(readListing([name]).files[0]?.prefixes).toContain(clipId.slice(0, 10));
        }
      }),
    );
  });

  it('marks both where a word of the prompt looks like an id', () => {
    expect(readListing([`${LETTERS} - ${PREFIX}.mp4`]).files[0]?.prefixes).toEqual([LETTERS, PREFIX]);
  });

  it('is cut into pieces without losing a line', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ' ', 'ß') })), fc.integer({ min: 1, max: 5 }), (lines, size) => {
        const text = lines.map((line) => `${line}\n`).join('');
        expect([...linesOf(text, size)].flat()).toEqual(lines);
      }),
    );
  });
});
