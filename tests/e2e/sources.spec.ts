import type { ApiSourceId } from '../../lib/domain/jobs/job.ts';
import type { SimSource } from '../simulator/sources/apis.ts';
import { type AllowedBuild, allowHosts } from '../support/allowed-hosts.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { hashesOnDisk, hashesPromised, saveRows, untilSaved } from '../support/saved.ts';
import { addInPopup, askedOfSources, openDashboard, pass, setUp, SOURCE_HOSTS, untilState } from '../support/source-steps.ts';
import { untilIdle } from '../support/time.ts';
import { until } from '../support/until.ts';

/** Sources of jobs from the first paste to the file on disk, through the screens that people use. */

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const SOURCES: readonly SimSource[] = ['useapi', 'fal', 'pika-api'];

let build: AllowedBuild;
test.beforeAll(async () => {
  build = await allowHosts(...SOURCE_HOSTS);
});
test.afterAll(() => build.remove());

/** A browser in which these sources are set up. */
async function withSources(launch: (options: { extensionDir: string }) => Promise<Keeper>, ...sources: ApiSourceId[]): Promise<Keeper> {
  const keeper = await launch({ extensionDir: build.folder });
  const settings = await openDashboard(keeper, 'settings');
  for (const source of sources) expect(await setUp(settings, source, keeper.simulator.world.apis.tokens[source])).toContain('accepts');
  await settings.close();
  return keeper;
}

function expectOnlyLooks(keeper: Keeper): void {
  const asked = askedOfSources(keeper);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter(({ method, kind }) => method !== 'GET' || kind === 'write')).toEqual([]);
  expect(keeper.simulator.world.writes).toBe(0);
}

for (const source of SOURCES) {
  test(`a job of ${source} is pasted, followed, and saved once, byte for byte`, async ({ launch }) => {
    const keeper = await withSources(launch, source);
    const { world } = keeper.simulator;
    const api = world.apis.add(source, { prompt: 'a lighthouse in a storm', state: 'queued' });
    const popup = await keeper.popup();
    await addInPopup(popup, api.id);
    await untilState(keeper, `${source}:${api.id}`, 'queued');
    await expect(popup.locator('.group-active')).toContainText(/queue/);
    world.setState(api.job.id, 'pending');
    await pass(keeper, MINUTE);
    await untilState(keeper, `${source}:${api.id}`, 'running');
    world.finishJob(api.job.id);
    await pass(keeper, MINUTE);
    const rows = await untilSaved(keeper, 1);
    expect(rows).toHaveLength(1);
    expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper, [api.job]));
    // Once more, and nothing is fetched twice.
    await addInPopup(popup, api.id);
    await pass(keeper, MINUTE);
    await untilSaved(keeper, 1);
    expect(await hashesOnDisk(keeper)).toHaveLength(1);
    expectOnlyLooks(keeper);
  });
}

test('a link on Discord that has died is refreshed by its source, and only then saved', async ({ launch }) => {
  const keeper = await withSources(launch, 'useapi');
  const { world, requests } = keeper.simulator;
  await keeper.extension.evaluate(() => chrome.runtime.sendMessage({ type: 'ui:pause-saving', paused: true }));
  const api = world.apis.add('useapi', { prompt: 'harbour at dawn', state: 'finished' });
  await addInPopup(await keeper.popup(), api.id);
  await until(async () => (await saveRows(keeper)).length === 1, { what: 'its clip to be noted' });
  world.apis.expireLinks();
  const before = requests.count({ host: 'api.useapi.net' });
  await keeper.extension.evaluate(() => chrome.runtime.sendMessage({ type: 'ui:pause-saving', paused: false }));
  // Found dead. The ledger says so only until the next try, some seconds later.
  const [dead] = await requests.waitFor(({ host, path, status }) => host === 'cdn.discordapp.com' && path.includes('.mp4') && status === 404);
  await pass(keeper, MINUTE);
  await untilSaved(keeper, 1);
  const asked = requests.filter({ host: 'api.useapi.net' })[before];
  const saved = requests.filter({ kind: 'clip', status: 200 })[0];
  const order = [dead, asked, saved].map((seen) => requests.all.findIndex((one) => one === seen));
  expect(order[0]).toBeGreaterThanOrEqual(0);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper, [api.job]));
  expectOnlyLooks(keeper);
});

test('a refused token pauses its source with a sign and one notice; others go on, and a new token resumes it', async ({ launch }) => {
  const keeper = await withSources(launch, 'useapi', 'fal');
  const { world } = keeper.simulator;
  const [waits, other, goes] = [world.apis.add('useapi', { state: 'finished' }), world.apis.add('useapi', { state: 'finished' }), world.apis.add('fal', { state: 'finished' })];
  world.apis.tokens.useapi = 'user:9999-another-token';
  const popup = await keeper.popup();
  await addInPopup(popup, `${waits.id}\n${other.id}`);
  await expect(popup.locator('.notice')).toHaveCount(1);
  await expect(popup.locator('.notice')).toContainText('useapi does not accept the token');
  await until(async () => (await keeper.badge()).text === 'key', { what: 'the sign that a key is needed' });
  await popup.getByLabel('Source').selectOption('fal');
  await addInPopup(popup, goes.id);
  await untilSaved(keeper, 1);
  // Of its two jobs the second may have been asked for beside the first.
  await untilIdle(keeper);
  const asked = keeper.simulator.requests.count({ host: 'api.useapi.net' });
  await pass(keeper, 10 * MINUTE);
  expect(keeper.simulator.requests.count({ host: 'api.useapi.net' })).toBe(asked);
  const [settings] = await Promise.all([keeper.context.waitForEvent('page'), popup.getByRole('button', { name: 'Open Settings' }).click()]);
  const row = settings.locator('.source', { has: settings.getByLabel('useapi', { exact: true }) });
  await expect(row.locator('.source-state')).toContainText('Paused since');
  await expect(row.locator('input[type=password]')).toHaveCount(0);
  await row.getByRole('button', { name: /^Replace/ }).click();
  await expect(row.locator('input[type=password]')).toHaveValue('');
  await row.locator('input[type=password]').fill(world.apis.tokens.useapi);
  await row.getByRole('button', { name: 'Save and test' }).click();
  await untilSaved(keeper, 3);
  await until(async () => (await keeper.badge()).text !== 'key', { what: 'the sign to go' });
  await expect(popup.locator('.notice')).toHaveCount(0);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper, [waits.job, other.job, goes.job]));
  expectOnlyLooks(keeper);
});

test('a source that is switched off keeps no sign and is asked no more', async ({ launch }) => {
  const keeper = await withSources(launch, 'pika-api');
  const { world } = keeper.simulator;
  world.apis.tokens['pika-api'] = 'another-key-1234';
  await addInPopup(await keeper.popup(), world.apis.add('pika-api', { state: 'queued' }).id);
  await until(async () => (await keeper.badge()).text === 'key', { what: 'the sign that a key is needed' });
  const settings = await openDashboard(keeper, 'settings');
  await settings.getByLabel('Pika API', { exact: true }).click();
  await until(async () => (await keeper.badge()).text !== 'key', { what: 'the sign to go' });
  await untilIdle(keeper);
  const asked = askedOfSources(keeper).length;
  await pass(keeper, 10 * MINUTE);
  expect(askedOfSources(keeper)).toHaveLength(asked);
});

test('a worker that is killed while it asks loses nothing, and a job is followed across a restart of the browser', async ({ launch }) => {
  const keeper = await withSources(launch, 'fal');
  const { world, requests } = keeper.simulator;
  const api = world.apis.add('fal', { state: 'queued' });
  const fault = world.apis.break(api, { kind: 'hang' });
  await addInPopup(await keeper.popup(), api.id);
  await requests.waitFor((seen) => seen.host === 'queue.fal.run' && seen.path.includes(api.id));
  await keeper.killWorker();
  world.clearFault(fault);
  // The dead worker's lease has to run out first.
  await keeper.setClock(2 * MINUTE);
  await keeper.fireTick();
  await untilState(keeper, `fal:${api.id}`, 'queued');
  await untilIdle(keeper);
  const again = await keeper.restartBrowser();
  world.finishJob(api.job.id);
  await pass(again, MINUTE);
  await untilSaved(again, 1);
  expect(await hashesOnDisk(again)).toEqual(hashesPromised(again, [api.job]));
  expectOnlyLooks(again);
});

const REFUSALS = [
  { status: 400, says: 'says that this is not a job ID' },
  { status: 404, says: 'does not know this job' },
  { status: 429, says: 'asks for a break' },
  { status: 504, says: 'has more to do than it can' },
  { status: 402, says: 'has no subscription or it has expired' },
] as const;

test('each refusal has its own sentence on the row of its job, in the popup and on the dashboard', async ({ launch }) => {
  const keeper = await withSources(launch, 'useapi');
  const { world } = keeper.simulator;
  const dashboard = await openDashboard(keeper, 'jobs');
  for (const { status, says } of REFUSALS) {
    const api = world.apis.add('useapi', { state: 'queued', prompt: '' });
    world.apis.refuse(api, status, { times: 1 });
    const popup = await keeper.popup();
    await addInPopup(popup, api.id);
    await expect(popup.locator('.job', { hasText: says })).toBeVisible();
    await expect(dashboard.locator('.job-row', { hasText: says })).toBeVisible();
    await popup.close();
    // Rests that it asked for are over; what it paused stays so.
    await pass(keeper, 10 * MINUTE);
  }
  expectOnlyLooks(keeper);
});
