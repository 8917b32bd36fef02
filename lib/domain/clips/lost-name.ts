/**
 * A name that the browser has lost. Chromium goes on by itself with a download whose connection broke, and when one is resumed, but
 * takes what the extension asked for into account only the first time that it looks for a name: the file comes under the server's name,
 * straight in the download folder (`ExtensionDownloadsEventRouter::OnDeterminingFilename`; seen in 156).
 */
import { HOUR } from '../../time.ts';
import type { DownloadView } from './download.ts';
import { hasAskedName } from './left-behind.ts';
import type { Save } from './save.ts';

/** Downloads begun for a clip before its name is given up. */
const TRIES = 3;
/** Bytes. What is larger is worth more than a name. */
const SMALL = 50_000_000;

/**
 * The row with the name that the browser tells of its download; `lostName` once that was the one asked for, and is another now. Of one
 * that a killed browser gives back, nobody has heard whether it had the first.
 */
export function withName(save: Save, { filename }: Pick<DownloadView, 'filename'>): Save {
  if (filename === '' || filename === save.finalName) return save;
  const next: Save = { ...save, finalName: filename };
  const isLost = hasAskedName(save) || (save.finalName === null && save.observedAt === null);
  return isLost && !hasAskedName(next) ? { ...next, lostName: true } : next;
}

/** Whether a file of this size is better fetched from its beginning than resumed under a lost name. */
export function isWorthItsName({ attempts, deadlineAt }: Save, bytes: number, now: number): boolean {
  return attempts < TRIES && bytes < SMALL && deadlineAt - now > HOUR;
}
