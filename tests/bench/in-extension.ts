/**
 * Functions that run inside a page of an extension. They are sent there as text, so each stands alone: no imports, and
 * nothing from outside its own braces.
 */

interface ChromeApi {
  readonly downloads: {
    download(options: { url: string; filename: string }): Promise<number>;
    erase(query: object): Promise<number[]>;
    readonly onChanged: {
      addListener(listener: (delta: DownloadDelta) => void): void;
      removeListener(listener: (delta: DownloadDelta) => void): void;
    };
  };
}

interface DownloadDelta {
  readonly id: number;
  readonly state?: { readonly current?: string };
}

/** The browser's own namespace; the polyfill belongs to the product. */
declare const chrome: ChromeApi;

/** Downloads every address, `atOnce` at a time. @returns when the last was complete, ms since 1970 */
export async function downloadAll({ urls, atOnce }: { urls: readonly string[]; atOnce: number }): Promise<number> {
  const left = [...urls];
  return new Promise<number>((resolve, reject) => {
    let open = urls.length;
    const next = (): void => {
      const url = left.shift();
      if (url !== undefined) chrome.downloads.download({ url, filename: `Pika/${urls.length - left.length}.mp4` }).catch(reject);
    };
    const listener = ({ state }: DownloadDelta): void => {
      if (state?.current === 'interrupted') reject(new Error('a download of the bare extension was interrupted'));
      if (state?.current !== 'complete') return;
      open -= 1;
      next();
      if (open > 0) return;
      chrome.downloads.onChanged.removeListener(listener);
      resolve(Date.now());
    };
    chrome.downloads.onChanged.addListener(listener);
    for (let begun = 0; begun < atOnce; begun += 1) next();
  });
}

/** Empties the browser's list of downloads, so that the next round begins like this one. */
export async function forgetDownloads(): Promise<void> {
  await chrome.downloads.erase({});
}

/**
 * Waits until the ledger holds `rows` saves and none is on its way. It looks seldom, and only at what is open: whoever reads the whole
 * ledger holds up the saves that it waits for. @returns when the last was verified, ms since 1970; null when `timeout` ms were not enough
 */
export async function untilAllSaved({ rows, timeout }: { rows: number; timeout: number }): Promise<number | null> {
  const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const db = await answer(indexedDB.open('pika-keeper'));
  const saves = (): IDBObjectStore => db.transaction('saves').objectStore('saves');
  const inState = (state: string): IDBKeyRange => IDBKeyRange.bound([state], [state, []]);
  try {
    for (const end = Date.now() + timeout; Date.now() < end; await new Promise((next) => setTimeout(next, 400))) {
      const store = saves();
      const open = ['wanted', 'downloading', 'verifying'].map((state) => answer(store.index('byState').count(inState(state))));
      const [total, ...counts] = await Promise.all([answer(store.count()), ...open]);
      if (total < rows || counts.some((count) => count > 0)) continue;
      const saved: { savedAt: number | null }[] = await answer(saves().index('byState').getAll(inState('saved')));
      return saved.length < rows ? null : Math.max(...saved.map(({ savedAt }) => savedAt ?? 0));
    }
    return null;
  } finally {
    db.close();
  }
}
