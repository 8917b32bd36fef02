import type { FirefoxTab } from '../support/firefox.ts';
import { hasFirefox } from '../support/firefox.ts';
import { giveFile } from '../support/firefox-steps.ts';
import { test, untilSays } from '../support/firefox-test.ts';
import { expect } from '../support/keeper-test.ts';
import { saveRows, untilSaved } from '../support/saved.ts';
import { until } from '../support/until.ts';
import type { World } from '../simulator/world.ts';

test.skip(!hasFirefox(), 'there is no Firefox on this machine');

const LIBRARY = 'https://pika.art/library';
const FILE_FIELD = '[aria-label="Import an archive"] input[type="file"]';

/** The same library for both browsers. */
const library = (world: World): void => {
  for (let n = 0; n < 3; n += 1) world.addJob({ prompt: n === 0 ? '=HYPERLINK("x")' : `clip ${n}`, state: 'finished' });
};

const press = (tab: FirefoxTab, name: string): Promise<void> =>
  tab.evaluate((words) => Array.from(document.querySelectorAll('button')).find(({ textContent }) => textContent === words)?.click(), name);

test('what one Firefox has saved, another that takes in its archive does not save again', async ({ firefox }) => {
  const first = await firefox({ scenario: library });
  await first.page.goto(LIBRARY);
  await untilSaved(first, 3);
  const here = await first.dashboard();
  await here.click('#tab-settings');
  await untilSays(here, 'Export JSON');
  await press(here, 'Export JSON');
  await untilSays(here, '3 clips are in the file');
  // Until it is whole, an empty file bears its name.
  const file = await until(async () => (await first.savedFiles()).find(({ name, size }) => /^pika-keeper-archive-.*\.json$/.test(name) && size > 0) ?? null, { what: 'the archive on disk' });
  await first.close();

  const second = await firefox({ scenario: library });
  const there = await second.dashboard();
  await there.click('#tab-settings');
  await untilSays(there, 'Choose a file');
  const archive = { name: 'archive.json', text: file.bytes.toString('utf8') };
  await giveFile(there, FILE_FIELD, archive);
  await untilSays(there, '3 clips are new here.');
  await giveFile(there, FILE_FIELD, archive);
  await untilSays(there, '3 were known already.');
  await second.page.goto(LIBRARY);
  const seen = () => document.querySelectorAll('video').length;
  await until(async () => (await second.page.evaluate(seen)) === 3, { what: 'the library on the page' });
  // What comes after them in the queue is saved, and they are not.
  second.simulator.world.addJob({ prompt: 'one more', state: 'finished' });
  await second.page.reload();
  await untilSaved(second, 4);
  expect((await saveRows(second)).map(({ attempts }) => attempts).sort()).toEqual([0, 0, 0, 1]);
  expect(await second.savedFiles()).toHaveLength(1);
});
