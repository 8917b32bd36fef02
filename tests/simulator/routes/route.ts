import { CDN, FAL_CDN, SECOND_CDN } from '../media/urls.ts';
import type { Exchange } from '../reply.ts';
import { api } from './api.ts';
import { JOB_API_HOSTS, jobApi } from './job-apis.ts';
import { login } from './login.ts';
import { media } from './media.ts';
import { NAME_SERVERS, nameServer } from './names.ts';
import { other } from './other.ts';
import { pika } from './pika.ts';
import { DISCORD_HOSTS, discordMedia } from './signed-media.ts';
import { statusPage } from './status-pages.ts';

const HOSTS: Readonly<Record<string, (exchange: Exchange) => Promise<void>>> = {
  'pika.art': pika,
  'api.pika.art': api,
  'login.pika.art': login,
  [CDN]: media,
  [SECOND_CDN]: media,
  [FAL_CDN]: media,
  ...Object.fromEntries(DISCORD_HOSTS.map((host) => [host, discordMedia])),
  ...Object.fromEntries(JOB_API_HOSTS.map((host) => [host, jobApi])),
  ...Object.fromEntries(Object.keys(NAME_SERVERS).map((host) => [host, nameServer])),
};

/** Who answers a host; everything unknown is a stranger that answers well. */
export async function route(exchange: Exchange): Promise<void> {
  const dialect = exchange.world.statusPages.dialectOf(exchange.host);
  if (dialect !== null) return statusPage(exchange, dialect);
  await (HOSTS[exchange.host] ?? other)(exchange);
}
