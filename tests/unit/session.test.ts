import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readSession, settleSession } from '../../lib/browser/session.ts';
import { NOW } from '../support/builders.ts';

/** The session's storage: JSON, as long as the browser lives. */
const { session, world } = vi.hoisted(() => {
  const world = { kept: {} as Record<string, unknown>, broken: '' };
  const may = (call: string): void => {
    if (world.broken === call) throw new Error('No');
  };
  const session = {
    get: async (key: string) => {
      may('get');
      return { [key]: world.kept[key] };
    },
    set: async (items: object) => {
      may('set');
      Object.assign(world.kept, items);
    },
  };
  return { session, world };
});
vi.mock('../../lib/browser/api.ts', () => ({ browser: { storage: { session } } }));

describe('the browser’s session', () => {
  beforeEach(() => {
    Object.assign(world, { kept: {}, broken: '' });
  });

  it('begins once, for every life of the worker', async () => {
    expect(await readSession(NOW)).toEqual({ since: NOW, settled: false });
    expect(await readSession(NOW + 1)).toEqual({ since: NOW, settled: false });
    await settleSession(await readSession(NOW + 2));
    expect(await readSession(NOW + 3)).toEqual({ since: NOW, settled: true });
  });

  it('begins anew when the browser does', async () => {
    await settleSession(await readSession(NOW));
    world.kept = {};
    expect(await readSession(NOW + 1)).toEqual({ since: NOW + 1, settled: false });
  });

  it.each(['get', 'set'])('has nothing before it when its storage fails at %s', async (call) => {
    world.broken = call;
    expect(await readSession(NOW)).toEqual({ since: 0, settled: true });
  });

  it('is settled once more when that could not be noted', async () => {
    const begun = await readSession(NOW);
    world.broken = 'set';
    await settleSession(begun);
    expect(await readSession(NOW + 1)).toEqual(begun);
  });
});
