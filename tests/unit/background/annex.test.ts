import { afterEach, describe, expect, it, vi } from 'vitest';
import { onceLoaded } from '../../../entrypoints/background/annex.ts';
import { browser } from '../../../lib/browser/api.ts';
import { keepOwnScript, loadOwnScript } from '../../../lib/browser/own-script.ts';
import type { Log } from '../../../lib/log.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the annex', () => {
  it('is loaded once for all who ask at the same time, and for all who ask later', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const load = vi.fn<() => Promise<string>>(() => promise);
    const open = onceLoaded(load, () => {});
    const asked = [open(), open()];
    resolve('annex');
    expect(await Promise.all([...asked, open()])).toEqual(['annex', 'annex', 'annex']);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is tried again by whoever asks after a failure, which is logged and theirs to bear', async () => {
    const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('gone')).mockResolvedValueOnce('annex');
    const log = vi.fn<Log>();
    const open = onceLoaded(load, log);
    await expect(open()).rejects.toThrow('gone');
    expect(log).toHaveBeenCalledExactlyOnceWith('annex.failed', { error: 'Error: gone' });
    expect(await open()).toBe('annex');
    expect(log).toHaveBeenCalledTimes(1);
  });
});

describe('a script of our own', () => {
  it('is loaded into Chrome’s worker by its address in the extension, and a refusal rejects', async () => {
    vi.spyOn(browser.runtime, 'getURL').mockImplementation((file) => `chrome-extension://abc/${file}`);
    const importScripts = vi.fn<(url: string) => void>();
    vi.stubGlobal('importScripts', importScripts);
    await loadOwnScript('annex.js');
    expect(importScripts).toHaveBeenCalledExactlyOnceWith('chrome-extension://abc/annex.js');
    importScripts.mockImplementation(() => {
      throw new Error('NetworkError');
    });
    await expect(loadOwnScript('annex.js')).rejects.toThrow('NetworkError');
  });

  it('is imported by Firefox’s background page, which has no such function', async () => {
    vi.spyOn(browser.runtime, 'getURL').mockReturnValue('data:text/javascript,globalThis.loadedByTest = true');
    await loadOwnScript('annex.js');
    expect(globalThis).toHaveProperty('loadedByTest', true);
    Reflect.deleteProperty(globalThis, 'loadedByTest');
  });

  it('is kept with the worker when that is installed, and a failure then stops nothing', async () => {
    const listeners = new Map<string, () => void>();
    vi.stubGlobal('self', { addEventListener: (name: string, listener: () => void) => listeners.set(name, listener) });
    const importScripts = vi.fn<(url: string) => void>();
    vi.stubGlobal('importScripts', importScripts);
    const failed = vi.fn<(error: unknown) => void>();
    keepOwnScript('annex.js', failed);
    expect(importScripts).not.toHaveBeenCalled();
    listeners.get('install')?.();
    // In the event itself: what is loaded after it is not kept.
    expect(importScripts).toHaveBeenCalledTimes(1);
    importScripts.mockImplementation(() => {
      throw new Error('disk');
    });
    listeners.get('install')?.();
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(1));
  });
});
