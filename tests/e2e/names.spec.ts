import path from 'node:path';
import { expect, test } from '../support/keeper-test.ts';
import { scrollToEnd } from '../support/library-page.ts';
import { nameFaults, ODD_PROMPTS, unreadable } from '../support/odd-prompts.ts';
import { hashesOnDisk, hashesPromised, type SaveRow, untilSaved } from '../support/saved.ts';

interface NamedRow extends SaveRow {
  readonly requestedName: string | null;
}

test('the statement of what is wrong with names sees each fault', () => {
  expect(nameFaults(['Pika/a - 1.mp4', 'Pika/b - 2.mp4'])).toEqual([]);
  for (const names of [['a.mp4'], ['Pika/CON.mp4'], ['Pika/a/b.mp4'], ['Pika/é.mp4', 'Pika/É.mp4'], ['Pika/a.mp4', 'Pika/a.mp4'], [`Pika/${'日'.repeat(90)}.mp4`]]) {
    expect(nameFaults(names)).not.toEqual([]);
  }
});

test('whatever the prompt says, the clip is saved under a name of its own that every system takes', async ({ launch }) => {
  const keeper = await launch({
    scenario: (world) => {
      for (const prompt of ODD_PROMPTS) world.addJob({ prompt, state: 'finished' });
      world.page.perPage = 40;
    },
  });
  await keeper.page.goto('https://pika.art/library');
  await scrollToEnd(keeper.page, ODD_PROMPTS.length);
  await untilSaved(keeper, ODD_PROMPTS.length);

  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  const files = await keeper.savedFiles();
  const names = files.map(({ name }) => name);
  expect(nameFaults(names)).toEqual([]);
  expect(unreadable(names)).toEqual([]);

  // The ledger knows each file by its real name, and no browser had to change what was asked for.
  const rows = await keeper.readStore<NamedRow>('saves');
  expect(rows.map(({ finalName }) => finalName).sort()).toEqual(files.map((file) => file.path).sort());
  for (const { attempts, finalName, requestedName } of rows) {
    expect(path.join(keeper.downloadsDir, requestedName ?? '')).toBe(finalName);
    expect(attempts).toBe(1);
  }
});
