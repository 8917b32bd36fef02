import { describe, expect, it } from 'vitest';
import { parseSourceSettings } from '../../../lib/domain/jobs/source-settings.ts';
import { allowedLinks, allowedPictures } from '../../../lib/sources/allowed-links.ts';

const linkOf = allowedLinks(parseSourceSettings({}));
const pictureOf = allowedPictures(parseSourceSettings({}));
const DISCORD = 'https://cdn.discordapp.com/attachments/1/2/fox.mp4?ex=1&is=1&hm=1';

describe('links in an archive', () => {
  it('are judged by the allow-list of their own source', () => {
    expect(linkOf('https://cdn.pika.art/results/run/1.mp4', 'pika-page')).toMatchObject({ pathKey: '/results/run/1.mp4' });
    expect(linkOf(DISCORD, 'useapi')).toMatchObject({ pathKey: '//discord/attachments/1/2/fox.mp4' });
    expect(linkOf(DISCORD, 'pika-page')).toBeNull();
  });

  it.each(['pika-page', 'useapi', 'fal', 'pika-api'] as const)('never lead elsewhere, whichever source they name: %s', (source) => {
    for (const url of ['https://evil.example/results/run/1.mp4', 'http://cdn.pika.art/results/run/1.mp4', 'javascript:alert(1)', 'file:///etc/passwd', 'https://127.0.0.1/a.mp4', '']) expect(linkOf(url, source)).toBeNull();
  });
});

describe('pictures that stand for clips', () => {
  const OWN = parseSourceSettings({ useapi: { on: true, base: 'https://bot.example.com/api' } });

  it('come from the hosts that their source’s files are on, and from no other', () => {
    const still = 'https://media.discordapp.net/attachments/1/2/fox.webp?ex=1&hm=2';
    expect([pictureOf(still, 'useapi'), pictureOf(still, 'pika-page'), pictureOf(still, 'fal'), pictureOf(still, 'pika-api')]).toEqual([still, null, null, null]);
    const poster = 'https://cdn.pika.art/v1/x/poster.jpg';
    expect([pictureOf(poster, 'pika-page'), pictureOf(poster, 'pika-api'), pictureOf(poster, 'useapi')]).toEqual([poster, poster, null]);
    const own = 'https://bot.example.com/stills/1.png';
    expect([allowedPictures(OWN)(own, 'useapi'), pictureOf(own, 'useapi')]).toEqual([own, null]);
  });

  it.each(['pika-page', 'useapi', 'fal', 'pika-api'] as const)('are never fetched from elsewhere: %s', (source) => {
    for (const url of ['https://evil.example/a.png', 'http://cdn.discordapp.com/a.png', 'https://cdn.discordapp.com.evil.example/a.png', 'https://cdn.discordapp.com/a.svg', 'https://cdn.discordapp.com/a.mp4', 'data:image/png;base64,AA', 'https://127.0.0.1/a.png', null, 7]) expect(pictureOf(url, source)).toBeNull();
  });
});
