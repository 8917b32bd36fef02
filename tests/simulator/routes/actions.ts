import { actionRows, chunked, thrownRows } from '../flight/answer.ts';
import { Later, type Row } from '../flight/encode.ts';
import { shareParams, wireResult } from '../listing.ts';
import { loginPage } from '../pages/login.ts';
import { hex } from '../random.ts';
import { edgeHeaders, send, sendChunks, sendHtml, sendJson, type Exchange } from '../reply.ts';
import type { World } from '../world.ts';

const READS = ['poll', 'list', 'folders'] as const;
const WRITES = ['createFolder', 'moveToFolder', 'deleteVideos'] as const;
export type Verb = (typeof READS)[number] | (typeof WRITES)[number];

/** The id that stands in the `next-action` header for a verb: 40 hex digits in older builds, 42 in newer. */
export function actionId(world: World, verb: Verb): string {
  return hex(`action:${verb}`, world.wire.envelope === 'older' ? 40 : 42);
}

/** A server action on the library's path. */
export async function action(exchange: Exchange): Promise<void> {
  const { world, request, seen, url, trouble } = exchange;
  seen.kind = 'action';
  const body = await exchange.body();
  const verb = [...READS, ...WRITES].find((one) => actionId(world, one) === request.headers['next-action']);
  if (!verb) return send(exchange, 404, 'text/plain', 'Server action not found.', { 'x-nextjs-action-not-found': '1' });
  if ((WRITES as readonly string[]).includes(verb)) return refuseWrite(exchange, verb);
  if (!world.loggedIn) return sessionLost(exchange);
  if (trouble.instead?.kind === 'thrown') return sendRows(exchange, 500, thrownRows(world.wire));
  if (trouble.instead?.kind === 'refused') {
    return sendRows(exchange, 200, actionRows({ success: false, error: trouble.instead.body ?? 'Something went wrong' }, world.wire));
  }
  const value = resultOf(world, verb, argumentOf(body));
  if (value === null) return sendRows(exchange, 500, thrownRows(world.wire, hex(url.pathname, 10)));
  await sendRows(exchange, 200, actionRows(value, world.wire));
}

/** A product that only reads never gets here: the counter is what tests look at. */
function refuseWrite(exchange: Exchange, verb: Verb): void {
  exchange.seen.kind = 'write';
  exchange.world.writes += 1;
  console.error(`simulator: WRITE ACTION ${verb} called on ${exchange.url.pathname} — refused`);
  send(exchange, 403, 'text/plain', 'write actions are refused');
}

function sessionLost(exchange: Exchange): void {
  const { world } = exchange;
  if (world.sessionLoss === 'unauthorized') return sendJson(exchange, 401, { message: 'Unauthorized' });
  if (world.sessionLoss === 'redirect') return send(exchange, 307, 'text/plain', '/login', { location: '/login' });
  sendHtml(exchange, 200, loginPage(), edgeHeaders(world, '/login'));
}

async function sendRows(exchange: Exchange, status: number, rows: readonly Row[]): Promise<void> {
  const { world, url, response } = exchange;
  response.statusCode = status;
  const headers = {
    ...edgeHeaders(world, url.pathname),
    'content-type': 'text/x-component',
    'cache-control': 'no-store, must-revalidate',
    vary: 'RSC, Next-Router-State-Tree, Next-Router-Prefetch',
    'x-action-revalidated': '[[],0,0]',
    'x-url': url.pathname,
  };
  await sendChunks(exchange, headers, chunked(rows, world.wire.chunks), world.wire.gzip);
}

/** The first element of the JSON array that a server action's arguments travel in. */
function argumentOf(body: Buffer): Record<string, unknown> | null {
  try {
    const list: unknown = JSON.parse(body.toString('utf8'));
    const first: unknown = Array.isArray(list) ? list[0] : null;
    return typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function resultOf(world: World, verb: Verb, argument: Record<string, unknown> | null): unknown {
  if (verb === 'folders') return folders();
  if (!argument) return null;
  if (verb === 'poll') return Array.isArray(argument.ids) ? listing(world, byIds(world, argument.ids)) : null;
  const after = argument.after;
  return typeof after === 'string' ? listing(world, pageAfter(world, after, Number(argument.perPage ?? 12))) : null;
}

/** An answer on the same path that is no library: a map and a big number make it look nothing like one. */
function folders(): unknown {
  const list = [{ id: 'f1', name: 'Cats' }, { id: 'f2', name: 'Client work' }];
  return { success: true, data: { folders: list, counts: new Map([['f1', 1], ['f2', 0]]), bytes: 12345678901234567890n } };
}

function byIds(world: World, ids: readonly unknown[]): Record<string, unknown>[] {
  const jobs = world.listed().filter((job) => ids.includes(job.id)).map(wireResult);
  return [...world.rawResults.filter((raw) => ids.includes(raw.id)), ...jobs];
}

/** One page of the library, newest first; `after` is the last id of the page before it, or empty. */
export function pageAfter(world: World, after: string, perPage: number): Record<string, unknown>[] {
  const jobs = world.listed();
  const start = after === '' ? 0 : jobs.findIndex((job) => job.id === after) + 1;
  const page = start === 0 && after !== '' ? [] : jobs.slice(start, start + perPage).map(wireResult);
  return after === '' ? [...world.rawResults, ...page] : page;
}

/** Results in the envelope of the library action; when streaming is on, the last third comes later. */
export function listing(world: World, results: Record<string, unknown>[]): unknown {
  const shared = world.wire.shared ? shareParams(results) : results;
  if (!world.wire.streamed || shared.length < 3) return { success: true, data: { results: shared } };
  const cut = Math.ceil((shared.length * 2) / 3);
  const later = new Later({ results: shared.slice(cut) }, world.wire.streamDelayMs);
  return { success: true, data: { results: shared.slice(0, cut) }, later };
}
