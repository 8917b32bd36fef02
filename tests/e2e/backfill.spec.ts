import type { Page } from '@playwright/test';
import type { World } from '../simulator/world.ts';
import type { Keeper } from '../support/browser.ts';
import { sendMessage } from '../support/helper-world.ts';
import { expect, test } from '../support/keeper-test.ts';
import { clickInCard, clickPill, viewBadge } from '../support/page-badge.ts';
import { hashesOnDisk, hashesPromised, saveRows, untilSaved } from '../support/saved.ts';
import { until, untilStuck } from '../support/until.ts';

const LIBRARY = 'https://pika.art/library';
/** For what the worker has to hear and tell while it takes in a whole library: that queue alone may be many seconds long on a busy machine. */
const BUSY = { timeout: 60_000 };

const library = (count: number) => (world: World) => {
  for (let n = 0; n < count; n += 1) world.addJob({ prompt: `older clip ${n}`, state: 'finished' });
};

/** Nothing is saved unless asked for: what comes is what the run has brought. */
async function openLibrary(keeper: Keeper): Promise<void> {
  await keeper.extension.evaluate(sendMessage, { type: 'ui:set-saving', saving: { mode: 'asked' } });
  await keeper.page.setViewportSize({ width: 1280, height: 1600 });
  await keeper.page.goto(LIBRARY);
  await openCard(keeper.page);
}

async function openCard(page: Page): Promise<void> {
  await expect.poll(async () => (await viewBadge(page))?.label).toBeTruthy();
  await clickPill(page);
  await expect.poll(() => cardText(page), BUSY).toContain('Save all seen');
}

const cardText = async (page: Page): Promise<string> => (await viewBadge(page))?.card ?? '';

async function inState(keeper: Keeper, state: string): Promise<number> {
  return (await saveRows(keeper)).filter((row) => row.state === state).length;
}

test('a library of three hundred is scrolled through and saved, each clip once, though the worker is killed', async ({ launch }) => {
  test.setTimeout(600_000);
  const keeper = await launch({ scenario: library(300) });
  const { page, simulator } = keeper;
  await openLibrary(keeper);
  await clickInCard(page, 'Save my whole library');
  await expect.poll(() => cardText(page), BUSY).toContain('Looking through your library');
  for (const some of [30, 120]) {
    await untilStuck(async () => (await inState(keeper, 'saved')) >= some, () => inState(keeper, 'saved'), { timeout: 60_000, what: () => `${some} saves` });
    await keeper.killWorker();
  }
  await untilSaved(keeper, 300);
  // A second file, of a download that began as its worker died, is gone with the next tick.
  await keeper.fireTick();
  await expect.poll(() => hashesOnDisk(keeper), { timeout: 60_000 }).toEqual(hashesPromised(keeper));
  await expect.poll(() => cardText(page), { timeout: 60_000 }).toContain('Your whole library was looked through');
  expect(await cardText(page)).toContain('300 of 300 found are saved');
  expect(simulator.world.writes).toBe(0);
});

test('it waits while the user uses the page, pauses, goes on after a reload, and is called off', async ({ launch }) => {
  // More than the walk can show before it is stopped, whatever the machine takes for that.
  const keeper = await launch({ scenario: library(1_000) });
  const { page, simulator } = keeper;
  await openLibrary(keeper);
  simulator.world.setFault({ kind: 'drip', bytesPerSecond: 30_000, ranged: false, path: /\.mp4/u });
  await clickInCard(page, 'Save my whole library');
  await until(async () => (await saveRows(keeper)).length >= 40, { timeout: 60_000, what: () => 'the first pages' });
  await page.mouse.move(640, 400);
  // For as long as the user goes on: hands off, it would walk on after a while.
  const useAndRead = async (): Promise<string> => {
    await page.mouse.wheel(0, -50);
    return cardText(page);
  };
  await expect.poll(useAndRead, BUSY).toContain('Waiting while you use the page');

  await clickInCard(page, 'Pause');
  await expect.poll(() => cardText(page), BUSY).toContain('Paused');
  await until(async () => (await inState(keeper, 'downloading')) + (await inState(keeper, 'verifying')) === 0, { timeout: 60_000, what: () => 'what runs to be finished' });
  const paused = { saved: await inState(keeper, 'saved'), seen: (await saveRows(keeper)).length };
  await page.reload();
  await openCard(page);
  await expect.poll(() => cardText(page), BUSY).toContain('Paused');
  expect(await inState(keeper, 'saved')).toBe(paused.saved);

  await clickInCard(page, 'Go on');
  await until(async () => (await inState(keeper, 'saved')) > paused.saved, { timeout: 60_000, what: () => 'the next save' });
  // From here on none comes to its end, so that there is something left to call off, however long the walk takes.
  simulator.world.setFault({ kind: 'drip', bytesPerSecond: 500, ranged: false, path: /\.mp4/u });
  await until(async () => (await saveRows(keeper)).length > paused.seen, { timeout: 60_000, what: () => 'the walk to go on' });
  await clickInCard(page, 'Cancel');
  await expect.poll(() => cardText(page), BUSY).toContain('Save my whole library');
  simulator.world.clearFaults();
  await until(async () => (await inState(keeper, 'wanted')) + (await inState(keeper, 'downloading')) + (await inState(keeper, 'verifying')) === 0, { timeout: 60_000, what: () => 'nothing more to be on its way' });
  const rows = await saveRows(keeper);
  expect(rows.every(({ state }) => state === 'saved' || state === 'skipped')).toBe(true);
  expect(rows.some(({ state }) => state === 'skipped')).toBe(true);
  expect((await keeper.savedFiles()).length).toBe(rows.filter(({ state }) => state === 'saved').length);
});
