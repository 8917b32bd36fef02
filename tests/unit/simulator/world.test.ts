import { describe, expect, it } from 'vitest';
import { serverName } from '../../simulator/connections.ts';
import { SCENARIOS, type ScenarioName } from '../../simulator/scenarios.ts';
import { startSimulator } from '../../simulator/server.ts';
import { urlsOf } from '../../simulator/job.ts';
import { World } from '../../simulator/world.ts';

const PLAN = { queuedMs: 1_000, runMs: 10_000, outcome: 'finished' } as const;

describe('a job', () => {
  it('goes from queued over progress to finished, and only then has a file', () => {
    const world = new World(() => 5);
    const job = world.addJob({ plan: PLAN });
    const seen: string[] = [];
    for (let step = 0; step < 4; step++) {
      seen.push(`${job.state} ${job.progress}`);
      expect(world.file(urlsOf(job).result) !== null).toBe(job.state === 'finished');
      world.advance(step === 0 ? 1_500 : 5_000);
    }
    expect([...seen, `${job.state} ${job.progress}`]).toEqual(['queued null', 'pending 5', 'pending 55', 'finished 100', 'finished 100']);
    expect(job.finishedAt).toBe(5);
  });

  it('can fail by plan, stall for ever, vanish and come back', () => {
    const world = new World();
    const failing = world.addJob({ plan: { ...PLAN, outcome: 'error' } });
    const stalling = world.addJob({ plan: { ...PLAN, stallAt: 42 } });
    world.advance(60_000);
    expect([failing.state, failing.error, stalling.state, stalling.progress]).toEqual(['error', 'Something went wrong', 'pending', 42]);
    world.vanishJob(stalling.id);
    expect(world.listed()).toEqual([failing]);
    world.vanishJob(stalling.id, false);
    world.finishJob(stalling.id);
    expect(world.finished()).toEqual([stalling]);
  });

  it('keeps its old file when sound is added, and gets another', () => {
    const world = new World();
    const job = world.addJob({ family: 'v1' });
    const before = urlsOf(job).result;
    world.addSound(job.id);
    expect(urlsOf(job).result).toBe(before.replace('.mp4', '_sfx.mp4'));
    expect([world.file(before)?.id, world.clip(job.id).id]).toEqual([job.id, job.id]);
    expect(world.file(before)).not.toBe(world.clip(job.id));
  });

  it('can move its file to another address', () => {
    const world = new World();
    for (const family of ['v1', 'results'] as const) {
      const job = world.addJob({ family });
      const before = urlsOf(job).result;
      world.relink(job.id);
      expect([world.file(before), world.clip(job.id).id]).toEqual([null, job.id]);
      expect(urlsOf(job).result).not.toBe(before);
    }
  });

  it('starts its plan where its progress says', () => {
    const world = new World();
    const job = world.addJob({ state: 'pending', progress: 50, plan: PLAN });
    world.advance(100);
    expect(job.progress).toBe(51);
  });
});

describe('the simulator', () => {
  it.each(Object.keys(SCENARIOS) as ScenarioName[])('starts in scenario %s, twice with the same bytes', async (scenario) => {
    const both = await Promise.all([startSimulator({ scenario }), startSimulator({ scenario })]);
    const [first = '', second = ''] = both.map(({ world, clipDigest }) => world.finished().map((job) => clipDigest(job.id).sha256).join());
    expect(first).toBe(second);
    await Promise.all(both.map((one) => one.stop()));
  });

  it('lets tests wait for what happens, and says what happened instead', async () => {
    const simulator = await startSimulator({ scenario: 'empty' });
    const waiting = simulator.until(({ world }) => world.jobs.length === 1);
    simulator.world.addJob();
    await waiting;
    await expect(simulator.requests.waitFor({ kind: 'clip' }, 1, 1)).rejects.toThrow('waited 1 ms');
    await simulator.stop();
  });

  it('reads no host name out of what is no handshake', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(44), Buffer.alloc(400, 0xff)]) expect(serverName(bytes)).toBeNull();
  });
});
