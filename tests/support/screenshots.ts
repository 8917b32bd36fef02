/** The pictures of README.md, taken from the shipped build at work against the simulator. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { outage } from '../simulator/scenarios.ts';
import { type Keeper, launchKeeper } from './browser.ts';
import { scrollToEnd } from './library-page.ts';
import { untilSaved } from './saved.ts';
import { passTime } from './time.ts';
import { until } from './until.ts';

const FOLDER = 'tests/support/screenshots';

await mkdir(FOLDER, { recursive: true });
for (const colorScheme of ['light', 'dark'] as const) {
  const keeper = await launchKeeper({ scenario: 'everyday', colorScheme });
  try {
    await draw(keeper, colorScheme);
  } finally {
    await keeper.close();
  }
}

async function draw(keeper: Keeper, look: string): Promise<void> {
  const { page, simulator } = keeper;
  simulator.world.run(1);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('https://pika.art/library');
  await scrollToEnd(page, simulator.world.finished().length);
  await untilSaved(keeper, simulator.world.finished().length);
  await page.mouse.wheel(0, -20_000);
  await settled(page);
  await page.screenshot({ path: path.join(FOLDER, `page-${look}.png`) });
  await popup(keeper, `popup-${look}`);
  simulator.world.pause();
  outage.serverErrors(simulator.world);
  await passTime(keeper, 5 * 60_000, async () => (await keeper.badge()).text === 'down');
  await popup(keeper, `popup-down-${look}`);
}

async function popup(keeper: Keeper, name: string): Promise<void> {
  const shown = await keeper.popup();
  await shown.getByRole('listitem').first().waitFor();
  await settled(shown);
  await shown.screenshot({ path: path.join(FOLDER, `${name}.png`) });
  await shown.close();
  process.stdout.write(`${name}\n`);
}

/** Fonts are there, and two pictures in a row are the same. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => true));
  let before: Uint8Array = new Uint8Array();
  await until(
    async () => {
      const now = await page.screenshot();
      const same = now.equals(before);
      before = now;
      return same;
    },
    { timeout: 4_000, what: 'the page to stand still' },
  ).catch(() => null); // a counting clock never stands still: then the last look is good enough
}
