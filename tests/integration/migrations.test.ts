import 'fake-indexeddb/auto';
import { readFileSync, readdirSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { unwrap } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { closeStore, openStore } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { readDue, readRunning } from '../../lib/store/ledger.ts';
import { MIGRATIONS, VERSION } from '../../lib/store/migrations.ts';
import { readPopup } from '../../lib/store/popup.ts';
import { readPosters } from '../../lib/store/posters.ts';
import { type StoredDatabase, dump, restore } from '../support/stored-database.ts';

/** One database for each released version, as it lay on a disk. */
const FOLDER = 'tests/fixtures/db';
const fixtures = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

function read(name: string): StoredDatabase {
  // The fixture's own shape is checked by restoring it.
  return JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as StoredDatabase;
}

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
});

describe('the store', () => {
  it('has a fixture for each version that a user may have', () => {
    expect(fixtures.toSorted()).toEqual(MIGRATIONS.map((_, index) => `v${index + 1}.json`).toSorted());
  });

  it.each(fixtures)('opens %s with every row in place', async (name) => {
    const before = read(name);
    await restore(before);
    const db = await openStore();
    expect(db.version).toBe(VERSION);
    for (const { name: store, rows } of before.stores) expect({ store, rows: await db.count(store as 'jobs') }).toEqual({ store, rows: rows.length }); // any store's name does
    const { data: popup } = await readPopup(db, 50, Date.now());
    expect(popup.jobs.map(({ job }) => job?.state)).toEqual(['running', 'finished', 'finished', 'failed']);
    expect(popup.counts).toMatchObject({ saved: 1, wanted: 1, downloading: 0 });
    expect(await readDue(db, Number.MAX_SAFE_INTEGER, 10)).toHaveLength(1);
    expect(await readRunning(db)).toEqual([]);
    expect((await readHealth(db)).states.map(({ monitor, status }) => [monitor, status])).toEqual([['pika-web', 'up']]);
  });

  it('of version 3 gives posters, polls, tokens and marks back as they were', async () => {
    await restore(read('v3.json'));
    const db = await openStore();
    const posters = await readPosters(db, ['aaaaaaaaaaaaaaa1', 'bbbbbbbbbbbbbbb2']);
    expect([...posters.values()].map(({ type, size }) => [type, size > 100])).toEqual([['image/jpeg', true], ['image/jpeg', true]]);
    expect(await db.getAllKeysFromIndex('polls', 'byDue')).toHaveLength(2);
    expect((await db.getAll('secrets')).map(({ source }) => source)).toEqual(['fal', 'useapi']);
    expect(await db.getAllKeys('marks')).toEqual(['ccccccccc3', 'ddddddddd4']);
  });

  it('made anew is what the newest fixture says: a released step is never edited', async () => {
    const shape = ({ version, stores }: StoredDatabase) => ({ version, stores: stores.map(({ name, keyPath, indexes }) => ({ name, keyPath, indexes })) });
    const fresh = await dump(unwrap(await openStore()));
    expect(shape(fresh)).toEqual(shape(read(`v${VERSION}.json`)));
  });

  it('steps aside for a newer version instead of holding it up', async () => {
    await openStore();
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open('pika-keeper', VERSION + 1);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
      request.onblocked = () => reject(new Error('held up'));
    });
    await expect(openStore()).rejects.toThrow(/version/i);
  });
});
