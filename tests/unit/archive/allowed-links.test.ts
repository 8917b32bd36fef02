import { describe, expect, it } from 'vitest';
import { parseSourceSettings } from '../../../lib/domain/jobs/source-settings.ts';
import { allowedLinks } from '../../../lib/sources/allowed-links.ts';

const linkOf = allowedLinks(parseSourceSettings({}));
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
