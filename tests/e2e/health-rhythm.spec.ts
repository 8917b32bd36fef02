import { PIKA_MONITORS } from '../../lib/domain/health/monitor.ts';
import type { Keeper } from '../support/browser.ts';
import { asked, checksSince, launchSettled, nowOf, pass } from '../support/health-clock.ts';
import { expect, test } from '../support/keeper-test.ts';

/** What Pika notices of being watched: one request a minute and host, whatever the user does. */

const HOSTS = ['api.pika.art', 'cdn.pika.art', 'login.pika.art', 'pika.art'];

declare const chrome: { alarms: { get(name: string): Promise<{ scheduledTime: number } | undefined> } };

/** No host is asked more often than once a minute, none is forgotten, and nobody else is asked at all. */
async function expectRhythm(keeper: Keeper, from: number, minutes: number): Promise<void> {
  const hosts = asked(keeper).map(({ host }) => host);
  expect([...new Set(hosts)].sort()).toEqual(HOSTS);
  for (const host of HOSTS) {
    const times = hosts.filter((name) => name === host).length;
    expect(times).toBeLessThanOrEqual(minutes);
    expect(times).toBeGreaterThanOrEqual(minutes - 1);
  }
  const checks = await checksSince(keeper, from);
  for (const monitor of PIKA_MONITORS) {
    const moments = checks.filter((check) => check.monitor === monitor).map(({ at }) => at);
    const pauses = moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
    // A tick may come five seconds before a check is due. Real time passes as well, more of it on a busy machine, and can push
    // a check to the next tick but one: a rhythm that popups delay has no upper bound at all.
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(55_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(150_000);
  }
}

test('half an hour with nothing going on: at most one request a minute and host', async ({ launch }) => {
  test.setTimeout(180_000);
  const keeper = await launchSettled(launch);
  keeper.simulator.requests.clear();
  const from = nowOf(keeper);
  await pass(keeper, 30);
  await expectRhythm(keeper, from, 30);
});

test('a popup that is opened every 20 s for half an hour neither hastens nor delays a check', async ({ launch }) => {
  test.setTimeout(400_000);
  const keeper = await launchSettled(launch);
  keeper.simulator.requests.clear();
  const from = nowOf(keeper);
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
  await pass(keeper, 30, { before });
  await expectRhythm(keeper, from, 30);
});

test('neither a popup nor a new life of the worker moves the next tick', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  const ring = (): Promise<number | undefined> => keeper.extension.evaluate(async () => (await chrome.alarms.get('tick'))?.scheduledTime);
  const planned = await ring();
  expect(planned).toBeGreaterThan(0);
  for (let round = 0; round < 3; round += 1) {
    await keeper.killWorker();
    await (await keeper.popup()).locator('.verdict-title').waitFor();
    await keeper.worker.wake();
    expect(await ring()).toBe(planned);
  }
});
