import type { Page } from '@playwright/test';
import type { Job } from '../../lib/domain/jobs/job.ts';
import type { Submit } from '../../lib/domain/jobs/submits.ts';
import { SUBMITS } from '../../lib/store/submits.ts';
import { DAY, HOUR, MINUTE } from '../../lib/time.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { untilSaved } from '../support/saved.ts';

/** What a submit asks for is known of its job, though no listing of Pika's repeats it. */

const PROMPT = 'a lighthouse in a storm';

const requests = async (keeper: Keeper) => (await keeper.readStore<Job>('jobs')).map(({ jobId, request }) => ({ jobId, ...request }));

/** Submits as the page does with an image; resolves to the new job's id. */
function submitImage(page: Page, fields: Readonly<Record<string, string>>): Promise<string> {
  return page.evaluate(async (asked) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(asked)) form.append(name, value);
    form.append('image', new File(['not looked at'], 'image.png', { type: 'image/png' }));
    form.append('options', JSON.stringify({ aspectRatio: 16 / 9, frameRate: 24, parameters: { negativePrompt: 'blur' } }));
    const answer = await fetch('https://api.pika.art/generate/v2', { method: 'POST', body: form, credentials: 'include' });
    return ((await answer.json()) as { data: { id: string } }).data.id;
  }, fields);
}

test('a submit’s fields stay with its job when the listing, which lacks them, is seen, and the popup tells them', async ({ launch }) => {
  const keeper = await launch({ scenario: 'empty' });
  await keeper.page.goto('https://pika.art/library');
  const fields = { promptText: PROMPT, model: '2.5', resolution: '480p', duration: '5', contentType: 'i2v', creditCost: '12', userId: 'secret' };
  const jobId = await submitImage(keeper.page, fields);
  const asked = { prompt: PROMPT, model: '2.5', resolution: '480p', durationSeconds: 5, feature: 'i2v', creditCost: 12, aspectRatio: 16 / 9 };
  await expect.poll(() => requests(keeper)).toEqual([expect.objectContaining({ jobId, ...asked })]);
  keeper.simulator.world.finishJob(jobId);
  await keeper.page.reload();
  await untilSaved(keeper, 1);
  expect(await keeper.readStore<Job>('jobs')).toMatchObject([{ state: 'finished', request: asked }]);
  expect(JSON.stringify(await keeper.readStore('jobs'))).not.toContain('secret');
  const popup = await keeper.popup();
  await expect(popup.locator('.job')).toContainText(/Pika 2\.5.*480p/u);
});

test('the page’s own prompt box is read as well', async ({ launch }) => {
  const keeper = await launch({ scenario: 'empty' });
  const { page } = keeper;
  await page.goto('https://pika.art/library');
  await page.getByLabel('Prompt').fill(PROMPT);
  await page.getByLabel('model').selectOption('Turbo');
  await page.getByLabel('resolution').selectOption('1080p');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.locator('.card')).toHaveCount(1);
  await expect.poll(() => requests(keeper)).toEqual([expect.objectContaining({ prompt: PROMPT, model: 'Turbo', resolution: '1080p', feature: 't2v' })]);
});

test('submits of one prompt with different models, right after one another, are not mixed up', async ({ launch }) => {
  const keeper = await launch({ scenario: 'empty' });
  await keeper.page.goto('https://pika.art/library');
  const models = ['2.5', 'Turbo', '2.2'];
  await keeper.page.evaluate(
    async ([prompt, ...all]) => {
      const answers: Response[] = [];
      for (const model of all) {
        const form = new FormData();
        form.append('promptText', prompt ?? '');
        form.append('model', model);
        answers.push(await fetch('https://api.pika.art/generate/v2', { method: 'POST', body: form }));
      }
      // Each form was filled in before the first answer is read.
      for (const answer of answers) await answer.json();
    },
    [PROMPT, ...models],
  );
  const { jobs } = keeper.simulator.world;
  expect(jobs.map(({ model }) => model).toSorted()).toEqual(models.toSorted());
  const known = async (): Promise<unknown> => {
    const modelOf = new Map((await requests(keeper)).map(({ jobId, model }) => [jobId, model]));
    return jobs.map(({ id }) => modelOf.get(id));
  };
  await expect.poll(known).toEqual(jobs.map(({ model }) => model));
});

const submits = async (keeper: Keeper): Promise<readonly Submit[]> => {
  const row = (await keeper.readStore<{ readonly key: string; readonly value: unknown }>('meta')).find(({ key }) => key === SUBMITS);
  return (row?.value ?? []) as Submit[]; // as the product has stored it
};
const fatesOf = async (keeper: Keeper): Promise<readonly string[]> => (await submits(keeper)).map(({ fate }) => fate);
const posts = ({ simulator }: Keeper): number => simulator.requests.filter(({ method, host }) => method === 'POST' && host === 'api.pika.art').length;
const UNKNOWN = /No answer from Pika: “a lighthouse in a storm”.*We do not know whether Pika took this: it may be under way, and billed\. Look in your library/u;
const NEVER_SHOWN = /No answer from Pika: “a lighthouse in a storm”.*It has not shown up since\. Look in your library, and at your credits/u;

test('a submit whose reply never came is not sent again, is told as unknown until it shows up, and its video is saved like the others', async ({ launch }) => {
  const keeper = await launch({ scenario: 'empty' });
  const { world } = keeper.simulator;
  await keeper.page.goto('https://pika.art/library');
  const submit = (): Promise<string> => submitImage(keeper.page, { promptText: PROMPT, model: '2.5', creditCost: '12' });
  await submit();
  // The server has taken it; the connection breaks before the page hears so.
  const fault = world.setFault({ kind: 'cut', host: 'api.pika.art', path: '/generate', method: 'POST', fraction: 0.5 });
  await expect(submit()).rejects.toThrow();
  world.clearFault(fault);
  await submit();
  expect(world.jobs).toHaveLength(3);
  await expect.poll(() => requests(keeper)).toHaveLength(2);
  await expect.poll(() => fatesOf(keeper)).toEqual(['taken', 'broke', 'taken']);
  await keeper.killWorker();
  const popup = await keeper.popup();
  await expect(popup.locator('.notice')).toHaveText([UNKNOWN]);
  const dashboard = await keeper.newPage();
  await dashboard.goto(`chrome-extension://${keeper.extensionId}/dashboard.html#jobs`);
  await expect(dashboard.getByRole('note')).toHaveText([UNKNOWN]);
  for (const { id } of world.jobs) world.finishJob(id);
  await keeper.page.reload();
  await untilSaved(keeper, 3);
  await expect(popup.locator('.notice')).toHaveCount(0);
  await expect(dashboard.getByRole('note')).toHaveCount(0);
  expect(posts(keeper)).toBe(3);
});

test('a submit that never shows up is told as unknown, says after an hour where to look, and for a day; a worker’s death forgets none of it', async ({ launch }) => {
  const keeper = await launch({ scenario: 'empty' });
  const { world } = keeper.simulator;
  await keeper.page.goto('https://pika.art/library');
  await keeper.killWorker();
  // It never reaches the server, which the page cannot know.
  const fault = world.setFault({ kind: 'reset', host: 'api.pika.art', path: '/generate', method: 'POST' });
  await expect(submitImage(keeper.page, { promptText: PROMPT, model: '2.5' })).rejects.toThrow();
  world.clearFault(fault);
  await expect.poll(() => fatesOf(keeper)).toEqual(['broke']);
  await keeper.page.reload();
  await expect(keeper.page.getByLabel('Prompt')).toBeVisible();
  const before = await keeper.popup();
  await expect(before.locator('.notice')).toHaveText([UNKNOWN]);
  await keeper.setClock(HOUR);
  const later = await keeper.popup();
  await expect(later.locator('.notice')).toHaveText([NEVER_SHOWN]);
  await keeper.setClock(DAY);
  const after = await keeper.popup();
  await expect(after.locator('main')).toBeVisible();
  await expect(after.locator('.notice')).toHaveCount(0);
  expect(posts(keeper)).toBe(1);
});

test('a submit that nobody answers is told after a minute, though the page that sent it is gone by then', async ({ launch }) => {
  const keeper = await launch({ scenario: 'empty' });
  const { world } = keeper.simulator;
  await keeper.page.goto('https://pika.art/library');
  const fault = world.setFault({ kind: 'hang', host: 'api.pika.art', path: '/generate', method: 'POST' });
  void submitImage(keeper.page, { promptText: PROMPT, model: '2.5' }).catch(() => {}); // the page goes away under it
  await expect.poll(() => fatesOf(keeper)).toEqual(['sent']);
  const early = await keeper.popup();
  await expect(early.locator('main')).toBeVisible();
  await keeper.page.goto('https://pika.art/');
  world.clearFault(fault);
  await keeper.setClock(MINUTE);
  const popup = await keeper.popup();
  await expect(popup.locator('.notice')).toHaveText([UNKNOWN]);
  await expect(early.locator('.notice')).toHaveCount(0);
});

test('a submit that was answered by an error is not unknown, whatever the error', async ({ launch }) => {
  const keeper = await launch({ scenario: 'empty' });
  const { world } = keeper.simulator;
  await keeper.page.goto('https://pika.art/library');
  const cors = { 'access-control-allow-origin': 'https://pika.art', 'access-control-allow-credentials': 'true', 'content-type': 'application/json' };
  const post = { host: 'api.pika.art', path: '/generate', method: 'POST' } as const;
  const faults = [{ ...post, kind: 'refused' }, { ...post, kind: 'answer', status: 402, headers: cors, body: '{"error":"credits"}' }, { ...post, kind: 'answer', status: 500, headers: cors, body: '{}' }] as const;
  for (const spec of faults) {
    const fault = world.setFault(spec);
    await expect(submitImage(keeper.page, { promptText: PROMPT, model: '2.5' })).rejects.toThrow();
    world.clearFault(fault);
  }
  await expect.poll(() => fatesOf(keeper)).toEqual(['refused', 'refused', 'refused']);
  await keeper.setClock(2 * MINUTE);
  const popup = await keeper.popup();
  await expect(popup.locator('main')).toBeVisible();
  await expect(popup.locator('.notice')).toHaveCount(0);
});
