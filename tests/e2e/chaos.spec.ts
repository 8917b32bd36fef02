import type { World } from '../simulator/world.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { scrollToEnd } from '../support/library-page.ts';
import { hashesOnDisk, hashesPromised, saveRows, untilSaved } from '../support/saved.ts';
import { seeded } from '../support/seeded.ts';

/**
 * What no other saver can say: the worker is killed at random while 100 clips come over slow, cut and failing
 * connections, the browser is restarted and crashes in the middle, and in the end each clip is on disk once.
 */
for (const seed of [1, 2, 3]) {
  test(`100 clips survive a worker killed at random, seed ${seed}`, async ({ launch }) => {
    const random = seeded(seed);
    let keeper = await launch({ scenario: (world) => rough(world, random) });
    await keeper.page.goto('https://pika.art/library');
    await scrollToEnd(keeper.page, 100);
    const rounds = 36;
    for (let round = 0; round < rounds; round += 1) {
      await somethingHappens(keeper, Math.floor(random() * 12));
      await keeper.killWorker();
      if (round === 12) keeper = await keeper.restartBrowser();
      if (round === 24) keeper = await keeper.crashBrowser();
      // What wakes a worker in life: its tick, or a download's event.
      if (random() < 0.7) await keeper.fireTick();
    }
    keeper.simulator.world.clearFaults();
    await hurry(keeper);
    // A second file of a clip, from a download given up for dead, is gone with the next tick that finds the last one's work done.
    await keeper.fireTick();
    await expect.poll(() => hashesOnDisk(keeper), { timeout: 60_000 }).toEqual(hashesPromised(keeper));
    const rows = await saveRows(keeper);
    expect(rows).toHaveLength(100);
    expect(rows.filter(({ state }) => state !== 'saved')).toEqual([]);
    expect(keeper.simulator.world.writes).toBe(0);
  });
}

/** A media host on a bad day. */
function rough(world: World, random: () => number): void {
  for (let n = 0; n < 100; n += 1) {
    const family = (['results', 'v1', 'results-second-host'] as const)[n % 3] ?? 'results';
    const job = world.addJob({ prompt: `chaos clip ${n}`, family, state: 'finished', bytes: 20_000 + Math.floor(random() * 300_000) });
    const clip = job.id;
    const fate = random();
    if (fate < 0.3) world.setFault({ kind: 'drip', clip, bytesPerSecond: 100_000 + Math.floor(random() * 400_000), times: 3 });
    else if (fate < 0.45) world.setFault({ kind: 'delay', clip, delayMs: Math.floor(random() * 3_000), times: 3 });
    else if (fate < 0.6) world.setFault({ kind: 'cut', clip, fraction: random(), times: 2 });
    else if (fate < 0.7) world.setFault({ kind: 'status', clip, status: 503, times: 2 });
    else if (fate < 0.75) world.setFault({ kind: 'html', clip, times: 2 });
    else if (fate < 0.8) world.setFault({ kind: 'reset', clip, times: 2 });
  }
}

/** Lets the browser get on with it until some more requests for clips have been made, or none comes. */
async function somethingHappens(keeper: Keeper, requests: number): Promise<void> {
  const before = keeper.simulator.requests.count({ kind: 'clip' });
  await keeper.simulator.requests.waitFor({ kind: 'clip' }, before + requests, 1_500).catch(() => null); // nothing came: kill all the same
}

/** Moves the worker's clock on, so that pauses before retries pass, until all is saved. */
async function hurry(keeper: Keeper): Promise<void> {
  for (let minutes = 1; minutes <= 20; minutes += 1) {
    await keeper.setClock(minutes * 60_000);
    await keeper.fireTick();
    const done = await untilSaved(keeper, 100, 5_000).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
  await untilSaved(keeper, 100, 1_000);
}
