import { expect, test } from '../support/keeper-test.ts';
import { hashesOnDisk, hashesPromised, untilSaved } from '../support/saved.ts';

const LIBRARY = 'https://pika.art/library';

test('a library of 40 finished jobs over every address family is on disk, byte for byte, once each, and no decoy', async ({ launch }) => {
  const keeper = await launch({ scenario: 'forty-families' });
  await keeper.page.goto(LIBRARY);
  const { world } = keeper.simulator;
  await scrollToEnd(keeper.page, world.finished().length);
  const rows = await untilSaved(keeper, 40);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  for (const file of await keeper.savedFiles()) expect(file.name).toMatch(/^Pika\/[^/]+ - [0-9a-z]{10}\.mp4$/);
  expect(rows.every(({ proof }) => proof === 'boxes')).toBe(true);
  expect(rows.map(({ finalName }) => finalName).sort()).toEqual((await keeper.savedFiles()).map(({ path }) => path).sort());
});

async function scrollToEnd(page: import('@playwright/test').Page, cards: number): Promise<void> {
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 5_000);
      return page.locator('video').count();
    })
    .toBeGreaterThanOrEqual(cards);
}
