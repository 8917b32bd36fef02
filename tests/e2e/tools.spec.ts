import { type AllowedBuild, allowHosts } from '../support/allowed-hosts.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { tickThrough, untilIdle } from '../support/time.ts';
import { until } from '../support/until.ts';

/** Other tools in a real browser. */

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

const MINUTES = 60_000;

let build: AllowedBuild | null = null;

test.afterEach(async () => {
  await build?.remove();
  build = null;
});

/** A copy of the build whose user has allowed these hosts. */
async function allowed(...hosts: readonly string[]): Promise<string> {
  build = await allowHosts(...hosts);
  return build.folder;
}

/** Says which tools are watched, as the settings page does. */
async function choose(keeper: Keeper, ...on: string[]): Promise<void> {
  await keeper.extension.evaluate((ids) => chrome.runtime.sendMessage({ type: 'ui:set-tools', tools: { on: ids, own: [] } }), on);
}

async function statusOf(keeper: Keeper, id: string): Promise<string | null> {
  const rows = await keeper.readStore<{ monitor: string; status: string }>('monitors');
  return rows.find(({ monitor }) => monitor === `tool:${id}`)?.status ?? null;
}

async function untilStatus(keeper: Keeper, id: string, status: string): Promise<void> {
  await until(async () => (await statusOf(keeper, id)) === status, { what: () => `${id} to be ${status}` });
}

/** Sets the clock between two ticks, and lets one through. */
async function tickAfter(keeper: Keeper, offset: number): Promise<void> {
  await untilIdle(keeper);
  await keeper.setClock(offset);
  await tickThrough(keeper);
}

test('a tool that is switched on is asked on its own host, and its outage is told while Pika stays up', async ({ launch }) => {
  const keeper = await launch({ extensionDir: await allowed('status.runwayml.com', 'klingai.com') });
  const { world, requests } = keeper.simulator;
  await untilIdle(keeper);
  await tickThrough(keeper);
  const asked = (): string[] => [...new Set(requests.all.map(({ host }) => host))].filter((host) => world.statusPages.dialectOf(host) !== null);
  expect(asked()).toEqual([]);
  await choose(keeper, 'runway', 'kling', 'luma');
  await untilStatus(keeper, 'runway', 'up');
  await untilStatus(keeper, 'kling', 'up');
  // Luma's host was not allowed: it is not asked, and nothing is claimed.
  await untilStatus(keeper, 'luma', 'unknown');
  expect(asked().toSorted()).toEqual(['klingai.com', 'status.runwayml.com']);
  expect(requests.filter({ host: 'status.runwayml.com' })[0]?.headers).not.toHaveProperty('cookie');
  world.statusPages.set('status.runwayml.com', 'down');
  await tickAfter(keeper, 6 * MINUTES);
  await untilStatus(keeper, 'runway', 'down');
  expect((await keeper.badge()).text).not.toBe('down');
  world.statusPages.set('status.runwayml.com', 'spa');
  await tickAfter(keeper, 12 * MINUTES);
  await untilStatus(keeper, 'runway', 'unknown');
});

test('a tool that is switched off is asked no more, and its state is forgotten', async ({ launch }) => {
  const keeper = await launch({ extensionDir: await allowed('status.runwayml.com') });
  await choose(keeper, 'runway');
  await untilStatus(keeper, 'runway', 'up');
  await choose(keeper);
  await until(async () => (await statusOf(keeper, 'runway')) === null, { what: () => 'runway to be forgotten' });
  await untilIdle(keeper);
  const before = keeper.simulator.requests.count({ host: 'status.runwayml.com' });
  await tickAfter(keeper, 6 * MINUTES);
  await keeper.killWorker();
  await tickThrough(keeper);
  expect(keeper.simulator.requests.count({ host: 'status.runwayml.com' })).toBe(before);
});
