import type { World } from '../simulator/world.ts';
import { expect, test } from '../support/keeper-test.ts';
import { hashesOnDisk, hashesPromised, untilSaved } from '../support/saved.ts';

const LIBRARY = 'https://pika.art/library';
const BYTES = 1_500_000;

test('a video whose connection breaks comes under its own name', async ({ launch }) => {
  const keeper = await launch({
    scenario: (world) => {
      const { id: clip } = world.addJob({ prompt: 'a fox', state: 'finished', bytes: BYTES });
      breaks(world, clip, 1);
    },
  });
  await keeper.page.goto(LIBRARY);
  const [row] = await untilSaved(keeper, 1);
  expect(row?.attempts).toBe(2);
  const [file, ...more] = await keeper.savedFiles();
  expect(more).toEqual([]);
  expect(file?.name).toMatch(/^Pika\/a fox - \w+\.mp4$/);
  expect(row?.finalName).toBe(file?.path);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  const popup = await keeper.popup();
  await expect(popup.getByText('a fox').first()).toBeVisible();
  await expect(popup.getByText(/was saved as/)).toHaveCount(0);
});

test('a video whose connection breaks each time is kept under the name that the browser gives it, and that is told with its reason', async ({ launch }) => {
  const keeper = await launch({
    scenario: (world) => {
      const { id: clip } = world.addJob({ prompt: 'a fox', state: 'finished', bytes: BYTES });
      breaks(world, clip, 3);
    },
  });
  await keeper.page.goto(LIBRARY);
  const [row] = await untilSaved(keeper, 1);
  const [file, ...more] = await keeper.savedFiles();
  expect(more).toEqual([]);
  expect(row?.finalName).toBe(file?.path);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  expect(row?.attempts).toBe(3);
  expect(file?.name).not.toMatch(/^Pika/);
  const popup = await keeper.popup();
  await expect(popup.getByText('A video has its server’s name')).toHaveCount(1);
});

/** The connection of so many downloads breaks in the middle; the rest comes when the browser asks for it, slowly enough to be seen. */
function breaks(world: World, clip: string, times: number): void {
  world.setFault({ kind: 'drip', clip, bytesPerSecond: 500_000 });
  world.setFault({ kind: 'cut', clip, fraction: 0.5, ranged: false, times });
}
