import type { CheckFailureKind, CheckOutcome, PikaMonitor } from '../../domain/health/monitor.ts';

/** What a probe got back, reduced to what is judged. */
export interface ProbeAnswer {
  readonly status: number;
  /** URL that answered in the end. */
  readonly url: string;
  /** A header's value by lower-case name, or null. */
  header(name: string): string | null;
  /** Head of the body, where it was read; see `needsBody`. */
  readonly body: string | null;
}

export interface Judgement {
  readonly outcome: CheckOutcome;
  readonly kind: CheckFailureKind | null;
}

const UP: Judgement = { outcome: 'up', kind: null };

/** Every page of a Next.js app loads its scripts from here; Pika's has since 2024. */
const NEXT_ASSETS = '/_next/';

/**
 * Words of the challenge and block pages of Cloudflare and Vercel, the two edges in front of Pika. The bare path
 * `/cdn-cgi/challenge-platform/` is none of them: Cloudflare puts it into good pages too.
 */
export const CHALLENGE_MARKS = ['_cf_chl_opt', 'cf-chl-widget', 'id="challenge-form"', '<title>Just a moment...', 'Vercel Security Checkpoint'];
export const REFUSAL_MARKS = ['Attention Required! | Cloudflare', 'Sorry, you have been blocked'];

/** Statuses by which an edge, a proxy or a network refuses the user rather than Pika failing. */
const REFUSED_ANYWHERE = [407, 429, 451, 511];
const REFUSED_ON_SITE = [401, 403];

/** Whether judging an answer with this status takes its body: the site must look like Pika's, and challenges hide in errors. */
export function needsBody(monitor: PikaMonitor, status: number): boolean {
  return monitor === 'pika-web' || status === 403 || status >= 500;
}

/**
 * Judges one answer. `failed` is said only of a server error from Pika's own host; whatever an edge, a portal, a proxy
 * or a lost session could have caused is `blocked`.
 */
export function judgeAnswer(monitor: PikaMonitor, answer: ProbeAnswer): Judgement {
  if (!isOwnHost(monitor, answer.url)) return blocked('redirected');
  if (isChallenge(answer)) return blocked('challenge');
  if (REFUSED_ANYWHERE.includes(answer.status) || hasMark(answer.body, REFUSAL_MARKS)) return blocked('refused');
  if (answer.status >= 500) return { outcome: 'failed', kind: 'http' };
  if (monitor === 'pika-web') return judgeSite(answer);
  return monitor === 'pika-login' && isPage(answer) ? blocked('wrong-page') : UP;
}

/**
 * A good answer that is a web page where the sign-in service speaks JSON: a maintenance page, or somebody in between. What the
 * roots of the API and of the media answer when all is well nobody has confirmed, so whatever they say below 500 counts.
 */
function isPage({ status, header }: ProbeAnswer): boolean {
  return status >= 200 && status < 300 && /^\s*text\/html\b/i.test(header('content-type') ?? '');
}

/** The last-mile edge that served the user: Cloudflare's three letters, or Vercel's region. Null when neither says. */
export function edgeOf(header: (name: string) => string | null): string | null {
  const colo = /-([A-Z]{3})$/.exec(header('cf-ray')?.trim() ?? '')?.[1];
  const region = /^([a-z]{3}\d{1,2})::/.exec(header('x-vercel-id')?.trim() ?? '')?.[1];
  return colo ?? region ?? null;
}

/** What a support team can look a failed answer up by, and what it says of its server. */
const TELLING = ['cf-ray', 'x-vercel-id', 'retry-after', 'server'];

/** Those headers as one line of visible ASCII, at most 200 characters; empty where the answer had none of them. */
export function tellingHeaders(header: (name: string) => string | null): string {
  const found = TELLING.flatMap((name) => (header(name) === null ? [] : `${name}: ${header(name)}`));
  return found.join('; ').replace(/[^ -~]+/g, '').slice(0, 200);
}

/** The site answers its own page, or it is not the site: an empty, a portal's, a maintenance or a missing page. */
function judgeSite(answer: ProbeAnswer): Judgement {
  if (REFUSED_ON_SITE.includes(answer.status)) return blocked('refused');
  if (answer.status < 200 || answer.status > 299) return blocked('wrong-page');
  return answer.body?.includes(NEXT_ASSETS) === true ? UP : blocked('wrong-page');
}

function isOwnHost(monitor: PikaMonitor, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:') return false;
  const site = hostname === 'pika.art' || hostname === 'www.pika.art';
  return monitor === 'pika-web' ? site : site || hostname.endsWith('.pika.art');
}

function isChallenge(answer: ProbeAnswer): boolean {
  return saysChallenge(answer.header) || hasMark(answer.body, CHALLENGE_MARKS);
}

/** Whether the edge in front of an answer, Cloudflare's or Vercel's, says in its headers that a bot check stands in its place. */
export function saysChallenge(header: ProbeAnswer['header']): boolean {
  return header('cf-mitigated') === 'challenge' || header('x-vercel-mitigated') === 'challenge';
}

/** A page with the site's own scripts may quote anything, such as a prompt; a challenge never carries them. */
function hasMark(body: string | null, marks: readonly string[]): boolean {
  return body !== null && !body.includes(NEXT_ASSETS) && marks.some((mark) => body.includes(mark));
}

function blocked(kind: CheckFailureKind): Judgement {
  return { outcome: 'blocked', kind };
}
