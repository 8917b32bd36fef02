import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Keeper } from './browser.ts';
import { until } from './until.ts';

/** Where the other extension goes when it listens. */
const READY = 'about:blank#listens';

/**
 * Writes an extension of somebody else's, for `LaunchOptions.otherExtensions`.
 * @param script what its worker does, with `chrome.downloads`
 * @returns its folder
 */
export async function writeOtherExtension(temp: string, script: string): Promise<string> {
  const folder = path.join(temp, 'other');
  await mkdir(folder);
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify({ manifest_version: 3, name: 'Sorter', version: '1', permissions: ['downloads'], background: { service_worker: 'sorter.js' } }));
  await writeFile(path.join(folder, 'sorter.js'), `${script}\nchrome.tabs.create({ url: '${READY}', active: false });`);
  return folder;
}

/** Waits until the other extension has attached what it listens with. */
export async function untilItListens({ context }: Keeper): Promise<void> {
  await until(() => context.pages().some((page) => page.url() === READY), { what: 'the other extension to listen' });
}
