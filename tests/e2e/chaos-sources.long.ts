import { quietLibrary } from '../bench/saving.ts';
import { startSimulator } from '../simulator/server.ts';
import { allowHosts } from '../support/allowed-hosts.ts';
import { planChaos, type Planned } from '../support/chaos-plan.ts';
import { beginChaos, endChaos, judgeChaos, liveThroughChaos, misdeeds } from '../support/chaos-run.ts';
import { expect, test } from '../support/keeper-test.ts';
import { seeded } from '../support/seeded.ts';
import { SOURCE_HOSTS } from '../support/source-steps.ts';

/** As `npm run chaos` was asked for. */
const JOBS = Number(process.env['PIKA_KEEPER_CHAOS_JOBS'] ?? 120);
const SEED = Number(process.env['PIKA_KEEPER_CHAOS_SEED'] ?? 1);

/**
 * Jobs of four sources, each with a fate of its own, while the worker is killed every few seconds and the browser five
 * times, links expire and servers fail: what could be had is on disk, once, and of everything else it is told why not.
 */
test(`${JOBS} jobs over four sources survive everything, seed ${SEED}`, async ({ launch }) => {
  test.setTimeout(300_000 + JOBS * 3_000);
  const clock = { ahead: () => 0 };
  const simulator = await startSimulator({ scenario: quietLibrary, now: () => Date.now() + clock.ahead() });
  const build = await allowHosts(...SOURCE_HOSTS);
  try {
    const random = seeded(SEED);
    const plan: readonly Planned[] = planChaos(simulator.world, JOBS, random);
    // Some links are dead by their own word before their turn comes.
    simulator.world.apis.linkLifeMs = 120_000;
    let keeper = await launch({ simulator, extensionDir: build.folder });
    clock.ahead = () => keeper.worker.clockOffset();
    await beginChaos(keeper, plan);
    const waiting = new Set(plan.filter(({ later }) => later !== null));
    keeper = await liveThroughChaos(keeper, { plan, waiting, random, rounds: 20 + Math.ceil(JOBS / 20), crashes: 5 });
    await endChaos(keeper, { plan, waiting });
    expect(await judgeChaos(keeper, plan)).toEqual({ wrong: [], strange: [], missing: [] });
    expect(misdeeds(simulator)).toEqual([]);
  } finally {
    await simulator.stop();
    await build.remove();
  }
});
