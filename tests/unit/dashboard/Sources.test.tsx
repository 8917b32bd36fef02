import { parseHTML } from 'linkedom';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Sources, type SourceWork, type SourcesView } from '../../../components/dashboard/job-sources/Sources.tsx';
import { SOURCES_FULL, SOURCES_OFF, SOURCES_PAUSED } from '../../support/gallery/sources.tsx';

const { document, window, HTMLFormElement } = parseHTML('<html><body></body></html>');
const done: [string, SourceWork][] = [];
let root: Element;

beforeEach(() => {
  vi.stubGlobal('document', document);
  vi.stubGlobal('window', window);
  vi.stubGlobal('HTMLFormElement', HTMLFormElement);
  vi.stubGlobal('requestAnimationFrame', () => 0);
  root = document.createElement('div');
  document.body.append(root);
  done.length = 0;
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

function draw(view: SourcesView): void {
  void act(() => render(<Sources {...view} work={(id, work) => void done.push([id, work])} />, root));
}

function row(place: number): Element {
  const found = root.querySelectorAll('.source')[place];
  if (!found) throw new Error(`no source ${place}`);
  return found;
}

function press(within: Element, words: string): void {
  const found = [...within.querySelectorAll('button')].find((button) => button.textContent === words);
  if (!found) throw new Error(`no button “${words}”`);
  void act(() => found.click());
}

function send(within: Element, field: string, text: string): void {
  const input = within.querySelector<HTMLInputElement>(field);
  if (!input) throw new Error(`no ${field}`);
  void act(() => {
    input.value = text;
    input.dispatchEvent(new window.Event('input', { bubbles: true }));
  });
  void act(() => void input.closest('form')?.dispatchEvent(new window.Event('submit', { bubbles: true, cancelable: true })));
}

describe('the section of sources', () => {
  it('says of each what it is and what is not certain, and asks for nothing while it is off', () => {
    draw(SOURCES_OFF);
    expect(root.querySelectorAll('.source')).toHaveLength(3);
    expect(row(0).textContent).toContain('says that its own Pika API is switched off');
    expect(root.querySelector('input[type=password]')).toBeNull();
    expect(root.querySelector('.source-state')).toBeNull();
  });

  it('never shows a stored token, and lets it be tested, replaced and forgotten', () => {
    draw(SOURCES_FULL);
    expect(root.querySelector('input[type=password]')).toBeNull();
    press(row(1), 'Test');
    press(row(1), 'Forget');
    expect(done).toEqual([['fal', { kind: 'test' }], ['fal', { kind: 'forget' }]]);
    press(row(1), 'Replace');
    const field = row(1).querySelector<HTMLInputElement>('input[type=password]');
    expect(field?.getAttribute('autocomplete')).toBe('off');
    expect(field?.value ?? '').toBe('');
    press(row(1), 'Keep the old one');
    expect(row(1).querySelector('input[type=password]')).toBeNull();
  });

  it('takes a token without the words that people copy along, and says what is none', () => {
    draw(SOURCES_PAUSED);
    send(row(2), 'input[type=password]', 'two words');
    expect(row(2).querySelector('.fault')?.textContent).toContain('This is no API key');
    send(row(2), 'input[type=password]', ' ');
    expect(row(2).querySelector('.fault')?.textContent).toBe('Enter the API key.');
    expect(done).toEqual([]);
    send(row(2), 'input[type=password]', 'X-API-KEY: pk_1234');
    expect(done).toEqual([['pika-api', { kind: 'token', token: 'pk_1234' }]]);
  });

  it.each([
    ['http://pika.example.com', 'the token would travel in the open'],
    ['https://192.168.0.1/api', 'Only public hosts by name'],
    ['pika', 'Enter a whole address'],
    ['https://me:secret@pika.example.com', 'the token has a field of its own'],
  ])('says why %s is no address of a source', (text, why) => {
    draw(SOURCES_OFF);
    send(row(0), 'input[type=url]', text);
    expect(row(0).querySelector('.fault')?.textContent).toContain(why);
    expect(done).toEqual([]);
  });

  it('takes another address, and the way back to the usual one', () => {
    draw(SOURCES_OFF);
    send(row(0), 'input[type=url]', 'https://pika.example.com/v1/');
    draw(SOURCES_FULL);
    press(row(0), 'Use api.useapi.net');
    expect(done).toEqual([['useapi', { kind: 'address', base: 'https://pika.example.com/v1' }], ['useapi', { kind: 'address', base: null }]]);
  });

  it('offers what ends a pause, and tells a state once', () => {
    draw(SOURCES_PAUSED);
    press(row(0), 'Resume');
    press(row(1), 'Allow');
    expect(done).toEqual([['useapi', { kind: 'resume' }], ['fal', { kind: 'allow' }]]);
    expect(row(0).querySelector('.source-answer')?.textContent).toBe('');
    expect(row(1).querySelector('.source-answer')?.textContent).toBe('Not allowed, so fal is not asked.');
  });

  it('does nothing twice while it is at work', () => {
    draw({ ...SOURCES_FULL, busy: new Set(['fal']) });
    press(row(1), 'Test');
    expect(done).toEqual([]);
    expect(row(1).querySelector('.source-answer')?.textContent).toBe('One moment…');
  });
});
