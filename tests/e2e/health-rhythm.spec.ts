import { PIKA_MONITORS } from '../../lib/domain/health/monitor.ts';
import type { Keeper } from '../support/browser.ts';
import { asked, checksSince, launchSettled, pass, type Sight } from '../support/health-clock.ts';
import { expect, test } from '../support/keeper-test.ts';

/** What Pika notices of being watched: one request a minute and host, whatever the user does. */

const HOSTS = ['api.pika.art', 'cdn.pika.art', 'login.pika.art', 'pika.art'];

declare const chrome: { alarms: { get(name: string): Promise<{ scheduledTime: number } | undefined> } };

/**
 * No host is asked more often than once a minute, none is forgotten, and nobody else is asked at all. Ticks are counted, half a minute
 * each: how long one takes is the machine's own.
 */
async function expectRhythm(keeper: Keeper, sights: readonly Sight[]): Promise<void> {
  const minutes = sights.length / 2;
  const hosts = asked(keeper).map(({ host }) => host);
  expect([...new Set(hosts)].sort()).toEqual(HOSTS);
  for (const host of HOSTS) {
    const times = hosts.filter((name) => name === host).length;
    expect(times).toBeLessThanOrEqual(minutes);
    // A look that a busy machine held up for more than five seconds can put the next off by a tick.
    expect(times).toBeGreaterThanOrEqual(minutes * 0.9 - 1);
  }
  const checks = await checksSince(keeper, sights[0]?.from ?? 0);
  for (const monitor of PIKA_MONITORS) {
    const moments = checks.filter((check) => check.monitor === monitor).map(({ at }) => at);
    // Each within a tick, and never between two: nothing else asks.
    const ticks = moments.map((at) => sights.findIndex(({ from, to }) => from <= at && at <= to));
    expect(Math.min(...ticks)).toBeGreaterThanOrEqual(0);
    const pauses = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(2);
    // A rhythm that popups delay has no upper bound at all.
    expect(Math.max(...pauses)).toBeLessThanOrEqual(5);
  }
}

test('half an hour with nothing going on: at most one request a minute and host', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  keeper.simulator.requests.clear();
  await expectRhythm(keeper, await pass(keeper, 30));
});

test('a popup that is opened every 20 s for ten minutes neither hastens nor delays a check', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  keeper.simulator.requests.clear();
  let step = 0;
  // Two ticks a minute, three popups a minute.
  const before = async (): Promise<void> => {
    for (let opened = 0; opened < 1 + (step % 2); opened += 1) {
      const popup = await keeper.popup();
      await popup.locator('.verdict-title').waitFor();
      await popup.close();
    }
    step += 1;
  };
  await expectRhythm(keeper, await pass(keeper, 10, { before }));
});

test('neither a popup nor a new life of the worker moves the next tick', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  const ring = (): Promise<number | undefined> => keeper.extension.evaluate(async () => (await chrome.alarms.get('tick'))?.scheduledTime);
  for (let round = 0; round < 3; round += 1) {
    // Each round has the half minute before the next ring for itself.
    await keeper.fireTick();
    const planned = await ring();
    expect(planned).toBeGreaterThan(0);
    await keeper.killWorker();
    await (await keeper.popup()).locator('.verdict-title').waitFor();
    await keeper.worker.wake();
    expect(await ring()).toBe(planned);
  }
});
