import { outage } from '../simulator/scenarios.ts';
import { all, asked, checksSince, launchSettled, monitors, nowOf, pass, popupWords, statusesIn, toolbar } from '../support/health-clock.ts';
import { expect, test } from '../support/keeper-test.ts';
import { putToSleep, tickThrough } from '../support/time.ts';

/** When it is our own sight that fails: nothing is stored of it, and nothing is said of Pika. */

const GREY = '#5f6368';
const UP = 'Pika Keeper: Pika works.';
const NO_ANSWER = 'Your internet connection does not answer, so Pika cannot be checked.';
const NOT_TO_BLAME = 'Pika is not to blame. Checks and saving go on when your connection is back.';
const HOUR = 3_600_000;

test('nothing answers, strangers included: off, and no check is stored', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  const began = nowOf(keeper);
  outage.offline(keeper.simulator.world);
  const sights = await pass(keeper, 6);
  expect(await checksSince(keeper, began)).toEqual([]);
  expect(statusesIn(sights)).toEqual(new Set(['up', 'unknown']));
  for (const { status, lastCheckAt } of await monitors(keeper)) {
    expect(status).toBe('unknown');
    expect(lastCheckAt).toBeLessThan(began);
  }
  await expect.poll(() => toolbar(keeper)).toBe(`off ${GREY} Pika Keeper: ${NO_ANSWER}`);
  expect(await popupWords(keeper)).toEqual({ sentence: NO_ANSWER, since: expect.stringMatching(/^since /u), advice: NOT_TO_BLAME });

  outage.recover(keeper.simulator.world);
  const after = await pass(keeper, 3, { stop: all('up') });
  expect(statusesIn(after)).not.toContain('down');
  await expect.poll(() => toolbar(keeper)).toBe(UP);
});

test('the browser says offline: off at the next tick, and nobody is asked', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  // Another page of the extension, because it shares the worker's process, and with it what `navigator.onLine` says.
  const popup = await keeper.popup();
  const session = await keeper.context.newCDPSession(popup);
  const conditions = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  keeper.simulator.requests.clear();
  const began = nowOf(keeper);
  await session.send('Network.emulateNetworkConditions', { offline: true, ...conditions });
  await pass(keeper, 0.5);
  await expect.poll(() => toolbar(keeper)).toBe(`off ${GREY} Pika Keeper: You are offline.`);
  const sights = await pass(keeper, 5);
  expect(asked(keeper)).toEqual([]);
  expect(await checksSince(keeper, began)).toEqual([]);
  expect(statusesIn(sights)).toEqual(new Set(['up', 'unknown']));
  expect(await popupWords(keeper)).toEqual({ sentence: 'You are offline.', since: expect.stringMatching(/^since /u), advice: NOT_TO_BLAME });

  await session.send('Network.emulateNetworkConditions', { offline: false, ...conditions });
  await pass(keeper, 0.5);
  await expect.poll(() => toolbar(keeper)).toBe(UP);
});

for (const [what, strike] of [
  ['the Wi-Fi is', outage.offline],
  ['only strangers are reached, Pika is', outage.refusing],
] as const) {
  test(`a sleep of eight hours, and for 40 s after it ${what} not back`, async ({ launch }) => {
    const keeper = await launchSettled(launch);
    const asleep = nowOf(keeper);
    const { world } = keeper.simulator;
    await keeper.setClock(keeper.worker.clockOffset() + 8 * HOUR);
    strike(world);
    await tickThrough(keeper);
    const woken = { states: await monitors(keeper) };
    expect(woken.states.map(({ status }) => status)).not.toContain('down');
    const first = await pass(keeper, 0.5);
    outage.recover(world);
    const awake = nowOf(keeper);
    expect((await checksSince(keeper, asleep)).filter(({ at }) => at < awake)).toEqual([]);
    const later = await pass(keeper, 6);
    expect(statusesIn([...first, ...later])).toEqual(new Set(['unknown', 'up']));
    expect((await checksSince(keeper, asleep)).filter(({ outcome }) => outcome !== 'up')).toEqual([]);
    await expect.poll(() => toolbar(keeper)).toBe(UP);
    expect((await popupWords(keeper)).sentence).toBe('Pika works.');
  });
}

test('after a sleep nothing is claimed until it is checked again', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  await putToSleep(keeper);
  const before = await monitors(keeper);
  expect(all('up')({ states: before })).toBe(true);
  const popup = await keeper.popup();
  await expect(popup.locator('.verdict-title')).toHaveText('Pika works.');
  // The popup stays open through the sleep, with nobody there to tell it anything.
  await popup.clock.install({ time: nowOf(keeper) + 8 * HOUR });
  await popup.reload();
  await expect(popup.locator('.verdict-title')).toContainText('Not checked since');
  await expect(popup.locator('.verdict-advice')).toContainText('Checks stop while your computer sleeps');
  expect(keeper.worker.running()).toBe(false);
});
