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
