import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Page } from '@playwright/test';
import { applyScenario } from '../simulator/scenarios.ts';
import type { World } from '../simulator/world.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test as base } from '../support/keeper-test.ts';
import { type PageSite, sendText, startPageSite } from '../support/page-site.ts';
import { pageReport } from '../support/transparency.ts';

declare const chrome: {
  runtime: { onMessage: { addListener(listener: (message: unknown) => void): void } };
  tabs: { query(query: object): Promise<{ id: number }[]> };
  scripting: { executeScript(injection: object): Promise<unknown> };
};

const FLIGHT = 'text/x-component';
const flight = (id: string) => `0:["$@1",["build",null]]\n1:${library(id)}\n`;
/** A job that is over: of one that runs, the page's script tells again at each full minute. */
const library = (id: string) =>
  JSON.stringify({ success: true, data: { results: [{ id, promptText: 'é🦊', params: { options: {} }, videos: [{ id, status: 'error' }] }] } });
const jobId = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Runs before anything else in /fouled. */
const FOUL = `
  const foul = () => { throw new Error('fouled') };
  Response.prototype.clone = ReadableStream.prototype.getReader = ReadableStream.prototype.tee = foul;
  ReadableStreamDefaultReader.prototype.read = foul;
  TextDecoder.prototype.decode = foul;
  Headers.prototype.get = foul;
  WeakMap.prototype.get = WeakMap.prototype.set = foul;
  FormData.prototype.get = foul;
  EventTarget.prototype.dispatchEvent = foul;
  JSON.stringify = JSON.parse = foul;
  Promise.prototype.then = foul;
  Promise.resolve = foul;
  Array.prototype.push = Array.prototype.map = Array.prototype[Symbol.iterator] = foul;
  Reflect.apply = Function.prototype.call = Function.prototype.apply = foul;
  delete window.CustomEvent; delete window.performance; delete window.TextDecoder; delete window.XMLHttpRequest;
  const { defineProperty } = Object;
  const trap = { __proto__: null, get: foul, configurable: true };
  const names = ['get', 'set', 'apply', 'value', 'cancelable', 'stream'];
  for (let i = 0; i < names.length; i += 1) defineProperty(Object.prototype, names[i], trap);
`;

function answer(request: IncomingMessage, response: ServerResponse, path: string): void {
  const id = new URL(request.url ?? '', 'https://x').searchParams.get('id') ?? jobId(0);
  if (path === '/list') return sendText(response, FLIGHT, flight(id));
  if (path === '/json') return sendText(response, 'application/json', library(id));
  if (path === '/bad-json') return sendText(response, 'application/json', '{"videos":');
  if (path === '/refused') return void request.socket.destroy();
  if (path === '/fouled') return sendText(response, 'text/html', `<!doctype html><title>f</title><script>${FOUL}</script>`);
  if (path !== '/cut' && path !== '/slow') return sendText(response, 'text/html', '<!doctype html><title>probe</title>');
  response.writeHead(200, { 'content-type': FLIGHT });
  response.write(flight(id));
  if (path === '/cut') setTimeout(() => request.socket.destroy(), 50);
}

const test = base.extend<{ site: PageSite; open: (path: string) => Promise<{ keeper: Keeper; page: Page; errors: string[] }> }>({
  site: async ({ browserName: _browserName }, use) => {
    const site = await startPageSite(answer);
    await use(site);
    await site.stop();
  },
  open: async ({ launch, site }, use) => {
    await use(async (path) => {
      const keeper = await launch({ simulator: site.simulator });
      await keeper.worker.evaluate(() => {
        const scope = globalThis as typeof globalThis & { heard?: unknown[] };
        const heard: unknown[] = (scope.heard = []);
        chrome.runtime.onMessage.addListener((message) => void heard.push(message));
      });
      const { page } = keeper;
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      await page.goto(`https://pika.art${path}`);
      return { keeper, page, errors };
    });
  },
});

/** Ids of the jobs in the sightings that reached the background, in order. */
const jobsHeard = (keeper: Keeper) =>
  keeper.worker.evaluate(() => {
    const { heard = [] } = globalThis as typeof globalThis & { heard?: { type: string; jobs?: { jobId: string }[] }[] };
    return heard.flatMap(({ jobs = [] }) => jobs.map((job) => job.jobId));
  });

test('a page cannot tell that it is watched', async ({ open }) => {
  const { page, errors } = await open('/library');
  const watched = await page.evaluate(pageReport);
  const errorsWatched = errors.splice(0);
  await page.goto('https://elsewhere.example/library');
  const alone = await page.evaluate(pageReport);
  expect(watched).toEqual(alone);
  expect(watched['alone']).toEqual([[expect.any(String)], expect.any(Array), [expect.any(String)], [expect.any(String)]]);
  expect(errorsWatched).toEqual(errors);
});

const READS: Record<string, (url: string) => Promise<unknown>> = {
  text: async (url) => (await fetch(url)).text(),
  json: async (url) => (await fetch(url.replace('/list', '/json'))).json(),
  blob: async (url) => (await (await fetch(url)).blob()).text(),
  arrayBuffer: async (url) => (await fetch(url)).arrayBuffer(),
  'getReader, as React does': async (url) => {
    const reader = (await fetch(url)).body?.getReader();
    while ((await reader?.read())?.done === false);
  },
  'a copy of its own': async (url) => (await fetch(url)).clone().text(),
  'a pipe': async (url) => (await fetch(url)).body?.pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream()),
  'XHR text': (url) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open('POST', url);
      request.onload = () => resolve(request.responseText);
      request.send();
    }),
  'XHR json': (url) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open('GET', url.replace('/list', '/json'));
      request.responseType = 'json';
      request.onload = () => resolve(request.response);
      request.send();
    }),
};

test('whatever the page reads its answers with, the background hears of the jobs, once', async ({ open }) => {
  const { keeper, page, errors } = await open('/library');
  const ids: string[] = [];
  for (const [how, read] of Object.entries(READS)) {
    const id = jobId(ids.push(how));
    ids[ids.length - 1] = id;
    const url = `/list?id=${id}`;
    await page.evaluate(`(${String(read)})(${JSON.stringify(url)}).then(() => 0)`);
    await expect.poll(() => jobsHeard(keeper), { message: how }).toContain(id);
    await page.evaluate(`(${String(read)})(${JSON.stringify(url)}).then(() => 0)`);
  }
  const last = jobId(99);
  await page.evaluate((url) => fetch(url).then((response) => response.text()), `/list?id=${last}`);
  await expect.poll(() => jobsHeard(keeper)).toContain(last);
  expect(await jobsHeard(keeper)).toEqual([...ids, last]);
  expect(errors).toEqual([]);
});

test('a page that has fouled every built-in is read all the same, or left in peace', async ({ open }) => {
  const { keeper, page, errors } = await open('/fouled');
  const id = jobId(1);
  // Playwright's own evaluation needs the built-ins that this page has broken.
  const session = await keeper.context.newCDPSession(page);
  const expression = `(async () => {
    new FormData().append('promptText', 'x');
    return (await (await fetch('/list?id=${id}')).text()).length;
  })()`;
  const { result } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  expect(result.value).toBe(flight(id).length);
  await expect.poll(() => jobsHeard(keeper)).toEqual([id]);
  expect(errors).toEqual([]);
});

test('a video that the page merely shows is found, where it is the user’s own', async ({ open }) => {
  const { keeper, page, errors } = await open('/explore');
  const looseHeard = () =>
    keeper.worker.evaluate(() => {
      const { heard = [] } = globalThis as typeof globalThis & { heard?: { loose?: { url: string }[] }[] };
      return heard.flatMap(({ loose = [] }) => loose.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)));
    });
  const found: string[] = [];
  // A page that goes elsewhere within itself changes its address and what it shows in one task, as Next.js does.
  const show = async (html: string, names: string[] = [], route = '') => {
    await page.evaluate(
      ([text, path]) => {
        if (path !== '') history.pushState({}, '', path);
        document.body.replaceChildren(new DOMParser().parseFromString(text, 'text/html').body);
      },
      [html, route] as const,
    );
    found.push(...names);
    await expect.poll(looseHeard).toEqual(found);
  };
  const results = 'https://cdn.pika.art/results/pika2p5_final';
  await show(`<video src="${results}/stranger.mp4"></video>`);
  await show(`<div><video src="${results}/a.mp4"></video></div>`, ['a.mp4'], '/library');
  await show(`<video><source src="${results}/b.mp4" type="video/mp4"></video><video src="https://cdn.pika.art/assets/x.mp4"></video>`, ['b.mp4']);
  await show(`<a download href="${results}/c.mp4?download">c</a><video src="https://evil.example/results/x/d.mp4"></video>`, ['c.mp4?download']);
  await page.evaluate((url) => document.querySelector('video')?.setAttribute('src', url), `${results}/e.mp4`);
  await show('<p>empty</p>', ['e.mp4']);
  await show(`<video src="${results}/shared.mp4"></video>`, [], '/video/0');
  await show(`<video src="${results}/a.mp4"></video><video src="${results}/f.mp4"></video>`, ['f.mp4'], '/library');
  expect(errors).toEqual([]);
});

test('injected again, both scripts see that they are there already', async ({ open }) => {
  const { keeper, page, errors } = await open('/library');
  await expect(page.locator('[data-pika-keeper]')).toHaveCount(1);
  const mark = () => page.evaluate(() => Object.assign(window, { text: Response.prototype.text, badge: document.querySelector('[data-pika-keeper]') }) && 0);
  await mark();
  await keeper.worker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ url: 'https://pika.art/*' });
    for (let time = 0; time < 2; time += 1) {
      await chrome.scripting.executeScript({ target: { tabId: tab?.id }, files: ['/content-scripts/observer.js'], world: 'MAIN' });
      await chrome.scripting.executeScript({ target: { tabId: tab?.id }, files: ['/content-scripts/helper.js'] });
    }
  });
  await page.evaluate((url) => fetch(url).then((response) => response.text()), `/list?id=${jobId(1)}`);
  await page.evaluate((url) => fetch(url).then((response) => response.text()), `/list?id=${jobId(2)}`);
  await expect.poll(() => jobsHeard(keeper)).toEqual([jobId(1), jobId(2)]);
  const same = () => {
    const marked = window as typeof window & { text?: unknown; badge?: unknown };
    return [marked.text === Response.prototype.text, marked.badge === document.querySelector('[data-pika-keeper]')];
  };
  expect(await page.evaluate(same)).toEqual([true, true]);
  await expect(page.locator('[data-pika-keeper]')).toHaveCount(1);
  expect(errors).toEqual([]);
});

for (const hostile of ['head', 'late'] as const) {
  test(`a page that attacks (${hostile}) breaks neither itself nor us, and gets nothing saved that is not the user’s`, async ({ launch }) => {
    const scenario = (world: World) => {
      applyScenario(world, 'hostile');
      Object.assign(world.page, { hostile, pollMs: 500, listEvery: 1 });
    };
    const keeper = await launch({ scenario });
    const { page, simulator } = keeper;
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto('https://pika.art/library');
    await keeper.waitForFiles(3);
    // The last attack comes 1.5 s after the page's scripts; whatever it set off is over when a clip made after it is there.
    await page.waitForFunction(() => performance.now() > 4_000);
    simulator.world.addJob({ state: 'finished' });
    expect(await keeper.waitForFiles(4)).toHaveLength(4);
    await expect(page.locator('[data-pika-keeper]')).toHaveCount(1);
    expect(errors).toEqual([]);
  });
}
