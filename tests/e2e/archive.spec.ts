import { rm } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { clipIdOf } from '../../lib/network/clip-id.ts';
import { classifyMediaUrl } from '../../lib/sources/pika/media-url.ts';
import { urlsOf } from '../simulator/job.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { hashesPromised, saveRows, sha, untilSaved } from '../support/saved.ts';
import { until } from '../support/until.ts';

const LIBRARY = 'https://pika.art/library';
const MINUTE = 60_000;

async function openArchive(keeper: Keeper): Promise<Page> {
  const page = await keeper.newPage();
  await page.goto(`chrome-extension://${keeper.extensionId}/dashboard.html#settings`);
  await page.getByRole('heading', { name: 'Archive' }).waitFor();
  return page;
}

const videos = async (keeper: Keeper): Promise<string[]> => (await keeper.savedFiles()).filter(({ name }) => name.endsWith('.mp4')).map(({ bytes }) => sha(bytes)).sort();

test('what one browser has saved, another that takes in its archive does not save again', async ({ launch }) => {
  const first = await launch({
    scenario: (world) => {
      for (let n = 0; n < 6; n += 1) world.addJob({ prompt: n === 0 ? '=HYPERLINK("x")' : `clip ${n}`, family: n % 2 ? 'v1' : 'results', state: 'finished' });
    },
  });
  const { simulator } = first;
  await first.page.goto(LIBRARY);
  await untilSaved(first, 6);
  const settings = await openArchive(first);
  await settings.getByRole('button', { name: 'Export JSON' }).click();
  await settings.getByRole('button', { name: 'Export CSV' }).click();
  await expect(settings.getByText('6 clips are in the file')).toBeVisible();
  const files = await until(async () => {
    const found = (await first.savedFiles()).filter(({ name }) => /^pika-keeper-archive-.*\.(json|csv)$/.test(name));
    return found.length === 2 ? found : null;
  }, { what: 'two archives on disk' });
  const text = files.map(({ bytes }) => bytes.toString('utf8')).join('');
  expect(text).not.toContain(first.downloadsDir);
  expect(text).toContain(`"'=HYPERLINK`);

  const second = await launch({ simulator });
  const there = await openArchive(second);
  const [csv, json] = files;
  await there.getByLabel('Choose a file').setInputFiles(json?.path ?? '');
  await expect(there.getByText('6 clips are new here.')).toBeVisible();
  await there.getByLabel('Choose a file').setInputFiles(csv?.path ?? '');
  await expect(there.getByText('6 were known already.')).toBeVisible();
  expect(await second.readStore('jobs')).toHaveLength(6);

  const more = simulator.world.addJob({ prompt: 'made after the archive', state: 'finished' });
  await second.page.goto(LIBRARY);
  await untilSaved(second, 7);
  expect(await videos(second)).toEqual(hashesPromised(second, [more]));
  expect(simulator.world.writes).toBe(0);
});

test('a listed file is not fetched; a deleted one is told, and saved again only on request', async ({ launch }) => {
  const keeper = await launch({
    scenario: (world) => {
      for (let n = 0; n < 3; n += 1) world.addJob({ prompt: `clip ${n}`, state: 'finished' });
    },
  });
  const [listed, ...others] = keeper.simulator.world.finished();
  if (!listed) throw new Error('the scenario has finished jobs');
  const media = classifyMediaUrl(urlsOf(listed).result);
  const id = media.kind === 'result' ? await clipIdOf(media.pathKey) : '';
  const settings = await openArchive(keeper);
  await settings.getByLabel('List of the folder').fill(`total 1\n-rw-r--r-- 1 me me 1234567890 Nov 21 12:00 clip 0 - ${id.slice(0, 10)}.mp4\n-rw-r--r-- 1 me me 99 Nov 21 12:00 holiday.mp4\n`);
  await settings.getByRole('button', { name: 'Read this list' }).click();
  await expect(settings.getByText('1 file is noted and will not be saved again, 1 other video carries no id of Pika Keeper.')).toBeVisible();

  await keeper.page.goto(LIBRARY);
  const rows = await untilSaved(keeper, 3);
  expect(rows.find(({ clip }) => clip === id)).toMatchObject({ proof: 'listed', attempts: 0 });
  expect(await videos(keeper)).toEqual(hashesPromised(keeper, others));

  const [gone] = (await keeper.savedFiles()).filter(({ name }) => name.endsWith('.mp4'));
  const row = rows.find(({ finalName }) => finalName === gone?.path);
  if (!gone || !row) throw new Error('two were saved');
  await rm(gone.path);
  const now = async () => (await saveRows(keeper)).find(({ clip }) => clip === row.clip);
  let looks = 0;
  const lookAgain = async (): Promise<boolean> => {
    looks += 1;
    await keeper.setClock(looks * 6 * MINUTE);
    await keeper.fireTick();
    return (await now())?.problem?.kind === 'file-missing';
  };
  // Chrome looks at its files at most every ten seconds, and tells by an event of its own.
  await until(lookAgain, { timeout: 60_000, what: 'the missing file to be noticed' });
  expect(await now()).toMatchObject({ state: 'saved', attempts: 1 });
  await keeper.page.reload();
  await keeper.fireTick();
  expect(await videos(keeper)).toHaveLength(1);

  const popup = await keeper.popup();
  await expect(popup.getByText('the file is not there any more')).toBeVisible();
  await popup.getByRole('button', { name: 'Save again' }).and(popup.locator(`:not([aria-label*="${listed.prompt}"])`)).click();
  const isSavedAgain = async (): Promise<boolean> => {
    const { problem, state } = (await now()) ?? {};
    return state === 'saved' && problem === null;
  };
  await until(isSavedAgain, { what: 'the file to be saved again' });
  expect(await videos(keeper)).toEqual(hashesPromised(keeper, others));
});
