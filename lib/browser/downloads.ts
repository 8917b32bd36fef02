import type { DownloadNews, DownloadView, StopReason } from '../domain/clips/download.ts';
import { type Result, fail, ok } from '../result.ts';
import { DAY } from '../time.ts';
import { type Downloads, browser } from './api.ts';

/**
 * Starts a download of `url` under `filename` (relative to the browser's download folder). A file of that name is
 * overwritten only if `over` says so: else the browser adds a number. Resolves with the browser's id once the browser has begun, which may
 * be long after the call when the server is slow to answer.
 */
export async function startDownload(url: string, filename: string, over: boolean): Promise<Result<number, StopReason>> {
  return requestDownload({ url, filename, conflictAction: over ? 'overwrite' : 'uniquify', saveAs: false });
}

/** Asks the browser for a download; its refusal is a typed failure. */
export async function requestDownload(options: Downloads.DownloadOptionsType): Promise<Result<number, StopReason>> {
  try {
    return ok(await browser.downloads.download(options));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return fail(refusalOf(text), 'The browser did not start the download.', error);
  }
}

/**
 * Chrome rejects with the interrupt reason when the server's first answer is bad, else with an English sentence. The
 * sentences are no stable API, but in both browsers the one about an illegal name holds the parameter's name.
 */
function refusalOf(text: string): StopReason {
  const reason = /\b(?:(?:FILE|NETWORK|SERVER|USER)_[A-Z_]+|CRASH)\b/.exec(text)?.[0];
  if (reason) return reasonOf(reason);
  return /file ?name/i.test(text) ? 'name-refused' : 'other';
}

/** The download with this id, or null when the browser knows nothing of it. */
export async function findDownload(id: number): Promise<DownloadView | null> {
  const [item] = await browser.downloads.search({ id });
  return item ? viewOf(item) : null;
}

/** This extension's own downloads begun after a moment, of one URL or of all; with `unclaimed` also those that may be. */
export async function findOurDownloads(since: number, url?: string, unclaimed = false): Promise<DownloadView[]> {
  const query: Downloads.DownloadQuery = { startedAfter: new Date(since).toISOString(), orderBy: ['-startTime'] };
  const items = await browser.downloads.search(url === undefined ? query : { ...query, url });
  return items.map(viewOf).filter((item) => item.ours || (unclaimed && item.unclaimed));
}

export async function resumeDownload(id: number): Promise<boolean> {
  return browser.downloads.resume(id).then(
    () => true,
    () => false,
  );
}

/** Looks at a download that is being stopped, and the pause before each: Chromium does not stop one that is putting its file in place. */
const STOP_LOOKS = 40;
const STOP_PAUSE = 50;

/**
 * Stops a download, removes its file and its line in the browser's list. A file that two lines name, since one download has written
 * over the other's, goes with the last of them. What is gone already is no error; what cannot be stopped keeps its line, by which it is
 * found again.
 * @param keep path of a file that stays, whichever lines name it
 */
export async function discardDownload(id: number, keep: string | null = null): Promise<void> {
  const quiet = () => undefined;
  const item = await stopped(id).catch(quiet);
  if (!item || item.state === 'in_progress') return;
  if (item.state === 'complete' && item.filename !== keep && !(await isShared(item).catch(() => true))) await browser.downloads.removeFile(id).catch(quiet);
  await browser.downloads.erase({ id }).catch(quiet);
}

/** A download that has all its bytes comes to its end whatever is asked of it: without its line, nobody would know of its file. */
async function stopped(id: number): Promise<DownloadView | null> {
  let item = await findDownload(id);
  if (!item || item.state === 'complete') return item;
  await browser.downloads.cancel(id).catch(() => undefined);
  for (let look = 0; look < STOP_LOOKS; look += 1) {
    item = await findDownload(id);
    if (item?.state !== 'in_progress') return item;
    await new Promise((next) => setTimeout(next, STOP_PAUSE));
  }
  return item;
}

/**
 * Whether another download of these days has put, or is putting, a file into the same place. A browser that was killed may have
 * forgotten whose a download was: one of the same address and name is no stranger's.
 */
async function isShared({ filename, id, startTime, url }: DownloadView): Promise<boolean> {
  const startedAfter = new Date(Date.parse(startTime) - DAY).toISOString();
  const items = await browser.downloads.search({ filename, exists: true, startedAfter });
  return items.some((one) => one.id !== id && one.state !== 'interrupted' && (one.url !== url || viewOf(one).ours));
}

/** Whether the browser lists any download at all, of whomever. */
export async function listsAnyDownload(): Promise<boolean> {
  return (await browser.downloads.search({ limit: 1 })).length > 0;
}

/** Opens the system's file manager at the file; false when the browser cannot. */
export async function showDownload(id: number): Promise<boolean> {
  try {
    // Chrome's own answers nothing at all, not even a promise.
    return (await browser.downloads.show(id)) !== false;
  } catch {
    return false;
  }
}

/** Calls back for each download that begins, ends, gets its name, or waits for the user. Attach in the worker's first turn. */
export function onDownloads(handle: (id: number, news: DownloadNews) => void): void {
  browser.downloads.onCreated.addListener(({ id, url }) => handle(id, { kind: 'began', url }));
  browser.downloads.onChanged.addListener(({ id, state, danger, exists, filename }) => {
    // Sizes and types change nothing that is to be done.
    if (state?.current === 'complete') handle(id, { kind: 'complete' });
    else if (state ?? danger ?? exists) handle(id, { kind: 'changed' });
    else if (filename) handle(id, filename.current ? { kind: 'named', filename: filename.current } : { kind: 'changed' });
  });
}

/** Calls back for each finished download whose file has gone or come back. Attach in the worker's first turn. */
export function onFiles(handle: (id: number) => void): void {
  browser.downloads.onChanged.addListener(({ id, exists }) => {
    if (exists) handle(id);
  });
}

function viewOf(item: Downloads.DownloadItem): DownloadView {
  const total = item.totalBytes > 0 ? item.totalBytes : null;
  return {
    id: item.id,
    url: item.url,
    state: item.state === 'complete' || item.state === 'interrupted' ? item.state : 'in_progress',
    reason: item.error ? reasonOf(item.error) : null,
    startTime: item.startTime,
    endedAt: item.endTime ? Date.parse(item.endTime) : null,
    filename: item.filename,
    bytes: item.state === 'complete' && item.fileSize > 0 ? item.fileSize : item.bytesReceived,
    totalBytes: total,
    mime: item.mime ?? '',
    exists: item.exists !== false,
    paused: item.paused,
    canResume: item.canResume === true,
    dangerous: item.state === 'in_progress' && !SAFE_DANGERS.has(item.danger ?? 'safe'),
    ours: item.byExtensionId === browser.runtime.id,
    unclaimed: !item.byExtensionId,
  };
}

const SAFE_DANGERS: ReadonlySet<string> = new Set(['safe', 'accepted', 'allowlistedByPolicy', 'deepScannedSafe', 'deepScannedOpenedDangerous']);

/**
 * The browsers' interrupt reasons, folded to what can be done about them.
 * Source: chrome.downloads InterruptReason; Firefox maps 404 to SERVER_BAD_CONTENT, 403 to SERVER_FORBIDDEN,
 * 401 and other 4xx/5xx to SERVER_FAILED, and much else to CRASH or NETWORK_FAILED.
 */
function reasonOf(reason: string): StopReason {
  switch (reason) {
    case 'SERVER_FORBIDDEN':
    case 'SERVER_UNAUTHORIZED':
    case 'SERVER_BAD_CONTENT':
      return 'link-dead';
    case 'SERVER_CONTENT_LENGTH_MISMATCH':
    case 'FILE_TOO_SHORT':
    case 'FILE_HASH_MISMATCH':
      return 'wrong-size';
    case 'FILE_NO_SPACE':
    case 'FILE_TOO_LARGE':
      return 'disk-full';
    case 'FILE_NAME_TOO_LONG':
      return 'name-refused';
    case 'FILE_FAILED':
    case 'FILE_ACCESS_DENIED':
    case 'FILE_TRANSIENT_ERROR':
      return 'disk-denied';
    case 'FILE_BLOCKED':
      return 'policy';
    case 'FILE_SECURITY_CHECK_FAILED':
    case 'FILE_VIRUS_INFECTED':
      return 'browser-blocked';
    case 'USER_CANCELED':
      return 'cancelled';
    case 'USER_SHUTDOWN':
    case 'CRASH':
      return 'browser-closed';
    default:
      return reason.startsWith('SERVER_') ? 'server' : reason.startsWith('NETWORK_') ? 'network' : 'other';
  }
}
