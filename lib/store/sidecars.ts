/** Files to be written beside saved ones: one row of `meta` each, from the moment a clip is saved until they are on disk. */
import type { SidecarRow } from '../domain/clips/sidecar.ts';
import type { Store } from './db.ts';
import type { MetaRow } from './schema.ts';

const PREFIX = 'sidecar:';

/** The row for a clip that has just been saved: one of an earlier file of it begins anew. */
export function wantSidecar(clip: string, now: number): MetaRow {
  const row: SidecarRow = { clip, dueAt: now, tries: 0, done: [], asked: null };
  return { key: PREFIX + clip, value: row };
}

/** The keys of all rows. */
export function sidecarKeys(): IDBKeyRange {
  return IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`);
}

/** Up to `limit` rows, due or not. */
export async function readSidecars(db: Store, limit: number): Promise<SidecarRow[]> {
  const rows = await db.getAll('meta', sidecarKeys(), limit);
  return rows.map(({ value }) => parseRow(value)).filter((row) => row !== null);
}

/** Strict: the intent must be on disk before the browser is asked. */
export async function putSidecar(db: Store, row: SidecarRow): Promise<void> {
  const tx = db.transaction('meta', 'readwrite', { durability: 'strict' });
  await tx.store.put({ key: PREFIX + row.clip, value: row });
  await tx.done;
}

export async function dropSidecar(db: Store, clip: string): Promise<void> {
  await db.delete('meta', PREFIX + clip);
}

function parseRow(value: unknown): SidecarRow | null {
  const { clip, dueAt, tries, done, asked }: Partial<Record<keyof SidecarRow, unknown>> = typeof value === 'object' && value !== null ? value : {};
  if (typeof clip !== 'string' || typeof dueAt !== 'number' || typeof tries !== 'number' || !Array.isArray(done)) return null;
  return { clip, dueAt, tries, done: done.filter((name) => typeof name === 'string'), asked: parseAsked(asked) };
}

function parseAsked(value: unknown): SidecarRow['asked'] {
  const { name, at, since, downloadId }: Partial<Record<'name' | 'at' | 'since' | 'downloadId', unknown>> = typeof value === 'object' && value !== null ? value : {};
  if (typeof name !== 'string' || typeof at !== 'number' || typeof since !== 'number') return null;
  return { name, at, since, downloadId: typeof downloadId === 'number' ? downloadId : null };
}
