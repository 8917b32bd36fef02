import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { saveRows, untilSaved } from '../support/saved.ts';
import { tickThrough } from '../support/time.ts';
import { until } from '../support/until.ts';

/** What is chosen about saving on the dashboard, and what becomes of clips by it. */

const LIBRARY = 'https://pika.art/library';

async function openSettings(keeper: Keeper): Promise<Page> {
  const page = await keeper.newPage();
  await page.goto(`chrome-extension://${keeper.extensionId}/dashboard.html#settings`);
  await page.getByRole('region', { name: 'Saving', exact: true }).waitFor();
  return page;
}

interface MetaRow {
  readonly key: string;
  readonly value: Record<string, unknown>;
}

const settingsOf = async (keeper: Keeper): Promise<Record<string, unknown>> => (await keeper.readStore<MetaRow>('meta')).find(({ key }) => key === 'settings')?.value ?? {};

/** Waits until these parts of the saving settings are stored. */
async function untilChosen(keeper: Keeper, parts: Record<string, unknown>): Promise<void> {
  const isStored = async (): Promise<boolean> => {
    const saving = (await settingsOf(keeper))['saving'] as Record<string, unknown> | undefined; // as the product stores it
    return Object.entries(parts).every(([key, value]) => saving?.[key] === value);
  };
  await until(isStored, { what: `${JSON.stringify(parts)} to be stored` });
}

const states = async (keeper: Keeper): Promise<string[]> => (await saveRows(keeper)).map(({ state }) => state).sort();

test('the next clip gets the name that the preview showed', async ({ launch }) => {
  const keeper = await launch({ scenario: (world) => void world.addJob({ prompt: 'A red fox in snow', state: 'finished' }) });
  await keeper.page.goto(LIBRARY);
  await untilSaved(keeper, 1);
  const page = await openSettings(keeper);
  const pattern = page.getByLabel('Pattern', { exact: true });
  const preview = page.locator('#template-preview');
  await expect(preview).toContainText('Your newest clip would be');
  await expect(preview).toContainText('Pika/A red fox in snow - ');

  await pattern.fill('{promt} {clip');
  await expect(preview).toContainText('{promt} is not known');
  await expect(preview).toContainText('A brace is missing');
  await pattern.press('Escape');
  await expect(pattern).toHaveValue('{prompt} - {clip}');

  await pattern.fill('{counter:3} {prompt:2}');
  await pattern.press('Home');
  await page.getByRole('button', { name: 'Put in source' }).click();
  await expect(pattern).toBeFocused();
  await page.keyboard.type('/');
  await expect(pattern).toHaveValue('{source}/{counter:3} {prompt:2}');
  await expect(preview).toContainText('Pika/pika/001 A red - ');
  expect((await settingsOf(keeper))['saving']).toBeUndefined();
  await pattern.press('Enter');
  await untilChosen(keeper, { template: '{source}/{counter:3} {prompt:2}' });

  const folder = page.getByLabel('Folder inside your download folder');
  await folder.fill('../elsewhere');
  await folder.press('Enter');
  await expect(page.getByText('no drive, no slash at the start')).toBeVisible();
  await folder.fill('Clients/Spring');
  await page.getByRole('heading', { name: 'Saving', exact: true }).click();
  await until(async () => (await settingsOf(keeper))['folder'] === 'Clients/Spring', { what: 'the folder to be stored' });

  keeper.simulator.world.addJob({ prompt: 'Blue whales under ice', state: 'finished' });
  await keeper.page.reload();
  await untilSaved(keeper, 2);
  const names = (await keeper.savedFiles()).map((file) => path.relative(keeper.downloadsDir, file.path));
  expect(names.some((name) => /^Clients\/Spring\/pika\/001 Blue whales - \w{10}\.mp4$/.test(name)), names.join()).toBe(true);
});

test('with “only what I ask for”, clips are listed and left, until one is asked for', async ({ launch }) => {
  const keeper = await launch({
    scenario: (world) => {
      world.addJob({ prompt: 'left alone', state: 'finished' });
      world.addJob({ prompt: 'wanted after all', state: 'finished' });
    },
  });
  const page = await openSettings(keeper);
  // A click, for `check` wants the circle filled at once: it follows when the store has agreed.
  await page.getByLabel('Only what I ask for').click();
  await untilChosen(keeper, { mode: 'asked' });
  await expect(page.getByLabel('Only what I ask for')).toBeChecked();
  await expect(page.getByRole('group', { name: 'Where from' })).toHaveCount(0);

  await keeper.page.goto(LIBRARY);
  await until(async () => (await states(keeper)).join() === 'skipped,skipped', { timeout: 60_000, what: 'both clips to be left out' });
  await page.getByRole('tab', { name: 'Clips' }).click();
  await page.getByRole('option', { name: /wanted after all/ }).click();
  await expect(page.getByText('You chose to save only what you ask for.')).toBeVisible();
  await page.getByRole('complementary').getByRole('button', { name: 'Save', exact: true }).click();
  await until(async () => (await states(keeper)).join() === 'saved,skipped', { timeout: 60_000, what: 'the one that was asked for' });
  expect((await keeper.savedFiles()).map(({ name }) => path.basename(name).startsWith('wanted after all'))).toEqual([true]);
});

test('a daily limit and a pause hold the rest, say so on every screen, and let it go', async ({ launch }) => {
  const keeper = await launch({
    scenario: (world) => {
      for (let n = 1; n <= 3; n += 1) world.addJob({ prompt: `clip ${n}`, state: 'finished' });
    },
  });
  const page = await openSettings(keeper);
  const count = page.getByLabel('Videos a day');
  const say = async (text: string, stored: number | null): Promise<void> => {
    await count.fill(text);
    await count.press('Enter');
    await untilChosen(keeper, { dailyCount: stored });
  };
  await count.fill('none');
  await count.press('Enter');
  await expect(page.getByText('or leave it empty for no limit')).toBeVisible();
  await say('1', 1);
  await keeper.page.goto(LIBRARY);
  await until(async () => (await states(keeper)).join() === 'saved,wanted,wanted', { timeout: 60_000, what: 'one clip, and two that wait' });
  await expect(page.getByText('Waiting until tomorrow: 1 of 1 video today')).toBeVisible();
  await page.getByRole('tab', { name: 'Clips' }).click();
  await expect(page.getByRole('option').getByText('Waiting until tomorrow')).toHaveCount(2);
  await page.getByRole('tab', { name: 'Jobs' }).click();
  await expect(page.getByRole('listitem').getByText('Waiting until tomorrow')).toHaveCount(2);

  await page.getByRole('tab', { name: 'Settings' }).click();
  await say('2', 2);
  await until(async () => (await states(keeper)).join() === 'saved,saved,wanted', { timeout: 60_000, what: 'a second clip' });
  await page.getByRole('button', { name: 'Pause saving' }).click();
  await untilChosen(keeper, { paused: true });
  await expect(page.getByText('Paused: Nothing new begins')).toBeVisible();
  await say('', null);
  await tickThrough(keeper);
  expect(await states(keeper)).toEqual(['saved', 'saved', 'wanted']);

  const popup = await keeper.popup();
  await expect(popup.getByText('Saving is paused', { exact: true })).toBeVisible();
  await popup.getByRole('button', { name: 'Resume' }).click();
  await untilSaved(keeper, 3);
  await expect(page.getByText('Saving: 3 videos today')).toBeVisible();
  await popup.close();
});

test('settings go to another browser as a file, with tokens only where that is ticked', async ({ launch }) => {
  const first = await launch();
  const page = await openSettings(first);
  await page.getByLabel('Begin with').selectOption({ label: 'For an archive' });
  await untilChosen(first, { template: '{source}/{date}/{model} - {resolution} - seed {seed} - {prompt:6} - {clip}' });
  await page.getByLabel('Gigabytes a day').fill('2,5');
  await page.getByLabel('Gigabytes a day').press('Enter');
  await untilChosen(first, { dailyBytes: 2.5e9 });
  await page.evaluate(putToken, 'user:1234-a-token-of-mine');

  await page.getByRole('button', { name: 'Export settings' }).click();
  await expect(page.getByText('Exported, without tokens.')).toBeVisible();
  await page.getByLabel('With the tokens of my sources').check();
  await page.getByRole('button', { name: 'Export settings' }).click();
  await expect(page.getByText('Exported, with tokens.')).toBeVisible();
  const files = await until(async () => {
    const found = (await first.savedFiles()).filter(({ name }) => name.startsWith('pika-keeper-settings-'));
    return found.length === 2 ? found : null;
  }, { what: 'two files of settings' });
  const withToken = files.find(({ bytes }) => bytes.includes('a-token-of-mine'));
  const without = files.find((file) => file !== withToken);
  if (!withToken || !without) throw new Error('one holds the token, and one does not');

  const second = await launch({ simulator: first.simulator });
  const there = await openSettings(second);
  const choose = there.getByLabel('Import settings');
  await choose.setInputFiles(without.path);
  await expect(there.getByText('All settings of the file are in use.')).toBeVisible();
  expect(await second.readStore('secrets')).toEqual([]);
  await choose.setInputFiles(withToken.path);
  await until(async () => (await second.readStore('secrets')).length === 1, { what: 'the token' });
  expect(await second.readStore('secrets')).toEqual(await first.readStore('secrets'));
  expect((await settingsOf(second))['saving']).toEqual((await settingsOf(first))['saving']);
  await expect(there.getByLabel('Gigabytes a day')).toHaveValue('2.5');

  const file = JSON.parse(without.bytes.toString('utf8')) as { settings: { saving: object } }; // as it was just written
  const bent = { ...file, settings: { ...file.settings, assumedHours: 36, saving: { ...file.settings.saving, dailyCount: 'lots' } } };
  await choose.setInputFiles({ name: 'bent.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(bent)) });
  await expect(there.getByRole('list', { name: 'What could not be taken' }).getByRole('listitem')).toHaveText(['Videos a day']);
  await expect(there.getByLabel('Hours, where a link does not say')).toHaveValue('36');
  await choose.setInputFiles({ name: 'song.json', mimeType: 'application/json', buffer: Buffer.from('{"title":"la la"}') });
  await expect(there.getByText('This file was not made by Pika Keeper’s settings.')).toBeVisible();
});

/** Runs in a page of the extension. As the worker stores a token that was entered. */
async function putToken(token: string): Promise<void> {
  const answer = <Value>(request: IDBRequest<Value>): Promise<Value> => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
  const db = await answer(indexedDB.open('pika-keeper'));
  await answer(db.transaction('secrets', 'readwrite').objectStore('secrets').put({ source: 'useapi', token }));
  db.close();
}
