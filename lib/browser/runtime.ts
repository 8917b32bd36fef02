import { browser } from './api.ts';

/** Calls back at install and at update. Attach in the worker's first turn. */
export function onInstalled(handle: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install' || reason === 'update') handle();
  });
}

/** Calls back when a browser profile with the extension starts. Attach in the worker's first turn. */
export function onStartup(handle: () => void): void {
  browser.runtime.onStartup.addListener(handle);
}

/** This extension's version, as its manifest says. */
export function ownVersion(): string {
  return browser.runtime.getManifest().version;
}

/**
 * Opens the dashboard in a tab, or goes to the one that is open; with `tab` always a new one, which shows that part.
 * @returns false when the browser refuses
 */
export async function openDashboard(tab?: 'settings'): Promise<boolean> {
  const opened: Promise<unknown> = tab === undefined ? browser.runtime.openOptionsPage() : browser.tabs.create({ url: browser.runtime.getURL(`dashboard.html#${tab}`) });
  return opened.then(
    () => true,
    () => false,
  );
}
