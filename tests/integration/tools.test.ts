import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TOOLS } from '../../lib/domain/health/tools.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { readIncidents } from '../../lib/store/incidents.ts';
import { forgetTools } from '../../lib/store/tools.ts';
import { TOOLS_A_TICK } from '../../lib/tasks/check-tools.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import type { SimToolState } from '../simulator/status/pages.ts';
import { START, toolsWorld, type ToolsWorld } from '../support/tools-world.ts';

// Hours of ticks against a real server and a store take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let db: Store;
let world: ToolsWorld;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
  world = await toolsWorld(db);
});

afterEach(() => world.simulator.stop());

const RUNWAY = 'status.runwayml.com';

describe('with nothing switched on', () => {
  it('nobody is asked and nothing is written', async () => {
    await world.run(HOUR);
    expect(world.simulator.requests.count()).toBe(0);
    expect(await db.count('monitors')).toBe(0);
  });
});

describe('the whole catalogue', () => {
  it('is up when all say so, each asked on its own host alone', async () => {
    await world.choose({ on: TOOLS.map(({ id }) => id) });
    await world.run(2 * MINUTE);
    for (const { id, feed } of TOOLS) {
      expect(await world.state(id)).toMatchObject({ status: 'up' });
      expect(await world.checks(id)).toHaveLength(1);
      expect(world.asked(new URL(feed.url).host)).toBe(1);
    }
  });

  it('is asked eight at a time, those that waited longest first', async () => {
    await world.choose({ on: TOOLS.map(({ id }) => id) });
    const hosts = () => TOOLS.filter(({ feed }) => world.asked(new URL(feed.url).host) > 0).length;
    await world.round();
    expect(hosts()).toBe(TOOLS_A_TICK);
    world.now += 30 * SECOND;
    await world.round();
    expect(hosts()).toBe(2 * TOOLS_A_TICK);
  });

  it('is down when all say so, and says who reported it', async () => {
    await world.choose({ on: TOOLS.map(({ id }) => id) });
    for (const { feed } of TOOLS) world.simulator.world.statusPages.set(new URL(feed.url).host, 'down');
    await world.run(5 * MINUTE);
    for (const { id, feed } of TOOLS) {
      // Of OpenAI and Google only the parts that make videos count.
      expect(await world.state(id)).toMatchObject({ status: 'down' });
      expect((await world.checks(id))[0]).toMatchObject({ outcome: 'failed', kind: feed.dialect === 'probe' ? 'http' : 'reported' });
    }
  });
});

describe('one tool', () => {
  beforeEach(() => world.choose({ on: ['runway'] }));

  it('is asked about every five minutes', async () => {
    await world.run(2 * HOUR);
    expect(world.asked(RUNWAY)).toBeGreaterThanOrEqual(20);
    expect(world.asked(RUNWAY)).toBeLessThanOrEqual(27);
    expect(await world.state('runway')).toMatchObject({ status: 'up' });
  });

  it('goes down with the first report and is up again with the first good one; one incident tells of it', async () => {
    await world.run(20 * MINUTE);
    world.simulator.world.statusPages.set(RUNWAY, 'down');
    await world.run(20 * MINUTE);
    expect(await world.state('runway')).toMatchObject({ status: 'down', lastFailure: { kind: 'reported' } });
    expect(await world.facts('runway')).toMatchObject({ reading: { note: 'Generations fail', incidents: [{ title: 'Generations fail' }] }, misses: 0 });
    world.simulator.world.statusPages.set(RUNWAY, 'up');
    await world.run(20 * MINUTE);
    expect(await world.state('runway')).toMatchObject({ status: 'up', outageSince: null });
    const incidents = await readIncidents(db, START, START + DAY);
    expect(incidents.map(({ service, severity, open }) => ({ service, severity, open }))).toEqual([{ service: 'tool:runway', severity: 'down', open: 0 }]);
  });

  it('is degraded while the vendor says so, which counts as working', async () => {
    world.simulator.world.statusPages.set(RUNWAY, 'degraded');
    await world.run(MINUTE);
    expect(await world.state('runway')).toMatchObject({ status: 'degraded' });
    expect(await world.checks('runway')).toMatchObject([{ outcome: 'up', kind: null }]);
  });

  it('is not judged during maintenance', async () => {
    await world.run(MINUTE);
    world.simulator.world.statusPages.set(RUNWAY, 'maintenance');
    await world.run(20 * MINUTE);
    expect(await world.state('runway')).toMatchObject({ status: 'unknown' });
    expect(await world.checks('runway')).toHaveLength(1);
    expect((await world.facts('runway'))?.reading).toMatchObject({ status: 'maintenance', incidents: [{ title: 'Database upgrade' }] });
    // It goes on being asked at the usual pace, to see the end.
    expect(world.asked(RUNWAY)).toBeGreaterThanOrEqual(4);
  });

  const mute: readonly SimToolState[] = ['spa', 'forbidden', 'missing', 'broken', 'cut', 'other-page', 'challenge'];

  it.each(mute.flatMap((state) => [[state, 'up'], [state, 'down']] as const))('is unknown as %s after it was %s', async (state, before) => {
    world.simulator.world.statusPages.set(RUNWAY, before);
    await world.run(6 * MINUTE);
    const checks = await world.checks('runway');
    world.simulator.world.statusPages.set(RUNWAY, state);
    await world.run(30 * MINUTE);
    expect(await world.state('runway')).toMatchObject({ status: 'unknown' });
    expect(await world.checks('runway')).toEqual(checks);
    expect((await world.facts('runway'))?.reading).toMatchObject({ status: 'unknown', firstNoticeAt: null });
  });

  it('that cannot be read is asked less and less, and at its usual pace again when it can', async () => {
    world.simulator.world.statusPages.set(RUNWAY, 'broken');
    await world.run(6 * HOUR);
    // After 5, 10, 20 and 40 minutes, then every hour.
    expect(world.asked(RUNWAY)).toBeLessThanOrEqual(10);
    expect(world.asked(RUNWAY)).toBeGreaterThanOrEqual(8);
    world.simulator.world.statusPages.set(RUNWAY, 'up');
    await world.run(HOUR);
    world.simulator.requests.clear();
    await world.run(HOUR);
    expect(world.asked(RUNWAY)).toBeGreaterThanOrEqual(10);
    expect(await world.state('runway')).toMatchObject({ status: 'up' });
  });

  it('is left alone for as long as it asks to be, up to an hour, even by a person', async () => {
    world.simulator.world.setFault({ kind: 'answer', host: RUNWAY, status: 429, retryAfter: '1800', body: '{}' });
    await world.run(MINUTE);
    await world.round({ atOnce: true });
    await world.run(28 * MINUTE);
    expect(world.asked(RUNWAY)).toBe(1);
    await world.run(3 * MINUTE);
    expect(world.asked(RUNWAY)).toBe(2);
  });

  it('is asked at once by a person, but not twice in ten seconds', async () => {
    await world.round();
    world.now += 9 * SECOND;
    await world.round({ atOnce: true });
    expect(world.asked(RUNWAY)).toBe(1);
    world.now += 2 * SECOND;
    await world.round({ atOnce: true });
    expect(world.asked(RUNWAY)).toBe(2);
  });

  it('is not asked without permission, and again as soon as it is given back', async () => {
    await world.run(MINUTE);
    world.allowed.clear();
    await world.round({ permissionsOnly: true });
    expect(await world.state('runway')).toMatchObject({ status: 'unknown' });
    expect((await world.facts('runway'))?.reading.reason).toBe('not-permitted');
    await world.run(HOUR);
    expect(world.asked(RUNWAY)).toBe(1);
    await world.choose({ on: ['runway'] });
    await world.round({ permissionsOnly: true });
    expect(world.asked(RUNWAY)).toBe(2);
    expect(await world.state('runway')).toMatchObject({ status: 'up' });
  });

  it('is not asked because the permission of another one was given or taken back', async () => {
    await world.choose({ on: ['runway', 'luma'] });
    await world.run(MINUTE);
    world.allowed.delete('https://status.lumalabs.ai/*');
    const before = world.asked(RUNWAY);
    await world.round({ permissionsOnly: true });
    expect(await world.facts('luma')).toMatchObject({ reading: { reason: 'not-permitted' } });
    world.allowed.add('https://status.lumalabs.ai/*');
    world.now += 15 * SECOND;
    await world.round({ permissionsOnly: true });
    expect(await world.state('luma')).toMatchObject({ status: 'up' });
    expect(world.asked(RUNWAY)).toBe(before);
  });

  it('says nothing while the user is offline, nor out of a machine that slept', async () => {
    world.online = false;
    await world.run(HOUR);
    world.online = true;
    world.took = 2 * HOUR;
    await world.round();
    expect(await world.state('runway')).toBeUndefined();
  });

  it('that is switched off leaves no state, only its history', async () => {
    await world.run(MINUTE);
    await world.choose({});
    await forgetTools(db, ['runway']);
    await world.run(HOUR);
    expect([await world.state('runway'), await world.facts('runway')]).toEqual([undefined, undefined]);
    expect(await world.checks('runway')).toHaveLength(1);
    expect(world.asked(RUNWAY)).toBe(1);
  });

  it('that is paused is not asked', async () => {
    await db.put('meta', { key: 'pauses', value: [{ from: START, to: START + HOUR, monitors: ['tool:runway'], why: 'manual' }] });
    await world.run(30 * MINUTE);
    expect(world.asked(RUNWAY)).toBe(0);
  });

  it('that is paused while it is being asked keeps its answer to itself', async () => {
    // The pause is queued before the round's own write, which is when the answer is there.
    const pauseFirst = (where: string): boolean => {
      if (where === 'before-write') void db.put('meta', { key: 'pauses', value: [{ from: START, to: START + HOUR, monitors: ['tool:runway'], why: 'manual' }] });
      return false;
    };
    world.killer = { at: pauseFirst };
    await world.round();
    expect(world.asked(RUNWAY)).toBe(1);
    expect(await world.checks('runway')).toEqual([]);
  });
});
