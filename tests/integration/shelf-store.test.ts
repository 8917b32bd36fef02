import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { readPosters, writePoster } from '../../lib/store/posters.ts';
import { readClips, readJobs, readMoving, readNewest } from '../../lib/store/shelf.ts';
import { NOW } from '../support/popup-data.ts';
import { openJobs, storedClips, type StoredClip } from '../support/shelf-data.ts';

let db: Store;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
});

async function store(rows: readonly StoredClip[]): Promise<void> {
  const tx = db.transaction(['jobs', 'clips', 'saves'], 'readwrite');
  for (const { job, clip, save } of rows) {
    void tx.objectStore('jobs').put(job);
    void tx.objectStore('clips').put(clip);
    void tx.objectStore('saves').put(save);
  }
  for (const job of openJobs(NOW)) void tx.objectStore('jobs').put(job);
  await tx.done;
}

describe('what the Clips and Jobs views read', () => {
  it('is the newest first, with the jobs of these clips and those under way', async () => {
    const rows = storedClips(60, NOW);
    await store(rows);
    const { rows: newest, jobs, clips } = await readNewest(db, 10);
    expect(newest.map(({ clip }) => clip.id)).toEqual(rows.slice(0, 10).map(({ clip }) => clip.id));
    expect(newest[0]?.save).toEqual(rows[0]?.save);
    expect(clips).toBe(60);
    const ids = new Set(jobs.map(({ id }) => id));
    expect(newest.every(({ clip }) => ids.has(clip.job))).toBe(true);
    expect(jobs.filter(({ active }) => active === 1)).toHaveLength(4);
  });

  it('is every clip and every job once, in parts of any size', async () => {
    const rows = storedClips(53, NOW);
    await store(rows);
    await db.delete('saves', rows[7]?.clip.id ?? '');
    for (const size of [1, 10, 53, 100]) {
      const found: string[] = [];
      let without = 0;
      for (let after: string | null = null, more = true; more; more = after !== null) {
        const part: Awaited<ReturnType<typeof readClips>> = await readClips(db, after, size);
        found.push(...part.rows.map(({ clip }) => clip.id));
        expect(part.rows.every(({ clip, save }) => save === null || save.clip === clip.id)).toBe(true);
        without += part.rows.filter(({ save }) => save === null).length;
        after = part.last;
      }
      expect(found).toEqual(rows.map(({ clip }) => clip.id).sort());
      expect(without).toBe(1);
    }
    const jobs = await readJobs(db, null, 1000);
    expect(jobs).toMatchObject({ last: null });
    expect(jobs.rows).toHaveLength(53 + openJobs(NOW).length);
  });

  it('is nothing of an empty store', async () => {
    expect(await readNewest(db, 10)).toEqual({ rows: [], jobs: [], clips: 0 });
    expect(await readClips(db, null, 10)).toEqual({ rows: [], last: null });
    expect(await readMoving(db, ['gone'])).toEqual([]);
  });

  it('is what moves and what is in sight, each once', async () => {
    const rows = storedClips(30, NOW);
    await store(rows);
    const [running, , third] = rows;
    const found = await readMoving(db, [third?.clip.id ?? '', running?.clip.id ?? '', 'gone']);
    expect(found.map(({ clip }) => clip.id).sort()).toEqual([running?.clip.id, third?.clip.id].sort());
  });
});

describe('posters', () => {
  const image = (bytes: number): Blob => new Blob([new Uint8Array(bytes)], { type: 'image/webp' });

  it('are kept by clip', async () => {
    await writePoster(db, { clip: 'a', image: image(5), at: 1 });
    const found = await readPosters(db, ['a', 'b']);
    expect([...found].map(([clip, { size, type }]) => [clip, size, type])).toEqual([['a', 5, 'image/webp']]);
  });

  it('make room: the oldest go when all together are too large', async () => {
    for (let at = 0; at < 10; at += 1) expect(await writePoster(db, { clip: `c${9 - at}`, image: image(100), at }, 1000)).toBe(0);
    expect(await writePoster(db, { clip: 'new', image: image(100), at: 10 }, 1000)).toBe(2);
    expect((await db.getAllKeys('posters')).sort()).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'new']);
  });

  it('that replace one count once, and a damaged count is made anew', async () => {
    for (let time = 0; time < 30; time += 1) await writePoster(db, { clip: 'same', image: image(100), at: time }, 1000);
    expect(await db.count('posters')).toBe(1);
    await db.put('meta', { key: 'poster-bytes', value: 99_999 });
    expect(await writePoster(db, { clip: 'b', image: image(100), at: 40 }, 1000)).toBe(0);
    expect(await db.get('meta', 'poster-bytes')).toMatchObject({ value: 200 });
    await db.put('meta', { key: 'poster-bytes', value: 'many' });
    await writePoster(db, { clip: 'c', image: image(100), at: 41 }, 1000);
    expect(await db.count('posters')).toBe(3);
  });
});
