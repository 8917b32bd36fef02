import path from 'node:path';
import { type FirefoxKeeper, hasFirefox } from '../support/firefox.ts';
import { test, untilSays } from '../support/firefox-test.ts';
import { expect } from '../support/keeper-test.ts';
import { nameFaults, ODD_PROMPTS, unreadable } from '../support/odd-prompts.ts';
import { hashesOnDisk, hashesPromised, type SaveRow, saveRows, untilSaved } from '../support/saved.ts';
import { until } from '../support/until.ts';

const LIBRARY = 'https://pika.art/library';

interface NamedRow extends SaveRow {
  readonly requestedName: string | null;
}

declare const browser: {
  readonly extension: { getBackgroundPage(): object | null };
  readonly permissions: { remove(permissions: { origins: readonly string[] }): Promise<boolean> };
};

test.skip(!hasFirefox(), 'there is no Firefox on this machine');

/** Scrolls the library until it shows as many videos as there are jobs. */
async function showAll(keeper: FirefoxKeeper): Promise<void> {
  await keeper.page.goto(LIBRARY);
  const wanted = keeper.simulator.world.finished().length;
  const scrolled = (): number => {
    window.scrollTo(0, document.documentElement.scrollHeight);
    return document.querySelectorAll('video').length;
  };
  await until(async () => (await keeper.page.evaluate(scrolled)) >= wanted, { what: `${wanted} videos in the library`, timeout: 60_000 });
}

test('a library of 40 finished jobs over every address family is on disk, byte for byte, once each, and no decoy', async ({ firefox }) => {
  const keeper = await firefox({ scenario: 'forty-families' });
  await showAll(keeper);
  const rows = await untilSaved(keeper, 40);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  expect(rows.every(({ attempts, proof }) => attempts === 1 && proof === 'boxes')).toBe(true);
  expect(rows.map(({ finalName }) => finalName).sort()).toEqual((await keeper.savedFiles()).map((file) => file.path).sort());
  expect(keeper.simulator.world.writes).toBe(0);
});

test('whatever the prompt says, the clip is saved under a name of its own that every system takes', async ({ firefox }) => {
  const keeper = await firefox({
    scenario: (world) => {
      for (const prompt of ODD_PROMPTS) world.addJob({ prompt, state: 'finished' });
      world.page.perPage = 40;
    },
  });
  await showAll(keeper);
  await untilSaved(keeper, ODD_PROMPTS.length);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  const files = await keeper.savedFiles();
  const names = files.map(({ name }) => name);
  expect(nameFaults(names)).toEqual([]);
  expect(unreadable(names)).toEqual([]);
  const rows = await keeper.readStore<NamedRow>('saves');
  expect(rows.map(({ finalName }) => finalName).sort()).toEqual(files.map((file) => file.path).sort());
  for (const { attempts, finalName, requestedName } of rows) {
    expect(path.join(keeper.downloadsDir, requestedName ?? '')).toBe(finalName);
    expect(attempts).toBe(1);
  }
});

test('a reload, and a restart of the browser, save nothing twice', async ({ firefox }) => {
  const keeper = await firefox({ scenario: (world) => addClips(world, 8) });
  await keeper.page.goto(LIBRARY);
  await untilSaved(keeper, 8);
  await keeper.page.reload();
  await seenAgain(keeper);
  const again = await keeper.restartBrowser();
  expect(await saveRows(again)).toHaveLength(9);
  await again.page.goto(LIBRARY);
  await seenAgain(again);
  expect(await hashesOnDisk(again)).toEqual(hashesPromised(again));
  expect((await saveRows(again)).every(({ attempts }) => attempts === 1)).toBe(true);
});

test('a browser that quits in the middle of its downloads finishes them after its restart, once each', async ({ firefox }) => {
  const keeper = await firefox({
    scenario: (world) => {
      addClips(world, 8);
      world.setFault({ kind: 'drip', host: /^cdn\./u, bytesPerSecond: 1_000 });
    },
  });
  await keeper.page.goto(LIBRARY);
  await until(async () => (await saveRows(keeper)).filter(({ state }) => state === 'downloading').length >= 3, { timeout: 60_000, what: 'downloads to run' });
  const again = await keeper.restartBrowser();
  again.simulator.world.clearFaults();
  await again.page.goto(LIBRARY);
  await untilSaved(again, 8, 120_000);
  // A second file, of a download that began as the background died, is gone with the next tick.
  await expect.poll(() => hashesOnDisk(again), { timeout: 60_000 }).toEqual(hashesPromised(again));
});

test('truncated, empty and foreign answers are never saved; the good one that comes later is', async ({ firefox }) => {
  const keeper = await firefox({
    scenario: (world) => {
      const bad = [{ kind: 'cut', fraction: 0.6 }, { kind: 'empty' }, { kind: 'html' }, { kind: 'status', status: 503 }] as const;
      // Only the download meets it: the browser may look at the video for the page, in ranges.
      for (const fault of bad) world.setFault({ ...fault, clip: world.addJob({ prompt: fault.kind, state: 'finished' }).id, times: 1, ranged: false });
    },
  });
  await keeper.page.goto(LIBRARY);
  const rows = await untilSaved(keeper, 4, 120_000);
  expect(rows.every(({ attempts, proof }) => attempts > 1 && proof === 'boxes')).toBe(true);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
});

test('a background page that Firefox puts to sleep whenever it can saves everything all the same', async ({ firefox }) => {
  const keeper = await firefox({
    preferences: { 'extensions.background.idle.timeout': 1_000 },
    scenario: (world) => {
      addClips(world, 12);
      // While as many run as are saved at a time there is nothing else to do, and they run until it has been seen asleep.
      world.setFault({ kind: 'drip', bytesPerSecond: 500, ranged: false, path: /\.mp4/u });
    },
  });
  await keeper.page.goto(LIBRARY);
  const asleep = (): Promise<boolean> => keeper.extension.evaluate(() => browser.extension.getBackgroundPage() === null);
  await until(async () => (await saveRows(keeper)).some(({ state }) => state === 'downloading') && (await asleep()), { timeout: 60_000, what: 'the background to sleep over a download' });
  keeper.simulator.world.clearFaults();
  await untilSaved(keeper, 12, 120_000);
  await expect.poll(() => hashesOnDisk(keeper), { timeout: 60_000 }).toEqual(hashesPromised(keeper));
  await until(asleep, { timeout: 60_000, what: 'the background to sleep when all is done' });
});

test('the popup says so when Firefox withholds pika.art, and its button gets it back', async ({ firefox }) => {
  const keeper = await firefox({
    scenario: (world) => addClips(world, 1),
    // The browser's own question is no page that a test can reach: yes is taken for granted.
    preferences: { 'extensions.webextOptionalPermissionPrompts': false },
  });
  await keeper.page.goto(LIBRARY);
  await untilSaved(keeper, 1);
  const popup = await keeper.popup();
  await untilSays(popup, 'Saved');
  expect(await popup.evaluate(() => document.body.innerText)).not.toContain('may not see pika.art');
  expect(await keeper.extension.evaluate(() => browser.permissions.remove({ origins: ['https://pika.art/*', 'https://*.pika.art/*'] }))).toBe(true);
  await untilSays(popup, 'Pika Keeper may not see pika.art');
  await untilSays(popup, 'Allow pika.art');
  await untilSays(popup, 'Saved');
  await popup.click('.notice button');
  await until(async () => !(await popup.evaluate(() => document.body.innerText)).includes('may not see pika.art'), { what: 'the notice to go' });
  await keeper.page.goto(LIBRARY);
  await seenAgain(keeper);
});

function addClips(world: FirefoxKeeper['simulator']['world'], count: number): void {
  for (let n = 0; n < count; n += 1) world.addJob({ prompt: `clip ${n}`, family: n % 2 ? 'v1' : 'results', state: 'finished' });
}

/** Waits until a job added now, and so told to the background after all that the page shows already, is saved too. */
async function seenAgain(keeper: FirefoxKeeper): Promise<void> {
  const { world } = keeper.simulator;
  world.addJob({ prompt: 'one more', state: 'finished' });
  await keeper.page.reload();
  await untilSaved(keeper, world.finished().length);
}
