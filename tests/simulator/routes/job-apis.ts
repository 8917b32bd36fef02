import { send, sendJson, type Exchange } from '../reply.ts';
import { API_PLACES, type ApiJob, COMPATIBLE_HOST, errorBody, type SimSource } from '../sources/apis.ts';
import { falResult, falStatus, pikaApiDocument, useapiDocument } from '../sources/documents.ts';

/** What a request to a service is about: a look at a job, or anything else, which may cost money. */
interface Wish {
  readonly source: SimSource;
  /** Id of the job that is looked at; null when the request does something else. */
  readonly id: string | null;
  readonly part: string;
}

export const JOB_API_HOSTS: readonly string[] = [...Object.values(API_PLACES).map(({ host }) => host), COMPATIBLE_HOST];

/** useapi, fal and Pika's own API. Whatever is no look at a job is counted as a write, and really done. */
export async function jobApi(exchange: Exchange): Promise<void> {
  const wish = wishOf(exchange);
  const { apis } = exchange.world;
  if (wish.id === null || exchange.request.method !== 'GET') return write(exchange, wish);
  exchange.seen.kind = 'job';
  if (tokenOf(exchange, wish.source) !== apis.tokens[wish.source]) return refuse(exchange, wish, 401);
  if (!apis.credit[wish.source]) return refuse(exchange, wish, wish.source === 'fal' ? 403 : 402);
  if (wish.id === '') return refuse(exchange, wish, 400);
  const api = apis.find(wish.source, wish.id);
  if (api === null || api.forgotten) return refuse(exchange, wish, 404);
  if (wish.part !== 'result') api.asked += 1;
  const { status, body } = documentOf(exchange, wish, api);
  if (api.cut === 0) return sendJson(exchange, status, body);
  api.cut -= 1;
  const text = JSON.stringify(body);
  send(exchange, status, 'application/json', text.slice(0, Math.floor(text.length / 2)));
}

function wishOf({ host, url }: Exchange): Wish {
  const path = url.pathname;
  if (host === API_PLACES.fal.host) {
    const [, id = null, part = 'result'] = /^\/fal-ai\/pika\/requests\/([^/]+)(?:\/(status))?$/.exec(path) ?? [];
    return { source: 'fal', id, part };
  }
  if (host === API_PLACES['pika-api'].host) {
    return { source: 'pika-api', id: /^\/videos\/([^/]+)$/.exec(path)?.[1] ?? null, part: 'video' };
  }
  const isLook = path === '/v1/pika/jobs/' || path === '/v1/pika/jobs';
  return { source: 'useapi', id: isLook ? (url.searchParams.get('jobid') ?? '') : null, part: 'job' };
}

function tokenOf({ request }: Exchange, source: SimSource): string | null {
  if (source === 'pika-api') return String(request.headers['x-api-key'] ?? '');
  return (source === 'fal' ? /^Key (.+)$/ : /^Bearer (.+)$/).exec(String(request.headers.authorization ?? ''))?.[1] ?? null;
}

function documentOf(exchange: Exchange, wish: Wish, api: ApiJob): { status: number; body: unknown } {
  const { world, url, host } = exchange;
  if (wish.source === 'useapi') return { status: 200, body: useapiDocument(api, world.apis, world.now()) };
  if (wish.source === 'pika-api') return { status: 200, body: pikaApiDocument(api) };
  if (wish.part === 'result') return falResult(api);
  const body = falStatus(api, `https://${host}`, url.searchParams.get('logs') === '1');
  return { status: body.status === 'COMPLETED' ? 200 : 202, body };
}

function refuse(exchange: Exchange, { source, id }: Wish, status: number): void {
  sendJson(exchange, status, errorBody(source, status, id ?? ''));
}

/** Creating, retrying and cancelling work as they do in earnest, so that a product that does one of them is found out. */
function write(exchange: Exchange, { source }: Wish): void {
  const { world, seen, url, request } = exchange;
  seen.kind = 'write';
  world.writes += 1;
  const cancelled = /\/cancel\b/.test(url.pathname) ? [...world.apis.jobs.values()].find(({ id }) => url.href.includes(encodeURIComponent(id))) : undefined;
  if (cancelled !== undefined) {
    world.setState(cancelled.job.id, 'cancelled');
    return sendJson(exchange, 200, { jobid: cancelled.id, status: 'cancelled' });
  }
  if (request.method === 'POST') return sendJson(exchange, 200, { jobid: world.apis.add(source, { plan: { queuedMs: 10_000, runMs: 60_000, outcome: 'finished' } }).id, status: 'created' });
  sendJson(exchange, 404, { detail: 'Not Found' });
}
