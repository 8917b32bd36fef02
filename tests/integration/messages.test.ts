import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser, type Runtime } from '../../lib/browser/api.ts';
import { MAX_MESSAGE } from '../../lib/messages/protocol.ts';
import { type Handlers, listen, tierOf } from '../../lib/messages/server.ts';

const OWN = 'pika-keeper-id';

beforeEach(() => {
  vi.spyOn(browser.runtime, 'id', 'get').mockReturnValue(OWN);
  vi.spyOn(browser.runtime, 'getURL').mockReturnValue(`chrome-extension://${OWN}/`);
});

const tab = { id: 3 } as NonNullable<Runtime.MessageSender['tab']>; // nothing else of a tab is looked at
const helper: Runtime.MessageSender = { id: OWN, tab, frameId: 0, url: 'https://pika.art/library' };
const popup: Runtime.MessageSender = { id: OWN, url: `chrome-extension://${OWN}/popup.html` };

describe('who is talking', () => {
  it.each([
    ['the helper in a pika.art tab', helper, 'helper'],
    ['the helper on www', { ...helper, url: 'https://www.pika.art/' }, 'helper'],
    ['the popup', popup, 'extension'],
    ['a page of ours in a tab', { ...popup, tab, frameId: 0 }, 'extension'],
    ['another extension', { ...popup, id: 'other' }, null],
    ['a frame inside pika.art', { ...helper, frameId: 4 }, null],
    ['another site', { ...helper, url: 'https://pika.art.evil.example/' }, null],
    ['a media host', { ...helper, url: 'https://cdn.pika.art/x.html' }, null],
    ['plain http', { ...helper, url: 'http://pika.art/' }, null],
    ['a page that pretends to be ours', { ...helper, url: `https://evil.example/chrome-extension://${OWN}/` }, null],
    ['nobody', { id: OWN }, null],
  ] as const)('%s', (_name, sender, tier) => {
    expect(tierOf(sender)).toBe(tier);
  });
});

describe('a message to the background', () => {
  const handled: string[] = [];
  const answer = (name: string) => async () => {
    handled.push(name);
    if (name === 'ui:check-now') throw new Error('broken');
    return name as never; // replies are not looked at here, only that they arrive
  };
  const names = ['page:sightings', 'page:notice', 'page:summary', 'ui:retry', 'ui:retry-all', 'ui:show', 'ui:check-now', 'ui:set-tools', 'ui:check-tools'] as const;
  let receive: (raw: unknown, sender: Runtime.MessageSender, reply: (value: unknown) => void) => unknown;

  beforeEach(() => {
    handled.length = 0;
    const add = vi.spyOn(browser.runtime.onMessage, 'addListener').mockImplementation((listener) => {
      receive = listener as typeof receive; // the listener that `listen` attaches
    });
    listen(Object.fromEntries(names.map((name) => [name, answer(name)])) as unknown as Handlers, () => {});
    add.mockRestore();
  });

  const tell = (raw: unknown, sender: Runtime.MessageSender) => new Promise((resolve) => expect(receive(raw, sender, resolve)).toBe(true));

  it('is answered when sender and shape fit', async () => {
    expect(await tell({ type: 'page:summary' }, helper)).toBe('page:summary');
    expect(await tell({ type: 'ui:retry-all' }, popup)).toBe('ui:retry-all');
    expect(await tell({ type: 'ui:check-tools', only: [], anything: 1 }, popup)).toBe('ui:check-tools');
  });

  it('is refused unread from the wrong tier: a page cannot ask for what a user may', async () => {
    expect(await tell({ type: 'ui:retry-all' }, helper)).toBeNull();
    expect(await tell({ type: 'ui:check-now' }, helper)).toBeNull();
    expect(await tell({ type: 'page:sightings', jobs: [], loose: [] }, popup)).toBeNull();
    expect(await tell({ type: 'page:summary' }, { ...helper, frameId: 1 })).toBeNull();
    expect(handled).toEqual([]);
  });

  it('is refused when it is too large, or no message', async () => {
    const circle: Record<string, unknown> = { type: 'page:summary' };
    circle['self'] = circle;
    for (const raw of [{ type: 'page:summary', ballast: 'x'.repeat(MAX_MESSAGE) }, circle, null, 'x', { type: 'toString' }]) {
      expect(await tell(raw, helper)).toBeNull();
    }
    expect(handled).toEqual([]);
  });

  it('gets an answer even when its handler breaks', async () => {
    expect(await tell({ type: 'ui:check-now' }, popup)).toBeNull();
  });
});
