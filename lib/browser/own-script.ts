import { browser } from './api.ts';

interface ScriptScope {
  /** Chrome's worker has it, and may use it later only for scripts that it has loaded while it was installed. */
  importScripts?(url: string): void;
}

/**
 * Loads a script of this extension into the background, by its file name; a page of the background, as in Firefox,
 * imports it. Rejects when that is not possible.
 */
export async function loadOwnScript(file: string): Promise<void> {
  const url = browser.runtime.getURL(file);
  const scope = globalThis as ScriptScope;
  if (scope.importScripts) scope.importScripts(url);
  else await import(/* @vite-ignore */ url);
}

/**
 * Keeps a script with the worker, so that each later life may load it from there at any moment: Chrome stores what is
 * loaded in this event and refuses all else afterwards. Attach in the worker's first turn.
 */
export function keepOwnScript(file: string, failed: (error: unknown) => void): void {
  self.addEventListener('install', () => void loadOwnScript(file).catch(failed));
}
