/**
 * Functions that run inside a page of the extension, or its worker. They are sent there as text, so each stands alone: no
 * imports, and nothing from outside its own braces.
 */

/** What the toolbar shows. The colour is `#rrggbb`. */
export interface Badge {
  readonly text: string;
  readonly colour: string;
  readonly title: string;
}

interface ChromeApi {
  readonly action: {
    getBadgeText(details: object): Promise<string>;
    getBadgeBackgroundColor(details: object): Promise<number[]>;
    getTitle(details: object): Promise<string>;
  };
  readonly downloads: { search(query: object): Promise<{ filename: string }[]> };
  readonly alarms: {
    get(name: string): Promise<{ periodInMinutes?: number } | undefined>;
    create(name: string, details: object): Promise<void>;
    readonly onAlarm: {
      addListener(listener: (alarm: { name: string }) => void): void;
      /** Chrome's own way to call the listeners of this context; no part of the public API. */
      dispatch?(alarm: { name: string; scheduledTime: number; periodInMinutes: number }): void;
    };
  };
}

/** The browser's own namespace; the polyfill belongs to the product. */
declare const chrome: ChromeApi;

/** Reads the toolbar's badge and tooltip. */
export async function readBadge(): Promise<Badge> {
  const { action } = chrome;
  const [text, colour, title] = await Promise.all([
    action.getBadgeText({}),
    action.getBadgeBackgroundColor({}),
    action.getTitle({}),
  ]);
  const hex = colour.slice(0, 3).map((part) => part.toString(16).padStart(2, '0'));
  return { text, colour: `#${hex.join('')}`, title };
}

/** Absolute paths of files that the browser is still writing. */
export async function filesInProgress(): Promise<string[]> {
  const items = await chrome.downloads.search({ state: 'in_progress' });
  return items.map(({ filename }) => filename);
}

/** Lets the `tick` alarm ring at once and waits until the browser has rung it. */
export async function ringTick(): Promise<void> {
  const { alarms } = chrome;
  const { periodInMinutes = 0.5 } = (await alarms.get('tick')) ?? {};
  const rung = new Promise<void>((resolve) => {
    alarms.onAlarm.addListener(({ name }) => {
      if (name === 'tick') resolve();
    });
  });
  await alarms.create('tick', { delayInMinutes: 0, periodInMinutes });
  await rung;
}

/**
 * Calls the listeners of a worker that runs, as the ring of the `tick` alarm does. The browser lets no alarm ring within a
 * second of another; where half an hour passes in sixty rings, that wait would be most of a test.
 * @returns false when this browser has no way to do so
 */
export function hearTick(): boolean {
  const { onAlarm } = chrome.alarms;
  onAlarm.dispatch?.({ name: 'tick', scheduledTime: Date.now(), periodInMinutes: 0.5 });
  return onAlarm.dispatch !== undefined;
}

/** Begins the countdown to the next ring of the `tick` alarm anew, as a ring does. */
export async function restartTick(): Promise<void> {
  const { alarms } = chrome;
  const { periodInMinutes = 0.5 } = (await alarms.get('tick')) ?? {};
  await alarms.create('tick', { periodInMinutes });
}

/**
 * Every row of one object store of the extension's database; none when there is no such database or store yet. Bytes at
 * a row's top level come as `{ $bytes: number[] }`: what passes between processes is JSON.
 */
export async function readRows(name: string): Promise<unknown[]> {
  const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const known = await indexedDB.databases();
  if (!known.some((database) => database.name === 'pika-keeper')) return [];
  const db = await answer(indexedDB.open('pika-keeper'));
  try {
    if (!db.objectStoreNames.contains(name)) return [];
    const rows = await answer<Record<string, unknown>[]>(db.transaction(name).objectStore(name).getAll());
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value instanceof Uint8Array ? { $bytes: [...value] } : value])),
    );
  } finally {
    db.close();
  }
}
