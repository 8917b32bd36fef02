import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { TOOLS } from '../../lib/domain/health/tools.ts';
import { readIncidents } from '../../lib/store/incidents.ts';
import { forgetTools } from '../../lib/store/tools.ts';
import { TOOLS_A_TICK } from '../../lib/tasks/check-tools.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import type { SimToolState } from '../simulator/status/pages.ts';
import { START, useToolsWorld } from '../support/tools-world.ts';

const tools = useToolsWorld();

const RUNWAY = 'status.runwayml.com';

describe('with nothing switched on', () => {
  it('nobody is asked and nothing is written', async () => {
    await tools.world.run(HOUR);
    expect(tools.world.simulator.requests.count()).toBe(0);
    expect(await tools.db.count('monitors')).toBe(0);
  });
});

describe('the whole catalogue', () => {
  it('is up when all say so, each asked on its own host alone', async () => {
    await tools.world.choose({ on: TOOLS.map(({ id }) => id) });
    await tools.world.run(2 * MINUTE);
    for (const { id, feed } of TOOLS) {
      expect(await tools.world.state(id)).toMatchObject({ status: 'up' });
      expect(await tools.world.checks(id)).toHaveLength(1);
      expect(tools.world.asked(new URL(feed.url).host)).toBe(1);
    }
  });

  it('is asked eight at a time, those that waited longest first', async () => {
    await tools.world.choose({ on: TOOLS.map(({ id }) => id) });
    const hosts = () => TOOLS.filter(({ feed }) => tools.world.asked(new URL(feed.url).host) > 0).length;
    await tools.world.round();
    expect(hosts()).toBe(TOOLS_A_TICK);
    tools.world.now += 30 * SECOND;
    await tools.world.round();
    expect(hosts()).toBe(2 * TOOLS_A_TICK);
  });

  it('is down when all say so, and says who reported it', async () => {
    await tools.world.choose({ on: TOOLS.map(({ id }) => id) });
    for (const { feed } of TOOLS) tools.world.simulator.world.statusPages.set(new URL(feed.url).host, 'down');
    await tools.world.run(5 * MINUTE);
    for (const { id, feed } of TOOLS) {
      // Of OpenAI and Google only the parts that make videos count.
      expect(await tools.world.state(id)).toMatchObject({ status: 'down' });
      expect((await tools.world.checks(id))[0]).toMatchObject({ outcome: 'failed', kind: feed.dialect === 'probe' ? 'http' : 'reported' });
    }
  });
});

describe('one tool', () => {
  beforeEach(() => tools.world.choose({ on: ['runway'] }));

  it('is asked about every five minutes', async () => {
    await tools.world.run(2 * HOUR);
    expect(tools.world.asked(RUNWAY)).toBeGreaterThanOrEqual(20);
    expect(tools.world.asked(RUNWAY)).toBeLessThanOrEqual(27);
    expect(await tools.world.state('runway')).toMatchObject({ status: 'up' });
  });

  it('goes down with the first report and is up again with the first good one; one incident tells of it', async () => {
    await tools.world.run(20 * MINUTE);
    tools.world.simulator.world.statusPages.set(RUNWAY, 'down');
    await tools.world.run(20 * MINUTE);
    expect(await tools.world.state('runway')).toMatchObject({ status: 'down', lastFailure: { kind: 'reported' } });
    expect(await tools.world.facts('runway')).toMatchObject({ reading: { note: 'Generations fail', incidents: [{ title: 'Generations fail' }] }, misses: 0 });
    tools.world.simulator.world.statusPages.set(RUNWAY, 'up');
    await tools.world.run(20 * MINUTE);
    expect(await tools.world.state('runway')).toMatchObject({ status: 'up', outageSince: null });
    const incidents = await readIncidents(tools.db, START, START + DAY);
    expect(incidents.map(({ service, severity, open }) => ({ service, severity, open }))).toEqual([{ service: 'tool:runway', severity: 'down', open: 0 }]);
  });

  it('is degraded while the vendor says so, which counts as working', async () => {
    tools.world.simulator.world.statusPages.set(RUNWAY, 'degraded');
    await tools.world.run(MINUTE);
    expect(await tools.world.state('runway')).toMatchObject({ status: 'degraded' });
    expect(await tools.world.checks('runway')).toMatchObject([{ outcome: 'up', kind: null }]);
  });

  it('that is degraded has an incident with the vendor’s words, and with each check that met them', async () => {
    await tools.world.run(MINUTE);
    tools.world.simulator.world.statusPages.set(RUNWAY, 'degraded');
    await tools.world.run(20 * MINUTE);
    const [incident] = await readIncidents(tools.db, START, START + DAY);
    expect(incident).toMatchObject({ service: 'tool:runway', severity: 'degraded', open: 1 });
    const [, ...bad] = await tools.world.checks('runway');
    expect(bad.length).toBeGreaterThan(2);
    expect(incident?.evidence).toEqual(bad.map(({ monitor, at, httpStatus, latencyMs, edge }) => ({ monitor, at, kind: 'reported', httpStatus, latencyMs, edge })));
    expect(incident?.reasons).toEqual([{ monitor: 'tool:runway', at: bad[0]?.at, text: (await tools.world.facts('runway'))?.reading.note }]);
  });

  it('is not judged during maintenance', async () => {
    await tools.world.run(MINUTE);
    tools.world.simulator.world.statusPages.set(RUNWAY, 'maintenance');
    await tools.world.run(20 * MINUTE);
    expect(await tools.world.state('runway')).toMatchObject({ status: 'unknown' });
    expect(await tools.world.checks('runway')).toHaveLength(1);
    expect((await tools.world.facts('runway'))?.reading).toMatchObject({ status: 'maintenance', incidents: [{ title: 'Database upgrade' }] });
    // It goes on being asked at the usual pace, to see the end.
    expect(tools.world.asked(RUNWAY)).toBeGreaterThanOrEqual(4);
  });

  const mute: readonly SimToolState[] = ['spa', 'forbidden', 'missing', 'broken', 'cut', 'other-page', 'challenge'];

  it.each(mute.flatMap((state) => [[state, 'up'], [state, 'down']] as const))('is unknown as %s after it was %s', async (state, before) => {
    tools.world.simulator.world.statusPages.set(RUNWAY, before);
    await tools.world.run(6 * MINUTE);
    const checks = await tools.world.checks('runway');
    tools.world.simulator.world.statusPages.set(RUNWAY, state);
    await tools.world.run(30 * MINUTE);
    expect(await tools.world.state('runway')).toMatchObject({ status: 'unknown' });
    expect(await tools.world.checks('runway')).toEqual(checks);
    expect((await tools.world.facts('runway'))?.reading).toMatchObject({ status: 'unknown', firstNoticeAt: null });
  });

  it('that cannot be read is asked less and less, and at its usual pace again when it can', async () => {
    tools.world.simulator.world.statusPages.set(RUNWAY, 'broken');
    await tools.world.run(6 * HOUR);
    // After 5, 10, 20 and 40 minutes, then every hour.
    expect(tools.world.asked(RUNWAY)).toBeLessThanOrEqual(10);
    expect(tools.world.asked(RUNWAY)).toBeGreaterThanOrEqual(8);
    tools.world.simulator.world.statusPages.set(RUNWAY, 'up');
    await tools.world.run(HOUR);
    tools.world.simulator.requests.clear();
    await tools.world.run(HOUR);
    expect(tools.world.asked(RUNWAY)).toBeGreaterThanOrEqual(10);
    expect(await tools.world.state('runway')).toMatchObject({ status: 'up' });
  });

  it('is left alone for as long as it asks to be, up to an hour, even by a person', async () => {
    tools.world.simulator.world.setFault({ kind: 'answer', host: RUNWAY, status: 429, retryAfter: '1800', body: '{}' });
    await tools.world.run(MINUTE);
    await tools.world.round({ atOnce: true });
    await tools.world.run(28 * MINUTE);
    expect(tools.world.asked(RUNWAY)).toBe(1);
    await tools.world.run(3 * MINUTE);
    expect(tools.world.asked(RUNWAY)).toBe(2);
  });

  it('is asked at once by a person, but not twice in ten seconds', async () => {
    await tools.world.round();
    tools.world.now += 9 * SECOND;
    await tools.world.round({ atOnce: true });
    expect(tools.world.asked(RUNWAY)).toBe(1);
    tools.world.now += 2 * SECOND;
    await tools.world.round({ atOnce: true });
    expect(tools.world.asked(RUNWAY)).toBe(2);
  });

  it('is not asked without permission, and again as soon as it is given back', async () => {
    await tools.world.run(MINUTE);
    tools.world.allowed.clear();
    await tools.world.round({ permissionsOnly: true });
    expect(await tools.world.state('runway')).toMatchObject({ status: 'unknown' });
    expect((await tools.world.facts('runway'))?.reading.reason).toBe('not-permitted');
    await tools.world.run(HOUR);
    expect(tools.world.asked(RUNWAY)).toBe(1);
    await tools.world.choose({ on: ['runway'] });
    await tools.world.round({ permissionsOnly: true });
    expect(tools.world.asked(RUNWAY)).toBe(2);
    expect(await tools.world.state('runway')).toMatchObject({ status: 'up' });
  });

  it('is not asked because the permission of another one was given or taken back', async () => {
    await tools.world.choose({ on: ['runway', 'luma'] });
    await tools.world.run(MINUTE);
    tools.world.allowed.delete('https://status.lumalabs.ai/*');
    const before = tools.world.asked(RUNWAY);
    await tools.world.round({ permissionsOnly: true });
    expect(await tools.world.facts('luma')).toMatchObject({ reading: { reason: 'not-permitted' } });
    tools.world.allowed.add('https://status.lumalabs.ai/*');
    tools.world.now += 15 * SECOND;
    await tools.world.round({ permissionsOnly: true });
    expect(await tools.world.state('luma')).toMatchObject({ status: 'up' });
    expect(tools.world.asked(RUNWAY)).toBe(before);
  });

  it('says nothing while the user is offline, nor out of a machine that slept', async () => {
    tools.world.online = false;
    await tools.world.run(HOUR);
    tools.world.online = true;
    tools.world.took = 2 * HOUR;
    await tools.world.round();
    expect(await tools.world.state('runway')).toBeUndefined();
  });

  it('that is switched off leaves no state, only its history', async () => {
    await tools.world.run(MINUTE);
    await tools.world.choose({});
    await forgetTools(tools.db, ['runway']);
    await tools.world.run(HOUR);
    expect([await tools.world.state('runway'), await tools.world.facts('runway')]).toEqual([undefined, undefined]);
    expect(await tools.world.checks('runway')).toHaveLength(1);
    expect(tools.world.asked(RUNWAY)).toBe(1);
  });

  it('that is paused is not asked', async () => {
    await tools.db.put('meta', { key: 'pauses', value: [{ from: START, to: START + HOUR, monitors: ['tool:runway'], why: 'manual' }] });
    await tools.world.run(30 * MINUTE);
    expect(tools.world.asked(RUNWAY)).toBe(0);
  });

  it('that is paused while it is being asked keeps its answer to itself', async () => {
    // The pause is queued before the round's own write, which is when the answer is there.
    const pauseFirst = (where: string): boolean => {
      if (where === 'before-write') void tools.db.put('meta', { key: 'pauses', value: [{ from: START, to: START + HOUR, monitors: ['tool:runway'], why: 'manual' }] });
      return false;
    };
    tools.world.killer = { at: pauseFirst };
    await tools.world.round();
    expect(tools.world.asked(RUNWAY)).toBe(1);
    expect(await tools.world.checks('runway')).toEqual([]);
  });
});
