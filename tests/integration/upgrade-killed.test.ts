import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { type IDBPDatabase, openDB, unwrap } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { closeStore, DATABASE, openStore } from '../../lib/store/db.ts';
import { MIGRATIONS, VERSION } from '../../lib/store/migrations.ts';
import type { KeeperSchema } from '../../lib/store/schema.ts';
import { dump, restore, type StoredDatabase } from '../support/stored-database.ts';

// The fixture's own shape is checked by restoring it.
const stored = (version: number) => JSON.parse(readFileSync(`tests/fixtures/db/v${version}.json`, 'utf8')) as StoredDatabase;
const rowsOf = ({ stores }: StoredDatabase, names: readonly string[]) => stores.filter(({ name }) => names.includes(name)).map(({ name, rows }) => ({ name, rows }));
const shapeOf = ({ version, stores }: StoredDatabase) => ({ version, stores: stores.map(({ name, keyPath, indexes }) => ({ name, keyPath, indexes })) });

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
});

/** Upgrades as the store does, and dies after so many object stores: the browser then undoes the whole transaction. */
async function dyingUpgrade(after: number): Promise<boolean> {
  let left = after;
  const db = await openDB<KeeperSchema>(DATABASE, VERSION, {
    upgrade(db, oldVersion, _newVersion, transaction) {
      transaction.done.catch(() => null); // that it is undone is what this is about
      const mortal = new Proxy(db, {
        get: (real, key) => {
          if (key !== 'createObjectStore') return Reflect.get(real, key, real) as unknown;
          return (...args: Parameters<IDBPDatabase<KeeperSchema>['createObjectStore']>) => {
            if (left === 0) transaction.abort();
            left -= 1;
            return real.createObjectStore(...args);
          };
        },
      });
      try {
        for (const step of MIGRATIONS.slice(oldVersion)) step(mortal, transaction);
      } catch {
        // Dead: nothing of it goes on.
      }
    },
  }).catch(() => null);
  db?.close();
  return db !== null;
}

describe.each([1, 2])('a browser that dies in the middle of the upgrade from version %i', (from) => {
  it('finds the old store whole, at whatever point, and the next start upgrades it', async () => {
    const before = stored(from);
    const names = before.stores.map(({ name }) => name);
    let points = 0;
    for (let survived = false; !survived; points += 1) {
      globalThis.indexedDB = new IDBFactory();
      await restore(before);
      survived = await dyingUpgrade(points);
      const store = await openStore();
      const after = await dump(unwrap(store));
      expect(shapeOf(after)).toEqual(shapeOf(stored(VERSION)));
      expect(rowsOf(after, names)).toEqual(rowsOf(before, names));
      await closeStore();
    }
    expect(points).toBeGreaterThan(4);
  });
});
