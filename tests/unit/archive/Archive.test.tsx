import { parseHTML } from 'linkedom';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Archive, type ArchiveView, type ArchiveWork } from '../../../components/dashboard/archive/Archive.tsx';
import { ARCHIVE_BUSY, ARCHIVE_DONE } from '../../support/gallery/archive.ts';

const { document, window } = parseHTML('<html><body></body></html>');
const done: unknown[] = [];
let root: Element;

beforeEach(() => {
  vi.stubGlobal('document', document);
  vi.stubGlobal('window', window);
  root = document.createElement('div');
  document.body.append(root);
  done.length = 0;
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

const note = (what: string) => (...facts: readonly unknown[]) => void done.push([what, ...facts]);

function draw(work: ArchiveWork): Element {
  const view: ArchiveView = { work, exportAs: note('export'), importFile: note('import'), noteText: note('text'), noteNames: note('names'), stop: () => void done.push(['stop']) };
  render(<Archive {...view} />, root);
  return root;
}

const press = (words: string): void => {
  const found = [...root.querySelectorAll('button')].find((button) => button.textContent === words);
  if (!found) throw new Error(`no button “${words}”`);
  found.click();
};

describe('the archive’s section', () => {
  it('exports without the folders of this computer unless they are asked for', () => {
    draw({ kind: 'idle' });
    press('Export JSON');
    press('Export CSV');
    expect(done).toEqual([['export', 'json', false], ['export', 'csv', false]]);
  });

  it('takes no second order while it works, and can be stopped', () => {
    draw(ARCHIVE_BUSY.work);
    press('Export JSON');
    expect(done).toEqual([]);
    expect(root.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('42');
    press('Stop');
    expect(done).toEqual([['stop']]);
  });

  it('says what came of it where screen readers hear it, and lists bad rows by their line', () => {
    draw(ARCHIVE_DONE.work);
    expect(root.querySelector('[role="status"]')?.textContent).toMatch(/^1,500 clips are new here/);
    expect([...root.querySelectorAll('.bad-rows li')].map((row) => row.textContent)).toEqual([
      'Line 17 has a link that clips are not saved from.',
      'Line 1,204 has a state, a number or a date that cannot be read.',
      'Line 1,998 has a quote that is not closed.',
    ]);
  });

  it('counts the bad rows that it does not list', () => {
    const { work } = ARCHIVE_DONE;
    if (work.kind !== 'done') throw new Error('it is done');
    draw({ ...work, news: { ...work.news, moreBad: 1200 } });
    expect(root.querySelector('.bad-rows li:last-child')?.textContent).toBe('And 1,200 more rows.');
  });

  it('labels everything that can be pressed or filled', () => {
    draw({ kind: 'idle' });
    for (const input of root.querySelectorAll('input, textarea')) {
      const label = input.closest('label') ?? root.querySelector(`label[for="${input.id}"]`);
      expect(label?.textContent?.trim()).not.toBe('');
      expect(label).not.toBeNull();
    }
  });
});
