import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toolViews } from '../../lib/domain/health/tool-view.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { readIncidents } from '../../lib/store/incidents.ts';
import { readToolFacts } from '../../lib/store/tools.ts';
import { HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { toolsWorld, type ToolsWorld } from '../support/tools-world.ts';

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

describe('a tool of which only the page can be asked', () => {
  beforeEach(() => world.choose({ on: ['kling'] }));

  it('is down after three errors that span a minute, and up after three good answers', async () => {
    await world.run(6 * MINUTE);
    world.simulator.world.statusPages.set('klingai.com', 'down');
    await world.run(4 * MINUTE + 30 * SECOND);
    expect(await world.state('kling')).toMatchObject({ status: 'up' });
    await world.run(3 * MINUTE);
    expect(await world.state('kling')).toMatchObject({ status: 'down', lastFailure: { kind: 'http', httpStatus: 503 } });
    world.simulator.world.statusPages.set('klingai.com', 'up');
    await world.run(8 * MINUTE);
    expect(await world.state('kling')).toMatchObject({ status: 'up', outageSince: null });
  });

  it('is not blamed for our own connection', async () => {
    await world.run(MINUTE);
    world.connected = false;
    await world.run(10 * MINUTE);
    expect(await world.state('kling')).toMatchObject({ status: 'up', failuresInARow: 0 });
    await world.run(20 * MINUTE);
    expect((await world.checks('kling')).every(({ outcome }) => outcome === 'up')).toBe(true);
  });

  it('platform fault 39f: that the browser denies us, as it does addresses in the user’s own network, is unknown and never down', async () => {
    // A public name may lead to a local address; what the browser denies fails like a dead server.
    world.denied.add('klingai.com');
    await world.run(2 * HOUR);
    expect(await world.state('kling')).toMatchObject({ status: 'unknown', outageSince: null });
    expect(await world.checks('kling')).toEqual([]);
    expect(await readIncidents(db, 0, world.now)).toEqual([]);
    const view = toolViews({ on: ['kling'], own: [] }, (await readHealth(db)).states, await readToolFacts(db), world.now).find(({ id }) => id === 'kling');
    expect(view?.sentence).toContain('your own network');
    // Once it has answered, silence is its own.
    world.denied.clear();
    await world.run(2 * HOUR);
    expect(await world.state('kling')).toMatchObject({ status: 'up' });
    world.denied.add('klingai.com');
    await world.run(30 * MINUTE);
    expect(await world.state('kling')).toMatchObject({ status: 'down', lastFailure: { kind: 'unreachable' } });
  });

  it.each(['forbidden', 'missing', 'challenge'] as const)('is unknown as %s', async (state) => {
    await world.run(MINUTE);
    world.simulator.world.statusPages.set('klingai.com', state);
    await world.run(30 * MINUTE);
    expect(await world.state('kling')).toMatchObject({ status: 'unknown' });
  });
});

describe('a status page that the user added', () => {
  const own = { id: 'own-acme', name: 'Acme', url: 'https://status.acme.example.com/', dialect: 'auto' } as const;

  it.each(['statuspage', 'incident-io', 'better-stack', 'instatus'] as const)('in %s is understood by itself, and then asked once a time', async (dialect) => {
    world.simulator.world.statusPages.add('status.acme.example.com', dialect);
    world.simulator.world.statusPages.set('status.acme.example.com', 'down');
    await world.choose({ own: [own] });
    await world.round();
    expect(await world.facts(own.id)).toMatchObject({ dialect, misses: 0 });
    expect((await world.state(own.id))?.status).not.toBe('up');
    world.simulator.requests.clear();
    await world.run(6 * MINUTE);
    expect(world.asked('status.acme.example.com')).toBe(1);
  });

  it('that changes its dialect is found out again', async () => {
    world.simulator.world.statusPages.add('status.acme.example.com', 'statuspage');
    await world.choose({ own: [own] });
    await world.run(MINUTE);
    world.simulator.world.statusPages.add('status.acme.example.com', 'instatus');
    await world.run(2 * HOUR);
    expect(await world.facts(own.id)).toMatchObject({ dialect: 'instatus' });
    expect(await world.state(own.id)).toMatchObject({ status: 'up' });
  });

  it('without data stays unknown', async () => {
    await world.choose({ own: [own] });
    await world.run(10 * MINUTE);
    expect(await world.state(own.id)).toMatchObject({ status: 'unknown' });
    expect((await world.facts(own.id))?.reading.reason).toBe('not-a-feed');
  });
});

describe('our own connection', () => {
  it('is not the tools’ fault: nothing is written, and all are asked soon after it is back', async () => {
    await world.choose({ on: ['runway', 'kling', 'luma'] });
    await world.run(MINUTE);
    world.connected = false;
    await world.run(10 * MINUTE);
    for (const id of ['runway', 'kling', 'luma']) expect(await world.state(id)).toMatchObject({ status: 'up', failuresInARow: 0 });
    await world.run(2 * HOUR);
    for (const id of ['runway', 'kling', 'luma']) expect(await world.checks(id)).toHaveLength(1);
    expect(await world.state('runway')).toMatchObject({ status: 'unknown' });
    world.connected = true;
    await world.run(2 * MINUTE);
    for (const id of ['runway', 'kling', 'luma']) expect(await world.state(id)).toMatchObject({ status: 'up' });
  });
});
