import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { byTurn } from '../../lib/domain/clips/turn.ts';
import type { Save } from '../../lib/domain/clips/save.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { readDue } from '../../lib/store/ledger.ts';
import { aClip, aSave, NOW } from '../support/builders.ts';

const DAY = 86_400_000;
const DEAD = { kind: 'link-dead', at: NOW, httpStatus: 404 } as const;
const BROKEN = { kind: 'network', at: NOW, httpStatus: null } as const;

let db: Store;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
});

async function put(id: string, over: Partial<Save>): Promise<void> {
  const tx = db.transaction(['clips', 'saves'], 'readwrite');
  await tx.objectStore('clips').put(aClip({ id, pathKey: `/results/x/${id}.mp4`, videoId: id }));
  await tx.objectStore('saves').put(aSave({ clip: id, ...over }));
  await tx.done;
}

async function due(now: number, limit: number): Promise<string[]> {
  return (await readDue(db, now, limit)).map(({ save }) => save.clip);
}

describe('whose turn it is', () => {
  it('goes by deadline, then by how long a row has been due', async () => {
    await put('late', { deadlineAt: NOW + 2 * DAY, nextAttemptAt: NOW - 9 });
    await put('soon', { deadlineAt: NOW + DAY, nextAttemptAt: NOW - 1 });
    await put('waited', { deadlineAt: NOW + DAY, nextAttemptAt: NOW - 2 });
    await put('not yet', { deadlineAt: NOW, nextAttemptAt: NOW + 1 });
    expect(await due(NOW, 5)).toEqual(['waited', 'soon', 'late']);
    expect(await due(NOW, 1)).toEqual(['waited']);
  });

  it('lets a link that was found dead wait for all others, whatever their deadline', async () => {
    await put('dead', { deadlineAt: NOW + 1, problem: DEAD, attempts: 1 });
    await put('broken', { deadlineAt: NOW + DAY, problem: BROKEN, attempts: 3 });
    await put('new', { deadlineAt: NOW + 2 * DAY });
    expect(await due(NOW, 5)).toEqual(['broken', 'new', 'dead']);
  });

  it('is found behind a thousand dead links that have been due for longer', async () => {
    for (let n = 0; n < 1000; n += 1) await put(`dead ${n}`, { deadlineAt: NOW + n, nextAttemptAt: NOW - 5000 + n, problem: DEAD, attempts: 2 });
    await put('new', { deadlineAt: NOW + DAY, nextAttemptAt: NOW });
    expect((await due(NOW, 5))[0]).toBe('new');
  });

  it('puts no row before itself', () => {
    const rows = [aSave(), aSave({ problem: DEAD }), aSave({ deadlineAt: NOW }), aSave({ nextAttemptAt: NOW - 1 })];
    for (const row of rows) expect(byTurn(row, row)).toBe(0);
    for (const a of rows) for (const b of rows) expect(Math.sign(byTurn(a, b)) + Math.sign(byTurn(b, a))).toBe(0);
  });
});
