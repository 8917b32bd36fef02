import { addressOf, keyOf } from './media-address.ts';
import { classifyMediaUrl, isMediaHost } from './pika/media-url.ts';

/** Both serve the same files, so a clip is one whichever of them named it. */
export const DISCORD_HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'] as const;
/** Name of the tree that they serve. */
export const DISCORD_TREE = 'discord';

/**
 * The `pathKey` of the clip that a link belongs to, whichever source named it: what finds the row of a download that the
 * browser tells of by its address alone. Null for what no source would have had downloaded.
 */
export function clipKeyOf(url: string): string | null {
  const media = classifyMediaUrl(url);
  if (media.kind === 'result') return media.pathKey;
  const address = addressOf(url, () => true);
  if (typeof address === 'string') return null;
  const key = keyOf(address.segments);
  if (isMediaHost(address.host)) return key;
  return `//${DISCORD_HOSTS.some((host) => host === address.host) ? DISCORD_TREE : address.host}${key}`;
}
