import type { StopReason } from '../domain/clips/download.ts';
import type { Result } from '../result.ts';
import { discardDownload, requestDownload } from './downloads.ts';
import { browser } from './api.ts';

/** Addresses of texts that the browser may still be reading; a page that dies takes its own with it. */
const held = new Map<number, string>();

/**
 * Writes a text under `filename` (relative to the download folder), over a file of that name. Chrome's worker cannot make
 * object URLs and takes `data:`; Firefox refuses `data:` in downloads, and its background is a page that can make them.
 */
export async function startTextDownload(filename: string, text: string, mime: string): Promise<Result<number, StopReason>> {
  // Half a character would be no text, and cannot be encoded.
  const whole = text.toWellFormed();
  const isPage = typeof URL.createObjectURL === 'function';
  const url = isPage ? URL.createObjectURL(new Blob([whole], { type: mime })) : `data:${mime};charset=utf-8,${encodeURIComponent(whole)}`;
  const begun = await requestDownload({ url, filename, conflictAction: 'overwrite', saveAs: false });
  if (!isPage) return begun;
  if (begun.ok) held.set(begun.value, url);
  else URL.revokeObjectURL(url);
  return begun;
}

/** Takes a finished download out of the browser's list, leaves its file, and lets go of its text. */
export async function forgetDownload(id: number): Promise<void> {
  letGo(id);
  await browser.downloads.erase({ id }).catch(() => []);
}

/**
 * Stops a download that is under way, takes out its line, and lets go of its text.
 * @param keep path of a file that stays
 */
export async function discardTextDownload(id: number, keep: string | null = null): Promise<void> {
  await discardDownload(id, keep);
  letGo(id);
}

/** Only once nobody reads it any more: an address that ends early breaks its download. */
function letGo(id: number): void {
  const url = held.get(id);
  held.delete(id);
  if (url !== undefined) URL.revokeObjectURL(url);
}
