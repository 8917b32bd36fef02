import path from 'node:path';
import { expect, test } from '../support/keeper-test.ts';
import { scrollToEnd } from '../support/library-page.ts';
import { saveRows, sha, untilSaved } from '../support/saved.ts';
import { urlsOf } from '../simulator/job.ts';
import type { World } from '../simulator/world.ts';
import { until } from '../support/until.ts';

/**
 * 800 MB at 2 Mbit/s take 53 minutes, and a worker that nothing wakes lives for half a minute. Here, a hundredth of the
 * bytes: nearly a minute, in which the worker is killed twice before the line gets fast and the test need not wait.
 * What counts is the same: the download outlives each worker, and no worker could have held the clip.
 */
const LONG = 8_000_000;
const LONG_SPEED = 150_000;
const SHORT = 400_000;
const SHORT_SPEED = 100_000;
const OTHERS = 7;
/** More than a look at the boxes of a file takes. */
const LOOK = 300_000;

/** @returns the fault that slows the long film */
function slowLine(world: World): number {
  const long = world.addJob({ prompt: 'a very long film', state: 'finished', bytes: LONG });
  const slow = world.setFault({ kind: 'drip', clip: long.id, bytesPerSecond: LONG_SPEED, ranged: false });
  for (let n = 0; n < OTHERS; n += 1) {
    const { id } = world.addJob({ prompt: `a short film ${n}`, state: 'finished', bytes: SHORT });
    world.setFault({ kind: 'drip', clip: id, bytesPerSecond: SHORT_SPEED, ranged: false });
  }
  world.page.perPage = 40;
  return slow;
}

async function withTexts(): Promise<void> {
  const scope = globalThis as unknown as { chrome: { runtime: { sendMessage(message: object): Promise<unknown> } } }; // the page has no types
  await scope.chrome.runtime.sendMessage({ type: 'ui:set-saving', saving: { sidecar: true, promptFile: true } });
}

/** Bytes of the largest download under way. */
async function received(): Promise<number> {
  const scope = globalThis as unknown as { chrome: { downloads: { search(query: object): Promise<{ bytesReceived: number }[]> } } };
  const items = await scope.chrome.downloads.search({ state: 'in_progress' });
  return Math.max(0, ...items.map(({ bytesReceived }) => bytesReceived));
}

test('a long download outlives two workers, with seven more behind it: all eight arrive once, with their texts, and none passes through a worker', async ({ launch }) => {
  let slow = 0;
  const keeper = await launch({ scenario: (world) => void (slow = slowLine(world)) });
  const { world, requests } = keeper.simulator;
  await keeper.extension.evaluate(withTexts);
  await keeper.page.goto('https://pika.art/library');
  await scrollToEnd(keeper.page, OTHERS + 1);
  await keeper.page.goto('about:blank');
  // One that is just begun when the worker dies is begun anew, and rightly so: the others are through by then, however long they take.
  await until(async () => (await saveRows(keeper)).filter(({ state }) => state === 'saved').length === OTHERS, { timeout: 45_000, what: 'all but the long one to be saved' });
  for (const part of [1 / 8, 1 / 4]) {
    await until(async () => (await keeper.extension.evaluate(received)) >= LONG * part, { timeout: 60_000, what: `${Math.round(part * 100)} % of the long file` });
    await keeper.killWorker();
    expect((await saveRows(keeper)).some(({ state }) => state === 'downloading')).toBe(true);
  }
  world.clearFault(slow);
  const rows = await untilSaved(keeper, OTHERS + 1);
  expect(rows.every(({ attempts }) => attempts === 1)).toBe(true);
  const isDone = async () => (await keeper.savedFiles()).length === 3 * (OTHERS + 1);
  await until(isDone, { timeout: 60_000, what: () => 'a .json and a .txt beside each video' });

  const files = await keeper.savedFiles();
  const videos = files.filter(({ name }) => name.endsWith('.mp4'));
  const promised = world.finished().map((job) => sha(keeper.simulator.clipBytes(urlsOf(job).result)));
  expect(videos.map(({ bytes }) => sha(bytes)).sort()).toEqual(promised.sort());
  const stem = (name: string): string => name.replace(/\.[a-z0-9]+$/, '');
  for (const ending of ['.json', '.txt']) {
    expect(files.filter(({ name }) => name.endsWith(ending)).map(({ name }) => stem(name)).sort()).toEqual(videos.map(({ name }) => stem(name)).sort());
  }

  // The browser fetched each whole file, once; whatever the worker asked for was a look at a part.
  const clips = requests.filter({ kind: 'clip', method: 'GET' }).filter(({ headers }) => headers['sec-fetch-dest'] !== 'video');
  expect(clips.filter(({ headers }) => headers['range'] === undefined)).toHaveLength(OTHERS + 1);
  for (const { headers } of clips) {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(String(headers['range'] ?? 'bytes=0-0')) ?? [];
    expect(Number(to) - Number(from)).toBeLessThan(LOOK);
  }
});

test('an update of the extension in the middle of a download does not begin it anew, and saves it once', async ({ launch }) => {
  let slow = 0;
  const keeper = await launch({
    scenario: (world) => {
      const { id } = world.addJob({ prompt: 'a long film', state: 'finished', bytes: 2_000_000 });
      slow = world.setFault({ kind: 'drip', clip: id, bytesPerSecond: 60_000, ranged: false });
    },
  });
  const { world, requests } = keeper.simulator;
  await keeper.page.goto('https://pika.art/library');
  await until(async () => (await keeper.extension.evaluate(received)) > 100_000, { timeout: 30_000, what: 'a part of the file' });
  const session = await keeper.context.browser()?.newBrowserCDPSession();
  // Newer than Playwright's list of commands.
  const send = session?.send.bind(session) as ((method: string, params: object) => Promise<unknown>) | undefined;
  await send?.('Extensions.loadUnpacked', { path: path.join(keeper.userDataDir, 'Keeper') });
  world.clearFault(slow);
  const popup = await keeper.popup();
  await expect(popup.getByText(/1 video saved/)).toBeVisible({ timeout: 60_000 });
  expect((await keeper.savedFiles()).map(({ bytes }) => sha(bytes))).toEqual(world.finished().map((job) => sha(keeper.simulator.clipBytes(urlsOf(job).result))));
  const whole = requests.filter({ kind: 'clip', method: 'GET' }).filter(({ headers }) => headers['sec-fetch-dest'] !== 'video' && headers['range'] === undefined);
  expect(whole).toHaveLength(1);
});
