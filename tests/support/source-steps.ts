import type { Page } from '@playwright/test';
import type { ApiSourceId } from '../../lib/domain/jobs/job.ts';
import { SOURCE_PROFILES } from '../../lib/sources/jobs/list.ts';
import { API_PLACES } from '../simulator/sources/apis.ts';
import type { Keeper } from './browser.ts';
import { tickThrough, untilIdle } from './time.ts';
import { until } from './until.ts';

/** What the worker and a person do with sources of jobs, step by step. */

/** Hosts outside of Pika that the three sources need; `*.` stands before those with names below. */
export const SOURCE_HOSTS = Object.values(SOURCE_PROFILES)
  .flatMap((profile) => profile.origins(profile.base))
  .map((pattern) => pattern.replace(/^https:\/\/(.*)\/\*$/u, '$1'))
  .filter((host) => !host.endsWith('pika.art'));

/** Opens one tab of the dashboard. */
export async function openDashboard(keeper: Keeper, tab: 'settings' | 'jobs'): Promise<Page> {
  const page = await keeper.newPage();
  await page.goto(`chrome-extension://${keeper.extensionId}/dashboard.html#${tab}`);
  return page;
}

/** Switches a source on and enters its token, as a person does. @returns what the test of the token said */
export async function setUp(settings: Page, source: ApiSourceId, token: string): Promise<string> {
  const { name } = SOURCE_PROFILES[source];
  const row = settings.locator('.source', { has: settings.getByLabel(name, { exact: true }) });
  await row.getByLabel(name, { exact: true }).click();
  await row.locator('input[type=password]').fill(token);
  await row.getByRole('button', { name: 'Save and test' }).click();
  const answer = row.locator('.source-answer');
  await until(async () => !['', 'One moment…'].includes((await answer.textContent()) ?? ''), { what: `an answer to the test of ${name}` });
  return (await answer.textContent()) ?? '';
}

/** Pastes into the popup's box and follows what is accepted. */
export async function addInPopup(popup: Page, text: string): Promise<void> {
  const box = popup.getByRole('textbox', { name: 'Job IDs' });
  if (!(await box.isVisible())) await popup.getByRole('button', { name: 'Add job IDs' }).click();
  await box.fill(text);
  await popup.getByRole('button', { name: /^Follow/ }).click();
  await popup.getByText('followed from now on').waitFor();
}

/** Lets so much of the worker's time pass, and ticks. What it is at before is let end, and so is the tick. */
export async function pass(keeper: Keeper, ms: number): Promise<void> {
  await untilIdle(keeper);
  await keeper.setClock(keeper.worker.clockOffset() + ms);
  await tickThrough(keeper);
}

export async function stateOf(keeper: Pick<Keeper, 'readStore'>, job: string): Promise<string | null> {
  const jobs = await keeper.readStore<{ id: string; state: string }>('jobs');
  return jobs.find(({ id }) => id === job)?.state ?? null;
}

export async function untilState(keeper: Pick<Keeper, 'readStore'>, job: string, state: string): Promise<void> {
  let last: string | null = null;
  await until(async () => (last = await stateOf(keeper, job)) === state, { what: () => `${job} to be ${state}; it is ${last}` });
}

/** Every request to a service: what it asked for. */
export function askedOfSources(keeper: Pick<Keeper, 'simulator'>): { readonly method: string; readonly kind: string; readonly host: string; readonly path: string }[] {
  const hosts = Object.values(API_PLACES).map(({ host }) => host);
  return keeper.simulator.requests.all.filter(({ host }) => hosts.includes(host));
}
