import { browser } from './api.ts';

const PIKA_HOSTS = ['https://pika.art/*', 'https://*.pika.art/*'];

/** Whether we may still ask Pika's hosts: in Firefox, and in Chrome's site settings, users take that back at any time. */
export async function hasPikaPermission(): Promise<boolean> {
  return browser.permissions.contains({ origins: PIKA_HOSTS }).catch(() => true);
}

/** Calls back when a permission is given or taken back. Attach in the worker's first turn. */
export function onPermissions(handle: () => void): void {
  browser.permissions.onAdded.addListener(() => handle());
  browser.permissions.onRemoved.addListener(() => handle());
}

/** Asks the user for Pika's hosts. To be called within a click and before anything is awaited: browsers refuse it otherwise. */
export async function requestPikaPermission(): Promise<boolean> {
  return browser.permissions.request({ origins: PIKA_HOSTS }).catch(() => false);
}

/** Whether a host outside of Pika may be asked now. `pattern`: such as `https://status.example.com/*`. */
export async function hasHost(pattern: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [pattern] }).catch(() => false);
}

/**
 * Asks the user for one host outside of Pika. To be called within the click that wants it and before anything is
 * awaited. Never rejects.
 * @param url any https address on that host
 */
export async function requestHost(url: string): Promise<boolean> {
  const pattern = hostPattern(url);
  return pattern !== null && browser.permissions.request({ origins: [pattern] }).catch(() => false);
}

/** Gives a host back that nothing uses any more. */
export async function dropHost(url: string): Promise<void> {
  const pattern = hostPattern(url);
  if (pattern !== null) await browser.permissions.remove({ origins: [pattern] }).catch(() => false);
}

/**
 * Asks the user for several hosts at once. To be called within the click that wants them and before anything is awaited.
 * Pika's own are no option and left out. Never rejects.
 * @param patterns such as `https://api.example.com/*`
 */
export async function requestHosts(patterns: readonly string[]): Promise<boolean> {
  const origins = optional(patterns);
  return origins.length === 0 || browser.permissions.request({ origins }).catch(() => false);
}

/** Whether all of these hosts may be asked now. */
export async function hasHosts(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.contains({ origins: [...patterns] }).catch(() => false);
}

/** Gives hosts back that nothing uses any more. */
export async function dropHosts(patterns: readonly string[]): Promise<void> {
  const origins = optional(patterns);
  if (origins.length > 0) await browser.permissions.remove({ origins }).catch(() => false);
}

function optional(patterns: readonly string[]): string[] {
  return patterns.filter((pattern) => !PIKA_HOSTS.some((own) => own === pattern) && !/^https:\/\/[^/]*\.pika\.art\//.test(pattern));
}

/** The narrowest pattern for an address; null for what is no https address, and for Pika's own hosts, which are no option. */
function hostPattern(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  const isPika = hostname === 'pika.art' || hostname.endsWith('.pika.art');
  return protocol === 'https:' && !isPika ? `https://${hostname}/*` : null;
}
