import { DATABASE } from '../../lib/store/db.ts';

/** A whole database as plain data: what a released version left on a user's disk. */
export interface StoredDatabase {
  readonly version: number;
  readonly stores: readonly {
    readonly name: string;
    readonly keyPath: string | readonly string[];
    readonly indexes: readonly { readonly name: string; readonly keyPath: string | readonly string[]; readonly unique: boolean }[];
    readonly rows: readonly unknown[];
  }[];
}

/** Writes the database as it was, with the browser's own calls: not a line of the product's store takes part. */
export function restore({ version, stores }: StoredDatabase): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, version);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
    request.onupgradeneeded = () => {
      for (const { name, keyPath, indexes, rows } of stores) {
        const store = request.result.createObjectStore(name, { keyPath: mutable(keyPath) });
        for (const index of indexes) store.createIndex(index.name, mutable(index.keyPath), { unique: index.unique });
        for (const row of rows) store.put(revived(row));
      }
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}

/** Reads a database back into plain data, sorted by name. */
export async function dump(db: IDBDatabase): Promise<StoredDatabase> {
  const names = [...db.objectStoreNames].sort();
  const tx = db.transaction(names);
  const stores = await Promise.all(
    names.map(async (name) => {
      const store = tx.objectStore(name);
      const indexes = [...store.indexNames].sort().map((one) => {
        const { keyPath, unique } = store.index(one);
        return { name: one, keyPath: keyPath as string | string[], unique }; // out-of-line indexes do not exist
      });
      return { name, keyPath: store.keyPath as string | string[], indexes, rows: await Promise.all((await all(store)).map(plain)) }; // nor stores without a key path
    }),
  );
  return { version: db.version, stores };
}

/** Rows hold bytes and pictures, and JSON has none: there they are `{ "$bytes": "base64" }`, with `$type` for a picture. */
async function plain(row: unknown): Promise<unknown> {
  const read = new Map<Blob, string>();
  for (const blob of blobsIn(row)) read.set(blob, Buffer.from(await blob.arrayBuffer()).toString('base64'));
  return mapped(row, (value) => {
    if (value instanceof Blob) return { $bytes: read.get(value), $type: value.type };
    return value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString('base64') } : null;
  });
}

/** Pictures are fields of their rows. */
function blobsIn(row: unknown): Blob[] {
  return Object.values(typeof row === 'object' && row !== null ? row : {}).filter((value) => value instanceof Blob);
}

function revived(row: unknown): unknown {
  return mapped(row, (value) => {
    if (!('$bytes' in value)) return null;
    const bytes = new Uint8Array(Buffer.from(String(value.$bytes), 'base64'));
    return '$type' in value ? new Blob([bytes], { type: String(value.$type) }) : bytes;
  });
}

function mapped(value: unknown, change: (value: object) => object | null): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => mapped(one, change));
  return change(value) ?? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, change)]));
}

function all(store: IDBObjectStore): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const request = store.getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not read'));
  });
}

function mutable(keyPath: string | readonly string[]): string | string[] {
  return typeof keyPath === 'string' ? keyPath : [...keyPath];
}
