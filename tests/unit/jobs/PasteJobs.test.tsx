import { parseHTML } from 'linkedom';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PasteJobs } from '../../../components/shared/PasteJobs.tsx';
import { type PastedJob, type PasteSource, readPasted } from '../../../lib/domain/jobs/pasted.ts';
import { SOURCE_PROFILES } from '../../../lib/sources/jobs/list.ts';

const { document, window } = parseHTML('<html><body></body></html>');
const SOURCES: readonly PasteSource[] = [{ source: SOURCE_PROFILES.fal, base: 'https://queue.fal.run', on: true }];
const GOOD = '11111111-2222-4333-8444-555555555555';
let root: Element;
let answer: PromiseWithResolvers<boolean>;
const followed: PastedJob[][] = [];

beforeEach(() => {
  vi.stubGlobal('document', document);
  vi.stubGlobal('window', window);
  root = document.createElement('div');
  document.body.append(root);
  followed.length = 0;
  answer = Promise.withResolvers();
  const onAdd = (jobs: readonly PastedJob[]): Promise<boolean> => {
    followed.push([...jobs]);
    return answer.promise;
  };
  render(<PasteJobs on={['fal']} read={(text, chosen) => readPasted(text, SOURCES, chosen)} onAdd={onAdd} isPending={false} settings="#settings" />, root);
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

const box = (): HTMLTextAreaElement => root.querySelector('textarea') as unknown as HTMLTextAreaElement; // linkedom's own
const said = (): string => root.querySelector('[role=status]')?.textContent ?? '';

async function type(text: string): Promise<void> {
  box().value = text;
  box().dispatchEvent(new window.Event('input', { bubbles: true }) as unknown as Event);
  await vi.waitFor(() => expect(said()).not.toBe(''));
}

function follow(): void {
  root.querySelector('form')?.dispatchEvent(new window.Event('submit', { bubbles: true, cancelable: true }) as unknown as Event);
}

describe('job IDs that were pasted', () => {
  it('are said to be followed when they are kept, and not before', async () => {
    await type(GOOD);
    follow();
    expect(followed).toHaveLength(1);
    expect(said()).not.toContain('followed from now on');
    expect(box().value).toBe(GOOD);
    answer.resolve(true);
    await vi.waitFor(() => expect(said()).toBe('1 job is followed from now on.'));
    expect(box().value).toBe('');
  });

  it('stay in the box when they could not be kept', async () => {
    await type(GOOD);
    follow();
    answer.resolve(false);
    await vi.waitFor(() => expect(said()).toContain('None of them is followed yet'));
    expect(box().value).toBe(GOOD);
  });

  it('that are no IDs are all named, also after the good ones are followed', async () => {
    await type([GOOD, ...Array.from({ length: 40 }, (_, index) => `not-one-${index}`)].join('\n'));
    for (const seen of ['before', 'after']) {
      for (let index = 0; index < 40; index += 1) expect(said()).toContain(`Line ${index + 2}: “not-one-${index}” `);
      if (seen === 'after') break;
      follow();
      answer.resolve(true);
      await vi.waitFor(() => expect(said()).toContain('1 job is followed from now on.'));
    }
    await type(GOOD);
    await vi.waitFor(() => expect(said()).not.toContain('not-one'));
  });
});
