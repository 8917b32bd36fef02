import type { Page } from '@playwright/test';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { hashesOnDisk, hashesPromised, untilSaved } from '../support/saved.ts';
import { tickThrough, untilIdle } from '../support/time.ts';

const LIBRARY = 'https://pika.art/library';
/** Less than what looks like sleep, and than what ends the watching of a job. */
const STEP = 2 * 60_000;

interface Monitor {
  readonly monitor: string;
  readonly status: string;
}

const statusOf = async (keeper: Keeper, monitor: string): Promise<string | undefined> =>
  (await keeper.readStore<Monitor>('monitors')).find((row) => row.monitor === monitor)?.status;

async function openDashboard(keeper: Keeper): Promise<Page> {
  const page = await keeper.context.newPage();
  await page.goto(`chrome-extension://${keeper.extensionId}/dashboard.html`);
  return page;
}

/** Submits as the page does, and reads what comes back. */
function submit(page: Page, prompt: string): Promise<unknown> {
  return page.evaluate(async (promptText) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ promptText, model: '2.5', contentType: 'i2v', creditCost: '12' })) form.append(name, value);
    const answer = await fetch('https://api.pika.art/generate/v2', { method: 'POST', body: form, credentials: 'include' });
    return (await answer.json()) as unknown;
  }, prompt);
}

test('a redesign of pika.art is our reader’s trouble: what the page shows is saved, the user is told, and Pika is not down', async ({ launch }) => {
  const keeper = await launch({
    scenario: (world) => {
      for (let number = 0; number < 4; number += 1) world.addJob({ prompt: `film ${number}`, state: 'finished' });
      world.wire.redesigned = true;
      Object.assign(world.page, { pollMs: 2_000, listEvery: 1 });
    },
  });
  await keeper.page.goto(LIBRARY);
  await untilSaved(keeper, 4);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  const popup = await keeper.popup();
  await expect(popup.getByText('Our reader no longer understands pika.art')).toBeVisible({ timeout: 60_000 });
  await expect(popup.getByText('Saving goes on from what the page shows. This is no outage of Pika.')).toBeVisible();
  await expect.poll(() => statusOf(keeper, 'pika-web')).toBe('up');
  expect((await keeper.badge()).text).not.toBe('down');
  expect(await keeper.readStore('incidents')).toEqual([]);
  const kept = (await keeper.readStore<{ key: string; value: { shapes: string[] } }>('meta')).find(({ key }) => key === 'reader');
  expect(kept?.value.shapes.join()).toContain('"takes":[{');
  expect(kept?.value.shapes.join()).not.toMatch(/film|pika\.art|[0-9a-f]{8}-/u);
  await popup.bringToFront();
  await popup.getByRole('button', { name: 'Copy a report for the developers' }).click();
  await expect(popup.getByText('Copied. It holds names of fields only, and nothing of yours.')).toBeVisible();
  const dashboard = await openDashboard(keeper);
  await expect(dashboard.getByText('This is no outage of Pika.')).toBeVisible();
  await dashboard.getByRole('button', { name: 'Copy report' }).click();
  await expect(dashboard.getByText(/Copied/u)).toBeVisible();
  await dashboard.close();

  keeper.simulator.world.wire.redesigned = false;
  await keeper.page.reload();
  await expect(popup.getByText('Our reader no longer understands pika.art')).toHaveCount(0);
});

test('a job that takes too long makes Pika slow though every host answers, and the next good one ends it', async ({ launch }) => {
  const keeper = await launch({
    scenario: (world) => {
      world.addJob({ prompt: 'a slow one', state: 'queued' });
      Object.assign(world.page, { pollMs: 500, listEvery: 1 });
    },
  });
  const { world } = keeper.simulator;
  const [slow] = world.jobs;
  await keeper.page.goto(LIBRARY);
  const seen = (state: string, progress: number | null) => expect.poll(() => keeper.readStore('jobs')).toContainEqual(expect.objectContaining({ state, progress }));
  await seen('queued', null);
  await untilIdle(keeper);
  for (let step = 1; step <= 16; step += 1) {
    await keeper.setClock(step * STEP);
    world.setProgress(slow?.id ?? '', step);
    await seen('running', step);
    await tickThrough(keeper);
  }
  await expect.poll(() => statusOf(keeper, 'pika-generation')).toBe('degraded');
  await expect.poll(() => statusOf(keeper, 'pika-web')).toBe('up');
  await expect.poll(async () => (await keeper.badge()).text).toBe('slow');
  const [job] = await keeper.readStore<{ firstSeenAt: number }>('jobs');
  const waited = async (): Promise<number> => Number(/Pika takes longer than usual for you: (\d+)\u00a0min now, normal is 2 to 5\u00a0min\./u.exec((await keeper.badge()).title)?.[1]);
  // The clock has gone on by itself, too, for as long as the steps took.
  await expect.poll(waited).toBeGreaterThanOrEqual(16 * STEP / 60_000);
  expect(await waited()).toBeLessThanOrEqual((Date.now() + 16 * STEP - (job?.firstSeenAt ?? 0)) / 60_000);
  expect(await keeper.readStore('incidents')).toMatchObject([{ service: 'pika', severity: 'degraded', open: 1, monitors: ['pika-generation'] }]);

  const good = world.addJob({ prompt: 'a good one', state: 'queued' });
  await expect.poll(() => keeper.readStore('jobs')).toHaveLength(2);
  await keeper.setClock(17 * STEP);
  world.finishJob(good.id);
  await expect.poll(() => statusOf(keeper, 'pika-generation')).toBe('up');
  await expect.poll(() => keeper.readStore('incidents')).toMatchObject([{ open: 0, jobs: expect.arrayContaining([`pika-page:${slow?.id}`]) }]);
  // Unseen would mean that nothing showed its end; the good one did.
  expect(JSON.stringify(await keeper.readStore('incidents'))).not.toContain('unseen');
  const [saved] = await untilSaved(keeper, 1);
  expect(saved).toMatchObject({ measured: { width: expect.any(Number), height: expect.any(Number) } });
  const balances = (await keeper.readStore<{ key: string; value: { credits: number }[] }>('meta')).find(({ key }) => key === 'balances');
  expect(new Set(balances?.value.map(({ credits }) => credits))).toEqual(new Set([world.balance]));
});

test('a model whose submits Pika refuses is named as the one that fails, and a refusal for want of credits that are there is kept', async ({ launch }) => {
  const keeper = await launch({ scenario: 'empty' });
  const { world } = keeper.simulator;
  await keeper.page.goto(LIBRARY);
  await expect.poll(async () => JSON.stringify(await keeper.readStore('meta'))).toContain('"balances"');
  world.setFault({ kind: 'refused', host: 'api.pika.art', body: 'Insufficient credits' });
  expect(await submit(keeper.page, 'zero')).toMatchObject({ success: false });
  world.clearFaults();
  world.setFault({ kind: 'refused', host: 'api.pika.art', body: 'Model temporarily unavailable' });
  for (const prompt of ['one', 'two', 'three']) await submit(keeper.page, prompt);
  await expect.poll(() => statusOf(keeper, 'pika-generation')).toBe('degraded');
  await expect.poll(async () => (await keeper.badge()).title).toContain('Model 2.5 fails for you');
  const card = (await openDashboard(keeper)).getByRole('article', { name: 'Your own generations' });
  await expect(card).toContainText('Model 2.5 fails for you: 3 of the last 3 videos.');
  await card.getByText('Models and features').click();
  await expect(card.getByRole('row', { name: /^Model 2\.5 Fails 0 of 3/u })).toBeVisible();
  await expect(card.getByRole('row', { name: /^Image to video Fails 0 of 3/u })).toBeVisible();
  await card.getByText('Noted for a complaint').click();
  await expect(card).toContainText(`Pika said that there were too few credits, with enough on the balance: balance ${world.balance}, cost 12.`);
});
