import path from 'node:path';
import type { Page } from '@playwright/test';
import { MINUTE } from '../../lib/time.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test as base } from '../support/keeper-test.ts';
import { BADGE_HOST, type BadgeView, clickInCard, clickPill, viewBadge } from '../support/page-badge.ts';
import { listenForErrors } from '../support/page-errors.ts';
import { type PageSite, sendText, startPageSite } from '../support/page-site.ts';
import { until } from '../support/until.ts';

declare const chrome: {
  storage: { local: { get(keys: null): Promise<Record<string, unknown>> } };
  tabs: { query(query: object): Promise<{ id: number }[]>; sendMessage(tab: number | undefined, message: unknown): Promise<unknown> };
};

const PAGE = '<!doctype html><title>page</title><body><main style="height: 3000px"><input autofocus id="prompt"><a href="/library/next">next</a></main>';
const SUMMARY = { status: 'down', sentence: 'Pika is down since 14:02.', saved: 12, waiting: 3, trouble: 1, shows: { badge: true, cards: true }, backfill: null };

const test = base.extend<{ site: PageSite; open: () => Promise<{ keeper: Keeper; page: Page; errors: string[] }> }>({
  site: async ({ browserName: _browserName }, use) => {
    const site = await startPageSite((_request, response) => sendText(response, 'text/html', PAGE));
    await use(site);
    await site.stop();
  },
  open: async ({ launch, site }, use) => {
    await use(async () => {
      const keeper = await launch({ simulator: site.simulator });
      const { page } = keeper;
      const errors = listenForErrors(page);
      await page.goto('https://pika.art/library');
      await expectBadge(page);
      return { keeper, page, errors };
    });
  },
});

/** One badge, which is drawn, styled and alive. */
async function expectBadge(page: Page): Promise<void> {
  await expect(async () => {
    await expect(page.locator(BADGE_HOST)).toHaveCount(1, { timeout: 1 });
    expect(await viewBadge(page)).toMatchObject({ mode: 'closed', styled: true });
  }).toPass({ timeout: 15_000 });
}

const theBadge = (page: Page): Promise<BadgeView> => until(() => viewBadge(page), { what: 'the badge' });

async function expectWorkingBadge(page: Page): Promise<void> {
  await expectBadge(page);
  await clickPill(page);
  await expect.poll(async () => (await viewBadge(page))?.card).toContain('Pika Keeper');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await viewBadge(page))?.card).toBeNull();
}

const push = (keeper: Keeper, summary: unknown) =>
  keeper.worker.evaluate(async (pushed) => {
    for (const tab of await chrome.tabs.query({ url: 'https://pika.art/*' })) await chrome.tabs.sendMessage(tab.id, { type: 'push:summary', summary: pushed }).catch(() => null);
  }, summary);

/** Where the badge will be on the next page; written down a moment after it is seen there. */
const placeKept = (keeper: Keeper) => keeper.extension.evaluate(async () => (await chrome.storage.local.get(null))['page-place']);

/** Loads the same folder anew, as an update does: open pages keep scripts whose extension is gone. */
async function update(keeper: Keeper): Promise<void> {
  const session = await keeper.context.browser()?.newBrowserCDPSession();
  // Newer than Playwright's list of commands.
  const send = session?.send.bind(session) as ((method: string, params: object) => Promise<unknown>) | undefined;
  // Where the harness keeps the browser's copy of the build.
  expect(await send?.('Extensions.loadUnpacked', { path: path.join(keeper.userDataDir, 'Keeper') })).toEqual({ id: keeper.extensionId });
  await session?.detach();
}

test('shows what the background says, and leaves the page’s focus, layout and scripts alone', async ({ open }) => {
  const { keeper, page, errors } = await open();
  await expect(page.locator('#prompt')).toBeFocused();
  // What the background has to say by itself may come in between.
  const told = async (): Promise<string | undefined> => {
    await push(keeper, SUMMARY);
    return (await viewBadge(page))?.label;
  };
  await expect.poll(told).toBe('Pika Keeper: Pika is down. Clips: 12 saved, 3 waiting, 1 needs a look.');
  const seen = await page.evaluate((host) => {
    const element = document.querySelector(host);
    const { width, height } = element?.getBoundingClientRect() ?? {};
    return { focus: document.activeElement?.id, root: element?.shadowRoot, text: element?.textContent, width, height, wide: document.documentElement.scrollWidth > innerWidth };
  }, BADGE_HOST);
  expect(seen).toEqual({ focus: 'prompt', root: null, text: '', width: 0, height: 0, wide: false });
  await expectWorkingBadge(page);
  expect(errors).toEqual([]);
});

test('is reached and closed by keyboard', async ({ open }) => {
  const { page } = await open();
  await page.locator('a').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await viewBadge(page))?.card).toContain('Hide until reload');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await viewBadge(page))?.card).toBeNull();
  await page.keyboard.press('Space');
  await expect.poll(async () => (await viewBadge(page))?.card).toContain('Hide until reload');
});

test('is dragged, made small and hidden, and remembers its place', async ({ open }) => {
  const { keeper, page } = await open();
  const before = await theBadge(page);
  await page.mouse.move(before.x + 10, before.y + 10);
  await page.mouse.down();
  await page.mouse.move(700, 300, { steps: 4 });
  await page.mouse.move(900, 110, { steps: 4 });
  await page.mouse.up();
  const moved = await theBadge(page);
  expect([Math.round(moved.y), moved.card]).toEqual([100, null]);
  // It stands at a distance from the right, and its words may have changed since.
  expect(Math.abs(moved.x - 890)).toBeLessThan(60);
  await clickPill(page);
  await clickInCard(page, 'Show only a dot');
  await expect.poll(async () => (await viewBadge(page))?.text).toBe('');
  await expect.poll(() => placeKept(keeper)).toMatchObject({ small: true });
  await page.reload();
  await expectBadge(page);
  const kept = await theBadge(page);
  expect([kept.text, Math.round(kept.y)]).toEqual(['', 100]);
  expect(kept.x).toBeGreaterThan(800);
  await clickPill(page);
  await clickInCard(page, 'Hide until reload');
  await expect(page.locator(BADGE_HOST)).toHaveCount(0);
  await page.reload();
  await expectBadge(page);
});

const REBUILDS: Record<string, () => void> = {
  'an emptied body': () => document.body.replaceChildren(),
  'a new body': () => document.body.replaceWith(document.createElement('body')),
  'an emptied root': () => document.documentElement.replaceChildren(document.createElement('head'), document.createElement('body')),
  'a new root': () => document.documentElement.replaceWith(document.createElement('html')),
  'document.write': () => {
    document.open();
    document.write('<!doctype html><title>written</title><body>written');
    document.close();
  },
  'a route of its own': () => history.pushState({}, '', '/library/folder'),
};

test('survives whatever the page does to its document', async ({ open }) => {
  const { page, errors } = await open();
  for (const [how, rebuild] of Object.entries(REBUILDS)) {
    await test.step(how, async () => {
      await page.evaluate(rebuild);
      await expectWorkingBadge(page);
    });
  }
  expect(errors).toEqual([]);
});

test('comes back ever more slowly when the page throws it out, and stays once the page stops', async ({ open }) => {
  const { page, errors } = await open();
  const times = await page.evaluate(
    (host) =>
      new Promise<number[]>((resolve) => {
        const removed: number[] = [];
        const remove = () => {
          for (const element of document.querySelectorAll(host)) {
            element.remove();
            removed.push(performance.now());
          }
          if (removed.length < 6) return;
          observer.disconnect();
          resolve(removed);
        };
        const observer = new MutationObserver(remove);
        observer.observe(document, { childList: true, subtree: true });
        remove();
      }),
    BADGE_HOST,
  );
  // A timer never rings early, so each wait has a floor whatever the machine does.
  const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  waits.slice(1).forEach((wait, index) => expect(wait).toBeGreaterThan(90 * 2 ** index));
  await expectWorkingBadge(page);
  expect(errors).toEqual([]);
});

test('covers none of the page’s own controls', async ({ launch }) => {
  const { page } = await launch();
  await page.goto('https://pika.art/library');
  await expectBadge(page);
  const view = await viewBadge(page);
  const covered = await page.evaluate(
    ({ x, y, width, height }) =>
      Array.from(document.querySelectorAll('body *'))
        .filter((element) => {
          const hasText = Array.from(element.childNodes).some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '');
          const box = element.getBoundingClientRect();
          const isUnder = box.left < x + width && box.right > x && box.top < y + height && box.bottom > y;
          return isUnder && (hasText || element.matches('a, button, input, select, textarea, video'));
        })
        .map((element) => element.outerHTML.slice(0, 80)),
    { x: view?.x ?? 0, y: view?.y ?? 0, width: view?.width ?? 0, height: view?.height ?? 0 },
  );
  expect(covered).toEqual([]);
});

test('is there, once, when the page comes back from the back/forward cache', async ({ open }) => {
  const { page, errors } = await open();
  await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted })));
  await page.locator('a').click();
  await page.waitForURL('**/library/next');
  await expectBadge(page);
  // Playwright's own way back waits for a load that a restored page does not have.
  await page.evaluate(() => history.back());
  const persisted = () => page.evaluate(() => (window as typeof window & { persisted?: boolean }).persisted).catch(() => null); // in between the two pages
  await expect.poll(persisted).toBe(true);
  await expectWorkingBadge(page);
  expect(errors).toEqual([]);
});

test('works under a strict Content-Security-Policy with Trusted Types', async ({ launch }) => {
  const { page } = await launch({ scenario: (world) => void (world.page.csp = true) });
  const errors = listenForErrors(page);
  await page.goto('https://pika.art/library');
  await expectWorkingBadge(page);
  expect(errors.filter((error) => /policy|trusted/iu.test(error))).toEqual([]);
});

test('after an update of the extension, with the page long in the background, there is one badge, the new one, and saving goes on', async ({ launch }) => {
  const keeper = await launch({ scenario: (world) => void Object.assign(world.page, { pollMs: 300, listEvery: 1 }) });
  const { page, simulator } = keeper;
  const errors = listenForErrors(page);
  await page.goto('https://pika.art/library');
  await expectBadge(page);
  await page.evaluate((host) => Object.assign(document.querySelector(host) ?? {}, { isOld: true }), BADGE_HOST);
  await page.evaluate(() => Object.assign(window, { tapped: [Response.prototype.json, FormData.prototype.append] }));
  // As the browser leaves a page that nobody has looked at for long: nothing runs in it.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  await keeper.setClock(20 * MINUTE);
  await update(keeper);
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  const old = () => page.evaluate((host) => Array.from(document.querySelectorAll(host), (one) => 'isOld' in one), BADGE_HOST);
  await expect.poll(old).toEqual([false]);
  await expectWorkingBadge(page);
  simulator.world.addJob({ state: 'finished' });
  await keeper.waitForFiles(1);
  expect(await old()).toEqual([false]);
  // One observer: what the page calls is what it called before, not wrapped once more.
  expect(await page.evaluate(() => [Response.prototype.json, FormData.prototype.append].every((now, index) => now === (window as unknown as { tapped: unknown[] }).tapped[index]))).toBe(true);
  expect(errors).toEqual([]);
});
