import { once } from 'node:events';
import type { FaultSpec } from '../faults.ts';
import { challengePage, errorPage, maintenancePage, portalPage } from '../pages/errors.ts';
import { loginPage } from '../pages/login.ts';
import { cloudflareHeaders, pause, send, sendHtml, sendJson, type Exchange } from '../reply.ts';

export const PORTAL_HOST = 'portal.example';

/** Faults that only the route itself can put into its own form. */
const LEFT_TO_ROUTES = ['refused', 'thrown'];

/** Answers with a fault instead of the truth. False when the route has to do it. */
export function answerFault(exchange: Exchange, fault: FaultSpec): boolean {
  if (LEFT_TO_ROUTES.includes(fault.kind)) return false;
  if (exchange.host === PORTAL_HOST && fault.kind === 'portal') return false;
  const answer = ANSWERS[fault.kind];
  if (!answer) throw new Error(`fault ${fault.kind} cannot stand in place of an answer`);
  answer(exchange, fault);
  return true;
}

type Answer = (exchange: Exchange, fault: FaultSpec) => void;

const ANSWERS: Partial<Record<FaultSpec['kind'], Answer>> = {
  refuse: ({ request }) => request.socket.destroy(),
  tls: ({ request }) => request.socket.destroy(),
  reset: (exchange) => exchange.reset(),
  hang: () => undefined,
  status: (exchange, fault) => sendHtml(exchange, fault.status ?? 500, fault.body ?? errorPage(fault.status ?? 500), headers(exchange, fault)),
  challenge: (exchange, fault) =>
    sendHtml(exchange, fault.status ?? 403, challengePage(exchange.host), { ...headers(exchange, fault), 'cf-mitigated': 'challenge', server: 'cloudflare' }),
  portal: (exchange, fault) => portal(exchange, fault),
  maintenance: (exchange, fault) => sendHtml(exchange, 200, maintenancePage(), headers(exchange, fault)),
  login: (exchange, fault) => sendHtml(exchange, 200, loginPage(), headers(exchange, fault)),
  endless: (exchange, fault) => void endless(exchange, fault),
  empty: (exchange, fault) => send(exchange, 200, fault.contentType ?? 'video/mp4', '', headers(exchange, fault)),
  html: (exchange, fault) => sendHtml(exchange, 200, fault.body ?? errorPage(200), headers(exchange, fault)),
  answer: (exchange, fault) => send(exchange, fault.status ?? 200, fault.contentType ?? 'application/json', fault.body ?? '', headers(exchange, fault)),
  unauthorized: (exchange, fault) => sendJson(exchange, 401, { message: 'Unauthorized' }, headers(exchange, fault)),
};

function headers(exchange: Exchange, fault: FaultSpec): Record<string, string> {
  const retry = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
  return { ...cloudflareHeaders(exchange.world, exchange.url.pathname), ...retry, ...fault.headers };
}

async function endless({ response, seen }: Exchange, fault: FaultSpec): Promise<void> {
  seen.status = 200;
  response.writeHead(200, { 'content-type': fault.contentType ?? 'application/json' });
  const piece = Buffer.alloc(Math.max(1, Math.round((fault.bytesPerSecond ?? 1_000_000) / 20)), ' ');
  while (!response.destroyed) {
    if (response.writableNeedDrain) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    else response.write(piece);
    seen.bytesSent += piece.length;
    await pause(50);
  }
}

function portal(exchange: Exchange, fault: FaultSpec): void {
  if (fault.status === 200) return sendHtml(exchange, 200, portalPage());
  const location = fault.location ?? `https://${PORTAL_HOST}/login`;
  send(exchange, fault.status ?? 302, 'text/html', '', { location, 'cache-control': 'no-store' });
}
