import { send, sendJson, type Exchange } from '../reply.ts';

/** Public name servers that answer over HTTPS in JSON, each at its own path. */
export const NAME_SERVERS: Readonly<Record<string, string>> = { 'cloudflare-dns.com': '/dns-query', 'dns.google': '/resolve' };

const A_RECORD = 1;
const RCODES = { found: 0, missing: 3, broken: 2 } as const;

/** Answers by `world.names`: with an address, without one, or with a failure of the zone's own name servers. */
export async function nameServer(exchange: Exchange): Promise<void> {
  const { world, url, host } = exchange;
  const name = url.searchParams.get('name');
  const cors = { 'access-control-allow-origin': '*' };
  if (url.pathname !== NAME_SERVERS[host] || name === null) return send(exchange, 400, 'text/plain', '', cors);
  const head = { Status: RCODES[world.names], TC: false, RD: true, RA: true, AD: false, CD: false, Question: [{ name, type: A_RECORD }] };
  const answer = world.names === 'found' ? { Answer: [{ name, type: A_RECORD, TTL: 300, data: '192.0.2.10' }] } : {};
  sendJson(exchange, 200, { ...head, ...answer }, { ...cors, 'content-type': 'application/dns-json' });
}
