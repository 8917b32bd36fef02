import { urlsOf } from '../simulator/job.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { until } from '../support/until.ts';

/** The tests' own tools, proved on the built extension: other specs stand on them. */

declare const chrome: { downloads: { download(options: { url: string; filename: string }): Promise<number> } };

/** Saves a clip of the simulator's without the product's help: no page of Pika's is open. */
async function download(keeper: Keeper, filename: string): Promise<string> {
  const url = urlsOf(keeper.simulator.world.addJob()).result;
  await keeper.worker.evaluate((options) => chrome.downloads.download(options), { url, filename });
  return url;
}

test('host names lead to the simulator, and downloads keep their names and bytes', async ({ launch }) => {
  const keeper = await launch();
  const answer = await keeper.page.goto('https://cdn.pika.art/');
  expect(answer?.url()).toBe('https://cdn.pika.art/');
  const url = await download(keeper, 'Pika/2026/a clip – ä.mp4');
  const [file] = await keeper.waitForFiles(1);
  expect(file?.name).toBe('Pika/2026/a clip – ä.mp4');
  expect(file?.bytes.equals(keeper.simulator.clipBytes(url))).toBe(true);
});

test('the worker dies and comes back, and its clock stays where it was set', async ({ launch }) => {
  const keeper = await launch();
  const ahead = (): number => Date.now() - (performance.timeOrigin + performance.now());
  await keeper.setClock(3_600_000);
  expect(await keeper.worker.evaluate(ahead)).toBeGreaterThan(3_590_000);
  await keeper.worker.evaluate(() => void Object.assign(globalThis, { isFirst: true }));
  await keeper.killWorker();
  // An event of the browser's own may have woken the next life by now.
  expect(await keeper.worker.evaluate(() => 'isFirst' in globalThis)).toBe(false);
  expect(await keeper.worker.evaluate(ahead)).toBeGreaterThan(3_590_000);
  expect(keeper.worker.running()).toBe(true);
});

test('code that the worker did not finish is reported, never run again', async ({ launch }) => {
  const keeper = await launch();
  await keeper.worker.wake();
  const started = keeper.worker.evaluate(() => new Promise(() => {}));
  const reported = expect(started).rejects.toThrow('the worker was stopped');
  await keeper.killWorker();
  await reported;
});

test('badge, store and alarm are reached without waking the worker', async ({ launch }) => {
  const keeper = await launch();
  // An event of the browser's own may wake it meanwhile, its installation's or an alarm's. Were it woken by what is read, it would run each time.
  const sleepsOn = async (): Promise<boolean> => {
    await keeper.killWorker();
    expect(await keeper.badge()).toMatchObject({ colour: expect.stringMatching(/^#[0-9a-f]{6}$/) });
    expect(Array.isArray(await keeper.readStore('jobs'))).toBe(true);
    return !keeper.worker.running();
  };
  await until(sleepsOn, { what: 'what is read to leave the worker asleep' });
  await keeper.fireTick();
});

test('the clock outlives the browser, and the popup goes by it', async ({ launch }) => {
  const before = await launch();
  await before.setClock(3_600_000);
  const keeper = await before.restartBrowser();
  const ahead = (): number => Date.now() - (performance.timeOrigin + performance.now());
  expect(await keeper.worker.evaluate(ahead)).toBeGreaterThan(3_590_000);
  expect(await (await keeper.popup()).evaluate(ahead)).toBeGreaterThan(3_590_000);
});

for (const how of ['restartBrowser', 'crashBrowser'] as const) {
  test(`${how} comes back on the same profile and folder`, async ({ launch }) => {
    const before = await launch();
    await download(before, 'Pika/before.mp4');
    await before.waitForFiles(1);
    const after = await before[how]();
    expect(after.extensionId).toBe(before.extensionId);
    expect((await after.savedFiles()).map(({ name }) => name)).toEqual(['Pika/before.mp4']);
    await download(after, 'Pika/after.mp4');
    expect((await after.waitForFiles(2)).map(({ name }) => name)).toEqual(['Pika/after.mp4', 'Pika/before.mp4']);
  });
}
