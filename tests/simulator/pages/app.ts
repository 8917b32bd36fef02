import { randomBytes } from 'node:crypto';
import type { Chunk } from '../flight/answer.ts';
import { escaped, inlineScripts, pageRows } from '../flight/first-page.ts';
import { Later } from '../flight/encode.ts';
import { USER_ID } from '../listing.ts';
import { DECOYS } from '../media/urls.ts';
import { pageScript } from './assets.ts';
import { oldNames } from '../redesign.ts';
import { actionId, listing, pageAfter } from '../routes/actions.ts';
import type { World } from '../world.ts';
import { opening, shell, text } from './shell.ts';

export interface Document {
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly Chunk[];
}

/** The app's document for any of its paths: library pages carry the first page of results as Flight rows and as cards. */
export function appDocument(world: World, url: URL): Document {
  const nonce = world.page.csp ? randomBytes(12).toString('base64') : null;
  const inLibrary = url.pathname === world.route;
  const results = inLibrary ? pageAfter(world, '', world.page.perPage) : [];
  const rows = pageRows(inLibrary ? libraryProps(world, results) : {}, url.pathname, world.wire);
  const parts = { title: 'Pika', head: head(world, nonce), body: '' };
  const start = `${opening(parts)}<div id="app">${skeleton(results)}</div>`;
  const scripts = inlineScripts(rows, world.wire, nonce);
  const end = shell(parts).slice(opening(parts).length);
  const last = scripts.at(-1)?.delayMs ?? 0;
  const pieces = [{ html: start, delayMs: 0 }, ...scripts, { html: end, delayMs: last }];
  return {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': world.page.storable ? 'private, max-age=0' : 'private, no-cache, no-store, max-age=0, must-revalidate', ...policy(nonce) },
    chunks: pieces.map(({ html, delayMs }) => ({ bytes: Buffer.from(html), delayMs })),
  };
}

/** Results stand in the component's properties; those that are streamed come in the action's envelope, as a promise. */
function libraryProps(world: World, results: Record<string, unknown>[]): Record<string, unknown> {
  const whole = listing(world, results) as { data: { results: unknown[] }; later?: Later };
  if (!whole.later) return { results: whole.data.results };
  const next = new Later({ success: true, data: whole.later.value }, whole.later.delayMs);
  return { results: whole.data.results, next };
}

function head(world: World, nonce: string | null): string {
  const config = {
    route: world.route,
    userId: USER_ID,
    balance: world.balance,
    ...world.page,
    actions: { poll: actionId(world, 'poll'), list: actionId(world, 'list'), folders: actionId(world, 'folders') },
    decoyVideos: DECOYS,
    oldNames: world.wire.redesigned ? oldNames() : {},
  };
  const attribute = nonce === null ? '' : ` nonce="${nonce}"`;
  const early = world.page.hostile === 'head' ? `<script${attribute}>${hostileScript()}</script>` : '';
  return `${early}<script type="application/json" id="config">${escaped(config)}</script>
<script type="module" src="/_next/static/chunks/app/main.ts"${attribute}></script>`;
}

/** The attack as a classic script, so that it runs before anything else of the page. */
function hostileScript(): string {
  const module = pageScript('hostile.ts') ?? '';
  return `(()=>{${module.replace(/^export /gmu, '')}\nattack();})()`;
}

function policy(nonce: string | null): Record<string, string> {
  if (nonce === null) return {};
  const rules = [
    "default-src 'self'", `script-src 'self' 'nonce-${nonce}'`, "style-src 'self' 'unsafe-inline'", "img-src 'self' data: https://*.pika.art",
    'media-src https://*.pika.art', 'connect-src https:', "object-src 'none'", "base-uri 'self'", "require-trusted-types-for 'script'",
  ];
  return { 'content-security-policy': rules.join('; ') };
}

/** What the server renders before any script runs: bare cards, as a server-rendered client component gives them. */
function skeleton(results: readonly Record<string, unknown>[]): string {
  const cards = results.map((result) => {
    const video = (Array.isArray(result.videos) ? result.videos[0] : null) as Record<string, unknown> | null;
    const url = typeof video?.resultUrl === 'string' ? video.resultUrl : null;
    if (url === null) return `<article class="card"><p class="prompt">${text(typeof video?.status === 'string' ? video.status : '')}</p></article>`;
    const poster = typeof video?.videoPoster === 'string' && video.videoPoster.endsWith('/poster.jpg') ? video.videoPoster : '';
    return `<article class="card"><video src="${text(url)}" poster="${text(poster)}" preload="none" loop playsinline></video></article>`;
  });
  return `<main class="content"><div class="grid">${cards.join('')}</div></main>`;
}
