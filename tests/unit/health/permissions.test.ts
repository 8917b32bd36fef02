import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dropHost, dropHosts, hasHost, hasHosts, requestHost, requestHosts } from '../../../lib/browser/permissions.ts';

const permissions = {
  contains: vi.fn<(asked: { origins: string[] }) => Promise<boolean>>(async () => true),
  request: vi.fn<(asked: { origins: string[] }) => Promise<boolean>>(async () => true),
  remove: vi.fn<(asked: { origins: string[] }) => Promise<boolean>>(async () => true),
};
vi.mock('../../../lib/browser/api.ts', () => ({ browser: { get permissions() { return permissions; } } }));

beforeEach(() => void vi.clearAllMocks());

describe('a host outside of Pika', () => {
  it('is asked for alone, at once within the click', () => {
    void requestHost('https://status.runwayml.com/some/page?x=1');
    // No wait has passed: browsers refuse a question that comes after one.
    expect(permissions.request).toHaveBeenCalledExactlyOnceWith({ origins: ['https://status.runwayml.com/*'] });
  });

  it.each(['http://status.runwayml.com/', 'https://pika.art/', 'https://cdn.pika.art/x', 'not an address', 'file:///etc/passwd', '*://*/*'])('is never asked for as %s', async (url) => {
    expect(await requestHost(url)).toBe(false);
    await dropHost(url);
    expect(permissions.request).not.toHaveBeenCalled();
    expect(permissions.remove).not.toHaveBeenCalled();
  });

  it('counts as refused when the browser fails', async () => {
    permissions.request.mockRejectedValueOnce(new Error('no gesture'));
    expect(await requestHost('https://status.runwayml.com/')).toBe(false);
    permissions.contains.mockRejectedValueOnce(new Error('gone'));
    expect(await hasHost('https://status.runwayml.com/*')).toBe(false);
  });

  it('is given back alone', async () => {
    await dropHost('https://status.runwayml.com/');
    expect(permissions.remove).toHaveBeenCalledExactlyOnceWith({ origins: ['https://status.runwayml.com/*'] });
  });
});

describe('hosts of a source', () => {
  const FAL = ['https://queue.fal.run/*', 'https://fal.media/*', 'https://*.fal.media/*'];

  it('are asked for together, at once within the click, and given back together', async () => {
    void requestHosts(FAL);
    expect(permissions.request).toHaveBeenCalledExactlyOnceWith({ origins: FAL });
    await dropHosts(FAL);
    expect(permissions.remove).toHaveBeenCalledExactlyOnceWith({ origins: FAL });
  });

  it('of Pika are neither asked for nor given back: they are no option', async () => {
    const own = ['https://devapi.pika.art/*', 'https://pika.art/*', 'https://*.pika.art/*'];
    expect(await requestHosts(own)).toBe(true);
    await dropHosts(own);
    expect(permissions.request).not.toHaveBeenCalled();
    expect(permissions.remove).not.toHaveBeenCalled();
    await requestHosts([...own, 'https://pika.art.example.com/*']);
    expect(permissions.request).toHaveBeenCalledExactlyOnceWith({ origins: ['https://pika.art.example.com/*'] });
  });

  it('count as refused when the browser fails', async () => {
    permissions.request.mockRejectedValueOnce(new Error('no gesture'));
    expect(await requestHosts(FAL)).toBe(false);
    permissions.contains.mockRejectedValueOnce(new Error('gone'));
    expect(await hasHosts(FAL)).toBe(false);
  });
});
