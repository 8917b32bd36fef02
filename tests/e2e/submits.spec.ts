import type { Page } from '@playwright/test';
import type { Job } from '../../lib/domain/jobs/job.ts';
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

test('a submit whose reply never came is not sent again, and its video is saved like the others', async ({ launch }) => {
  const keeper = await launch({ scenario: 'empty' });
  const { world, requests: asked } = keeper.simulator;
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
  for (const { id } of world.jobs) world.finishJob(id);
  await keeper.page.reload();
  await untilSaved(keeper, 3);
  expect(asked.filter(({ method, host }) => method === 'POST' && host === 'api.pika.art')).toHaveLength(3);
});
