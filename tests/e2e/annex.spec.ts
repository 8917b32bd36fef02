import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { until } from '../support/until.ts';

/** The worker's second script in a real Chromium, which lets a worker load only what it kept from its installation. */

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<unknown> };
  storage: { session: { get(key: string): Promise<Record<string, unknown>> } };
};

const MINUTES = 60_000;
const HOST = 'status.runwayml.com';

let folder = '';

test.afterEach(async () => {
  if (folder !== '') await rm(folder, { recursive: true, force: true });
  folder = '';
});

/** A copy of the build whose user has allowed the tool's host. */
async function allowed(): Promise<string> {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pika-keeper-annex-'));
  await cp('.output/chrome-mv3', folder, { recursive: true });
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { host_permissions: string[] }; // our own build
  manifest.host_permissions.push(`https://${HOST}/*`);
  await writeFile(file, JSON.stringify(manifest));
  return folder;
}

/** Whether this life of the worker has loaded it. */
const isLoaded = (keeper: Keeper): Promise<boolean> => keeper.worker.evaluate(() => 'openPikaKeeperAnnex' in globalThis);

async function untilAsked(keeper: Keeper, times: number): Promise<void> {
  const count = (): number => keeper.simulator.requests.all.filter(({ host }) => host === HOST).length;
  await until(() => count() >= times, { timeout: 60_000, what: () => `the tool to be asked ${times} times; it was asked ${count()} times` });
}

/** A new life, long after the one before: that one's script is gone, and the tool is due. Set any sooner, the clock might let the old life ask it. */
async function tickAnew(keeper: Keeper, minutes: number): Promise<void> {
  await keeper.killWorker();
  const asked = keeper.simulator.requests.all.filter(({ host }) => host === HOST).length;
  await keeper.setClock(minutes * MINUTES);
  await keeper.fireTick();
  await untilAsked(keeper, asked + 1);
  expect(await isLoaded(keeper)).toBe(true);
}

test('its tasks run in every life of the worker: after kills, a restart and a crash of the browser', async ({ launch }) => {
  let keeper = await launch({ extensionDir: await allowed() });
  await keeper.extension.evaluate(() => chrome.runtime.sendMessage({ type: 'ui:set-tools', tools: { on: ['runway'], own: [] } }));
  await untilAsked(keeper, 1);
  await tickAnew(keeper, 10);
  await tickAnew(keeper, 20);
  keeper = await keeper.restartBrowser();
  await tickAnew(keeper, 30);
  keeper = await keeper.crashBrowser();
  await tickAnew(keeper, 40);
  expect(keeper.worker.log().filter((line) => line.includes('annex'))).toEqual([]);
});

test('it is not loaded while there is nothing for it to do', async ({ launch }) => {
  const keeper = await launch();
  // The first life of a session finds work, and so does the first tick. Cut short by the kill it would be found again, so it is let end.
  await keeper.fireTick();
  const pruned = async (): Promise<boolean> =>
    (await keeper.readStore<{ task: string; lease: object | null }>('due')).some(({ task, lease }) => task === 'prune' && lease === null);
  const begun = (): Promise<boolean> => keeper.extension.evaluate(async () => (await chrome.storage.session.get('session'))['session'] === true);
  await until(async () => (await pruned()) && (await begun()), { timeout: 60_000, what: 'the first tick to have pruned, and the session to be under way' });
  // The other way round, a life that the clock has woken might be killed in the middle of a tick, and leave its leases behind.
  await keeper.killWorker();
  await keeper.setClock(5 * MINUTES);
  const before = await keeper.readStore<{ monitor: string; lastCheckAt: number }>('monitors');
  await keeper.fireTick();
  const checked = async (): Promise<boolean> => {
    const now = await keeper.readStore<{ monitor: string; lastCheckAt: number }>('monitors');
    return now.length > 0 && now.every(({ lastCheckAt }, index) => lastCheckAt > (before[index]?.lastCheckAt ?? 0));
  };
  await until(checked, { timeout: 90_000, what: 'Pika to be checked' });
  expect(await isLoaded(keeper)).toBe(false);
});
