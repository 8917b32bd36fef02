import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { AT_ONCE } from '../../lib/tasks/saves/round.ts';
import type { World } from '../simulator/world.ts';
import type { Keeper } from '../support/browser.ts';
import { scrollToEnd } from '../support/library-page.ts';
import { hashesOnDisk, hashesPromised, obstacleOf, type SaveRow, saveRows, sha, untilHeld, untilSaved } from '../support/saved.ts';
import { expect, type SmallDisk, test } from '../support/small-disk.ts';
import { tickThrough, untilIdle } from '../support/time.ts';
import { until } from '../support/until.ts';

const LIBRARY = 'https://pika.art/library';
const MINUTE = 60_000;
/** Clips that come together, and the bytes of each. */
const CLIPS = 8;
const BYTES = 400_000;

function addClips(world: World): void {
  for (let n = 0; n < CLIPS; n += 1) world.addJob({ prompt: `clip ${n}`, state: 'finished', bytes: BYTES });
  world.page.perPage = 40;
}

async function openLibrary(keeper: Keeper, cards: number): Promise<void> {
  await keeper.page.goto(LIBRARY);
  await scrollToEnd(keeper.page, cards);
}

const tries = (rows: readonly SaveRow[]): number => rows.reduce((sum, { attempts }) => sum + attempts, 0);
const saved = (rows: readonly SaveRow[]): SaveRow[] => rows.filter(({ state }) => state === 'saved');

/** Nothing is on the disk but the files that the ledger calls saved, whole; unfinished ones count, too. */
async function expectNothingBroken(keeper: Keeper, rows: readonly SaveRow[]): Promise<void> {
  const entries = await readdir(keeper.downloadsDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ name, parentPath }) => path.join(parentPath, name));
  expect(files.sort()).toEqual(saved(rows).map(({ finalName }) => finalName).sort());
  const promised = new Set(hashesPromised(keeper));
  expect((await keeper.savedFiles()).filter(({ bytes }) => !promised.has(sha(bytes)))).toEqual([]);
}

const FULL: readonly { readonly name: string; readonly room: number; readonly fit: number; readonly most: number }[] = [
  { name: 'that has room for two more', room: 2.5 * BYTES, fit: 2, most: 2 + AT_ONCE },
  { name: 'that has no room at all', room: 0, fit: 0, most: 1 },
];

for (const { name, room, fit, most } of FULL) {
  test(`a disk ${name} holds the queue, is told once, tried seldom, and found free: every clip is saved once, byte for byte`, async ({ disk, launch }) => {
    await disk.fill(room);
    const keeper = await launch({ scenario: addClips, downloadsDir: disk.downloadsDir });
    await openLibrary(keeper, CLIPS);
    const held = await untilHeld(keeper, 'disk-full', 'saved');
    expect(saved(held).length).toBeLessThanOrEqual(fit);
    expect(tries(held)).toBeLessThanOrEqual(most);
    await expectNothingBroken(keeper, held);
    const popup = await keeper.popup();
    await expect(popup.getByText('Your disk is full')).toHaveCount(1);

    await untilIdle(keeper);
    await keeper.setClock(2 * MINUTE);
    await tickThrough(keeper);
    await until(async () => tries(await saveRows(keeper)) > tries(held), { what: 'one try whether there is room' });
    const tried = await untilHeld(keeper, 'disk-full', 'saved');
    await expectNothingBroken(keeper, tried);

    await disk.free();
    await untilIdle(keeper);
    await keeper.setClock(20 * MINUTE);
    await keeper.fireTick();
    await untilSaved(keeper, CLIPS);
    expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
    await expect(popup.getByText('Your disk is full')).toHaveCount(0);
  });
}

type Change = (disk: SmallDisk) => Promise<void>;

const CLOSED: readonly { readonly name: string; readonly spoil: Change; readonly mend: Change }[] = [
  { name: 'that becomes read-only', spoil: (disk) => disk.setWritable(false), mend: (disk) => disk.setWritable(true) },
  { name: 'that is gone', spoil: (disk) => disk.pull(), mend: (disk) => disk.putBack() },
];

/** Somebody else's download, through the browser and into the same folder. */
async function downloadOther(keeper: Keeper): Promise<void> {
  const others = async (): Promise<number> => (await readdir(keeper.downloadsDir)).filter((name) => name.startsWith('theirs')).length;
  const before = await others();
  const page = await keeper.newPage();
  await page.setContent('<a href="data:text/plain,theirs" download="theirs.txt">theirs</a>');
  await page.getByText('theirs').click();
  await until(async () => (await others()) > before, { what: 'the other download' });
  await page.close();
}

for (const { name, spoil, mend } of CLOSED) {
  // Chromium looks whether it may write there, and opens its dialog where not: to the extension that looks like a browser that asks.
  test(`a download folder ${name} makes Chromium ask: that is told with what else it may be, and saving goes on by itself`, async ({ disk, launch }) => {
    const keeper = await launch({ scenario: addClips, downloadsDir: disk.downloadsDir });
    await openLibrary(keeper, CLIPS);
    await untilSaved(keeper, CLIPS);
    await spoil(disk);
    addClips(keeper.simulator.world);
    await openLibrary(keeper, 2 * CLIPS);
    const held = await untilHeld(keeper, 'asks', 'saved');
    expect(saved(held)).toHaveLength(CLIPS);
    expect(tries(held)).toBeLessThanOrEqual(CLIPS + AT_ONCE);
    const popup = await keeper.popup();
    await expect(popup.getByText('If it is off, check that the download folder can be written to.')).toHaveCount(1);
    await tickThrough(keeper);
    expect(tries(await saveRows(keeper))).toBe(tries(held));

    await mend(disk);
    await expectNothingBroken(keeper, held);
    // That none needs a dialog any more is seen by any download that is heard of within a second, and tried at the next tick.
    const mayGoOn = async (): Promise<boolean> => (await obstacleOf(keeper))?.probeAt !== null;
    await until(() => downloadOther(keeper).then(mayGoOn), { timeout: 60_000, what: 'it to be found mended' });
    await keeper.fireTick();
    await untilSaved(keeper, 2 * CLIPS);
    const files = await keeper.savedFiles();
    expect(files.flatMap(({ name: file, bytes }) => (file.startsWith('Pika/') ? [sha(bytes)] : [])).sort()).toEqual(hashesPromised(keeper));
  });
}
