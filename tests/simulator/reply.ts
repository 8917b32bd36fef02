import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGzip, constants } from 'node:zlib';
import type { Chunk } from './flight/answer.ts';
import type { Trouble } from './faults.ts';
import { hex } from './random.ts';
import type { SeenRequest } from './requests.ts';
import type { World } from './world.ts';

/** One request on its way through the routes. */
export interface Exchange {
  readonly world: World;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly host: string;
  readonly url: URL;
  /** What the log keeps; routes say what kind of request it was. */
  readonly seen: SeenRequest;
  readonly trouble: Trouble;
  body(): Promise<Buffer>;
  /** Ends the connection with a TCP reset. */
  reset(): void;
}

export type Headers = Readonly<Record<string, string>>;

export function send(exchange: Exchange, status: number, type: string, body: string | Buffer, headers: Headers = {}): void {
  const bytes = Buffer.from(body);
  const head = exchange.request.method === 'HEAD';
  exchange.seen.status = status;
  exchange.seen.bytesSent = head ? 0 : bytes.length;
  exchange.response.writeHead(status, { 'content-type': type, 'content-length': String(bytes.length), ...headers });
  const cut = head ? undefined : exchange.trouble.changes.get('cut');
  if (cut === undefined) exchange.response.end(head ? undefined : bytes);
  else exchange.response.write(bytes.subarray(0, Math.floor(bytes.length * (cut.fraction ?? 0.5))), () => exchange.response.destroy());
}

export function sendJson(exchange: Exchange, status: number, value: unknown, headers: Headers = {}): void {
  send(exchange, status, 'application/json; charset=utf-8', JSON.stringify(value), headers);
}

export function sendHtml(exchange: Exchange, status: number, html: string, headers: Headers = {}): void {
  send(exchange, status, 'text/html; charset=utf-8', html, headers);
}

/** Chunks one after the other, each at its own moment, so that the reader meets them as separate reads. */
export async function sendChunks(exchange: Exchange, headers: Headers, chunks: readonly Chunk[], gzip: boolean): Promise<void> {
  const { response, request } = exchange;
  const compressed = gzip && String(request.headers['accept-encoding'] ?? '').includes('gzip');
  response.writeHead(response.statusCode, { ...headers, ...(compressed ? { 'content-encoding': 'gzip' } : {}) });
  exchange.seen.status = response.statusCode;
  const out = compressed ? createGzip({ flush: constants.Z_SYNC_FLUSH }) : response;
  if (compressed) out.pipe(response);
  let clock = 0;
  for (const chunk of chunks) {
    if (response.destroyed) return;
    if (chunk.delayMs > clock) await pause(chunk.delayMs - clock);
    clock = Math.max(clock, chunk.delayMs);
    out.write(chunk.bytes);
    exchange.seen.bytesSent += chunk.bytes.length;
    await new Promise(setImmediate);
  }
  out.end();
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What Cloudflare and Vercel add to an answer of pika.art. */
export function edgeHeaders(world: World, path: string): Headers {
  if (!world.edge.present) return {};
  return {
    ...cloudflareHeaders(world, path),
    'x-vercel-id': `${world.edge.region}::${hex(`vercel:${path}`, 5)}-${world.now()}-${hex(`vercel2:${path}`, 12)}`,
    'x-vercel-cache': 'MISS',
    'x-matched-path': path,
    'strict-transport-security': 'max-age=63072000',
    'x-frame-options': 'SAMEORIGIN',
  };
}

/** What Cloudflare adds in front of any of its hosts. */
export function cloudflareHeaders(world: World, path: string): Headers {
  if (!world.edge.present) return {};
  return { server: 'cloudflare', 'cf-ray': `${hex(`ray:${path}:${world.now()}`, 16)}-${world.edge.colo}` };
}

/** CORS as api.pika.art and login.pika.art give it to the page. */
export function corsHeaders(exchange: Exchange): Headers {
  const { origin } = exchange.request.headers;
  if (origin !== 'https://pika.art') return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'Authorization, Content-Type, Apikey, X-Client-Info',
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    vary: 'Origin',
  };
}
