import type { Store } from './db.ts';
import { readMeta, writeMeta } from './meta.ts';

export const PAGE_NOTICE = 'page-notice';

/** The last thing that pika.art said to the user instead of their jobs. */
export interface StoredNotice {
  readonly notice: 'signed-out' | 'refused';
  readonly at: number;
}

export async function readPageNotice(db: Store): Promise<StoredNotice | null> {
  return parsePageNotice(await readMeta(db, PAGE_NOTICE));
}

/** A stored value; null for anything else. */
export function parsePageNotice(raw: unknown): StoredNotice | null {
  if (typeof raw !== 'object' || raw === null || !('notice' in raw) || !('at' in raw)) return null;
  const { notice, at } = raw;
  return (notice === 'signed-out' || notice === 'refused') && typeof at === 'number' ? { notice, at } : null;
}

/** @param notice null once the page shows jobs again */
export async function writePageNotice(db: Store, notice: StoredNotice['notice'] | null, now: number): Promise<void> {
  if (notice === null && (await readMeta(db, PAGE_NOTICE)) == null) return;
  await writeMeta(db, PAGE_NOTICE, notice === null ? null : { notice, at: now });
}
