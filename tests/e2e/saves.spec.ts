import { urlsOf } from '../simulator/job.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { scrollToEnd } from '../support/library-page.ts';
import { hashesOnDisk, hashesPromised, saveRows, untilSaved } from '../support/saved.ts';

const LIBRARY = 'https://pika.art/library';

test('a library of 40 finished jobs over every address family is on disk, byte for byte, once each, and no decoy', async ({ launch }) => {
  const keeper = await launch({ scenario: 'forty-families' });
  await keeper.page.goto(LIBRARY);
  await scrollToEnd(keeper.page, keeper.simulator.world.finished().length);
  const rows = await untilSaved(keeper, 40);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  for (const file of await keeper.savedFiles()) expect(file.name).toMatch(/^Pika\/[^/]+ - [0-9a-z]{10}\.mp4$/);
  expect(rows.every(({ proof }) => proof === 'boxes')).toBe(true);
  expect(rows.map(({ finalName }) => finalName).sort()).toEqual((await keeper.savedFiles()).map(({ path }) => path).sort());
  expect(keeper.simulator.world.writes).toBe(0);
});

test('a job that finishes while the page is open is fetched before the page asks again', async ({ launch }) => {
  const keeper = await launch({
    scenario: (world) => {
      world.addJob({ prompt: 'already there', state: 'finished' });
      world.addJob({ prompt: 'a lighthouse in a storm', state: 'pending', progress: 40 });
      world.page.pollMs = 1_000;
    },
  });
  const { simulator } = keeper;
  await keeper.page.goto(LIBRARY);
  await untilSaved(keeper, 1);
  const [job] = simulator.world.jobs.filter(({ state }) => state === 'pending');
  if (!job) throw new Error('the scenario has a pending job');
  await expect.poll(() => keeper.readStore<{ state: string }>('jobs').then((jobs) => jobs.map(({ state }) => state).sort())).toEqual(['finished', 'running']);
  simulator.requests.clear();
  simulator.world.finishJob(job.id);
  const { pathname } = new URL(urlsOf(job).result);
  const [fetched] = await simulator.requests.waitFor((seen) => seen.kind === 'clip' && seen.path.startsWith(pathname) && seen.headers['sec-fetch-dest'] !== 'video');
  const told = simulator.requests.filter({ kind: 'action' }).filter(({ at }) => at <= (fetched?.at ?? 0)).at(-1);
  test.info().annotations.push({ type: 'ms from the answer to the fetch', description: String((fetched?.at ?? 0) - (told?.at ?? 0)) });
  await untilSaved(keeper, 2);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
});

test('a reload, a second tab, a second window and a restart of the browser save nothing twice', async ({ launch }) => {
  const keeper = await launch({
    scenario: (world) => {
      for (let n = 0; n < 10; n += 1) world.addJob({ prompt: `clip ${n}`, family: n % 2 ? 'v1' : 'results', state: 'finished' });
    },
  });
  await keeper.page.goto(LIBRARY);
  await untilSaved(keeper, 10);
  await keeper.page.reload();
  const tab = await keeper.newPage();
  await tab.goto(LIBRARY);
  await keeper.page.evaluate((url) => void window.open(url, '_blank', 'popup,width=900,height=700'), LIBRARY);
  await expect.poll(() => keeper.simulator.requests.count((seen) => seen.kind === 'page' && seen.path === '/library')).toBe(4);
  await seenAgain(keeper);
  const again = await keeper.restartBrowser();
  await again.page.goto(LIBRARY);
  await seenAgain(again);
  expect(await hashesOnDisk(again)).toEqual(hashesPromised(again));
  expect((await saveRows(again)).every(({ attempts, state }) => state === 'saved' && attempts === 1)).toBe(true);
});

/** Waits until a job added now, and so told to the background after all that the pages show already, is saved too. */
async function seenAgain(keeper: Keeper): Promise<void> {
  const { world } = keeper.simulator;
  world.addJob({ prompt: 'one more', state: 'finished' });
  await Promise.all(keeper.context.pages().filter((page) => page.url().startsWith(LIBRARY)).map((page) => page.reload()));
  await untilSaved(keeper, world.finished().length);
}
