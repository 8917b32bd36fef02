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

/** Opens the dashboard in a tab, or goes to the one that is open. @returns false when the browser refuses */
export async function openDashboard(): Promise<boolean> {
  return browser.runtime.openOptionsPage().then(
    () => true,
    () => false,
  );
}
