import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { AT_ONCE } from '../../lib/tasks/saves/round.ts';
import type { World } from '../simulator/world.ts';
import { expect, test } from '../support/keeper-test.ts';
import { scrollToEnd } from '../support/library-page.ts';
import { untilItListens, writeOtherExtension } from '../support/other-extension.ts';
import { hashesOnDisk, hashesPromised, type SaveRow, saveRows, sha, untilHeld, untilSaved } from '../support/saved.ts';
import { tickThrough, untilIdle } from '../support/time.ts';
import { until } from '../support/until.ts';

const LIBRARY = 'https://pika.art/library';
const MINUTE = 60_000;
const CLIPS = 12;

let temp: string;
test.beforeEach(async () => {
  temp = await mkdtemp(path.join(os.tmpdir(), 'pika-obstacles-'));
});
test.afterEach(() => rm(temp, { recursive: true, force: true }));

function dozen(world: World): void {
  for (let n = 0; n < CLIPS; n += 1) world.addJob({ prompt: `clip ${n}`, state: 'finished' });
  world.page.perPage = 40;
}

const tries = (rows: readonly SaveRow[]): number => rows.reduce((sum, { attempts }) => sum + attempts, 0);

/** What a browser's own settings page does when its switch is pressed. */
async function switchOffAsking(page: Page): Promise<void> {
  await page.goto('chrome://settings/downloads');
  await page.evaluate(async () => {
    const scope = globalThis as unknown as { chrome: { settingsPrivate: { setPref(key: string, value: boolean): Promise<boolean> } } };
    await scope.chrome.settingsPrivate.setPref('download.prompt_for_download', false);
  });
}

test('a browser that asks where to save each file asks once; saving goes on when that is switched off', async ({ launch }) => {
  const keeper = await launch({ scenario: dozen, askWhereToSave: true });
  await keeper.page.goto(LIBRARY);
  await scrollToEnd(keeper.page, CLIPS);
  // Without a screen, Chromium answers each of its dialogs at once with Cancel.
  expect(tries(await untilHeld(keeper, 'asks'))).toBe(1);
  const popup = await keeper.popup();
  await expect(popup.getByText('Your browser asks where to save each video')).toHaveCount(1);
  await expect(popup.getByText('chrome://settings/downloads')).toBeVisible();

  // Killed in the middle of a task, it would leave its lease behind.
  await untilIdle(keeper);
  await keeper.killWorker();
  await keeper.setClock(60 * MINUTE);
  await tickThrough(keeper);
  await keeper.page.reload();
  await scrollToEnd(keeper.page, CLIPS);
  await tickThrough(keeper);
  expect(tries(await untilHeld(keeper, 'asks'))).toBe(1);

  await popup.getByRole('button', { name: 'Resume' }).click();
  await until(async () => tries(await saveRows(keeper)) === 2, { what: 'one more try' });
  expect(tries(await untilHeld(keeper, 'asks'))).toBe(2);

  await switchOffAsking(await keeper.newPage());
  await popup.getByRole('button', { name: 'Resume' }).click();
  await untilSaved(keeper, CLIPS);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  await expect(popup.getByText('Your browser asks where to save each video')).toHaveCount(0);
});

test('a folder that takes no files holds the queue, is told once, and is found mended', async ({ launch }) => {
  const downloadsDir = path.join(temp, 'downloads');
  await mkdir(downloadsDir);
  await writeFile(path.join(downloadsDir, 'Pika'), 'a file in the folder’s place');
  const keeper = await launch({ scenario: dozen, downloadsDir });
  await keeper.page.goto(LIBRARY);
  await scrollToEnd(keeper.page, CLIPS);
  // The browser may name a file before it fails to write it: what began beside the first one until then fails with it.
  expect(tries(await untilHeld(keeper, 'disk-denied'))).toBeLessThanOrEqual(AT_ONCE);
  const popup = await keeper.popup();
  await expect(popup.getByText('The download folder cannot be written to')).toHaveCount(1);

  await rm(path.join(downloadsDir, 'Pika'));
  await keeper.setClock(2 * MINUTE);
  await keeper.fireTick();
  await untilSaved(keeper, CLIPS);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
});

test('a policy against downloads holds the queue after one try, and is told', async ({ launch }) => {
  const userDataDir = path.join(temp, 'profile');
  const downloadsDir = path.join(temp, 'downloads');
  await mkdir(path.join(userDataDir, 'Default'), { recursive: true });
  // What an administrator's DownloadRestrictions = 3 sets in each profile.
  const preferences = { download_restrictions: 3, download: { default_directory: downloadsDir, prompt_for_download: false } };
  await writeFile(path.join(userDataDir, 'Default', 'Preferences'), JSON.stringify(preferences));
  const keeper = await launch({ scenario: dozen, userDataDir, downloadsDir });
  await keeper.page.goto(LIBRARY);
  await scrollToEnd(keeper.page, CLIPS);
  expect(tries(await untilHeld(keeper, 'policy'))).toBe(1);
  const popup = await keeper.popup();
  await expect(popup.getByText('Your organization blocks downloads in this browser')).toHaveCount(1);
  expect(await keeper.savedFiles()).toEqual([]);
});

/** As download managers do: sorts everything, ours and theirs, under the server's own name; and fetches one of ours, too. */
const MANAGER = `let fetched = false;
chrome.downloads.onDeterminingFilename.addListener((item, suggest) => suggest({ filename: 'sorted/' + item.filename.split('/').pop() }));
chrome.downloads.onChanged.addListener(async ({ id, state }) => {
  if (fetched || state?.current !== 'complete') return;
  fetched = true;
  const [item] = await chrome.downloads.search({ id });
  await chrome.downloads.download({ url: item.url });
});`;

test('another extension that renames all downloads: the real names are known, told once, and its own downloads are left alone', async ({ launch }) => {
  const other = await writeOtherExtension(temp, MANAGER);
  const keeper = await launch({ scenario: dozen, otherExtensions: [other] });
  await untilItListens(keeper);
  await keeper.page.goto(LIBRARY);
  await scrollToEnd(keeper.page, CLIPS);
  const rows = await untilSaved(keeper, CLIPS);
  await keeper.waitForFiles(CLIPS + 1);
  await tickThrough(keeper);
  const files = await keeper.savedFiles();
  expect(files).toHaveLength(CLIPS + 1);
  expect(files.every(({ name }) => /^sorted\/[0-9a-f]+( \(1\))?\.mp4$/.test(name))).toBe(true);
  expect([...new Set(files.map(({ bytes }) => sha(bytes)))].sort()).toEqual(hashesPromised(keeper));

  const names = rows.map(({ finalName }) => finalName);
  expect(new Set(names).size).toBe(CLIPS);
  expect(files.filter((file) => !names.includes(file.path))).toHaveLength(1);
  expect(rows.every(({ attempts }) => attempts === 1)).toBe(true);
  const popup = await keeper.popup();
  await expect(popup.getByText('Another extension renames your videos')).toHaveCount(1);
  await expect(popup.getByText(/was saved as “[0-9a-f]+( \(1\))?\.mp4”/)).toHaveCount(1);
});
