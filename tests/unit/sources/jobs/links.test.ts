import { describe, expect, it } from 'vitest';
import { fal } from '../../../../lib/sources/jobs/fal.ts';
import { JOB_SOURCES } from '../../../../lib/sources/jobs/list.ts';
import { pikaApi } from '../../../../lib/sources/jobs/pika-api.ts';
import { useapi } from '../../../../lib/sources/jobs/useapi.ts';

const DISCORD = 'https://cdn.discordapp.com/attachments/110/120/a_cat_seed12.mp4';
const OWN = 'https://pika.example.com/api';

describe('a link on Discord', () => {
  it('keeps its key when it is refreshed, and on the other host', () => {
    const links = [`${DISCORD}?ex=65a1b2c3&is=1&hm=aa&`, `${DISCORD}?ex=75a1b2c3&is=2&hm=bb&`, DISCORD, DISCORD.replace('cdn.discordapp.com', 'media.discordapp.net'), DISCORD.replace('a_cat', 'a%5Fcat')];
    const keys = links.map((url) => useapi.allow(url, useapi.base)?.pathKey);
    expect(new Set(keys)).toEqual(new Set(['//discord/attachments/110/120/a_cat_seed12.mp4']));
    expect(useapi.allow(links[1], useapi.base)?.url).toBe(links[1]);
  });

  it('to another file has another key', () => {
    expect(useapi.allow(DISCORD.replace('120', '121'), useapi.base)?.pathKey).not.toBe(useapi.allow(DISCORD, useapi.base)?.pathKey);
  });
});

describe('what may be downloaded', () => {
  it.each([
    ['useapi', DISCORD],
    ['fal', 'https://fal.media/files/a/b.mp4'],
    ['fal', 'https://v3b.fal.media/files/b/abc_output.mp4'],
    ['pika-api', 'https://cdn.pika.art/results/x/0123.mp4'],
    ['pika-api', 'https://api-files.pika.art/outputs/0123.mp4'],
  ] as const)('%s: %s', (id, url) => {
    expect(JOB_SOURCES[id].allow(url, JOB_SOURCES[id].base)?.url).toBe(url);
  });

  it.each(
    ['useapi', 'fal', 'pika-api'].flatMap((id) => [
      'https://evil.example/a.mp4', 'http://cdn.discordapp.com/attachments/1/2/a.mp4', 'https://cdn.discordapp.com@evil.example/a.mp4',
      'https://cdn.discordapp.com.evil.example/a.mp4', 'https://cdn.discordapp.com:8443/a.mp4', 'https://evilfal.media/a.mp4', 'https://127.0.0.1/a.mp4',
      'https://cdn.pika.art/assets/pikaffects/melt/preview.mp4', 'https://cdn.pika.art/pika/2.5/launch/hero.mp4', 'https://cdn.pika.art/v2/files/agent/x/y.mp4',
      'https://cdn.discordapp.com/attachments/1/2/a.exe', 'https://cdn.discordapp.com/attachments/1/2/..%2fa.mp4', 'https://fal.media/files/../a.mp4', 'https://fal.media/files/.mp4',
      'javascript:alert(1)//a.mp4', 'data:video/mp4;base64,AAAA', `https://fal.media/${'a'.repeat(3000)}.mp4`, '', null, 7, {}, ['https://fal.media/a.mp4'],
    ].map((url) => [id, url] as const)),
  )('%s: never %s', (id, url) => {
    const source = JOB_SOURCES[id as keyof typeof JOB_SOURCES];
    expect(source.allow(url, source.base)).toBeNull();
  });

  it('one source’s hosts are not another’s', () => {
    expect(fal.allow(DISCORD, fal.base)).toBeNull();
    expect(useapi.allow('https://fal.media/files/a/b.mp4', useapi.base)).toBeNull();
    expect(pikaApi.allow(DISCORD, pikaApi.base)).toBeNull();
  });

  it('files of a service that the user chose himself count, under a key of their own', () => {
    for (const source of [useapi, fal, pikaApi]) {
      expect(source.allow('https://pika.example.com/files/a.mp4', OWN)?.pathKey).toBe('//pika.example.com/files/a.mp4');
      expect(source.allow('https://pika.example.com/files/a.mp4', source.base)).toBeNull();
      expect(source.allow('https://other.example.com/files/a.mp4', OWN)).toBeNull();
    }
    expect(useapi.allow('https://api.useapi.net/a.mp4', useapi.base)).toBeNull();
  });
});

it('what is allowed once is allowed again in its normal form, or never was', () => {
  for (const count of [600, 700, 1900]) {
    const link = useapi.allow(`${DISCORD}?ex=${' '.repeat(count)}x`, useapi.base);
    expect(link === null ? null : useapi.allow(link.url, useapi.base)).toEqual(link);
  }
  expect(useapi.allow(`${DISCORD}?ex=${' '.repeat(700)}x`, useapi.base)).toBeNull();
});

it('keys of services never meet those of pika.art', () => {
  const path = '/results/x/0123.mp4';
  const keys = [useapi.allow(`https://cdn.discordapp.com${path}`, useapi.base), fal.allow(`https://fal.media${path}`, fal.base), pikaApi.allow(`https://cdn.pika.art${path}`, pikaApi.base)].map((link) => link?.pathKey);
  expect(keys).toEqual([`//discord${path}`, `//fal.media${path}`, path]);
});
