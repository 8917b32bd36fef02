import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { urlsOf } from '../simulator/job.ts';
import type { Planned } from '../support/chaos-plan.ts';
import { type ChaosWorld, chaosWorld, TICK } from '../support/chaos-world.ts';
import { seeded } from '../support/seeded.ts';

const HOUR = 3_600_000;
const JOBS = Number(process.env['PIKA_KEEPER_CHAOS_JOBS'] ?? 100);

/** The ledger's rows of each job, told as `state problem`. */
async function fates({ saves: { db } }: ChaosWorld): Promise<ReadonlyMap<string, string>> {
  const saves = new Map((await db.getAll('saves')).map((save) => [save.clip, save]));
  const told = new Map<string, string>();
  for (const { id, job } of await db.getAll('clips')) {
    const { problem, state } = saves.get(id) ?? { problem: null, state: 'no row' };
    const words = problem === null ? state : `${state} ${problem.kind}`;
    told.set(job, told.has(job) ? `${told.get(job)} and ${words}` : words);
  }
  return told;
}

const nameOf = ({ source, jobId }: Planned): string => `${source}:${jobId}`;

async function isOver({ saves: { db } }: ChaosWorld, saved: number): Promise<boolean> {
  const rows = await db.getAll('saves');
  return rows.filter(({ state }) => state === 'saved').length >= saved && !rows.some(({ state }) => state === 'wanted' || state === 'downloading' || state === 'verifying');
}

it.each([1, 2, 3])('jobs over four sources by seed %i: killed at any wait, each comes to its own end', async (seed) => {
  const random = seeded(seed);
  const chaos = await chaosWorld(JOBS, random);
  const { plan, world } = chaos;
  const waiting = new Set(plan.filter(({ later }) => later !== null));
  const saved = plan.filter(({ outcome }) => outcome === 'saved').length;
  world.apis.linkLifeMs = 5 * 60_000;
  chaos.risk = 0.01;
  for (let n = 0; n < 400 && !(await isOver(chaos, saved)); n += 1) {
    if (n % 10 === 0) await chaos.show();
    if (n % 25 === 24) world.apis.expireLinks();
    // It dies until the end, but less often: a death at the very last try of a clip would be its reason.
    if (n === 80) chaos.risk = 0.001;
    const known = n < 20 ? new Map<string, string>() : await fates(chaos);
    for (const one of waiting) {
      if (!known.has(nameOf(one))) continue;
      one.later?.();
      waiting.delete(one);
    }
    if (n === 120) world.apis.linkLifeMs = 24 * HOUR;
    // From here on ticks are hours apart: nobody looks in between.
    await chaos.tick(n < 120 ? TICK : 2 * HOUR);
  }
  const told = await fates(chaos);
  expect(plan.map((one) => `${nameOf(one)} (${one.fate}): ${told.get(nameOf(one)) ?? 'no clip'}`)).toEqual(plan.map((one) => `${nameOf(one)} (${one.fate}): ${one.outcome}`));
  const onDisk = [...chaos.saves.downloads.disk.values()].map(({ bytes, url }) => `${new URL(url).pathname} of ${bytes}`);
  const promised = plan.filter(({ outcome }) => outcome === 'saved').map(({ job }) => `${new URL(urlsOf(job).result).pathname} of ${world.clip(job.id).body.size}`);
  expect(onDisk.toSorted()).toEqual(promised.toSorted());
  expect(world.writes).toBe(0);
  expect(chaos.hasty).toEqual([]);
});
