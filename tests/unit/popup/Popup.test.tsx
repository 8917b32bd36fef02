import { parseHTML } from 'linkedom';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PopupAction } from '../../../components/popup/actions.ts';
import { Popup, type PopupContent } from '../../../components/popup/Popup.tsx';
import { timesFor } from '../../../components/shared/times.ts';
import { popupView } from '../../../lib/domain/popup.ts';
import { NOW } from '../../support/popup-data.ts';
import { SCENES } from '../../support/gallery/states.ts';

const { document, window } = parseHTML('<html><body><div id="popup"></div></body></html>');
const acted: PopupAction[] = [];
let root: Element;

beforeEach(() => {
  vi.stubGlobal('document', document);
  vi.stubGlobal('window', window);
  root = document.createElement('div');
  document.body.append(root);
  acted.length = 0;
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

function contentOf(name: string): PopupContent {
  const scene = SCENES[name];
  if (!scene) throw new Error(`no scene ${name}`);
  if (scene.loading) return { kind: 'loading' };
  if (scene.broken) return { kind: 'broken', why: scene.broken };
  return { kind: 'ready', view: popupView(scene.data, scene.health, { permissionMissing: false, signedOut: false, ...scene.troubles }, NOW) };
}

function draw(name: string, pending: readonly string[] = []): Element {
  const said = SCENES[name]?.said ?? null;
  render(
    <Popup content={contentOf(name)} said={said} verdict={SCENES[name]?.verdict ?? null} now={NOW} times={timesFor('en-GB', 'UTC')} act={(action) => acted.push(action)} pending={new Set(pending)} />,
    root,
  );
  return root;
}

const all = (selector: string) => [...root.querySelectorAll(selector)];
const nameOf = (element: Element) => element.getAttribute('aria-label') ?? element.textContent ?? '';
const button = (name: string) => all('button').find((element) => nameOf(element).startsWith(name));
const click = (element: Element | undefined) => element?.dispatchEvent(new window.Event('click', { bubbles: true }));

describe.each(Object.keys(SCENES))('the popup in scene "%s"', (name) => {
  it('prints no broken value', () => {
    expect(draw(name).textContent).not.toMatch(/undefined|null|NaN|\[object|Invalid/u);
  });

  it('names every control, and those of a row by their row', () => {
    draw(name);
    for (const control of all('button, a')) expect(nameOf(control).trim()).toMatch(/.{3}/u);
    for (const control of all('.clip button, .clip a, .job-state a')) expect(nameOf(control)).toMatch(/: .+/u);
  });

  it('names every progress bar and gives it a value within its range, or none', () => {
    draw(name);
    for (const bar of all('[role=progressbar]')) {
      expect(bar.getAttribute('aria-label')).toBeTruthy();
      const value = bar.getAttribute('aria-valuenow');
      if (value !== null) expect(Number(value) >= 0 && Number(value) <= 100).toBe(true);
    }
  });

  it('links to pika.art only', () => {
    draw(name);
    for (const link of all('a')) expect(link.getAttribute('href')).toMatch(/^https:\/\/pika\.art\//u);
  });
});

describe('the popup', () => {
  it('keeps the place of a number that is on its way, and says nothing there', () => {
    const content = contentOf('busy');
    if (content.kind !== 'ready') throw new Error('the scene shows nothing');
    const counting: PopupContent = { ...content, view: { ...content.view, summary: 'counting' } };
    render(<Popup content={counting} said={null} now={NOW} times={timesFor('en-GB', 'UTC')} act={() => {}} pending={new Set()} />, root);
    expect(root.querySelector('.summary')?.getAttribute('aria-hidden')).toBe('true');
    expect(root.querySelector('.summary')?.textContent).not.toContain('37');
    expect(all('.summary button, .summary [role=progressbar]')).toEqual([]);
    expect(all('.job').length).toBeGreaterThan(0);
  });

  it('announces the status sentence alone; ages stay outside of what is read aloud', () => {
    draw('busy');
    const [status] = all('[role=status]');
    expect(status?.textContent).toBe('Pika works.');
    expect(all('[role=status] time')).toEqual([]);
  });

  it('shows prompts as text, whatever they hold', () => {
    draw('strange');
    expect(all('img, b, script')).toEqual([]);
    expect(root.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(all('.job-title').every((title) => title.getAttribute('dir') === 'auto')).toBe(true);
  });

  it('sends each press with its clip', () => {
    draw('trouble');
    click(button('Try again: Macro shot'));
    click(button('Show in folder: Dancer'));
    click(button('Try again: every'));
    expect(acted).toEqual([{ kind: 'retry', clip: 'clip6' }, { kind: 'show', clip: 'plain' }, { kind: 'retry-all' }]);
  });

  it('ignores a press while the last one is at work, and keeps the button where it is', () => {
    draw('trouble', ['retry:clip6']);
    const busy = button('Try again: Macro shot');
    expect(busy?.getAttribute('aria-disabled')).toBe('true');
    expect(busy?.hasAttribute('disabled')).toBe(false);
    click(busy);
    expect(acted).toEqual([]);
  });

  it('says how many are saved, waiting, in need and lost', () => {
    draw('trouble');
    expect(root.querySelector('.summary-words')?.textContent).toBe('37 of 43 saved · 2 waiting · 3 need you · 1 lost');
  });

  it('labels an assumed deadline, and only an assumed one', () => {
    draw('trouble');
    const labels = all('.clip-deadline').map((line) => line.textContent ?? '');
    expect(labels.filter((text) => text.includes('may expire')).every((text) => text.endsWith('assumed'))).toBe(true);
    expect(labels.find((text) => text.startsWith('link expires'))).not.toContain('assumed');
  });

  it('tells a beginner what to open', () => {
    draw('empty');
    expect(all('a').map((link) => link.getAttribute('href'))).toEqual(['https://pika.art/library']);
  });

  it('says that saved files are safe when the store cannot be read', () => {
    expect(draw('broken').textContent).toContain('Your saved files are safe on disk');
    click(button('Try again'));
    expect(acted).toEqual([{ kind: 'reload' }]);
  });
});
