import type { Locator, Page } from '@playwright/test';
import { outage } from '../simulator/scenarios.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { saveRows, untilSaved } from '../support/saved.ts';
import { storeClips } from '../support/store-clips.ts';
import { until } from '../support/until.ts';

/** The Clips and Jobs tabs in a real browser, with a year of clips and with real ones. */

const MANY = 10_000;
/** Options that may be drawn at a time: a screen of them and some rows more. */
const FEW = 90;

async function openTab(keeper: Keeper, tab: 'clips' | 'jobs'): Promise<Page> {
  const page = await keeper.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`chrome-extension://${keeper.extensionId}/dashboard.html#${tab}`);
  return page;
}

/** Drawn clips; a select has options, too. */
const clips = (page: Page): Locator => page.getByRole('listbox', { name: 'Clips' }).getByRole('option');

const active = (page: Page): Promise<string | null> => page.evaluate(() => document.activeElement?.getAttribute('aria-posinset') ?? null);

test('ten thousand clips: the first at once, the last by one key, any by a few words, and few of them drawn', async ({ launch }) => {
  const keeper = await launch();
  const stored = await storeClips(keeper, MANY);
  const page = await openTab(keeper, 'clips');
  const options = clips(page);
  await expect(options.first()).toBeVisible();
  await expect(page.locator('.shelf-note')).toHaveText('10,000 clips');
  await expect(options.first()).toContainText('(take 1)');
  await options.first().focus();
  await page.keyboard.press('End');
  await expect(page.locator(`[aria-posinset="${MANY}"]`)).toBeFocused();
  await expect(page.locator(`[aria-posinset="${MANY}"]`)).toBeInViewport();
  await expect(page.locator(`[aria-posinset="${MANY}"]`)).toContainText(`(take ${MANY})`);
  expect(await options.count()).toBeLessThan(FEW);
  const search = page.getByRole('searchbox', { name: 'Search prompts' });
  await search.fill('"(TAKE 7777)"');
  await expect(page.locator('.shelf-note')).toHaveText('1 of 10,000 clips');
  await expect(options).toHaveCount(1);
  await expect(options).toContainText(stored[7776]?.job.request.prompt ?? '-');
  await search.fill('creme brulee neon');
  await expect(options.first()).toContainText('crème brûlée');
  await search.fill('penguin');
  await expect(page.getByText('No clip is like that.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(page.locator('.shelf-note')).toHaveText('10,000 clips');
  await page.getByLabel('State').selectOption({ label: 'Lost' });
  const lost = stored.filter(({ save }) => save.state === 'lost').length;
  await expect(page.locator('.shelf-note')).toHaveText(`${lost} of 10,000 clips`);
  await page.getByRole('radio', { name: 'List' }).check({ force: true });
  // Scrolled before it is drawn as a list, it would come to the end of the pictures.
  await expect(page.getByRole('listbox', { name: 'Clips' })).toHaveClass(/shelf-rows/u);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.mouse.wheel(0, 200_000);
  await expect(page.locator(`[aria-posinset="${lost}"]`)).toBeInViewport();
});

test('the keyboard alone moves, chooses, opens, and never loses its place', async ({ launch }) => {
  const keeper = await launch();
  await storeClips(keeper, 600);
  const page = await openTab(keeper, 'clips');
  await expect(page.locator('.shelf-note')).toHaveText('600 clips');
  await clips(page).first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => Number(await active(page)) - 2).toBeGreaterThan(2);
  const columns = Number(await active(page)) - 2;
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.locator('.shelf-note')).toHaveText('3 clips chosen');
  await page.keyboard.press('Control+a');
  await expect(page.locator('.shelf-note')).toHaveText('600 clips chosen');
  await page.keyboard.press('Escape');
  await expect(page.locator('.shelf-note')).toHaveText('600 clips');
  const place = String(columns + 4);
  await expect.poll(() => active(page)).toBe(place);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary')).toBeFocused();
  await expect(page.getByRole('complementary').getByRole('heading').first()).toContainText('take');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary')).toHaveCount(0);
  await expect.poll(() => active(page)).toBe(place);
  // A wheel that leaves the clip behind does not take the keyboard from it.
  await page.mouse.wheel(0, 9000);
  await expect(page.locator('[aria-posinset="200"]')).toBeVisible();
  expect(await active(page)).toBe(place);
  await page.keyboard.press('ArrowRight');
  await expect(page.locator(`[aria-posinset="${Number(place) + 1}"]`)).toBeFocused();
  await expect(page.locator(`[aria-posinset="${Number(place) + 1}"]`)).toBeInViewport();
  // Nor does a clip that comes in before it and moves it on.
  const id = await page.evaluate(() => document.activeElement?.getAttribute('data-id'));
  await keeper.extension.evaluate(addNewest, Date.now() + 60_000);
  await expect(page.locator('.shelf-note')).toHaveText('601 clips');
  await expect.poll(() => active(page)).toBe(String(Number(place) + 2));
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-id'))).toBe(id);
});

test('posters are made small, kept, and shown when Pika has none any more', async ({ launch }) => {
  const keeper = await launch({ scenario: 'forty-families' });
  await keeper.page.goto('https://pika.art/library');
  await expect.poll(async () => (await saveRows(keeper)).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(12);
  const page = await openTab(keeper, 'clips');
  const pictures = page.locator('img.poster');
  await expect(pictures.first()).toBeVisible();
  const first = await pictures.count();
  expect(first).toBeGreaterThan(0);
  await until(() => keeper.extension.evaluate(posterFacts).then((facts) => facts.length >= first), { what: 'the posters in the store' });
  for (const { size, type } of await keeper.extension.evaluate(posterFacts)) {
    expect(type).toBe('image/webp');
    expect(size).toBeLessThanOrEqual(20_000);
  }
  outage.serverErrors(keeper.simulator.world);
  await page.reload();
  await expect(pictures.first()).toBeVisible();
  await expect.poll(() => pictures.first().evaluate((picture) => (picture as HTMLImageElement).naturalWidth)).toBeGreaterThan(0); // the selector names images
});

test('a clip is saved once more, left alone, and its prompt copied', async ({ launch }) => {
  const keeper = await launch({
    scenario: (world) => {
      world.addJob({ prompt: 'a lighthouse in a storm', state: 'finished' });
      world.addJob({ prompt: 'a paper boat', state: 'finished' });
    },
  });
  await keeper.page.goto('https://pika.art/library');
  await untilSaved(keeper, 2);
  await keeper.page.goto('about:blank');
  const page = await openTab(keeper, 'clips');
  await clips(page).filter({ hasText: 'lighthouse' }).click();
  const details = page.getByRole('complementary');
  await expect(details).toContainText('whole: its size is the server’s');
  await expect(details.getByRole('link', { name: 'Open on Pika' })).toHaveAttribute('href', /^https:\/\/pika\.art\/library\?v=[0-9a-f-]{36}$/u);
  await expect(details.locator('video')).toHaveAttribute('preload', 'none');
  await details.getByRole('button', { name: 'Save again' }).click();
  await keeper.waitForFiles(3);
  await untilSaved(keeper, 2);
  await expect(details.getByRole('button', { name: 'Show in folder' })).toBeVisible();
  await page.getByRole('button', { name: 'Choose all 2' }).click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => {}); // extension pages may always write
  await page.getByRole('button', { name: 'Copy prompts' }).click();
  await expect(page.locator('.said')).toHaveText('Prompts copied.');
});

test('jobs under way come first, with their progress and their end', async ({ launch }) => {
  const keeper = await launch({ scenario: 'everyday' });
  await keeper.page.goto('https://pika.art/library');
  const page = await openTab(keeper, 'jobs');
  const rows = page.locator('.job-row');
  await expect(rows.first()).toContainText(/Generating|Waiting in Pika’s queue/u);
  await expect(rows.first()).toContainText('usually');
  await expect(rows.first().getByRole('progressbar')).toHaveAccessibleName(/^Generating /u);
  await page.getByLabel('State').selectOption({ label: 'Failed or filtered' });
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('Two chess pieces');
  await page.getByRole('searchbox', { name: 'Search jobs' }).fill('nothing like it');
  await expect(page.getByText('No job is like that.')).toBeVisible();
});

/** Runs in a page of the extension: one more clip, newer than all, and the word that something changed. */
async function addNewest(at: number): Promise<void> {
  const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('refused'));
    });
  const db = await answer(indexedDB.open('pika-keeper'));
  const tx = db.transaction(['clips', 'saves'], 'readwrite');
  const [clip, save] = await Promise.all([answer(tx.objectStore('clips').openCursor()), answer(tx.objectStore('saves').openCursor())]);
  await answer(tx.objectStore('clips').put({ ...clip?.value, id: 'zzzzzzzzzzzzzzzz', pathKey: '/new', firstSeenAt: at }));
  await answer(tx.objectStore('saves').put({ ...save?.value, clip: 'zzzzzzzzzzzzzzzz' }));
  db.close();
  new BroadcastChannel('pika-keeper').postMessage('saves');
}

/** Runs in a page of the extension. */
async function posterFacts(): Promise<{ size: number; type: string }[]> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('pika-keeper');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
  const rows = await new Promise<{ image: Blob }[]>((resolve) => {
    const request = db.transaction('posters').objectStore('posters').getAll();
    request.onsuccess = () => resolve(request.result);
  });
  db.close();
  return rows.map(({ image }) => ({ size: image.size, type: image.type }));
}
