import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isNewSession, markSession } from '../../lib/browser/session.ts';

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

  it('is new until it is marked, for every life of the worker', async () => {
    expect(await isNewSession()).toBe(true);
    expect(await isNewSession()).toBe(true);
    await markSession();
    expect(await isNewSession()).toBe(false);
  });

  it('is new again when the browser is started again', async () => {
    await markSession();
    world.kept = {};
    expect(await isNewSession()).toBe(true);
  });

  it('is not new where its storage does not answer', async () => {
    world.broken = 'get';
    expect(await isNewSession()).toBe(false);
  });
});
