import { test } from '../support/firefox-test.ts';
import { hasFirefox } from '../support/firefox.ts';
import { expect } from '../support/keeper-test.ts';
import { untilSaved } from '../support/saved.ts';
import { until } from '../support/until.ts';

declare const browser: {
  readonly runtime: { sendMessage(message: object): Promise<unknown> };
  readonly downloads: { search(query: object): Promise<{ filename: string }[]> };
};

test.skip(!hasFirefox(), 'there is no Firefox on this machine');

const VIDEOS = 3;

test('Firefox, which refuses data addresses, writes facts and prompts beside videos all the same', async ({ firefox }) => {
  const keeper = await firefox({
    scenario: (world) => {
      for (let n = 1; n <= VIDEOS; n += 1) world.addJob({ prompt: `A red fox number ${n}: “runs”`, state: 'finished' });
    },
  });
  await keeper.extension.evaluate(async () => {
    await browser.runtime.sendMessage({ type: 'ui:set-saving', saving: { template: '{date}/{counter:3} {prompt:3} - {clip}', sidecar: true, promptFile: true } });
  });
  await keeper.page.goto('https://pika.art/library');
  await untilSaved(keeper, VIDEOS);
  const listed = () => keeper.extension.evaluate(async () => (await browser.downloads.search({})).map(({ filename }) => filename));
  const isDone = async () => (await keeper.savedFiles()).length === 3 * VIDEOS && (await listed()).every((name) => name.endsWith('.mp4'));
  await until(isDone, { timeout: 60_000, what: () => 'a .json and a .txt beside each video, and no lines of theirs' });

  const files = await keeper.savedFiles();
  const stems = (ending: string) => files.filter(({ name }) => name.endsWith(ending)).map(({ name }) => name.slice(0, -ending.length)).sort();
  expect(stems('.mp4').map((stem) => stem.replace(/\d{4}-\d\d-\d\d/, 'day').replace(/[0-9a-z]{10}$/, 'id'))).toEqual([1, 2, 3].map((n) => `Pika/day/00${n} A red fox - id`));
  expect(stems('.json')).toEqual(stems('.mp4'));
  expect(stems('.txt')).toEqual(stems('.mp4'));
  const prompts = files.filter(({ name }) => name.endsWith('.txt')).map(({ bytes }) => bytes.toString('utf8').trim()).sort();
  expect(prompts).toEqual(keeper.simulator.world.finished().map(({ prompt }) => prompt).sort());
});
