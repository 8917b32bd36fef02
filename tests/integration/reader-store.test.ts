import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { writeMeta } from '../../lib/store/meta.ts';
import { readPageFacts } from '../../lib/store/page-facts.ts';
import { readReader, writeReader } from '../../lib/store/reader.ts';
import { HOUR, MINUTE } from '../../lib/time.ts';
import { NOW } from '../support/builders.ts';

let db: Store;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
});

describe('what our reader did not understand', () => {
  it('is kept from its beginning until it is understood again', async () => {
    expect(await writeReader(db, null, NOW)).toBe(false);
    expect(await writeReader(db, ['{"a":"text"}'], NOW)).toBe(true);
    expect(await writeReader(db, ['["uuid"]', 'https://pika.art/'], NOW + MINUTE)).toBe(true);
    expect(await readReader(db)).toEqual({ since: NOW, shapes: ['["uuid"]'] });
    expect(await readPageFacts(db)).toMatchObject({ notUnderstoodSince: NOW });
    expect(await writeReader(db, null, NOW + HOUR)).toBe(true);
    expect(await readReader(db)).toBeNull();
  });

  it.each([7, {}, { since: 'x', shapes: [] }, { since: 1, shapes: 'x' }])('is nothing when it is damaged: %j', async (damaged) => {
    await writeMeta(db, 'reader', damaged);
    expect(await readReader(db)).toBeNull();
  });
});
