import type { Page } from '@playwright/test';
import { outage } from '../simulator/scenarios.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { firstCheck, passTime } from '../support/time.ts';

/** The dashboard in a real browser: opened from the popup, read and used by the keyboard alone. */

const MINUTE = 60_000;

interface IncidentRow {
  readonly start: number;
  readonly end: number | null;
}

const incidents = (keeper: Keeper): Promise<IncidentRow[]> => keeper.readStore<IncidentRow>('incidents');

/** Pika fails for a few minutes, is found down, and comes back. */
async function outageOver(keeper: Keeper): Promise<IncidentRow> {
  const { world } = keeper.simulator;
  await passTime(keeper, 2 * MINUTE);
  outage.serverErrors(world);
  await passTime(keeper, 8 * MINUTE, async () => (await incidents(keeper)).length > 0);
  outage.recover(world);
  await passTime(keeper, 8 * MINUTE, async () => (await incidents(keeper)).every(({ end }) => end !== null));
  const [found] = await incidents(keeper);
  expect(found?.end ?? null).not.toBeNull();
  return found ?? { start: 0, end: null };
}

/** Presses Tab until what has the focus matches; a keyboard has to get there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const focused = (): Promise<boolean> => page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  for (let presses = 0; presses < 60 && !(await focused()); presses += 1) await page.keyboard.press('Tab');
  expect(await focused(), `${selector} is reached with the Tab key`).toBe(true);
}

async function openFromPopup(keeper: Keeper): Promise<Page> {
  const popup = await keeper.popup();
  await expect(popup.getByRole('button', { name: 'Open dashboard' })).toBeVisible();
  await tabTo(popup, '[aria-label="Open dashboard"]');
  const opened = keeper.context.waitForEvent('page');
  await popup.keyboard.press('Enter');
  const page = await opened;
  await page.waitForURL(`chrome-extension://${keeper.extensionId}/dashboard.html`);
  return page;
}

/** "2026-06-01 15:30:00", as the exports write a moment in the browser's zone. */
const written = (page: Page, at: number): Promise<string> => page.evaluate((ms) => new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace('T', ' '), at);

test('an outage is told with its evidence and handed over with its start and end, by the keyboard alone', async ({ launch }) => {
  const keeper = await launch();
  const { start, end } = await outageOver(keeper);
  const page = await openFromPopup(keeper);
  const incident = page.locator('.incident');
  await expect(incident).toHaveCount(1);
  await expect(incident.locator('summary')).toContainText('Pika was down');
  await tabTo(page, '.incident > summary');
  await page.keyboard.press('Enter');
  await expect(incident.getByRole('table')).toContainText('500');
  await tabTo(page, '.incident .export button:last-child');
  await page.keyboard.press('Enter');
  const [file] = await keeper.waitForFiles(1);
  expect(file?.name).toMatch(/^pika-keeper-incidents-\d{4}-\d\d-\d\d\.txt$/u);
  const text = new TextDecoder().decode(file?.bytes);
  expect(text).toContain(await written(page, start));
  expect(text).toContain(await written(page, end ?? 0));
  expect(text).toMatch(/Pika was down/u);
});

test('says what it shows to those who cannot see it, and tabs and days follow the arrow keys', async ({ launch }) => {
  const keeper = await launch();
  await firstCheck(keeper);
  await passTime(keeper, 2 * MINUTE);
  await keeper.killWorker();
  const page = await openFromPopup(keeper);
  const days = page.getByRole('listbox', { name: 'Site (pika.art), last 90 days' });
  await expect(days.getByRole('option')).toHaveCount(90);
  await expect(days.getByRole('option').first()).toHaveAttribute('aria-label', /: not watched$/u);
  await expect(days.getByRole('option').last()).toHaveAttribute('aria-label', /100\u00a0% up, watched .* of the day$/u);
  await expect(page.getByRole('list', { name: 'Uptime of Site (pika.art)' })).toContainText('watched');
  await days.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(days.getByRole('option').nth(88)).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'Health' }).focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('tab', { name: 'Settings' })).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Settings' })).toBeVisible();
  const nameless = await page.locator('button, a, input, select, summary').evaluateAll((controls) =>
    controls.filter((control) => {
      const labels = control instanceof HTMLInputElement || control instanceof HTMLSelectElement ? (control.labels?.length ?? 0) : 0;
      return labels === 0 && !control.hasAttribute('aria-label') && control.textContent.trim() === '';
    }).map((control) => control.outerHTML),
  );
  expect(nameless).toEqual([]);
});

test('a pause is made, shown and ended; a form says what to put right', async ({ launch }) => {
  const keeper = await launch();
  await keeper.fireTick();
  const page = await openFromPopup(keeper);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Add window' }).click();
  await expect(page.getByLabel('Name').last()).toBeFocused();
  await expect(page.getByLabel('Name').last()).toHaveAccessibleDescription('Give it a name.');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Resume Everything' })).toBeVisible();
  await page.getByRole('tab', { name: 'Health' }).click();
  await expect(page.locator('.card-state').first()).toHaveText(/Paused/u);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Resume Everything' }).click();
  await expect(page.getByRole('button', { name: 'Resume Everything' })).toHaveCount(0);
});
