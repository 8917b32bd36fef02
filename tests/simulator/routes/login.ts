import { USER_ID } from '../listing.ts';
import { cloudflareHeaders, corsHeaders, send, sendJson, type Exchange, type Headers } from '../reply.ts';

/** login.pika.art: a Supabase gateway with its auth service and its tables. */
export async function login(exchange: Exchange): Promise<void> {
  const { request, url, seen, world } = exchange;
  const headers = { ...cloudflareHeaders(world, url.pathname), ...corsHeaders(exchange) };
  if (request.method === 'OPTIONS') {
    seen.kind = 'preflight';
    send(exchange, 204, 'text/plain', '', headers);
    return;
  }
  seen.kind = 'account';
  if (url.pathname === '/auth/v1/health') return health(exchange, headers);
  if (url.pathname === '/auth/v1/token') return signIn(exchange, headers);
  if (!url.pathname.startsWith('/auth/v1/') && !url.pathname.startsWith('/rest/v1/')) {
    return sendJson(exchange, 404, { error: 'requested path is invalid' }, headers);
  }
  if (!world.loggedIn) return sendJson(exchange, 401, { message: 'Unauthorized' }, headers);
  sendJson(exchange, 200, tableOrUser(exchange), headers);
}

/** Without a key the gateway itself answers: proof enough that it is up. */
function health(exchange: Exchange, headers: Headers): void {
  exchange.seen.kind = 'other';
  const keyed = 'apikey' in exchange.request.headers || exchange.url.searchParams.has('apikey');
  if (exchange.world.healthNeedsKey && !keyed) {
    const refusal = { message: 'No API key found in request', hint: 'No `apikey` request header or url param was found.' };
    return sendJson(exchange, 401, refusal, headers);
  }
  sendJson(exchange, 200, { version: 'v2.180.0', name: 'GoTrue', description: 'GoTrue is a user registration and authentication API' }, headers);
}

async function signIn(exchange: Exchange, headers: Headers): Promise<void> {
  await exchange.body();
  exchange.world.login();
  sendJson(exchange, 200, { access_token: 'simulated-token', token_type: 'bearer', expires_in: 604_795, user: user() }, headers);
}

/** The table that holds the balance is not known by name; the page's configuration and this route agree on one. */
function tableOrUser({ url, world }: Exchange): unknown {
  if (url.pathname === '/auth/v1/user') return user();
  if (url.pathname === '/rest/v1/subscriptions') {
    return [{ id: 1, user_id: USER_ID, plan: 'standard', status: 'active', current_period_end: '2026-12-31T00:00:00+00:00' }];
  }
  return url.pathname === '/rest/v1/credits' ? [{ credits: world.balance }] : [];
}

function user(): unknown {
  return { id: USER_ID, aud: 'authenticated', role: 'authenticated', email: 'creator@example.com' };
}
