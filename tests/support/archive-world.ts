import { IDBFactory } from 'fake-indexeddb';
import { csvBody, csvHead } from '../../lib/domain/clips/archive/csv-columns.ts';
import type { ArchiveEntry, ArchiveOptions } from '../../lib/domain/clips/archive/entry.ts';
import { JSON_TAIL, jsonBody, jsonHead } from '../../lib/domain/clips/archive/json-write.ts';
import { type BadRow, archiveReader } from '../../lib/domain/clips/archive/read-archive.ts';
import type { Judge } from '../../lib/domain/clips/archive/read-entry.ts';
import { classifyMediaUrl, posterUrlOf } from '../../lib/sources/pika/media-url.ts';
import { readArchive, takeIn } from '../../lib/store/archive.ts';
import { type Store, closeStore, openStore } from '../../lib/store/db.ts';

/** The product's own allow-list. */
export const JUDGE: Judge = {
  allow(url) {
    const media = classifyMediaUrl(url);
    return media.kind === 'result' ? media.url : null;
  },
  allowPoster: posterUrlOf,
};

export function pathKey(url: string): string | null {
  const media = classifyMediaUrl(url);
  return media.kind === 'result' ? media.pathKey : null;
}

/** Another browser, with nothing in it. */
export async function freshStore(): Promise<Store> {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  return openStore();
}

export async function exported(db: Store, format: 'json' | 'csv', options: ArchiveOptions = { withPaths: false }): Promise<string> {
  const parts: string[] = [];
  for await (const entries of readArchive(db, options)) parts.push(format === 'csv' ? csvBody(entries, options.withPaths) : jsonBody(entries, parts.length === 0));
  return format === 'csv' ? csvHead(options.withPaths) + parts.join('') : jsonHead(0) + parts.join('') + JSON_TAIL;
}

/** Reads a whole text in pieces of `size` characters. */
export function readAll(text: string, size = 50_000): { entries: ArchiveEntry[]; bad: BadRow[]; why: string | null } {
  const read = archiveReader(JUDGE);
  const entries: ArchiveEntry[] = [];
  const bad: BadRow[] = [];
  for (let at = 0; at < text.length || at === 0; at += size) {
    const found = read(text.slice(at, at + size), at + size >= text.length);
    if (!found.ok) return { entries, bad, why: found.why };
    entries.push(...found.entries);
    bad.push(...found.bad);
  }
  return { entries, bad, why: null };
}

export async function imported(db: Store, text: string, now: number): Promise<{ newClips: number; nowSaved: number; knownClips: number; bad: BadRow[] }> {
  const { entries, bad } = readAll(text);
  return { ...(await takeIn(db, entries, { now, random: () => 0.5, pathKey })), bad };
}
