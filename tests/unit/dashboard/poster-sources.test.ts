import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createPictures, makePoster, pictureOfClip } from '../../../entrypoints/dashboard/poster-sources.ts';
import { entryOf } from '../../../lib/domain/clips/view/entry.ts';
import { NO_MORE } from '../../../lib/domain/jobs/job.ts';
import { parseSourceSettings } from '../../../lib/domain/jobs/source-settings.ts';
import { allowedPictures } from '../../../lib/sources/allowed-links.ts';
import { aClip, aJob } from '../../support/builders.ts';

const contains = vi.fn<(asked: { origins: string[] }) => Promise<boolean>>();
vi.mock('../../../lib/browser/api.ts', () => ({ browser: { permissions: { contains: (asked: { origins: string[] }) => contains(asked) } } }));
const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async () => new Response(null, { status: 404 }));

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal('fetch', fetched);
});

const STILL = 'https://cdn.discordapp.com/attachments/1/2/fox.png?ex=1';
const allowed = allowedPictures(parseSourceSettings({}));
const ofUseapi = (posterUrl: string | null, imageUrl: string | null = null) => {
  const job = aJob({ id: 'useapi:job:1', jobId: 'job:1', source: 'useapi', more: { ...NO_MORE, embeds: [{ type: null, description: null, imageUrl, width: null, height: null }] } });
  return pictureOfClip({ clip: aClip({ job: job.id, posterUrl }), job }, allowed);
};

describe('the picture of a clip', () => {
  it('is its own, else the one that its source showed beside it, and none from a host that is not its source’s', () => {
    const other = STILL.replace('fox', 'cat');
    expect([ofUseapi(STILL, other), ofUseapi(null, other), ofUseapi('https://evil.example/a.png'), ofUseapi('https://cdn.pika.art/v1/x/poster.jpg')]).toEqual([STILL, other, null, null]);
    expect(pictureOfClip({ clip: aClip({ posterUrl: STILL }), job: null }, allowed)).toBeNull();
  });

  it('follows the address that the user has set for its source', async () => {
    const own = 'https://bot.example.com/stills/1.png';
    let base: string | null = null;
    const pictures = createPictures(async () => parseSourceSettings({ useapi: { on: true, base } }));
    pictures.take([entryOf(aClip({ job: 'useapi:job:1', posterUrl: own }), null, null)]);
    expect([pictures.of(aClip().id), pictures.of('another')]).toEqual([null, null]);
    base = 'https://bot.example.com/api';
    pictures.refresh();
    await vi.waitFor(() => expect(pictures.of(aClip().id)).toBe(own));
  });

  it('is not asked for on a host that the browser withholds, and no permission is asked for', async () => {
    contains.mockResolvedValue(false);
    expect(await makePoster(STILL, new AbortController().signal)).toBeNull();
    expect(contains).toHaveBeenCalledExactlyOnceWith({ origins: ['https://cdn.discordapp.com/*'] });
    expect(fetched).not.toHaveBeenCalled();
  });

  it('may not lead on to another host, but for Pika’s own', async () => {
    contains.mockResolvedValue(true);
    await makePoster(STILL, new AbortController().signal);
    await makePoster('https://cdn.pika.art/v1/x/poster.jpg', new AbortController().signal);
    expect(fetched.mock.calls.map(([, { redirect, credentials }]) => [redirect, credentials])).toEqual([['error', 'omit'], ['follow', 'omit']]);
  });
});
