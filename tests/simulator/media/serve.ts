import type { ServerResponse } from 'node:http';
import type { FaultSpec } from '../faults.ts';
import { cloudflareHeaders, pause, send, type Exchange } from '../reply.ts';
import { hex } from '../random.ts';
import type { StoredFile } from './files.ts';
import { parseRange, type Range } from './range.ts';

const PIECE = 64 * 1024;
const PACE_MS = 50;

/** Serves a file with ranges and validators, or in whichever bent form the faults ask for. */
export async function serveFile(exchange: Exchange, file: StoredFile): Promise<void> {
  const { changes } = exchange.trouble;
  const short = changes.get('short');
  const size = short ? Math.floor(file.body.size * (short.fraction ?? 0.6)) : file.body.size;
  const etag = `"${hex(`etag:${file.kind}:${file.id}:${size}`, 32)}"`;
  const headers = fileHeaders(exchange, file, etag);
  if (exchange.request.headers['if-none-match'] === etag && headers.etag) return notModified(exchange, headers);
  const range = wantedRange(exchange, headers, size);
  if (range === 'none') return send(exchange, 416, 'text/plain', '', { 'content-range': `bytes */${size}` });
  const part = range ?? { start: 0, end: size };
  const extra = range ? { 'content-range': `bytes ${part.start}-${part.end - 1}/${size + totalLie(exchange)}` } : {};
  const response = exchange.response;
  setLength(exchange, part.end - part.start);
  exchange.seen.status = range ? 206 : 200;
  response.writeHead(exchange.seen.status, { ...headers, ...extra });
  if (exchange.request.method === 'HEAD') {
    response.end();
    return;
  }
  await stream(exchange, file, part);
}

function fileHeaders(exchange: Exchange, file: StoredFile, etag: string): Record<string, string> {
  const { world, url, trouble } = exchange;
  const validators = world.media.validators && !trouble.changes.has('no-validators');
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  return {
    ...cloudflareHeaders(world, url.pathname),
    'content-type': trouble.changes.get('wrong-type')?.contentType ?? 'video/mp4',
    'cache-control': 'public, max-age=14400',
    ...(trouble.changes.has('no-ranges') ? {} : { 'accept-ranges': 'bytes' }),
    ...(validators ? { etag, 'last-modified': new Date(file.modifiedAt).toUTCString() } : {}),
    ...(world.media.cors ? { 'access-control-allow-origin': '*' } : {}),
    ...(url.searchParams.has('download') ? { 'content-disposition': `attachment; filename="${name}"` } : {}),
  };
}

/** The range to serve, unless If-Range says that the caller holds a part of another version. */
function wantedRange(exchange: Exchange, headers: Record<string, string>, size: number): Range | 'none' | null {
  if (exchange.trouble.changes.has('no-ranges')) return null;
  const condition = exchange.request.headers['if-range'];
  if (condition !== undefined && condition !== headers.etag && condition !== headers['last-modified']) return null;
  return parseRange(exchange.request.headers.range, size);
}

function totalLie(exchange: Exchange): number {
  const lie = exchange.trouble.changes.get('wrong-total');
  return lie ? (lie.delta ?? 1000) : 0;
}

function setLength(exchange: Exchange, length: number): void {
  const { response, trouble } = exchange;
  if (trouble.changes.has('close-delimited')) {
    response.shouldKeepAlive = false;
    response.removeHeader('transfer-encoding');
  } else if (!trouble.changes.has('chunked')) {
    response.setHeader('content-length', String(length));
  }
}

function notModified(exchange: Exchange, headers: Record<string, string>): void {
  exchange.seen.status = 304;
  exchange.response.writeHead(304, headers).end();
}

async function stream(exchange: Exchange, file: StoredFile, part: Range): Promise<void> {
  const { response, trouble } = exchange;
  const cut = trouble.changes.get('cut');
  const end = cut ? part.start + Math.floor((part.end - part.start) * (cut.fraction ?? 0.5)) : part.end;
  const pace = trouble.changes.get('drip');
  const slow = pace ? Math.max(1, Math.round((bytesPerSecond(pace) * PACE_MS) / 1000)) : PIECE;
  for (let at = part.start; at < end && !response.destroyed; ) {
    const paced = pace !== undefined && !exchange.world.faults.isEnded(pace);
    const to = Math.min(at + (paced ? slow : PIECE), end);
    const piece = file.body.read(at, to);
    at = to;
    exchange.seen.bytesSent += piece.length;
    await write(response, piece);
    if (paced && at < end) await pause(PACE_MS);
  }
  if (cut) response.socket?.destroy();
  else response.end();
}

function bytesPerSecond(fault: FaultSpec): number {
  return fault.bytesPerSecond ?? 50_000;
}

/** Resolves when the bytes have left for the connection, or it is gone. */
function write(response: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const gone = (): void => resolve();
    response.once('close', gone);
    response.write(piece, () => {
      response.off('close', gone);
      resolve();
    });
  });
}
