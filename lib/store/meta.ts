import type { Store } from './db.ts';

/** Reads a single value; the caller parses it, since whatever is stored may be old or damaged. */
export async function readMeta(db: Store, key: string): Promise<unknown> {
  return (await db.get('meta', key))?.value;
}

/** Several of them, as of one moment, in the order of their keys. */
export async function readMetas(db: Store, keys: readonly string[]): Promise<readonly unknown[]> {
  const tx = db.transaction('meta');
  const rows = await Promise.all(keys.map((key) => tx.store.get(key)));
  return rows.map((row) => row?.value);
}

export async function writeMeta(db: Store, key: string, value: unknown): Promise<void> {
  await db.put('meta', { key, value });
}

/**
 * Reads and writes in one transaction, so that two who add to a list do not lose each other's entry.
 * @param change what is stored → what shall be; the same value back writes nothing
 */
export async function changeMeta(db: Store, key: string, change: (stored: unknown) => unknown): Promise<void> {
  const tx = db.transaction('meta', 'readwrite');
  const stored: unknown = (await tx.store.get(key))?.value;
  const next = change(stored);
  if (next !== stored) await tx.store.put({ key, value: next });
  await tx.done;
}
