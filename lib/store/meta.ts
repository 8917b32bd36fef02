import type { Store } from './db.ts';

/** Reads a single value; the caller parses it, since whatever is stored may be old or damaged. */
export async function readMeta(db: Store, key: string): Promise<unknown> {
  return (await db.get('meta', key))?.value;
}

export async function writeMeta(db: Store, key: string, value: unknown): Promise<void> {
  await db.put('meta', { key, value });
}
