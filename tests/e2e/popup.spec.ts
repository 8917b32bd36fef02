import type { Keeper, LaunchOptions } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { untilSaved } from '../support/saved.ts';
import { firstCheck, putToSleep, untilIdle } from '../support/time.ts';

/** The popup in a real browser: what the store holds is what it shows, and it never needs the worker for that. */

test('a beginner is told where to begin, and sees each video arrive', async ({ launch }) => {
  const keeper = await launch({ scenario: 'forty-families' });
  const popup = await keeper.popup();
  await expect(popup.getByRole('link', { name: 'Open pika.art library' })).toHaveAttribute('href', 'https://pika.art/library');
  await keeper.page.goto('https://pika.art/library');
  await expect(popup.locator('.summary-words')).toHaveText(/^All \d+ saved$/u, { timeout: 60_000 });
  await expect(popup.getByRole('heading', { name: 'Recent' })).toBeVisible();
  await expect(popup.getByRole('button', { name: /^Show in folder: / }).first()).toBeVisible();
});

/** Three finished jobs, all saved, and Pika checked: nothing moves any more. */
async function settled(launch: (options: LaunchOptions) => Promise<Keeper>): Promise<Keeper> {
  const prompts = ['a lighthouse in a storm', 'a paper boat', 'espresso in the morning'];
  const keeper = await launch({
    scenario: (world) => {
      for (const prompt of prompts) world.addJob({ prompt, state: 'finished' });
    },
  });
  await keeper.page.goto('https://pika.art/library');
  await untilSaved(keeper, prompts.length);
  await firstCheck(keeper);
  await keeper.page.goto('about:blank');
  await untilIdle(keeper);
  return keeper;
}

test('lists what is kept while the worker is dead, and does not wake it', async ({ launch }) => {
  const keeper = await settled(launch);
  await putToSleep(keeper);
  const popup = await keeper.popup();
  await expect(popup.locator('.job')).toHaveCount(3);
  await expect(popup.locator('.job time').first()).toHaveAttribute('title', /20\d\d/u);
  expect(keeper.worker.running()).toBe(false);
});

test('every control is reached by the keyboard alone, in the order in which it is read', async ({ launch }) => {
  const popup = await (await settled(launch)).popup();
  await expect(popup.locator('.job')).toHaveCount(3);
  await expect(popup.locator('.summary-words')).toHaveText('All 3 saved');
  const order = await popup.locator('button, a, summary').evaluateAll((controls) => controls.map((control) => control.getAttribute('aria-label')));
  expect(order).toContain('Show in folder: a paper boat');
  for (const label of order) {
    await popup.keyboard.press('Tab');
    await expect(popup.locator(':focus')).toHaveAttribute('aria-label', label ?? '');
  }
});

test('a store of a newer version is called by its name, and the files safe', async ({ launch }) => {
  const keeper = await launch();
  const popup = await keeper.popup();
  await expect(popup.getByRole('banner')).toBeVisible();
  await keeper.killWorker();
  await popup.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('pika-keeper', 999);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
        request.onerror = () => reject(request.error ?? new Error('not opened'));
      }),
  );
  await popup.reload();
  await expect(popup.getByRole('alert')).toContainText('newer version');
  await expect(popup.getByRole('alert')).toContainText('Your saved files are safe on disk');
});
