import { hex } from '../random.ts';

export const CDN = 'cdn.pika.art';
/** The second, opaque host that serves the same `/results/` tree. */
export const SECOND_CDN = 'tre9zd4etmxyc.pika.art';
export const FAL_CDN = 'v3.fal.media';

/** Every way in which a finished generation's file has been seen to be addressed. */
export const FAMILIES = [
  'v1', // <prompt slug>_seed<digits>.mp4
  'v1-sfx', // …_sfx.mp4: sound was added
  'v1-extended', // same pattern, four seconds were added
  'v1-upscaled',
  'v1-long', // the slug is cut at 100 characters
  'v1-punctuation', // commas, parentheses and quotes survive in the slug
  'v1-unicode', // letters beyond ASCII, written as they are
  'v1-percent', // the same, percent-encoded in the listing
  'results', // /results/pika2p5_final/<32 hex>.mp4: no prompt, no job id
  'results-second-host',
  'results-download', // second host, with ?download
] as const;
/** Files of the services that are asked by job id: never on pika.art. */
export type ServiceFamily = 'discord' | 'fal';
export type Family = (typeof FAMILIES)[number] | ServiceFamily;

/** Marketing, effect previews and uploads: real mp4 files on the same hosts that are nobody's generation. */
export const DECOYS: readonly { readonly url: string; readonly where: 'home' | 'library' }[] = [
  { url: `https://${CDN}/assets/pikaffects/melt/preview.mp4`, where: 'home' },
  { url: `https://${CDN}/assets/pikaffects/cake-ify/preview.mp4`, where: 'library' },
  { url: `https://${CDN}/pika/2.5/launch/hero.mp4`, where: 'home' },
  { url: `https://${CDN}/pika/2.5/launch/whats-new.mp4`, where: 'library' },
  { url: `https://${CDN}/v2/files/agent/7d5a1c1e-52d8-4c8e-9d0b-5b2f0f6f3a11/x.mp4`, where: 'library' },
  { url: `https://${SECOND_CDN}/assets/templates/loop.mp4`, where: 'home' },
];

/** Spaces become `_`, commas stay, at most 100 characters (code points, so that none is cut in half). */
export function slug(prompt: string): string {
  const legal = prompt.trim().replace(/\s+/gu, '_').replace(/[/\\?#%<>"]/gu, '');
  return [...legal].slice(0, 100).join('') || 'video';
}

export interface MediaUrls {
  readonly result: string;
  /** Copy with the sharing watermark; null for the families that have none. */
  readonly sharing: string | null;
  readonly poster: string;
  readonly thumb: string;
  /** What the card's own download link points to. */
  readonly download: string;
}

/** What the addresses of a generation are made of. */
export interface Addressed {
  readonly id: string;
  readonly prompt: string;
  readonly seed: string;
  readonly family: Family;
  /** 0, and one more each time the file moved. */
  readonly revision: number;
}

/** The addresses of one generation's files, as the library listing spells them. */
export function mediaUrls(job: Addressed): MediaUrls {
  const folder = `https://${CDN}/v1/${job.id}`;
  const pictures = { poster: `${folder}/poster.jpg`, thumb: `${folder}/thumbnail.jpg` };
  if (job.family === 'discord' || job.family === 'fal') return { ...serviceUrl(job, job.family), ...pictures };
  if (job.family.startsWith('results')) return { ...resultUrls(job), ...pictures };
  const plain = `${slug(job.prompt)}_seed${job.seed}${job.revision || ''}`;
  const name = job.family === 'v1-percent' ? encodeURIComponent(plain) : plain;
  const result = `${folder}/${name}${job.family === 'v1-sfx' ? '_sfx' : ''}.mp4`;
  return { result, sharing: `${folder}/${name}_share.mp4`, ...pictures, download: `${result}?download` };
}

function serviceUrl(job: Addressed, family: ServiceFamily): Omit<MediaUrls, 'poster' | 'thumb'> {
  const name = `${slug(job.prompt)}_seed${job.seed}${job.revision || ''}.mp4`;
  const numbers = `1100000000000000001/${1_200_000_000_000_000_000n + BigInt(`0x${hex(`attachment:${job.id}`, 12)}`)}`;
  const result =
    family === 'discord'
      ? `https://cdn.discordapp.com/attachments/${numbers}/${encodeURIComponent(name)}`
      : `https://${FAL_CDN}/files/penguin/${hex(`fal:${job.id}${job.revision || ''}`, 20)}_output.mp4`;
  return { result, sharing: null, download: result };
}

function resultUrls(job: Addressed): Omit<MediaUrls, 'poster' | 'thumb'> {
  const path = `/results/pika2p5_final/${hex(`result:${job.id}${job.revision || ''}`, 32)}.mp4`;
  const download = `https://${SECOND_CDN}${path}?download`;
  if (job.family === 'results-download') return { result: download, sharing: null, download };
  const host = job.family === 'results' ? CDN : SECOND_CDN;
  return { result: `https://${host}${path}`, sharing: null, download };
}

/**
 * One key for one stored file: path without query, percent-decoded, and for the shared `/results/` tree without its host.
 * Null for what is no address.
 */
export function fileKey(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { host, pathname } = new URL(url);
  const path = decoded(pathname);
  if (path.startsWith('/results/')) return path;
  return `${host === 'media.discordapp.net' ? 'cdn.discordapp.com' : host}${path}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
