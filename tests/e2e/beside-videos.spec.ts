import path from 'node:path';
import { expect, test } from '../support/keeper-test.ts';
import { scrollToEnd } from '../support/library-page.ts';
import { untilSaved } from '../support/saved.ts';
import type { SavedFile } from '../support/files.ts';
import { until } from '../support/until.ts';

const VIDEOS = 6;
const SAVING = { template: '{source}/{model}/{counter:3} {prompt:3} - {seed} - {clip}', sidecar: true, promptFile: true };

/** As the settings screen does it. */
async function choose(saving: object): Promise<void> {
  // Runs in a page of the extension, which has this and no types.
  const scope = globalThis as unknown as { chrome: { runtime: { sendMessage(message: object): Promise<unknown> } } };
  await scope.chrome.runtime.sendMessage({ type: 'ui:set-saving', saving });
}

/** Names of what the browser's own list of downloads still shows. */
async function listed(): Promise<string[]> {
  const scope = globalThis as unknown as { chrome: { downloads: { search(query: object): Promise<{ filename: string }[]> } } };
  return (await scope.chrome.downloads.search({})).map(({ filename }) => filename);
}

const extensions = (files: readonly SavedFile[], ending: string) => files.filter(({ name }) => name.endsWith(ending));

for (const killed of [false, true]) {
  test(`videos bear the names that the user chose, with their facts beside them${killed ? ', however often the worker dies' : ''}`, async ({ launch }) => {
    const keeper = await launch({
      scenario: (world) => {
        for (let n = 1; n <= VIDEOS; n += 1) world.addJob({ prompt: `A red fox number ${n}: “runs”`, state: 'finished' });
        world.page.perPage = 40;
      },
    });
    await keeper.extension.evaluate(choose, SAVING);
    await keeper.page.goto('https://pika.art/library');
    await scrollToEnd(keeper.page, VIDEOS);
    if (killed) {
      for (let life = 0; life < 2; life += 1) {
        await keeper.waitForFiles(life + 1);
        await keeper.killWorker();
        await keeper.fireTick();
      }
    }
    await untilSaved(keeper, VIDEOS);
    if (killed) await keeper.fireTick();
    const isDone = async () => (await keeper.savedFiles()).length === 3 * VIDEOS && (await keeper.extension.evaluate(listed)).every((name) => name.endsWith('.mp4'));
    await until(isDone, { timeout: 60_000, what: () => 'a .json and a .txt beside each video, and no lines of theirs' });

    const all = await keeper.savedFiles();
    const names = extensions(all, '.mp4').map(({ name }) => name).sort();
    expect(names.map((name) => name.slice(0, 'Pika/pika/001 A red fox - '.length))).toEqual(Array.from({ length: VIDEOS }, (_, n) => `Pika/pika/00${n + 1} A red fox - `));
    const stems = (ending: string) => extensions(all, ending).map(({ name }) => name.slice(0, -ending.length)).sort();
    expect(stems('.json')).toEqual(stems('.mp4'));
    expect(stems('.txt')).toEqual(stems('.mp4'));

    const prompts = keeper.simulator.world.finished().map(({ prompt }) => prompt).sort();
    const facts = extensions(all, '.json').map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString('utf8')) as { prompt: string; file: string; size: number }); // the test's own reading of what was written
    expect(facts.map(({ prompt }) => prompt).sort()).toEqual(prompts);
    expect(extensions(all, '.txt').map(({ bytes }) => Buffer.from(bytes).toString('utf8').trim()).sort()).toEqual(prompts);
    for (const { file, size } of facts) expect(all.find(({ name }) => path.basename(name) === file)?.size).toBe(size);
    expect((await keeper.readStore('saves')).length).toBe(VIDEOS);
  });
}
