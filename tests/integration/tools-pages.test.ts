import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { toolViews } from '../../lib/domain/health/tool-view.ts';
import { readHealth } from '../../lib/store/health.ts';
import { readIncidents } from '../../lib/store/incidents.ts';
import { readToolFacts } from '../../lib/store/tools.ts';
import { HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { useToolsWorld } from '../support/tools-world.ts';

const tools = useToolsWorld();

describe('a tool of which only the page can be asked', () => {
  beforeEach(() => tools.world.choose({ on: ['kling'] }));

  it('is down after three errors that span a minute, and up after three good answers', async () => {
    await tools.world.run(6 * MINUTE);
    tools.world.simulator.world.statusPages.set('klingai.com', 'down');
    await tools.world.run(4 * MINUTE + 30 * SECOND);
    expect(await tools.world.state('kling')).toMatchObject({ status: 'up' });
    await tools.world.run(3 * MINUTE);
    expect(await tools.world.state('kling')).toMatchObject({ status: 'down', lastFailure: { kind: 'http', httpStatus: 503 } });
    const [incident] = await readIncidents(tools.db, 0, tools.world.now);
    expect(incident?.evidence.map(({ headers }) => headers)).toEqual(Array(3).fill(expect.stringMatching(/^cf-ray: [0-9a-f]{16}-DFW; server: cloudflare$/)));
    tools.world.simulator.world.statusPages.set('klingai.com', 'up');
    await tools.world.run(8 * MINUTE);
    expect(await tools.world.state('kling')).toMatchObject({ status: 'up', outageSince: null });
  });

  it('is not blamed for our own connection', async () => {
    await tools.world.run(MINUTE);
    tools.world.connected = false;
    await tools.world.run(10 * MINUTE);
    expect(await tools.world.state('kling')).toMatchObject({ status: 'up', failuresInARow: 0 });
    await tools.world.run(20 * MINUTE);
    expect((await tools.world.checks('kling')).every(({ outcome }) => outcome === 'up')).toBe(true);
  });

  it('platform fault 39f: that the browser denies us, as it does addresses in the user’s own network, is unknown and never down', async () => {
    // A public name may lead to a local address; what the browser denies fails like a dead server.
    tools.world.denied.add('klingai.com');
    await tools.world.run(2 * HOUR);
    expect(await tools.world.state('kling')).toMatchObject({ status: 'unknown', outageSince: null });
    expect(await tools.world.checks('kling')).toEqual([]);
    expect(await readIncidents(tools.db, 0, tools.world.now)).toEqual([]);
    const view = toolViews({ on: ['kling'], own: [] }, (await readHealth(tools.db)).states, await readToolFacts(tools.db), tools.world.now).find(({ id }) => id === 'kling');
    expect(view?.sentence).toContain('your own network');
    // Once it has answered, silence is its own.
    tools.world.denied.clear();
    await tools.world.run(2 * HOUR);
    expect(await tools.world.state('kling')).toMatchObject({ status: 'up' });
    tools.world.denied.add('klingai.com');
    await tools.world.run(30 * MINUTE);
    expect(await tools.world.state('kling')).toMatchObject({ status: 'down', lastFailure: { kind: 'unreachable' } });
  });

  it.each(['forbidden', 'missing', 'challenge'] as const)('is unknown as %s', async (state) => {
    await tools.world.run(MINUTE);
    tools.world.simulator.world.statusPages.set('klingai.com', state);
    await tools.world.run(30 * MINUTE);
    expect(await tools.world.state('kling')).toMatchObject({ status: 'unknown' });
  });
});

describe('a status page that the user added', () => {
  const own = { id: 'own-acme', name: 'Acme', url: 'https://status.acme.example.com/', dialect: 'auto' } as const;

  it.each(['statuspage', 'incident-io', 'better-stack', 'instatus'] as const)('in %s is understood by itself, and then asked once a time', async (dialect) => {
    tools.world.simulator.world.statusPages.add('status.acme.example.com', dialect);
    tools.world.simulator.world.statusPages.set('status.acme.example.com', 'down');
    await tools.world.choose({ own: [own] });
    await tools.world.round();
    expect(await tools.world.facts(own.id)).toMatchObject({ dialect, misses: 0 });
    expect((await tools.world.state(own.id))?.status).not.toBe('up');
    tools.world.simulator.requests.clear();
    await tools.world.run(6 * MINUTE);
    expect(tools.world.asked('status.acme.example.com')).toBe(1);
  });

  it('that changes its dialect is found out again', async () => {
    tools.world.simulator.world.statusPages.add('status.acme.example.com', 'statuspage');
    await tools.world.choose({ own: [own] });
    await tools.world.run(MINUTE);
    tools.world.simulator.world.statusPages.add('status.acme.example.com', 'instatus');
    await tools.world.run(2 * HOUR);
    expect(await tools.world.facts(own.id)).toMatchObject({ dialect: 'instatus' });
    expect(await tools.world.state(own.id)).toMatchObject({ status: 'up' });
  });

  it('without data stays unknown', async () => {
    await tools.world.choose({ own: [own] });
    await tools.world.run(10 * MINUTE);
    expect(await tools.world.state(own.id)).toMatchObject({ status: 'unknown' });
    expect((await tools.world.facts(own.id))?.reading.reason).toBe('not-a-feed');
  });
});

describe('our own connection', () => {
  it('is not the tools’ fault: nothing is written, and all are asked soon after it is back', async () => {
    await tools.world.choose({ on: ['runway', 'kling', 'luma'] });
    await tools.world.run(MINUTE);
    tools.world.connected = false;
    await tools.world.run(10 * MINUTE);
    for (const id of ['runway', 'kling', 'luma']) expect(await tools.world.state(id)).toMatchObject({ status: 'up', failuresInARow: 0 });
    await tools.world.run(2 * HOUR);
    for (const id of ['runway', 'kling', 'luma']) expect(await tools.world.checks(id)).toHaveLength(1);
    expect(await tools.world.state('runway')).toMatchObject({ status: 'unknown' });
    tools.world.connected = true;
    await tools.world.run(2 * MINUTE);
    for (const id of ['runway', 'kling', 'luma']) expect(await tools.world.state(id)).toMatchObject({ status: 'up' });
  });
});
