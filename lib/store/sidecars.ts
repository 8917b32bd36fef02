/** Files to be written beside saved ones: one row of `meta` each, from the moment a clip is saved until they are on disk. */
import type { Store } from './db.ts';
import type { MetaRow } from './schema.ts';

const PREFIX = 'sidecar:';

/** How far the files beside one clip are. */
export interface SidecarRow {
  /** `Clip.id`. */
  readonly clip: string;
  /** Not before this moment. */
  readonly dueAt: number;
  /** Tries so far, of whichever file is next. */
  readonly tries: number;
  /** Names that are on disk. */
  readonly done: readonly string[];
  /** The name that the browser was asked for last, when, and its id of it: written before it is asked. */
  readonly asked: { readonly name: string; readonly at: number; readonly downloadId: number | null } | null;
}

/** The row for a clip that has just been saved: one of an earlier file of it begins anew. */
export function wantSidecar(clip: string, now: number): MetaRow {
  const row: SidecarRow = { clip, dueAt: now, tries: 0, done: [], asked: null };
  return { key: PREFIX + clip, value: row };
}

/** Up to `limit` rows, due or not. */
export async function readSidecars(db: Store, limit: number): Promise<SidecarRow[]> {
  const rows = await db.getAll('meta', IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`), limit);
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
  const { name, at, downloadId }: Partial<Record<'name' | 'at' | 'downloadId', unknown>> = typeof value === 'object' && value !== null ? value : {};
  if (typeof name !== 'string' || typeof at !== 'number') return null;
  return { name, at, downloadId: typeof downloadId === 'number' ? downloadId : null };
}
