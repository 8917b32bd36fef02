import { portalPage } from '../pages/errors.ts';
import { send, sendHtml, type Exchange } from '../reply.ts';
import { PORTAL_HOST } from './trouble.ts';

/** Hosts that an ad blocker stops: half of them fail as connections, half with a 404. */
const ANALYTICS: Readonly<Record<string, 'reset' | 'missing'>> = {
  'us.i.posthog.com': 'reset',
  'www.google-analytics.com': 'missing',
  'analytics.tiktok.com': 'reset',
  'r.wdfl.co': 'missing',
};

/** Everything that is not Pika: analytics that fail, a captive portal's own page, and hosts that answer any probe well. */
export async function other(exchange: Exchange): Promise<void> {
  const { host, seen, url } = exchange;
  const blocked = ANALYTICS[host];
  if (blocked !== undefined) {
    seen.kind = 'analytics';
    if (blocked === 'reset') exchange.reset();
    else send(exchange, 404, 'text/plain', '');
    return;
  }
  if (host === PORTAL_HOST) return sendHtml(exchange, 200, portalPage());
  const cors = { 'access-control-allow-origin': '*' };
  if (/generate_?204/u.test(url.pathname)) return send(exchange, 204, 'text/plain', '', cors);
  await exchange.body();
  send(exchange, 200, 'text/plain; charset=utf-8', 'ok', cors);
}
