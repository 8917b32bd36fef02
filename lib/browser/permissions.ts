import { browser } from './api.ts';

/** Whether we may still ask Pika's hosts: in Firefox, and in Chrome's site settings, users take that back at any time. */
export async function hasPikaPermission(): Promise<boolean> {
  return browser.permissions.contains({ origins: ['https://pika.art/*', 'https://*.pika.art/*'] }).catch(() => true);
}

/** Calls back when a permission is given or taken back. Attach in the worker's first turn. */
export function onPermissions(handle: () => void): void {
  browser.permissions.onAdded.addListener(() => handle());
  browser.permissions.onRemoved.addListener(() => handle());
}
