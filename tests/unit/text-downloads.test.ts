import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { discardTextDownload, forgetDownload, startTextDownload } from '../../lib/browser/text-downloads.ts';

const { downloads, world } = vi.hoisted(() => {
  const world = { begun: [] as string[], refuses: false };
  const downloads = {
    async download({ url }: { url: string }) {
      if (world.refuses) throw new Error('NETWORK_FAILED');
      return world.begun.push(url);
    },
    search: async ({ id }: { id: number }) => [{ id, state: 'in_progress' }],
    cancel: async () => {},
    erase: async () => [],
  };
  return { downloads, world };
});
vi.mock('../../lib/browser/api.ts', () => ({ browser: { downloads, runtime: { id: 'us' } } }));

const live = new Set<string>();

beforeEach(() => {
  world.begun = [];
  world.refuses = false;
  live.clear();
  let made = 0;
  vi.stubGlobal('URL', class extends URL {
    static override createObjectURL(): string {
      const url = `blob:moz-extension://us/${(made += 1)}`;
      live.add(url);
      return url;
    }
    static override revokeObjectURL(url: string): void {
      live.delete(url);
    }
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('platform fault 32: addresses of texts, where a page can make them', () => {
  it('live until their download is done with, and no longer', async () => {
    const begun = await startTextDownload('Pika/fox.txt', 'a fox', 'text/plain');
    expect([...live]).toEqual(world.begun);
    expect(live.size).toBe(1);
    await forgetDownload(begun.ok ? begun.value : -1);
    expect(live.size).toBe(0);
  });

  it('do not outlive a try that is given up', async () => {
    const begun = await startTextDownload('Pika/fox.txt', 'a fox', 'text/plain');
    await discardTextDownload(begun.ok ? begun.value : -1);
    expect(live.size).toBe(0);
  });

  it('do not outlive a refusal, which is a typed failure', async () => {
    world.refuses = true;
    expect(await startTextDownload('Pika/fox.txt', 'a fox', 'text/plain')).toMatchObject({ ok: false, failure: { kind: 'network' } });
    expect(live.size).toBe(0);
  });
});
