import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFile, ROOT } from './files.ts';

/** Rows of the table of hard cases: which case, in which file, under which title. */
function rows(): { which: string; file: string; title: string }[] {
  const lines = readFile('tests/README.md').text.split('\n').filter((line) => /^\| (peers|platform|any|the guarantee)/.test(line));
  return lines.map((line) => {
    const [, which = '', , file = '', title = ''] = line.split('|').map((cell) => cell.trim());
    return { which, file: file.replaceAll('`', ''), title };
  });
}

describe('the hard cases', () => {
  it.each(rows())('$which stands in $file as “$title”', ({ file, title }) => {
    expect(existsSync(path.join(ROOT, 'tests', file))).toBe(true);
    expect(readFile(`tests/${file}`).text).toContain(title);
  });

  it('of jobs and clips are all there', () => {
    const named = new Set(rows().map(({ which }) => which));
    const peers = [14, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25].map((number) => `peers ${number}`);
    const platform = [1, 2, 3, 4, 10, 13, ...Array.from({ length: 13 }, (_, n) => 20 + n)].map((number) => `platform ${number}`);
    expect([...peers, ...platform].filter((which) => !named.has(which))).toEqual([]);
  });

  it('of health are all there', () => {
    const named = new Set(rows().map(({ which }) => which));
    const peers = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 15].map((number) => `peers ${number}`);
    const platform = ['5', '6', '7', '8', '9', '14', '15', '16', '17', '18', '19', '39a', '39f'].map((number) => `platform ${number}`);
    expect([...peers, ...platform].filter((which) => !named.has(which))).toEqual([]);
  });
});
