import type { Page } from '@playwright/test';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { firstCheck, passTime } from '../support/time.ts';

/** The dashboard for those who use a keyboard, a screen reader, a small window, or want nothing to move. */

const MINUTE = 60_000;

async function openDashboard(keeper: Keeper, hash = ''): Promise<Page> {
  const page = await keeper.context.newPage();
  await page.goto(`chrome-extension://${keeper.extensionId}/dashboard.html${hash}`);
  return page;
}

async function watched(keeper: Keeper): Promise<Page> {
  await firstCheck(keeper);
  await passTime(keeper, 2 * MINUTE);
  const page = await openDashboard(keeper);
  await expect(page.getByRole('heading', { name: 'Site (pika.art)' })).toBeVisible();
  return page;
}

test('a screen reader is told the status, the tabs, each monitor, its days and its numbers', async ({ launch }) => {
  const page = await watched(await launch());
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - banner:
      - heading "Pika Keeper" [level=1]
      - button "Check now"
      - status: Pika works.
    - tablist "Dashboard":
      - tab "Health" [selected]
      - tab "Settings"
    - main:
      - tabpanel "Health":
        - group "Show":
          - radio "30 days"
          - radio "60 days"
          - radio "90 days" [checked]
        - region "Pika":
          - heading "Pika" [level=2]
          - article "Site (pika.art)":
            - heading "Site (pika.art)" [level=3]
            - listbox "Site (pika.art), last 90 days"
            - list "Uptime of Site (pika.art)":
              - listitem: /24 hours 100\\s% watched/
        - region "Incidents":
          - heading "Incidents" [level=2]
          - paragraph: No incident was seen in the last 90 days.
  `);
});

test('tabs have one stop for the Tab key, and Home, End and arrows go round', async ({ launch }) => {
  const page = await openDashboard(await launch());
  const tabs = page.getByRole('tab');
  await expect(tabs.first()).toBeVisible();
  const stops = () => tabs.evaluateAll((all) => all.map((tab) => (tab as HTMLElement).tabIndex)); // all tabs are buttons
  const count = await tabs.count();
  expect((await stops()).filter((stop) => stop === 0)).toHaveLength(1);
  await tabs.first().focus();
  await page.keyboard.press('End');
  await expect(tabs.last()).toBeFocused();
  await expect(tabs.last()).toHaveAttribute('aria-selected', 'true');
  expect((await stops()).indexOf(0)).toBe(count - 1);
  await page.keyboard.press('ArrowRight');
  await expect(tabs.first()).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(tabs.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(tabs.first()).toBeFocused();
  await expect(page.getByRole('tabpanel')).toHaveAccessibleName('Health');
  await expect(page).toHaveURL(/#health$/u);
});

test('days and their span are chosen by the arrow keys, and the day that has the focus says date, uptime and coverage', async ({ launch }) => {
  const page = await watched(await launch());
  const days = page.getByRole('listbox', { name: 'Site (pika.art), last 90 days' });
  await days.focus();
  const said = () => days.evaluate((list) => document.getElementById(list.getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-label') ?? '');
  await expect.poll(said).toMatch(/^\w{3},? .*: 100\u00a0% up, watched [\d.]+\u00a0% of the day$/u);
  await page.keyboard.press('Home');
  await expect.poll(said).toMatch(/: not watched$/u);
  const first = await said();
  await page.keyboard.press('ArrowLeft');
  expect(await said()).toBe(first);
  await page.keyboard.press('ArrowRight');
  await expect.poll(said).not.toBe(first);
  await expect(page.locator('.days-line').first()).toHaveText(await said());
  await page.getByRole('radio', { name: '90 days' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('radio', { name: '60 days' })).toBeChecked();
  await expect(page.getByRole('listbox', { name: 'Site (pika.art), last 60 days' }).getByRole('option')).toHaveCount(60);
});

test('whatever the Tab key reaches has a name and shows that it has the focus', async ({ launch }) => {
  const keeper = await launch();
  const page = await watched(keeper);
  for (const [tab, last] of [['Health', 'Incidents'], ['Settings', 'Settings as a file']] as const) {
    await page.goto(`chrome-extension://${keeper.extensionId}/dashboard.html#${tab.toLowerCase()}`);
    // The tab before may still be drawn, and what comes in late would move what has the focus.
    for (const heading of tab === 'Settings' ? ['Sources of jobs', 'Shown there', last] : [last]) {
      await expect(page.getByRole('tabpanel', { name: tab }).getByText(heading, { exact: true })).toBeVisible();
    }
    await page.keyboard.press('Tab');
    const seen = new Set<string>();
    for (let presses = 0; presses < 80; presses += 1) {
      const found = await page.evaluate(focused);
      if (found === null || seen.has(found.path)) break;
      seen.add(found.path);
      expect(found, found.path).toMatchObject({ named: true, shown: true });
      await page.keyboard.press('Tab');
    }
    expect(seen.size).toBeGreaterThan(8);
  }
});

/** What has the focus: where it is, whether it has a name, and whether it or what stands for it has an outline. */
function focused(): { path: string; named: boolean; shown: boolean } | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const path: string[] = [];
  for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
    path.unshift(`${at.tagName}:${Array.from(at.parentElement?.children ?? []).indexOf(at)}`);
  }
  const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? (element.labels?.length ?? 0) : 0;
  const named = labels > 0 || (element.getAttribute('aria-label') ?? element.textContent).trim() !== '';
  // A radio button is drawn by the words beside it.
  const drawn = [element, element.nextElementSibling].filter((one) => one !== null);
  const shown = drawn.some((one) => getComputedStyle(one).outlineStyle !== 'none' && Number.parseFloat(getComputedStyle(one).outlineWidth) >= 1);
  return { path: path.join('>'), named, shown };
}

test('nothing moves for those who do not want it, and nothing is wider than a small window', async ({ launch }) => {
  const page = await watched(await launch());
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // What had begun to move before may end.
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
  const moving = await page.evaluate(() => Array.from(document.querySelectorAll('*')).filter((one) => getComputedStyle(one).transitionDuration !== '0s' || getComputedStyle(one).animationName !== 'none').length);
  expect(moving).toBe(0);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await expect(page.getByRole('tabpanel', { name: (await tab.textContent()) ?? '', exact: true })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const heights = await page.getByRole('tab').evaluateAll((tabs) => tabs.map((one) => one.getBoundingClientRect().height));
    expect(Math.max(...heights), 'no tab is broken over two lines').toBeLessThan(56);
  }
});

test('a small window begins with thirty days', async ({ launch }) => {
  const keeper = await launch();
  const page = await keeper.context.newPage();
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(`chrome-extension://${keeper.extensionId}/dashboard.html`);
  await expect(page.getByRole('radio', { name: '30 days' })).toBeChecked();
});

test('where the browser does not open the store, the dashboard says what to do and what is safe', async ({ launch }) => {
  const keeper = await launch();
  const page = await keeper.context.newPage();
  await page.addInitScript(() => {
    Object.defineProperty(IDBFactory.prototype, 'open', { value: () => { throw new DOMException('no', 'UnknownError'); } });
  });
  await page.goto(`chrome-extension://${keeper.extensionId}/dashboard.html`);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('cannot show its history');
  await expect(alert).toContainText('Your saved files are safe');
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
});
