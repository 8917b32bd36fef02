import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type SimJob, urlsOf } from '../simulator/job.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Keeper, LaunchOptions, Simulator } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { scrollToEnd } from '../support/library-page.ts';
import { untilItListens, writeOtherExtension } from '../support/other-extension.ts';
import { hashesOnDisk, hashesPromised, saveRows, sha, untilHeld, untilSaved } from '../support/saved.ts';
import { tickThrough } from '../support/time.ts';
import { until } from '../support/until.ts';

const LIBRARY = 'https://pika.art/library';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CLIPS = 4;
const NOTICE = 'Your browser holds a video back as dangerous';

let temp: string;
let simulator: Simulator;
test.beforeEach(async () => {
  simulator = await startSimulator({ scenario: () => {} });
  temp = await mkdtemp(path.join(os.tmpdir(), 'pika-danger-'));
});
test.afterEach(async () => {
  await simulator.stop();
  await rm(temp, { recursive: true, force: true });
});

/** As download managers do: gives a clip of which the server says no type the ending for such files. */
const namesBin = (url: string): string => `chrome.downloads.onDeterminingFilename.addListener((item, suggest) => (item.url.startsWith('${url}') ? suggest({ filename: 'held.bin' }) : suggest()));`;

async function openLibrary(keeper: Keeper, cards: number): Promise<void> {
  await keeper.page.goto(LIBRARY);
  await scrollToEnd(keeper.page, cards);
}

interface Held {
  readonly keeper: Keeper;
  readonly popup: Page;
  readonly job: SimJob;
}

/**
 * Lets Chromium's own protection call one clip dangerous, and shows that the others wait. It looks at no file named .mp4, whatever is
 * in it: so another extension gives this one another ending.
 */
async function holdOneBack(launch: (options: LaunchOptions) => Promise<Keeper>): Promise<Held> {
  const { world } = simulator;
  const job = world.addJob({ prompt: 'held', state: 'finished' });
  world.setFault({ kind: 'wrong-type', clip: job.id, contentType: 'application/octet-stream' });
  const keeper = await launch({
    simulator,
    flags: [`--safebrowsing-manual-download-blacklist=${sha(simulator.clipBytes(job.id))}`],
    otherExtensions: [await writeOtherExtension(temp, namesBin(urlsOf(job).result))],
  });
  await untilItListens(keeper);
  await openLibrary(keeper, 1);
  await untilHeld(keeper, 'browser-blocked', 'failed');
  for (let n = 1; n < CLIPS; n += 1) world.addJob({ prompt: `clip ${n}`, state: 'finished' });
  await openLibrary(keeper, CLIPS);
  await until(async () => (await saveRows(keeper)).length === CLIPS, { what: 'a row for each clip' });
  await tickThrough(keeper);
  const rows = await untilHeld(keeper, 'browser-blocked', 'failed');
  expect(rows.filter(({ state }) => state === 'failed')).toEqual([expect.objectContaining({ attempts: 1, problem: expect.objectContaining({ kind: 'browser-blocked' }) })]);
  expect(rows.map(({ attempts }) => attempts).sort()).toEqual([0, 0, 0, 1]);
  expect(await readdir(keeper.downloadsDir)).toEqual([expect.stringMatching(/^Unconfirmed \d+\.crdownload$/)]);
  const popup = await keeper.popup();
  await expect(popup.getByText(NOTICE)).toHaveCount(1);
  return { keeper, popup, job };
}

/** Presses a button on the browser's own page, in the menu of what it holds back, and agrees to what that asks. */
async function decide(keeper: Keeper, button: '#save-dangerous' | '#discard-dangerous'): Promise<void> {
  const page = await keeper.newPage();
  await page.goto('chrome://downloads');
  await page.locator('#more-actions:visible').click();
  await page.locator(`${button}:visible`).click();
  if (button === '#save-dangerous') await page.getByRole('button', { name: 'Download dangerous file' }).click();
}

/** How often the extension has fetched its file whole. */
function fetches(job: SimJob): number {
  const asked = simulator.requests.filter({ kind: 'clip', method: 'GET', path: new URL(urlsOf(job).result).pathname });
  return asked.filter(({ headers }) => headers['sec-fetch-dest'] !== 'video' && headers['range'] === undefined).length;
}

test('a clip that Chromium calls dangerous is the user’s to decide: kept, it is saved as it is, and the others go on at once', async ({ launch }) => {
  const { keeper, job, popup } = await holdOneBack(launch);
  await decide(keeper, '#save-dangerous');
  const rows = await untilSaved(keeper, CLIPS);
  expect(rows.every(({ attempts }) => attempts === 1)).toBe(true);
  expect(fetches(job)).toBe(1);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  await expect(popup.getByText(NOTICE)).toHaveCount(0);
});

test('a clip that Chromium calls dangerous is neither accepted nor fetched again: the others are saved after a while', async ({ launch }) => {
  const { keeper, job } = await holdOneBack(launch);
  const others = hashesPromised(keeper, simulator.world.finished().filter(({ id }) => id !== job.id));
  await keeper.setClock(6 * MINUTE);
  await keeper.fireTick();
  await untilSaved(keeper, CLIPS - 1);
  expect(await hashesOnDisk(keeper)).toEqual(others);

  await decide(keeper, '#discard-dangerous');
  await until(async () => (await readdir(keeper.downloadsDir)).every((name) => !name.startsWith('Unconfirmed')), { what: 'the browser to remove what it has held back' });
  await keeper.setClock(12 * HOUR);
  await openLibrary(keeper, CLIPS);
  await tickThrough(keeper);
  expect((await saveRows(keeper)).filter(({ state }) => state !== 'saved')).toEqual([expect.objectContaining({ state: 'failed', attempts: 1 })]);
  expect(fetches(job)).toBe(1);
  expect(await hashesOnDisk(keeper)).toEqual(others);
});
