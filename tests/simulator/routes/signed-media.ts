import { serveFile } from '../media/serve.ts';
import { send, type Exchange } from '../reply.ts';
import { signature } from '../sources/documents.ts';

export const DISCORD_HOSTS: readonly string[] = ['cdn.discordapp.com', 'media.discordapp.net'];

/** Discord's CDN: a file is there for who brings a link that is signed and has not expired; anybody else gets 404. */
export async function discordMedia(exchange: Exchange): Promise<void> {
  const { world, url, seen } = exchange;
  const file = world.file(url.href);
  const expires = url.searchParams.get('ex') ?? '';
  const signed = url.searchParams.get('hm') === signature(url.pathname, expires, world.apis.linkGeneration);
  if (file === null || !signed || Number.parseInt(expires, 16) * 1000 <= world.now()) {
    return send(exchange, 404, 'text/plain', 'This content is no longer available.');
  }
  seen.kind = file.kind;
  await serveFile(exchange, file);
}
