import { challengePage, errorPage } from '../pages/errors.ts';
import { cloudflareHeaders, send, sendHtml, sendJson, type Exchange } from '../reply.ts';
import { adobeEvents, aggregatorAll, aggregatorOne, betterStackIndex, googleIncidents, instatusComponents, instatusSummary } from '../status/others.ts';
import type { SimDialect, SimToolState } from '../status/pages.ts';
import { incidentIoSummary, type Said, statuspageSummary } from '../status/statuspage.ts';

const SHELL = '<!doctype html><html><head><title>Status</title></head><body><div id="root"></div><script src="/assets/index.js"></script></body></html>';

/** A host of another tool, in the state that it was put into. */
export async function statusPage(exchange: Exchange, dialect: SimDialect): Promise<void> {
  const { world, host } = exchange;
  const state = world.statusPages.stateOf(host);
  if (answerTrouble(exchange, state)) return;
  if (dialect === 'page') return sendHtml(exchange, state === 'down' ? 503 : 200, state === 'down' ? errorPage(503) : SHELL, cloudflareHeaders(world, '/'));
  const document = documentAt(exchange, dialect, saidBy(state), state === 'other-page' ? 'status.somebody-else.example' : host);
  if (document === null) return sendHtml(exchange, 404, errorPage(404));
  if (state !== 'cut') return sendJson(exchange, 200, document);
  const text = JSON.stringify(document);
  send(exchange, 200, 'application/json', text.slice(0, Math.floor(text.length / 2)));
}

/** True when the state is one that says nothing about the tool. */
function answerTrouble(exchange: Exchange, state: SimToolState): boolean {
  if (state === 'spa') sendHtml(exchange, 200, SHELL);
  else if (state === 'forbidden') sendJson(exchange, 403, { error: 'forbidden' });
  else if (state === 'challenge') sendHtml(exchange, 403, challengePage(exchange.host), { 'cf-mitigated': 'challenge' });
  else if (state === 'missing') sendHtml(exchange, 404, errorPage(404));
  else if (state === 'broken') sendHtml(exchange, 500, errorPage(500));
  else return false;
  return true;
}

function saidBy(state: SimToolState): Said {
  return state === 'degraded' || state === 'down' || state === 'maintenance' ? state : 'up';
}

/** What stands at a path; null for nothing. */
function documentAt(exchange: Exchange, dialect: Exclude<SimDialect, 'page'>, said: Said, host: string): unknown {
  const now = exchange.world.now();
  const { pathname, searchParams } = exchange.url;
  const slug = searchParams.get('api');
  const known: Readonly<Record<Exclude<SimDialect, 'page'>, Readonly<Record<string, () => unknown>>>> = {
    statuspage: { '/api/v2/summary.json': () => statuspageSummary(host, said, now) },
    'incident-io': {
      [`/proxy/${exchange.host}`]: () => incidentIoSummary(host, said, now),
      '/api/v2/summary.json': () => statuspageSummary(host, said, now),
    },
    'better-stack': { '/index.json': () => betterStackIndex(host, said, now) },
    instatus: { '/summary.json': () => instatusSummary(host, said, now), '/v2/components.json': () => instatusComponents(said) },
    google: { '/incidents.json': () => googleIncidents(said, now) },
    adobe: { '/adobestatus/StatusEvents': () => adobeEvents(said, now) },
    apistatuscheck: { '/api/status': () => (slug === null ? aggregatorAll(said, now) : slug === 'pika' ? aggregatorOne(said, now) : null) },
  };
  return known[dialect][pathname]?.() ?? null;
}
