import { describe, expect, it } from 'vitest';
import { clipKeyOf } from '../../../lib/sources/clip-key.ts';
import { JOB_SOURCES } from '../../../lib/sources/jobs/list.ts';
import { FAMILIES, mediaUrls } from '../../simulator/media/urls.ts';
import { uuid } from '../../simulator/random.ts';

const ADDRESSED = { id: uuid('clip-key'), prompt: 'Café à Montréal, (2) foxes & 雪', seed: '123', revision: 0 };

describe('the key of a link', () => {
  const links = [
    ['useapi', `${mediaUrls({ ...ADDRESSED, family: 'discord' }).result}?ex=1&is=2&hm=3&`, JOB_SOURCES.useapi.base],
    ['useapi', mediaUrls({ ...ADDRESSED, family: 'discord' }).result.replace('//cdn.discordapp.com/', '//media.discordapp.net/'), JOB_SOURCES.useapi.base],
    ['useapi', 'https://files.example.com/a%20b/clip.mp4', 'https://files.example.com/v1'],
    ['fal', mediaUrls({ ...ADDRESSED, family: 'fal' }).result, JOB_SOURCES.fal.base],
    ['fal', 'https://proxy.example.com/out/clip.mp4', 'https://proxy.example.com'],
    ['pika-api', 'https://cdn.pika.art/elsewhere/clip.mp4?token=1', JOB_SOURCES['pika-api'].base],
    ['pika-api', 'https://own.example.com/out/clip.mp4', 'https://own.example.com'],
    ...FAMILIES.map((family) => ['pika-api', mediaUrls({ ...ADDRESSED, family }).result, JOB_SOURCES['pika-api'].base] as const),
  ] as const;

  it.each(links)('of %s finds the clip that the source named: %s', (source, url, base) => {
    const allowed = JOB_SOURCES[source].allow(url, base);
    expect(allowed).not.toBeNull();
    // The browser tells the address in its normal form.
    expect(clipKeyOf(allowed?.url ?? '')).toBe(allowed?.pathKey);
  });

  it.each(['data:text/plain,x', 'http://cdn.pika.art/results/a/b.mp4', 'blob:https://pika.art/1', 'https://user:pass@cdn.pika.art/a.mp4', ''])('is none for %s', (url) => {
    expect(clipKeyOf(url)).toBeNull();
  });
});
