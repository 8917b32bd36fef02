import type { Page } from '@playwright/test';
import type { World } from '../simulator/world.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { untilIdle } from '../support/time.ts';
import { until } from '../support/until.ts';
import { shiftClock } from '../support/worker.ts';

/** "Is it me?" in a real browser: one question after the other, each in another world. */

interface Case {
  readonly name: string;
  prepare(world: World): void;
  readonly verdict: string;
  readonly sentence: RegExp;
  /** What some of the evidence must say. */
  readonly says: Readonly<Record<string, 'fine' | 'bad' | 'unclear'>>;
}

const CASES: readonly Case[] = [
  { name: 'all is well', prepare: () => {}, verdict: 'you', sentence: /^Pika works from here/u, says: { controls: 'fine', names: 'fine', 'pika-web': 'fine', 'pika-login': 'fine', opinion: 'unclear' } },
  { name: 'Pika is down', prepare: (world) => void world.setFault({ kind: 'status', status: 503, host: /(^|\.)pika\.art$/u }), verdict: 'them', sentence: /site answers with error 503, while other sites answer/u, says: { controls: 'fine', 'pika-web': 'bad', 'pika-cdn': 'bad' } },
  { name: 'only the video server is down', prepare: (world) => void world.setFault({ kind: 'status', status: 500, host: 'cdn.pika.art' }), verdict: 'partly-them', sentence: /video server answers with error 500/u, says: { 'pika-web': 'fine', 'pika-cdn': 'bad' } },
  { name: 'a bot check', prepare: (world) => void world.setFault({ kind: 'challenge', host: 'pika.art' }), verdict: 'blocked', sentence: /bot check/u, says: { challenge: 'bad', 'pika-web': 'unclear' } },
  { name: 'a captive portal', prepare: portal, verdict: 'you', sentence: /sign in before/u, says: { controls: 'bad', portal: 'bad', names: 'unclear' } },
  { name: 'no way out at all', prepare: (world) => world.setOffline(), verdict: 'you', sentence: /does not answer/u, says: { controls: 'bad', portal: 'unclear' } },
];

/** It lets no host through over HTTPS, and answers plain HTTP with its own page. */
function portal(world: World): void {
  world.setFault({ kind: 'refuse' });
  world.setFault({ kind: 'portal', host: 'connectivitycheck.gstatic.com', status: 200 });
}

/** Asks, by the keyboard's way or again in the open panel, and waits for the answer. */
async function ask(popup: Page): Promise<void> {
  const again = popup.getByRole('button', { name: 'Ask again' });
  if (await again.isVisible()) await again.click();
  else await popup.getByRole('button', { name: 'Is it me?', exact: true }).press('Enter');
  await expect(popup.locator('.judge')).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
}

/** Two checks within ten seconds are one: the clocks of page and worker go on by more than that from one question to the next. */
async function later(keeper: Keeper, page: Page, minutes: number): Promise<void> {
  // In the middle of the worker's own look, this would date that look right before the page's.
  await untilIdle(keeper);
  await keeper.setClock(minutes * 60_000);
  await page.evaluate(shiftClock, { offset: minutes * 60_000, moves: [] });
}

async function nextWorld(keeper: Keeper, popup: Page, turn: number, prepare: Case['prepare']): Promise<void> {
  keeper.simulator.world.clearFaults();
  prepare(keeper.simulator.world);
  // Connections that were open before would still reach a host that now refuses new ones.
  keeper.simulator.dropConnections();
  await later(keeper, popup, turn * 5);
}

test('says whose fault it is, with evidence, in every kind of trouble', async ({ launch }) => {
  const keeper = await launch();
  const popup = await keeper.popup();
  await expect(popup.getByRole('banner')).toBeVisible();
  for (const [turn, { name, prepare, verdict, sentence, says }] of CASES.entries()) {
    await test.step(name, async () => {
      await nextWorld(keeper, popup, turn + 1, prepare);
      await ask(popup);
      await expect(popup.locator('.judge-answer')).toHaveAttribute('data-verdict', verdict);
      await expect(popup.locator('.judge-sentence')).toHaveText(sentence);
      for (const [id, word] of Object.entries(says)) await expect(popup.locator(`[data-evidence="${id}"]`)).toHaveAttribute('data-says', word);
    });
  }
  // Public name servers were told the name of Pika's host and nothing else.
  const lookUps = keeper.simulator.requests.all.filter(({ host }) => host === 'dns.google' || host === 'cloudflare-dns.com');
  expect(new Set(lookUps.map(({ path }) => path.replace(/^[^?]*/u, '')))).toEqual(new Set(['?name=pika.art&type=A']));
  expect(lookUps.every(({ headers }) => headers.cookie === undefined && headers.referer === undefined)).toBe(true);
});

test('takes the focus, copies the answer as text, and gives the focus back', async ({ launch }) => {
  const keeper = await launch();
  await keeper.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const popup = await keeper.popup();
  await ask(popup);
  await expect(popup.getByRole('heading', { name: 'Is it me or Pika?' })).toBeFocused();
  await popup.getByRole('button', { name: 'Copy the answer as text' }).click();
  await expect(popup.getByText('Copied.')).toBeVisible();
  const text = await popup.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^Is it me or Pika\? It is not Pika\.\nPika works from here\./u);
  expect(text).toContain('- [fine] Pika’s site answers.');
  await popup.getByRole('button', { name: 'Close the answer' }).click();
  await expect(popup.getByRole('button', { name: 'Is it me?', exact: true })).toBeFocused();
});

test('needs no worker: the page asks by itself, and what it asked is recorded', async ({ launch }) => {
  const keeper = await launch();
  const popup = await keeper.popup();
  await expect(popup.getByRole('banner')).toBeVisible();
  await later(keeper, popup, 5);
  // Of the two name servers, the one that is slower may never be reached.
  const asked = keeper.simulator.requests.waitFor(({ host }) => host === 'cloudflare-dns.com' || host === 'dns.google', 1);
  const since = await popup.evaluate(() => Date.now());
  await popup.getByRole('button', { name: 'Is it me?', exact: true }).click();
  await asked;
  await keeper.killWorker();
  await expect(popup.locator('.judge-answer')).toHaveAttribute('data-verdict', 'you');
  const checked = async (): Promise<number> => (await keeper.readStore<{ lastCheckAt: number | null }>('monitors')).filter(({ lastCheckAt }) => (lastCheckAt ?? 0) >= since).length;
  await until(async () => (await checked()) === 4, { what: 'a new check of each of Pika’s hosts' });
});

test('turns the sign on the toolbar when it finds Pika down', async ({ launch }) => {
  const keeper = await launch();
  const popup = await keeper.popup();
  await expect(popup.getByRole('banner')).toBeVisible();
  keeper.simulator.world.setFault({ kind: 'challenge', host: /(^|\.)pika\.art$/u });
  for (const minutes of [5, 10, 15]) {
    await later(keeper, popup, minutes);
    await ask(popup);
  }
  await expect(popup.locator('.judge-answer')).toHaveAttribute('data-verdict', 'blocked');
  await until(async () => (await keeper.badge()).text === '?', { what: 'the sign for a bot check' });
});

test('is asked on the dashboard as well', async ({ launch }) => {
  const keeper = await launch();
  const page = await keeper.newPage();
  await page.goto(`chrome-extension://${keeper.extensionId}/dashboard.html`);
  const button = page.getByRole('button', { name: 'Is it me or Pika?', exact: true });
  await button.press('Enter');
  await expect(page.locator('.judge-answer')).toHaveAttribute('data-verdict', 'you');
  await expect(page.locator('[data-evidence="names"]')).toHaveAttribute('data-says', 'fine');
  await page.getByRole('button', { name: 'Close the answer' }).click();
  await expect(page.locator('.judge')).toHaveCount(0);
  await expect(button).toBeFocused();
});
