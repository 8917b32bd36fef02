import { describe, expect, it, vi } from 'vitest';
import { showDownload } from '../../lib/browser/downloads.ts';

const show = vi.fn<(id: number) => unknown>();
vi.mock('../../lib/browser/api.ts', () => ({ browser: { downloads: { show: (id: number) => show(id) } } }));

describe('a file shown in its folder', () => {
  it.each([
    ['Chrome, which answers with nothing', () => undefined, true],
    ['Firefox, which found it', async () => true, true],
    ['Firefox, which did not', async () => false, false],
    ['a browser that refuses', () => Promise.reject(new Error('Invalid download id')), false],
    ['a browser that throws', () => { throw new Error('no such function'); }, false],
  ])('follows the word of %s', async (_who, says, shown) => {
    show.mockImplementation(says);
    expect(await showDownload(7)).toBe(shown);
    expect(show).toHaveBeenCalledWith(7);
  });
});
