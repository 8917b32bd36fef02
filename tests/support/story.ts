/**
 * `npm start`: the main job, done for real. A library opens, jobs run and finish, their clips are saved and compared byte for byte, Pika
 * fails and recovers, and the toolbar follows. Ends with 1 if any promised clip is not on disk, whole, once.
 */
import path from 'node:path';
import { outage } from '../simulator/scenarios.ts';
import { type Keeper, launchKeeper } from './browser.ts';
import { hasDisplay } from './display.ts';
import { type Narrator, narrator } from './narrator.ts';
import { isKept, judgeFiles } from './promised.ts';
import { passTime } from './time.ts';
import { until } from './until.ts';

const FOLDER = '.output/story';
const MINUTE = 60_000;
/** How much faster than in life the simulated generations run. */
const SPEED = 6;

interface SaveRow {
  readonly state: string;
}

/** A library on a working day: it opens, and the user scrolls through all of it. */
async function openLibrary({ page, simulator }: Keeper, { say, picture }: Narrator): Promise<void> {
  const { world } = simulator;
  world.page.pollMs = 2_000;
  world.page.listEvery = 1;
  say(`pika.art opens: ${world.finished().length} finished videos in the library, ${open(world)} generations under way.`);
  await page.goto('https://pika.art/library');
  const all = async (): Promise<boolean> => {
    await page.mouse.wheel(0, 2_000);
    return (await page.locator('.card').count()) >= world.listed().length;
  };
  await until(all, { what: 'the whole library to be shown' });
  await page.mouse.wheel(0, -20_000);
  await picture(page, 'library');
}

const open = (world: Keeper['simulator']['world']): number => world.jobs.filter(({ state }) => state === 'queued' || state === 'pending').length;

/** The jobs run to their end, and the files appear. Says each change once. */
async function watchJobs(keeper: Keeper, { say, picture }: Narrator): Promise<void> {
  const { world } = keeper.simulator;
  world.run(SPEED);
  say(`The generations run ${SPEED} times as fast as in life. Nobody clicks anything.`);
  let told = '';
  let half = false;
  const done = async (): Promise<boolean> => {
    const saved = (await keeper.readStore<SaveRow>('saves')).filter(({ state }) => state === 'saved').length;
    const running = world.jobs.filter(({ state }) => state === 'pending').length;
    const { text } = await keeper.badge();
    const now = `${running} running, ${open(world) - running} queued, ${world.finished().length} finished; ${saved} saved and verified; the toolbar says ${text ? `"${text}"` : 'nothing'}.`;
    if (now !== told) say((told = now));
    if (!half && saved > 0 && running > 0) {
      half = true;
      await pictureOfPopup(keeper, picture, 'popup-at-work');
    }
    return open(world) === 0 && saved >= world.finished().length && text === '';
  };
  await until(done, { timeout: 3 * MINUTE, what: () => `every finished clip to be saved; last seen: ${told}` });
  world.pause();
  await keeper.page.bringToFront();
  await picture(keeper.page, 'library-saved');
}

async function pictureOfPopup(keeper: Keeper, picture: Narrator['picture'], name: string): Promise<void> {
  const popup = await keeper.popup();
  // Not the status alone: while the store is read, that is an empty line.
  await popup.locator('.verdict-title').waitFor();
  await picture(popup, name);
  await popup.close();
}

async function compareFiles({ savedFiles, simulator }: Keeper, { say }: Narrator): Promise<boolean> {
  const verdict = judgeFiles(simulator, await savedFiles());
  for (const prompt of verdict.missing) say(`MISSING: the clip of "${prompt}".`);
  for (const name of verdict.twice) say(`TWICE: ${name}.`);
  for (const name of verdict.strange) say(`NOT A PROMISED CLIP: ${name}.`);
  if (isKept(verdict)) say('Each finished clip is on disk, byte for byte, once.');
  return isKept(verdict);
}

/** Pika fails and comes back. Only the extension's clock is moved, so that nobody waits for minutes. */
async function failAndRecover(keeper: Keeper, { say, picture }: Narrator): Promise<void> {
  const { world } = keeper.simulator;
  const says = async (text: string): Promise<boolean> => (await keeper.badge()).text === text;
  const minutes = (from: number): string => `${((keeper.worker.clockOffset() - from) / MINUTE).toFixed(1)} minutes`;
  say('Pika fails: every host of Pika now answers 500. The clock of the extension is moved forward, half a minute at a time.');
  outage.serverErrors(world);
  const start = keeper.worker.clockOffset();
  await passTime(keeper, 10 * MINUTE, () => says('down'));
  await until(() => says('down'), { what: 'the toolbar to say "down"' });
  say(`After ${minutes(start)} of the extension's time the toolbar says "down": ${oneLine((await keeper.badge()).title)}`);
  await pictureOfPopup(keeper, picture, 'popup-down');
  say('Pika works again.');
  outage.recover(world);
  const back = keeper.worker.clockOffset();
  await passTime(keeper, 15 * MINUTE, async () => !(await says('down')));
  await until(() => says(''), { what: 'the toolbar to clear' });
  say(`After ${minutes(back)} the toolbar is clear: ${oneLine((await keeper.badge()).title)}`);
  await pictureOfPopup(keeper, picture, 'popup-up');
}

const oneLine = (text: string): string => text.split('\n').join(' ');

async function listFiles({ downloadsDir, savedFiles }: Keeper, { say, folder }: Narrator): Promise<void> {
  const files = await savedFiles();
  say(`${files.length} files in ${path.relative('', downloadsDir)}:`);
  for (const { name, size } of files) process.stdout.write(`${String(size).padStart(14)} bytes  ${name}\n`);
  say(`Pictures are in ${folder}.`);
}

async function stayOpen({ context, page, simulator }: Keeper, { say }: Narrator): Promise<void> {
  simulator.world.run(1);
  await page.goto('https://pika.art/library');
  say('The browser stays open. Try: generate a video on the page; open the popup from the toolbar; close the tab while a job runs and open it again.');
  say('Close the browser window to end this, and its simulator.');
  await until(() => context.pages().length === 0, { timeout: Infinity, what: 'the window to be closed' });
}

async function tell(keeper: Keeper, story: Narrator, stay: boolean): Promise<boolean> {
  await openLibrary(keeper, story);
  await watchJobs(keeper, story);
  await compareFiles(keeper, story);
  await failAndRecover(keeper, story);
  const kept = await compareFiles(keeper, story);
  await listFiles(keeper, story);
  if (stay) await stayOpen(keeper, story);
  return kept;
}

async function main(): Promise<void> {
  const headed = hasDisplay();
  const story = await narrator(FOLDER);
  story.say(`A Chromium with the extension starts, ${headed ? 'in a window' : 'without a window'}; every host name leads to a simulator on this machine.`);
  const keeper = await launchKeeper({ scenario: 'everyday', headless: !headed, downloadsDir: path.resolve(FOLDER, 'downloads') });
  try {
    process.exitCode = (await tell(keeper, story, headed)) ? 0 : 1;
  } catch (error) {
    process.exitCode = 1;
    story.say(`It went wrong: ${error instanceof Error ? error.message : String(error)}`);
    await story.write('worker.log', keeper.worker.log().join('\n'));
    await story.picture(keeper.page, 'when-it-went-wrong').catch(() => {}); // the browser may be gone
    story.say(`What the extension printed is in ${FOLDER}/worker.log.`);
  } finally {
    await keeper.close();
  }
}

await main();
