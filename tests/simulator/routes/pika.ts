import { errorPage } from '../pages/errors.ts';
import { appDocument } from '../pages/app.ts';
import { loginPage } from '../pages/login.ts';
import { pageScript, pageStyle } from '../pages/assets.ts';
import { videoPage } from '../pages/video.ts';
import { edgeHeaders, send, sendChunks, sendHtml, type Exchange } from '../reply.ts';
import { action } from './actions.ts';

const LIBRARY_PATHS = ['/library', '/my-library'];
const APP_PATHS = ['/', '/create', ...LIBRARY_PATHS];

/** pika.art itself: documents, the page's own scripts, and server actions. */
export async function pika(exchange: Exchange): Promise<void> {
  const { request, url, world } = exchange;
  if (url.pathname.startsWith('/_next/static/')) return asset(exchange);
  if (request.method === 'POST' && 'next-action' in request.headers) {
    if (url.pathname === world.route) return action(exchange);
    await exchange.body();
    return send(exchange, 404, 'text/plain', 'Server action not found.', { 'x-nextjs-action-not-found': '1' });
  }
  if (url.pathname === '/cdn-cgi/trace') return trace(exchange);
  exchange.seen.kind = 'page';
  await document(exchange);
}

async function document(exchange: Exchange): Promise<void> {
  const { url, world, request } = exchange;
  const path = url.pathname;
  if (path === '/login') return loginRoute(exchange);
  if (LIBRARY_PATHS.includes(path) && path !== world.route) return redirect(exchange, world.route + url.search);
  if (LIBRARY_PATHS.includes(path) && !world.loggedIn) {
    if (world.sessionLoss === 'html') return sendHtml(exchange, 200, loginPage(), edgeHeaders(world, '/login'));
    return redirect(exchange, '/login');
  }
  const job = /^\/video\/([0-9a-f-]{36})$/u.exec(path)?.[1];
  if (job !== undefined) return video(exchange, job);
  if (!APP_PATHS.includes(path)) return sendHtml(exchange, 404, errorPage(404), edgeHeaders(world, path));
  const { headers, chunks } = appDocument(world, url);
  const all = { ...headers, ...edgeHeaders(world, path), ...cookie(exchange) };
  if (request.method === 'HEAD') return send(exchange, 200, 'text/html; charset=utf-8', '', all);
  await sendChunks(exchange, all, chunks, world.wire.gzip);
}

async function loginRoute(exchange: Exchange): Promise<void> {
  const { request, world } = exchange;
  const body = await exchange.body();
  if (request.method === 'POST' && body.includes('email=')) {
    world.login();
    return redirect(exchange, world.route, 303);
  }
  sendHtml(exchange, 200, loginPage(), edgeHeaders(world, '/login'));
}

function video(exchange: Exchange, id: string): void {
  const { world, url } = exchange;
  const job = world.jobs.find((one) => one.id === id && !one.hidden);
  if (!job) return sendHtml(exchange, 404, errorPage(404), edgeHeaders(world, url.pathname));
  sendHtml(exchange, 200, videoPage(job), edgeHeaders(world, '/video/[id]'));
}

/** A signed-in visitor carries Supabase's cookie. Nobody but the page has any business with it. */
function cookie({ world }: Exchange): Record<string, string> {
  if (!world.loggedIn) return {};
  return { 'set-cookie': 'sb-login-auth-token=base64-c2ltdWxhdGVk; Domain=pika.art; Path=/; Secure; SameSite=Lax; Max-Age=604795' };
}

function redirect(exchange: Exchange, location: string, status = 307): void {
  send(exchange, status, 'text/plain', location, { location, ...edgeHeaders(exchange.world, exchange.url.pathname) });
}

function asset(exchange: Exchange): void {
  const { url } = exchange;
  exchange.seen.kind = 'script';
  const headers = { 'cache-control': 'public, max-age=0, must-revalidate' };
  if (url.pathname === '/_next/static/css/app.css') return send(exchange, 200, 'text/css; charset=utf-8', pageStyle(), headers);
  const script = pageScript(url.pathname.replace('/_next/static/chunks/app/', ''));
  if (script === null) return send(exchange, 404, 'text/plain', 'not found');
  send(exchange, 200, 'text/javascript; charset=utf-8', script, headers);
}

/** Cloudflare's own diagnostic page. */
function trace(exchange: Exchange): void {
  const { world } = exchange;
  const lines = ['fl=1f1', 'h=pika.art', 'ip=192.0.2.1', `ts=${world.now() / 1000}`, 'visit_scheme=https', `colo=${world.edge.colo}`, 'http=http/2', 'loc=US'];
  send(exchange, 200, 'text/plain', `${lines.join('\n')}\n`);
}
