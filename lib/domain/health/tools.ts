/** Tools that people fall back to or that Pika stands on, and how each tells whether it works. */
import type { Feed } from './tool-reading.ts';
import type { ToolMonitor } from './monitor.ts';

export interface Tool {
  /** Letters, digits and hyphens; never changes, since history is kept under it. */
  readonly id: string;
  readonly name: string;
  /** What somebody who uses Pika wants it for. */
  readonly purpose: string;
  readonly kind: 'instead' | 'supplier' | 'opinion' | 'own';
  readonly feed: Feed;
  /** What is not certain about how it is read; null when it was seen to work. */
  readonly doubt: string | null;
}

const UNCONFIRMED = 'How this page answers has not been confirmed.';
const PLAIN = 'It publishes no status, so only its site is asked: whether it makes videos cannot be told.';

// Without the note, bundlers keep these calls in scripts that have no use for the catalogue.
/* @__NO_SIDE_EFFECTS__ */
function statuspage(url: string, parts?: readonly string[]): Feed {
  return { url, dialect: 'statuspage', ...(parts ? { parts } : {}) };
}

/** All off until switched on: each asks the browser for its own host, and for no other. */
export const TOOLS: readonly Tool[] = [
  tool('runway', 'Runway', 'Video from text and pictures', statuspage('https://status.runwayml.com/')),
  tool('luma', 'Luma Dream Machine', 'Video from text and pictures', { url: 'https://status.lumalabs.ai/', dialect: 'better-stack' }),
  tool('kling', 'Kling', 'Video from text and pictures', { url: 'https://klingai.com/', dialect: 'probe' }, PLAIN),
  tool('minimax', 'MiniMax (Hailuo)', 'Video from text and pictures', statuspage('https://status.minimax.io/'), 'The page may leave out the Hailuo app.'),
  tool('openai', 'OpenAI (Sora)', 'Video from text', { url: 'https://status.openai.com/', dialect: 'incident-io', parts: ['Sora', 'Video'] }),
  tool('google', 'Google Veo', 'Video from text and pictures', { url: 'https://status.cloud.google.com/', dialect: 'google', parts: ['Vertex', 'Gemini'] }, 'Vertex and Gemini speak for Veo here; Google AI Studio publishes no data.'),
  tool('adobe', 'Adobe Firefly', 'Video and pictures', { url: 'https://data.status.adobe.com/', dialect: 'adobe', parts: ['Firefly'] }, 'Adobe turns some readers of its status away.'),
  tool('stability', 'Stability AI', 'Pictures and video', statuspage('https://status.stability.ai/'), UNCONFIRMED),
  tool('midjourney', 'Midjourney', 'Pictures to start from', { url: 'https://www.midjourney.com/', dialect: 'probe' }, PLAIN),
  tool('heygen', 'HeyGen', 'Talking avatars', statuspage('https://status.heygen.com/')),
  tool('elevenlabs', 'ElevenLabs', 'Voices and sound', statuspage('https://status.elevenlabs.io/')),
  tool('capcut', 'CapCut', 'Editing', { url: 'https://www.capcut.com/', dialect: 'probe' }, PLAIN),
  tool('topaz', 'Topaz', 'Upscaling', { url: 'https://www.topazlabs.com/', dialect: 'probe' }, PLAIN),
  tool('discord', 'Discord', 'Where Pika tells about outages', statuspage('https://discordstatus.com/')),
  tool('fal', 'fal', 'Hosts Pika’s API', { url: 'https://status.fal.ai/', dialect: 'instatus' }, UNCONFIRMED, 'supplier'),
  tool('cloudflare', 'Cloudflare', 'Stands before pika.art', statuspage('https://www.cloudflarestatus.com/', ['CDN/Cache', 'Network', 'Authoritative DNS', 'SSL']), null, 'supplier'),
  tool('vercel', 'Vercel', 'Serves pika.art', statuspage('https://www.vercel-status.com/'), null, 'supplier'),
  tool('supabase', 'Supabase', 'Signs you in to Pika', statuspage('https://status.supabase.com/'), 'That Pika signs in with it is a conclusion from its addresses.', 'supplier'),
  tool('opinion', 'apistatuscheck.com on Pika', 'A second opinion', { url: 'https://apistatuscheck.com/', dialect: 'apistatuscheck', slug: 'pika' }, 'Whether it watches Pika is not confirmed.', 'opinion'),
];

function tool(id: string, name: string, purpose: string, feed: Feed, doubt: string | null = null, kind: Tool['kind'] = 'instead'): Tool {
  return { id, name, purpose, kind, feed, doubt };
}

/** A tool that the user added. */
export interface OwnTool {
  /** `own-` and 4 to 16 lower-case letters and digits. */
  readonly id: string;
  /** 1 to 60 characters. */
  readonly name: string;
  /** Its status page, or with `probe` its own page. */
  readonly url: string;
  readonly dialect: OwnDialect;
}

/** `auto` finds out what the page speaks; `probe` only asks whether it answers. */
export const OWN_DIALECTS = ['auto', 'probe', 'statuspage', 'incident-io', 'better-stack', 'instatus'] as const;
export type OwnDialect = (typeof OWN_DIALECTS)[number];

export const MAX_OWN_TOOLS = 20;

/** Which tools are watched. */
export interface ToolChoice {
  /** Ids of `TOOLS` that are switched on. */
  readonly on: readonly string[];
  /** Added by the user; all of them are on. */
  readonly own: readonly OwnTool[];
}

export const NO_TOOLS: ToolChoice = { on: [], own: [] };

/** Whatever is stored or sent becomes a choice: an entry that does not fit is left out, and the others stay. */
export function parseToolChoice(raw: unknown): ToolChoice {
  const { on, own }: Partial<Record<keyof ToolChoice, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  const wanted: readonly unknown[] = Array.isArray(on) ? on : [];
  const added: readonly unknown[] = Array.isArray(own) ? own : [];
  const tools = added.slice(0, 10 * MAX_OWN_TOOLS).map(parseOwnTool).filter((one) => one !== null);
  const distinct = tools.filter((one, index) => tools.findIndex(({ id }) => id === one.id) === index);
  return { on: TOOLS.map(({ id }) => id).filter((id) => wanted.includes(id)), own: distinct.slice(0, MAX_OWN_TOOLS) };
}

function parseOwnTool(raw: unknown): OwnTool | null {
  const { id, name, url, dialect }: Partial<Record<keyof OwnTool, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  const address = typeof url === 'string' ? publicAddress(url) : null;
  const words = typeof name === 'string' ? name.slice(0, 60).toWellFormed().replace(/\p{Cc}/gu, '').trim() : '';
  if (typeof id !== 'string' || !/^own-[a-z0-9]{4,16}$/.test(id) || address === null || words === '') return null;
  return { id, name: words, url: address, dialect: OWN_DIALECTS.find((one) => one === dialect) ?? 'auto' };
}

/** Names of networks at home or at work, and of the machine itself. */
const PRIVATE = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|lan|home|fritz\.box|corp|arpa|test|invalid|onion)$/;

/**
 * An address as it will be asked, without query and fragment; null when it may not be: only https, no sign-in in it,
 * no address by number and no name of a private network, so that a status page cannot be used to reach a router.
 */
export function publicAddress(raw: string): string | null {
  const text = raw.trim();
  if (text.length > 500 || !URL.canParse(text)) return null;
  const url = new URL(text);
  const host = url.hostname.replace(/\.$/, '');
  const isNumber = host.startsWith('[') || /(?:^|\.)\d+$/.test(host);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '') return null;
  if (isNumber || !host.includes('.') || PRIVATE.test(host)) return null;
  return `https://${host}${url.pathname}`;
}

/** The tools that are watched, catalogue first. */
export function watchedTools(choice: ToolChoice): readonly Tool[] {
  const own = choice.own.map(({ id, name, url, dialect }): Tool => {
    return { id, name, purpose: 'Added by you', kind: 'own', feed: { url, dialect }, doubt: dialect === 'probe' ? PLAIN : null };
  });
  return [...TOOLS.filter(({ id }) => choice.on.includes(id)), ...own];
}

/** The one host that a tool needs, as a match pattern for the browser's permission. */
export function originOf(feed: Pick<Feed, 'url'>): string {
  return `https://${new URL(feed.url).hostname}/*`;
}

export function monitorOf(id: string): ToolMonitor {
  return `tool:${id}`;
}
