import type { Page } from '@playwright/test';
import type { Keeper } from '../support/browser.ts';
import { sendMessage } from '../support/helper-world.ts';
import { expect, test } from '../support/keeper-test.ts';
import { scrollToEnd } from '../support/library-page.ts';
import { BADGE_HOST, clickInCard, clickPill } from '../support/page-badge.ts';
import { saveRows, untilSaved } from '../support/saved.ts';
import { until } from '../support/until.ts';
import { isInside, rectsOf, SIGNS_HOST, tallySigns, viewSigns } from '../support/video-signs.ts';
import type { World } from '../simulator/world.ts';

const LIBRARY = 'https://pika.art/library';

const finished = (count: number) => (world: World) => {
  for (let n = 0; n < count; n += 1) world.addJob({ prompt: `clip ${n}`, state: 'finished', aspectRatio: n % 3 === 0 ? 9 / 16 : 16 / 9 });
};

const setMode = (keeper: Keeper, mode: string) => keeper.extension.evaluate(sendMessage, { type: 'ui:set-saving', saving: { mode } });
const setShows = (keeper: Keeper, shows: object) => keeper.extension.evaluate(sendMessage, { type: 'ui:shows', shows });

/** Each video in the window, as far as it is whole in there, has one sign, which lies on it. */
async function expectSignOnEachVideo(page: Page): Promise<void> {
  await expect(async () => {
    const window = { x: 0, y: 0, ...(await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))) };
    const videos = (await rectsOf(page, '.frame video')).filter((video) => isInside(video, window));
    const signs = await viewSigns(page);
    expect(videos.length).toBeGreaterThan(0);
    expect(videos.map((video) => signs.filter((sign) => isInside(sign, video)).length)).toEqual(videos.map(() => 1));
  }).toPass({ timeout: 15_000 });
}

/** Links and buttons of the page that something of ours lies on. */
function coveredControls(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('body a, body button, body input, body select, body textarea'))
      .filter((control) => {
        const { x, y, width, height } = control.getBoundingClientRect();
        const top = document.elementFromPoint(x + width / 2, y + height / 2);
        return top !== null && (top.hasAttribute('data-pika-keeper') || top.hasAttribute('data-pika-keeper-cards'));
      })
      .map((control) => control.outerHTML.slice(0, 80)),
  );
}

test('each video says how it stands, while it is saved and afterwards', async ({ launch }) => {
  const keeper = await launch({ scenario: finished(3) });
  const { page, simulator } = keeper;
  const slow = simulator.world.setFault({ kind: 'drip', bytesPerSecond: 2_000, ranged: false, host: /^(?:cdn|tre9zd4etmxyc)\.pika\.art$/u, path: /\.mp4/u });
  await page.goto(LIBRARY);
  await expect.poll(async () => Object.keys(await tallySigns(page)).some((words) => words.startsWith('Saving')), { timeout: 30_000 }).toBe(true);
  simulator.world.clearFault(slow);
  await untilSaved(keeper, 3);
  await expect.poll(() => tallySigns(page)).toEqual({ Saved: 3 });
  await expectSignOnEachVideo(page);
});

test('a failed save is told with its reason, and a press tries again', async ({ launch }) => {
  const keeper = await launch({ scenario: finished(1) });
  const { page, simulator } = keeper;
  const fault = simulator.world.setFault({ kind: 'status', status: 503, host: /pika\.art$/u, path: /\.mp4/u });
  await page.goto(LIBRARY);
  // Of one look: the next try may begin right after it.
  const sign = await until(async () => (await viewSigns(page)).find(({ told }) => told.includes('answered with an error (503)')), { timeout: 30_000, what: 'the sign to tell the error' });
  expect(sign).toMatchObject({ isButton: true });
  expect(sign.told).toContain('Link may expire in');
  simulator.world.clearFault(fault);
  await page.mouse.click(sign.x + 10, sign.y + 10);
  await untilSaved(keeper, 1);
  await expect.poll(() => tallySigns(page)).toEqual({ Saved: 1 });
});

test('a press saves that one and no other, and no script of the page can press', async ({ launch }) => {
  const keeper = await launch({ scenario: finished(4) });
  const { page } = keeper;
  await setMode(keeper, 'asked');
  await page.goto(LIBRARY);
  await expect.poll(() => tallySigns(page)).toEqual({ Save: 4 });
  const [sign] = await viewSigns(page);
  const point = { x: (sign?.x ?? 0) + 12, y: (sign?.y ?? 0) + 12 };
  const pretended = await page.evaluate(({ x, y }) => {
    const target = document.elementFromPoint(x, y);
    const init = { bubbles: true, composed: true, cancelable: true, clientX: x, clientY: y };
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) target?.dispatchEvent(new MouseEvent(type, init));
    if (target instanceof HTMLElement) target.click();
    target?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
    return { isOurs: target?.hasAttribute('data-pika-keeper-cards'), root: target?.shadowRoot, text: target?.textContent };
  }, point);
  expect(pretended).toEqual({ isOurs: true, root: null, text: '' });
  await page.evaluate(() => Object.assign(window, { heard: 0 }) && document.querySelector('main')?.addEventListener('click', () => Object.assign(window, { heard: 1 })));
  await page.mouse.click(point.x, point.y);
  await untilSaved(keeper, 1);
  await expect.poll(() => tallySigns(page)).toEqual({ Save: 3, Saved: 1 });
  expect((await saveRows(keeper)).filter(({ state }) => state === 'skipped')).toHaveLength(3);
  expect(await page.evaluate(() => ({ heard: Reflect.get(window, 'heard'), url: location.href }))).toEqual({ heard: 0, url: LIBRARY });
});

test('all that the tab has seen is saved at one press', async ({ launch }) => {
  const keeper = await launch({ scenario: finished(30) });
  const { page } = keeper;
  await setMode(keeper, 'asked');
  await page.goto(LIBRARY);
  await scrollToEnd(page, 30);
  // The page does not list it before it is loaded again.
  keeper.simulator.world.addJob({ prompt: 'not seen', state: 'finished' });
  await clickPill(page);
  await clickInCard(page, 'Save all seen (30)');
  await untilSaved(keeper, 30);
});

test('signs stay on their videos when the page builds its cards anew, loads more, or calls everything otherwise', async ({ launch }) => {
  const keeper = await launch({
    scenario(world) {
      finished(30)(world);
      Object.assign(world.page, { rerender: 'all', pollMs: 400, listEvery: 1 });
      world.wire.redesigned = true;
    },
  });
  const { page, simulator } = keeper;
  await page.goto(LIBRARY);
  await expectSignOnEachVideo(page);
  simulator.world.addJob({ prompt: 'one more', state: 'finished' });
  await expect(page.locator('.frame video')).toHaveCount(13);
  await expectSignOnEachVideo(page);
  await scrollToEnd(page, 25);
  await expectSignOnEachVideo(page);
  // Styles under other names, and a list that scrolls in a box of its own.
  await page.evaluate(() => {
    const grid = document.querySelector<HTMLElement>('.grid');
    if (grid) Object.assign(grid.style, { height: '100vh', width: '300px', overflow: 'auto', columns: 'auto' });
    grid?.scrollIntoView();
    grid?.scrollTo(0, 150);
  });
  await expectSignOnEachVideo(page);
});

test('nothing of the page moves, and nothing that can be pressed is covered', async ({ launch }) => {
  const keeper = await launch({ scenario: finished(12) });
  const { page } = keeper;
  await setShows(keeper, { badge: true, cards: false });
  await page.goto(LIBRARY);
  await expect(page.locator(BADGE_HOST)).toHaveCount(1);
  await untilSaved(keeper, 12);
  const layout = () => rectsOf(page, 'body, body *:not(span)');
  const before = await layout();
  const html = await page.evaluate(() => document.body.outerHTML);
  await setShows(keeper, { badge: true, cards: true });
  await expectSignOnEachVideo(page);
  expect(await layout()).toEqual(before);
  expect(await page.evaluate(() => document.body.outerHTML)).toBe(html);
  expect(await coveredControls(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('a sign makes room for what a card has of its own, and lies over nothing that lies over the video', async ({ launch }) => {
  const keeper = await launch({ scenario: finished(4) });
  const { page } = keeper;
  await page.goto(LIBRARY);
  await expectSignOnEachVideo(page);
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll('.frame')) {
      const button = document.createElement('button');
      button.textContent = 'Remix';
      // Beats the grid's own rule for what stands in a frame.
      button.style.cssText = 'position: absolute; inset: 0 auto auto 0; width: 80px; height: 40px';
      frame.append(button);
    }
  });
  await expect.poll(() => coveredControls(page)).toEqual([]);
  await expectSignOnEachVideo(page);
  await page.evaluate(() => {
    const cover = document.createElement('div');
    cover.id = 'cover';
    cover.style.cssText = 'position: fixed; inset: 0; background: white; z-index: 9';
    document.body.append(cover);
  });
  await expect.poll(() => viewSigns(page)).toEqual([]);
  await page.evaluate(() => document.querySelector('#cover')?.remove());
  await expectSignOnEachVideo(page);
});

test('two tabs tell the same', async ({ launch }) => {
  const keeper = await launch({ scenario: finished(3) });
  const { page } = keeper;
  await setMode(keeper, 'asked');
  const other = await keeper.newPage();
  for (const tab of [page, other]) {
    await tab.goto(LIBRARY);
    await expect.poll(() => tallySigns(tab)).toEqual({ Save: 3 });
  }
  const [sign] = await viewSigns(other);
  await other.mouse.click((sign?.x ?? 0) + 12, (sign?.y ?? 0) + 12);
  for (const tab of [page, other]) await expect.poll(() => tallySigns(tab)).toEqual({ Save: 2, Saved: 1 });
});

test('what is switched off is gone from every tab at once, without a trace, and comes back', async ({ launch }) => {
  const keeper = await launch({ scenario: finished(3) });
  const { page } = keeper;
  const other = await keeper.newPage();
  for (const tab of [page, other]) {
    await tab.goto(LIBRARY);
    await expectSignOnEachVideo(tab);
  }
  await clickPill(page);
  await clickInCard(page, 'Hide signs on videos');
  for (const tab of [page, other]) await expect(tab.locator(SIGNS_HOST)).toHaveCount(0);
  await expect(page.locator(BADGE_HOST)).toHaveCount(1);
  await clickInCard(page, 'Show nothing here');
  for (const tab of [page, other]) await expect(tab.locator(BADGE_HOST)).toHaveCount(0);
  await page.reload();
  await untilSaved(keeper, 3);
  expect(await page.evaluate(() => document.documentElement.outerHTML.includes('pika-keeper'))).toBe(false);
  await setShows(keeper, { badge: true, cards: true });
  for (const tab of [page, other]) {
    await expect(tab.locator(BADGE_HOST)).toHaveCount(1);
    await expectSignOnEachVideo(tab);
  }
});
