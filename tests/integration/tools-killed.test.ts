import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { readIncidents } from '../../lib/store/incidents.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { START, useToolsWorld } from '../support/tools-world.ts';
import { seeded } from '../unit/health/world.ts';

const TOOLS = ['runway', 'openai', 'kling'];

const tools = useToolsWorld({ on: TOOLS });

/** Three hours; in the second one runway is down. */
async function threeHours(): Promise<void> {
  await tools.world.run(HOUR);
  tools.world.simulator.world.statusPages.set('status.runwayml.com', 'down');
  await tools.world.run(HOUR);
  tools.world.simulator.world.statusPages.set('status.runwayml.com', 'up');
  await tools.world.run(HOUR);
}

describe('a worker that dies at random', () => {
  it.each([1, 2, 3])('loses and doubles nothing (seed %i)', async (seed) => {
    const random = seeded(seed);
    let deaths = 0;
    tools.world.killer = {
      at: () => {
        const dies = random() < 0.3;
        deaths += dies ? 1 : 0;
        return dies;
      },
    };
    await threeHours();
    expect(deaths).toBeGreaterThan(15);
    for (const id of TOOLS) {
      const checks = await tools.world.checks(id);
      const gaps = checks.slice(1).map(({ at }, index) => at - (checks[index]?.at ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(4 * MINUTE);
      // A round that died is made up for at the next ticks.
      expect(Math.max(...gaps)).toBeLessThanOrEqual(10 * MINUTE);
      const [state, facts] = [await tools.world.state(id), await tools.world.facts(id)];
      expect(state).toMatchObject({ status: 'up', lastCheckAt: checks.at(-1)?.at });
      // State, facts and check are of the same round: they are written together.
      expect(facts?.askedAt).toBe(state?.lastCheckAt);
    }
    const incidents = await readIncidents(tools.db, START, START + DAY);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ service: 'tool:runway', open: 0 });
    expect(Math.abs((incidents[0]?.start ?? 0) - (START + HOUR))).toBeLessThanOrEqual(10 * MINUTE);
    expect(Math.abs((incidents[0]?.end ?? 0) - (START + 2 * HOUR))).toBeLessThanOrEqual(10 * MINUTE);
  });
});

describe('two rounds at once', () => {
  it('make one check', async () => {
    await Promise.all([tools.world.round(), tools.world.round(), tools.world.round()]);
    for (const id of TOOLS) expect(await tools.world.checks(id)).toHaveLength(1);
    tools.world.now += HOUR + SECOND;
    await Promise.all([tools.world.round(), tools.world.round()]);
    for (const id of TOOLS) expect(await tools.world.checks(id)).toHaveLength(2);
  });
});
