import { parseHTML } from 'linkedom';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClipTile } from '../../../components/dashboard/clips/ClipTile.tsx';
import { Saving } from '../../../components/dashboard/saving/Saving.tsx';
import { timesFor } from '../../../components/shared/times.ts';
import { DEFAULT_CLIP_SETTINGS, type SavingChange } from '../../../lib/domain/clip-settings.ts';
import { savingState } from '../../../lib/domain/clips/saving-state.ts';
import type { SavingSettings } from '../../../lib/domain/clips/saving-settings.ts';
import { sampleClip } from '../../../lib/domain/clips/template-preview.ts';
import { entryOf } from '../../../lib/domain/clips/view/entry.ts';
import type { PolicyField } from '../../../lib/domain/policy.ts';
import { DAY } from '../../../lib/time.ts';
import { aClip, aSave, NOW } from '../../support/builders.ts';

const { document, window } = parseHTML('<html><body></body></html>');
const changes: SavingChange[] = [];
const pauses: boolean[] = [];
let root: Element;

beforeEach(() => {
  for (const [name, value] of Object.entries({ document, window, Node: window.Node, Element: window.Element })) vi.stubGlobal(name, value);
  root = document.createElement('div');
  document.body.append(root);
  changes.length = 0;
  pauses.length = 0;
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

function draw(over: Partial<SavingSettings> = {}, locked: readonly PolicyField[] = []): void {
  const settings = { ...DEFAULT_CLIP_SETTINGS, saving: { ...DEFAULT_CLIP_SETTINGS.saving, ...over } };
  const state = savingState(settings.saving, settings.saving.paused ? 'paused' : null, { files: 3, bytes: 1e6 });
  render(<Saving settings={settings} state={state} sample={{ ...sampleClip(NOW), folder: 'Pika' }} isOwn={false} locked={new Set(locked)} answer={null} change={(change) => changes.push(change)} pause={(paused) => pauses.push(paused)} />, root);
}

function field(id: string): HTMLInputElement {
  const found = root.querySelector<HTMLInputElement>(`#${id}`);
  if (found === null) throw new Error(`no field ${id}`);
  return found;
}

/** What has changed is drawn in the next microtask. */
const drawn = (): Promise<void> => Promise.resolve();

async function type(id: string, text: string): Promise<void> {
  field(id).value = text;
  field(id).dispatchEvent(new window.Event('input', { bubbles: true }));
  await drawn();
}

async function leave(id: string): Promise<void> {
  field(id).dispatchEvent(new window.Event('blur'));
  field(id).closest('.field')?.dispatchEvent(new window.Event('focusout'));
  await drawn();
}

describe('a setting that is typed', () => {
  it('is used when its field is left, and not before', async () => {
    draw();
    await type('saving-count', '120');
    expect(changes).toEqual([]);
    await leave('saving-count');
    expect(changes).toEqual([{ dailyCount: 120 }]);
  });

  it('that does not fit changes nothing, says why, and stays to be put right', async () => {
    draw({ dailyCount: 5 });
    await type('saving-count', 'many');
    await leave('saving-count');
    expect(changes).toEqual([]);
    expect(field('saving-count').getAttribute('aria-invalid')).toBe('true');
    expect(root.querySelector('#saving-count-fault')?.textContent).toContain('leave it empty for no limit');
    expect(field('saving-count').value).toBe('many');
    await type('saving-count', '');
    await leave('saving-count');
    expect(changes).toEqual([{ dailyCount: null }]);
  });

  it('that was not changed is not stored again', async () => {
    draw();
    await leave('saving-folder');
    expect(changes).toEqual([]);
  });
});

describe('the pattern of names', () => {
  it('is previewed while it is typed, and used when the field is left', async () => {
    draw();
    await type('saving-template', '{model}/{prompt:2}');
    expect(root.querySelector('.template-path')?.textContent).toMatch(/^Pika\/2\.5\/A red - \w{10}\.mp4$/);
    expect(changes).toEqual([]);
    await leave('saving-template');
    expect(changes).toEqual([{ template: '{model}/{prompt:2}' }]);
  });

  it('names each problem, and is not used with one', async () => {
    draw();
    await type('saving-template', '{promt} {date');
    await leave('saving-template');
    expect(changes).toEqual([]);
    const words = root.querySelector('#template-preview')?.textContent;
    expect(words).toContain('{promt} is not known');
    expect(words).toContain('A brace is missing');
  });

  it('takes a token by a press, where the cursor is', async () => {
    draw();
    const carets: number[] = [];
    // What this document's fields lack.
    Object.assign(field('saving-template'), { selectionStart: 8, selectionEnd: 11, setSelectionRange: (at: number) => carets.push(at) });
    root.querySelector('[aria-label="Put in seed"]')?.dispatchEvent(new window.Event('click', { bubbles: true }));
    await drawn();
    expect(field('saving-template').value).toBe('{prompt}{seed}{clip}');
    expect(carets).toEqual([14]);
  });
});

describe('a choice', () => {
  it('shows what is stored until the store has agreed', () => {
    draw();
    const box = field('saving-sidecar');
    box.checked = true;
    box.dispatchEvent(new window.Event('change', { bubbles: true }));
    expect(changes).toEqual([{ sidecar: true }]);
    expect(box.checked).toBe(false);
  });

  it('names the sources that are off, and pauses and resumes', () => {
    draw({ sourcesOff: ['fal'] });
    field('save-useapi').dispatchEvent(new window.Event('change', { bubbles: true }));
    expect(changes).toEqual([{ sourcesOff: ['useapi', 'fal'].sort((a, b) => b.localeCompare(a)) }]);
    const press = () => Array.from(root.querySelectorAll('button')).find(({ textContent }) => textContent.endsWith('saving'))?.dispatchEvent(new window.Event('click', { bubbles: true }));
    press();
    draw({ paused: true });
    press();
    expect(pauses).toEqual([true, false]);
  });
});

describe('what an administrator has set', () => {
  it('is shown, and cannot be changed', () => {
    draw({ dailyCount: 5 }, ['dailyCount', 'mode', 'sidecar', 'template']);
    expect(['saving-count', 'mode-asked', 'saving-sidecar', 'saving-template', 'saving-preset'].map((id) => field(id).hasAttribute('disabled'))).toEqual([true, true, true, true, true]);
    expect(['saving-size', 'saving-folder', 'saving-prompt'].map((id) => field(id).hasAttribute('disabled'))).toEqual([false, false, false]);
    expect(field('saving-count').value).toBe('5');
    expect(root.textContent.split('Set by your administrator.')).toHaveLength(5);
  });
});

describe('a tile of the Clips tab', () => {
  it('says what holds its clip', () => {
    const entry = entryOf(aClip(), null, aSave({ deadlineAt: NOW + 9 * DAY }));
    const words = (hold: 'paused' | 'daily-count' | null) => {
      render(<ClipTile entry={entry} poster={null} look="grid" around={{ now: NOW, times: timesFor('en-GB', 'UTC'), hold }} />, root);
      return root.querySelector('.tile-label')?.textContent;
    };
    expect([words(null), words('paused'), words('daily-count')]).toEqual(['Waiting its turn', 'Paused', 'Waiting until tomorrow']);
  });
});
