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
