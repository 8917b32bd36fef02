import { parseHTML } from 'linkedom';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VerdictPanel, type VerdictState } from '../../../components/shared/VerdictPanel.tsx';
import { timesFor } from '../../../components/shared/times.ts';
import type { Verdict } from '../../../lib/domain/health/verdict.ts';
import { VERDICT_SCENES } from '../../support/gallery/verdicts.ts';
import { NOW } from '../../support/popup-data.ts';

const { document, window } = parseHTML('<html><body></body></html>');
const done: string[] = [];
let copied: Verdict | null = null;
let root: Element;

beforeEach(() => {
  vi.stubGlobal('document', document);
  vi.stubGlobal('window', window);
  root = document.createElement('div');
  document.body.append(root);
  done.length = 0;
  copied = null;
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

function draw(state: VerdictState): Element {
  const copy = (verdict: Verdict): void => void (copied = verdict);
  render(<VerdictPanel state={state} now={NOW} times={timesFor('en-GB', 'UTC')} onAsk={() => done.push('ask')} onCopy={copy} onClose={() => done.push('close')} />, root);
  return root;
}

const press = (name: string) => [...root.querySelectorAll('button')].find((one) => one.getAttribute('aria-label')?.startsWith(name))?.dispatchEvent(new window.Event('click', { bubbles: true }));

describe('the verdict panel', () => {
  it('announces the answer alone: word, sentence, and what to do', () => {
    const status = draw(VERDICT_SCENES.part).querySelector('[role=status]');
    expect(status?.textContent).toBe('It is partly Pika.Pika’s video server answers with error 503; the rest of Pika answers.What to do: Leave your videos to Pika Keeper: they are saved as soon as their server answers.');
    expect(root.querySelector('[role=status] li, [role=status] time')).toBeNull();
  });

  it('keeps its live region in place from the question to the answer, so that the answer is heard', () => {
    const before = draw({ kind: 'asking' }).querySelector('[role=status]');
    expect(before?.textContent).toContain('at most ten seconds');
    expect(draw(VERDICT_SCENES.works).querySelector('[role=status]')).toBe(before);
  });

  it('lists each piece of evidence with its word and its age', () => {
    const lines = [...draw(VERDICT_SCENES.them).querySelectorAll('.judge-line')];
    expect(lines).toHaveLength(14);
    for (const line of lines) expect(line.textContent).toMatch(/^(?:fine|bad|unclear): .+(?:ago|just now|not yet)/u);
    expect(root.querySelector('[data-evidence=pika-web]')?.textContent).toContain('bad: Pika’s site answers with error 503. 20\u00a0s ago');
  });

  it('while it asks shows that it does, and ignores a second press', () => {
    draw({ kind: 'asking' });
    expect(root.querySelector('[role=progressbar]')).not.toBeNull();
    expect(root.querySelector('section')?.getAttribute('aria-busy')).toBe('true');
    press('Ask again');
    expect(done).toEqual([]);
  });

  it('without an answer offers to ask again', () => {
    draw({ kind: 'unanswered' });
    expect(root.textContent).toContain('No answer came');
    press('Ask again');
    press('Close');
    expect(done).toEqual(['ask', 'close']);
  });

  it('copies what it shows', () => {
    draw(VERDICT_SCENES.blocked);
    press('Copy');
    expect(copied).toBe(VERDICT_SCENES.blocked.kind === 'answered' ? VERDICT_SCENES.blocked.verdict : null);
  });
});
