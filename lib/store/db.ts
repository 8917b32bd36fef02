import { type IDBPDatabase, openDB } from 'idb';
import { MIGRATIONS, VERSION } from './migrations.ts';
import type { KeeperSchema } from './schema.ts';

export type Store = IDBPDatabase<KeeperSchema>;

export const DATABASE = 'pika-keeper';

let opened: Promise<Store> | null = null;

/**
 * The one connection of this context, opened at first use. It steps aside at once when a newer version wants to
 * upgrade, and is opened anew after the browser closed it: an old popup must never hold the store hostage.
 */
export function openStore(): Promise<Store> {
  opened ??= connect().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** Closes this context's connection; the next `openStore` opens another. */
export async function closeStore(): Promise<void> {
  const closing = opened;
  opened = null;
  if (closing) (await closing.catch(() => null))?.close();
}

/** Async, so that a browser that throws at once, as private windows do, rejects like any other failure. */
async function connect(): Promise<Store> {
  return openDB<KeeperSchema>(DATABASE, VERSION, {
    upgrade(db, oldVersion, _newVersion, transaction) {
      for (const step of MIGRATIONS.slice(oldVersion)) step(db, transaction);
    },
    blocking() {
      void closeStore();
    },
    terminated() {
      opened = null;
    },
  });
}
