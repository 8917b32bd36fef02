import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { closeStore, openStore } from '../../lib/store/db.ts';

afterEach(async () => {
  await closeStore();
  vi.unstubAllGlobals();
});

it('a browser that throws where it should refuse is a refusal, and the next try is a new one', async () => {
  const working = new IDBFactory();
  vi.stubGlobal('indexedDB', {
    open() {
      throw new DOMException('no', 'SecurityError');
    },
  });
  const refused = openStore();
  await expect(refused).rejects.toMatchObject({ name: 'SecurityError' });
  vi.stubGlobal('indexedDB', working);
  expect((await openStore()).name).toBe('pika-keeper');
});
