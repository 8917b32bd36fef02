import type { Keeper } from '../support/browser.ts';
import { outage } from '../simulator/scenarios.ts';
import { all, checksSince, clockWords, launchSettled, monitors, nowOf, pass, popupWords, type Sight, toolbar } from '../support/health-clock.ts';
import { expect, test } from '../support/keeper-test.ts';
import { STEP } from '../support/time.ts';

/** The end of an outage, and outages during which the worker or the browser dies. */

const RED = '#c62828';
const UP = 'Pika Keeper: Pika works.';

declare const chrome: { action: { setBadgeText(details: { text: string }): Promise<void>; setTitle(details: { title: string }): Promise<void> } };

/** Lets Pika answer 500 until that is said; returns since when. */
async function untilDown(keeper: Keeper): Promise<number> {
  outage.serverErrors(keeper.simulator.world);
  await pass(keeper, 5, { stop: all('down') });
  const states = await monitors(keeper);
  expect(all('down')({ states })).toBe(true);
  return Math.min(...states.map(({ since }) => since));
}

/** Monitors need not be checked at the same tick: the first that has so many stops for all. */
const anyGood = (count: number) => ({ states }: Sight): boolean => states.some((state) => state.goodInARow >= count);
const failing = ({ states }: Sight): boolean => states.every((state) => state.goodInARow === 0);

test('only three good checks in a row end an outage; a failure between them starts the count anew', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  const { world } = keeper.simulator;
  const since = await untilDown(keeper);
  const down = (await monitors(keeper)).map((state) => ({ monitor: state.monitor, status: 'down', since: state.since }));
  outage.recover(world);
  const first = await pass(keeper, 5, { stop: anyGood(2) });
  outage.serverErrors(world);
  const relapse = await pass(keeper, 5, { stop: failing });
  outage.recover(world);
  const works = nowOf(keeper);
  const second = await pass(keeper, 5, { stop: anyGood(2) });
  for (const { states } of [...first, ...relapse, ...second]) {
    expect(states.map(({ monitor, status, since: from }) => ({ monitor, status, since: from }))).toEqual(down);
  }
  const words = `Pika has been down since ${clockWords(since)}: the site answers with error 500. It has begun to answer again; we are making sure.`;
  await expect.poll(() => toolbar(keeper)).toBe(`down ${RED} Pika Keeper: ${words}`);
  expect((await popupWords(keeper)).sentence).toBe(words);

  const third = await pass(keeper, 3, { stop: all('up') });
  for (const state of third.flatMap(({ states }) => states)) expect(state.status).toBe(state.goodInARow >= 3 ? 'up' : 'down');
  const good = (await checksSince(keeper, works)).filter(({ outcome }) => outcome === 'up');
  for (const { monitor, status, since: upSince, outageSince } of await monitors(keeper)) {
    const own = good.filter((check) => check.monitor === monitor);
    expect({ status, upSince, outageSince }).toEqual({ status: 'up', upSince: own[0]?.at, outageSince: null });
  }
  await expect.poll(() => toolbar(keeper)).toBe(UP);
  expect(await popupWords(keeper)).toEqual({ sentence: 'Pika works.', since: `since ${clockWords(Math.max(...(await monitors(keeper)).map((state) => state.since)))}`, advice: '' });
});

test('a worker that is killed before every tick comes to the same verdict, dated the same', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  const { world } = keeper.simulator;
  const before = (): Promise<void> => keeper.killWorker();
  const began = nowOf(keeper);
  outage.serverErrors(world);
  await pass(keeper, 5, { before, stop: all('down') });
  const failed = (await checksSince(keeper, began)).filter(({ outcome }) => outcome === 'failed');
  for (const { monitor, status, since } of await monitors(keeper)) {
    const own = failed.filter((check) => check.monitor === monitor);
    expect({ status, since, failures: own.length }).toEqual({ status: 'down', since: own[0]?.at, failures: 3 });
  }
  const since = Math.min(...failed.map(({ at }) => at));
  await expect.poll(() => toolbar(keeper)).toBe(`down ${RED} Pika Keeper: Pika has been down since ${clockWords(since)}: the site answers with error 500.`);
  outage.recover(world);
  await pass(keeper, 5, { before, stop: all('up') });
  await expect.poll(() => toolbar(keeper)).toBe(UP);
});

test('a worker that is killed in the middle of its checks loses those alone', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  const { requests, world } = keeper.simulator;
  const began = nowOf(keeper);
  outage.serverErrors(world);
  const cut: { readonly from: number; readonly to: number }[] = [];
  // Of two looks one dies while the media host has not answered yet.
  while (cut.length < 8 && !all('down')({ states: await monitors(keeper) })) {
    const due = Math.max(...(await monitors(keeper)).map(({ nextCheckAt }) => nextCheckAt));
    const answered = requests.count({ host: 'cdn.pika.art' });
    const from = Math.max(due, nowOf(keeper));
    const silence = world.setFault({ kind: 'hang', host: 'cdn.pika.art' });
    await keeper.setClock(from - Date.now());
    await keeper.hearTick();
    await requests.waitFor({ host: 'cdn.pika.art' }, answered + 1);
    await keeper.killWorker();
    world.clearFault(silence);
    cut.push({ from, to: nowOf(keeper) });
    // The dead one's lease holds at the next tick, and has run out by itself at the one after it.
    await keeper.setClock(keeper.worker.clockOffset() + STEP);
    await keeper.hearTick();
    await pass(keeper, 0.5);
  }
  const checks = await checksSince(keeper, began);
  expect(cut).not.toEqual([]);
  expect(checks.filter(({ at }) => cut.some(({ from, to }) => at >= from && at <= to))).toEqual([]);
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  for (const { monitor, status, since } of await monitors(keeper)) {
    const own = failed.filter((check) => check.monitor === monitor);
    expect({ status, since }).toEqual({ status: 'down', since: own[0]?.at });
    expect(own.length).toBeGreaterThanOrEqual(3);
    expect(new Set(own.map(({ at }) => at)).size).toBe(own.length);
  }
});

test('after a restart of the browser the badge is back from the store, before any new check', async ({ launch }) => {
  const before = await launchSettled(launch);
  const since = await untilDown(before);
  const words = `down ${RED} Pika Keeper: Pika has been down since ${clockWords(since)}: the site answers with error 500.`;
  await expect.poll(() => toolbar(before)).toBe(words);
  // Whatever the browser itself may keep of the badge, it is not this.
  await before.extension.evaluate(() => Promise.all([chrome.action.setBadgeText({ text: 'x' }), chrome.action.setTitle({ title: 'x' })]));
  const { world } = before.simulator;
  outage.recover(world);
  outage.hanging(world);
  // The next checks are due by now, so the new worker begins with them, and they hang.
  await before.setClock(before.worker.clockOffset() + 61_000);
  const quit = nowOf(before);
  before.simulator.requests.clear();
  const keeper = await before.restartBrowser();
  await expect.poll(() => toolbar(keeper)).toBe(words);
  expect(await checksSince(keeper, quit)).toEqual([]);
  await keeper.simulator.requests.waitFor({ host: 'pika.art' });

  outage.recover(world);
  // What hangs need not be waited for.
  keeper.simulator.dropConnections();
  await pass(keeper, 6, { stop: all('up') });
  await expect.poll(() => toolbar(keeper)).toBe(UP);
});
