import { type FirefoxKeeper, hasFirefox } from '../support/firefox.ts';
import { test, untilSays } from '../support/firefox-test.ts';
import { expect } from '../support/keeper-test.ts';
import { until } from '../support/until.ts';

/** The dashboard in Firefox, where every host is an option that users take back whenever they like. */

const PIKA = ['https://pika.art/*', 'https://*.pika.art/*'];
// The browser's own question is no page that a test can reach: yes is taken for granted.
const SAYS_YES = { 'extensions.webextOptionalPermissionPrompts': false };

declare const browser: {
  readonly permissions: {
    remove(permissions: { origins: readonly string[] }): Promise<boolean>;
    getAll(): Promise<{ origins: string[] }>;
    request(permissions: { origins: readonly string[] }): Promise<boolean>;
  };
};

test.skip(!hasFirefox(), 'there is no Firefox on this machine');

const origins = (keeper: FirefoxKeeper): Promise<string[]> => keeper.extension.evaluate(async () => (await browser.permissions.getAll()).origins);

test('the dashboard shows the Health tab, and its other tabs', async ({ firefox }) => {
  const keeper = await firefox();
  const page = await keeper.dashboard();
  await untilSays(page, 'Site (pika.art)');
  await untilSays(page, 'Pika works.');
  const bars = await page.evaluate(() => Array.from(document.querySelectorAll('[role="listbox"]'), (list) => list.querySelectorAll('[role="option"]').length));
  expect(bars.length).toBeGreaterThanOrEqual(4);
  expect(new Set(bars)).toEqual(new Set([90]));
  expect(await page.evaluate(() => document.body.innerText)).not.toContain('may not see pika.art');
  await page.click('#tab-settings');
  await untilSays(page, 'Maintenance windows');
});

test('withheld, pika.art is not checked and not blamed; the dashboard says so, and its button gets it back', async ({ firefox }) => {
  const keeper = await firefox({ preferences: SAYS_YES });
  const page = await keeper.dashboard();
  await untilSays(page, 'Pika works.');
  expect(await keeper.extension.evaluate((hosts) => browser.permissions.remove({ origins: hosts }), PIKA)).toBe(true);
  await untilSays(page, 'Pika Keeper may not see pika.art');
  await untilSays(page, 'Allow pika.art');
  const rows = await keeper.readStore<{ monitor: string; status: string }>('monitors');
  expect(rows.filter(({ status }) => status === 'down')).toEqual([]);
  expect(await keeper.readStore('incidents')).toEqual([]);
  await page.click('.notice button');
  await until(async () => !(await page.evaluate(() => document.body.innerText)).includes('may not see pika.art'), { timeout: 60_000, what: 'the notice to go' });
  await untilSays(page, 'Pika works.');
});

test('without a click, no host is given', async ({ firefox }) => {
  const keeper = await firefox({ preferences: SAYS_YES });
  const asked = await keeper.extension.evaluate(() => browser.permissions.request({ origins: ['https://status.runwayml.com/*'] }).catch((error: unknown) => String(error)));
  expect(asked).toMatch(/user input|user gesture|may only be called from/u);
});

test('a tool that is switched on gets its own host and no other; switched off, it gives it back', async ({ firefox }) => {
  const keeper = await firefox({ preferences: SAYS_YES });
  const before = await origins(keeper);
  const page = await keeper.dashboard();
  await untilSays(page, 'Pika works.');
  await page.click('#tab-settings');
  // Nothing above it is still to come, and moves what is clicked.
  for (const section of ['Sources of jobs', 'Shown there', 'Asks status.runwayml.com.']) await untilSays(page, section);
  await page.click('#tool-runway');
  await untilSays(page, 'Runway reports that all works.');
  expect((await origins(keeper)).filter((origin) => !before.includes(origin))).toEqual(['https://status.runwayml.com/*']);
  const { world, requests } = keeper.simulator;
  const asked = new Set(requests.all.map(({ host }) => host).filter((host) => world.statusPages.dialectOf(host) !== null));
  expect([...asked]).toEqual(['status.runwayml.com']);
  await page.click('#tool-runway');
  await until(async () => (await origins(keeper)).length === before.length, { what: 'the host to be given back' });
});
