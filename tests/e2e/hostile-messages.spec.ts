import { urlsOf } from '../simulator/job.ts';
import { FORBIDDEN_URLS, sightingOf } from '../support/forged-answers.ts';
import { inHelper, sendMessage } from '../support/helper-world.ts';
import { expect, test } from '../support/keeper-test.ts';
import { saveRows, untilSaved } from '../support/saved.ts';

const LIBRARY = 'https://pika.art/library';

declare const chrome: {
  readonly runtime: { sendMessage(message: unknown): Promise<unknown> };
  readonly tabs: { query(query: object): Promise<{ id: number }[]> };
  readonly scripting: { executeScript(injection: object): Promise<{ frameId: number; result: unknown }[]> };
};

test('messages from the wrong sender, or of the wrong shape, are refused', async ({ launch }) => {
  const keeper = await launch({ scenario: 'empty' });
  const { extensionId, page, simulator } = keeper;
  const job = simulator.world.addJob({ prompt: 'told only by message', state: 'finished' });
  simulator.world.vanishJob(job.id);
  const told = { type: 'page:sightings', jobs: [], loose: [{ videoId: null, url: urlsOf(job).result, posterUrl: null, durationSeconds: null }] };
  const fromUser = { type: 'ui:retry-all' };

  await page.goto(LIBRARY);
  await page.evaluate(addFrame, `${LIBRARY}?framed`);
  const elsewhere = await keeper.newPage();
  await elsewhere.goto('https://cdn.pika.art/');
  expect(await page.evaluate(() => typeof (globalThis as { chrome?: { runtime?: object } }).chrome?.runtime)).toBe('undefined');

  // Our own pages may not pose as the page's script, nor the page's script as the user.
  expect(await keeper.extension.evaluate(sendMessage, told)).toBeNull();
  expect(await inHelper(page, extensionId, sendMessage, fromUser)).toBeNull();
  // Our own code in a frame, or on another host of Pika's, is not the page's script either.
  const framed = await keeper.extension.evaluate(sendFromFrames, { url: `${LIBRARY}`, message: told, top: false });
  expect(framed).toEqual([null]);
  expect(await keeper.extension.evaluate(sendFromFrames, { url: 'https://cdn.pika.art/', message: told, top: true })).toEqual([null]);
  const bad = shapeless(told.loose);
  const replies = await inHelper(page, extensionId, sendEach, { messages: [...bad, { type: 'page:sightings', jobs: [], loose: told.loose }], padded: bad.length });
  expect(replies).toHaveLength(bad.length + 1);
  for (const [index, reply] of replies.entries()) {
    expect(reply === null || (reply as { accepted?: number }).accepted === 0, JSON.stringify(bad[index] ?? 'the padded one')?.slice(0, 200)).toBe(true);
  }
  expect(await saveRows(keeper)).toEqual([]);
  expect(keeper.worker.log().filter((line) => line.startsWith('uncaught'))).toEqual([]);

  // The same words from whom they are expected of.
  expect(await keeper.extension.evaluate(sendMessage, fromUser)).toBeNull();
  expect(await inHelper(page, extensionId, sendMessage, told)).toMatchObject({ accepted: 1 });
  await untilSaved(keeper, 1);
});

/** Messages that look like one and are none, or that hold nothing that may be taken. */
function shapeless(loose: readonly object[]): unknown[] {
  const [video] = loose;
  const polluted: unknown = JSON.parse('{"type":"page:sightings","jobs":[{"jobId":"x","__proto__":{"videos":1}}],"loose":[{"__proto__":{"url":"x"}}]}');
  const forbidden = FORBIDDEN_URLS.map((url) => ({ type: 'page:sightings', jobs: [{ ...sightingOf('0b54d0c4-0000-4000-a000-000000000001'), videos: [{ ...video, url }] }], loose: [{ ...video, url }] }));
  return [
    null, 1, 'page:sightings', [], {}, { type: null }, { type: '__proto__' }, { type: 'constructor' }, { type: 'toString' }, { type: ['page:sightings'] }, polluted,
    { type: 'page:sightings', jobs: 'x', loose: { length: 1e9 } }, { type: 'page:sightings', jobs: [[], null, 1], loose: [null, 1, 'x', {}] },
    { type: 'page:notice', notice: '__proto__' },
    { type: 'ui:retry', clip: 'aaaaaaaaaaaaaaaa' }, { type: 'ui:show', clip: '../../x' }, { type: 'ui:check-now' }, ...forbidden,
  ];
}

/** Says one thing after the other to the background, and returns what it answers. One of them gets ten million characters more, which would take long on the way here. */
async function sendEach({ messages, padded }: { messages: readonly unknown[]; padded: number }): Promise<unknown[]> {
  const replies: unknown[] = [];
  for (const [index, message] of messages.entries()) {
    const sent = index === padded ? { ...(message as object), padding: 'x'.repeat(10_000_000) } : message; // the padded one is an object
    replies.push((await chrome.runtime.sendMessage(sent)) ?? null);
  }
  return replies;
}

/** Shows a page in a frame of the page that it is sent to. */
function addFrame(url: string): Promise<void> {
  const frame = document.createElement('iframe');
  frame.src = url;
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(), { once: true });
    document.body.append(frame);
  });
}

/** Sends a message from the extension's world in a tab's top frame, or in its other frames; resolves to the replies. */
async function sendFromFrames({ url, message, top }: { url: string; message: unknown; top: boolean }): Promise<unknown[]> {
  const [tab] = await chrome.tabs.query({ url: `${url}*` });
  const send = (sent: unknown): Promise<unknown> => chrome.runtime.sendMessage(sent);
  const frames = await chrome.scripting.executeScript({ target: { tabId: tab?.id, allFrames: true }, func: () => null });
  const chosen = frames.map(({ frameId }) => frameId).filter((frameId) => (frameId === 0) === top);
  const answers = await chrome.scripting.executeScript({ target: { tabId: tab?.id, frameIds: chosen }, func: send, args: [message] });
  return answers.map(({ result }) => result);
}
