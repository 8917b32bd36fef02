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

/** The narrowest pattern for an address; null for what is no https address, and for Pika's own hosts, which are no option. */
function hostPattern(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  const isPika = hostname === 'pika.art' || hostname.endsWith('.pika.art');
  return protocol === 'https:' && !isPika ? `https://${hostname}/*` : null;
}
