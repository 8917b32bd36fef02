import { describe, expect, it } from 'vitest';
import { BATCH, CALM, FIRST, readShelf, type ShelfPorts, WHOLE_AGAIN } from '../../../entrypoints/dashboard/shelf.ts';
import type { Shelf } from '../../../lib/domain/dashboard/shelf.ts';
import { makeJob, NOW } from '../../support/popup-data.ts';
import { openJobs, storedClips, type StoredClip } from '../../support/shelf-data.ts';

/** A store in memory, read as the real one is, with timers that ring when the test says so. */
function world(stored: StoredClip[], fails: { reading: boolean } = { reading: false }) {
  const shown: Shelf[] = [];
  const broken: string[] = [];
  const timers: { readonly work: () => void; readonly ms: number }[] = [];
  const reads: string[] = [];
  const jobs = () => [...stored.map(({ job }) => job), ...openJobs(NOW)];
  const part = <Row>(rows: readonly Row[], idOf: (row: Row) => string, after: string | null, limit: number) => {
    const sorted = rows.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1)).filter((row) => after === null || idOf(row) > after);
    const page = sorted.slice(0, limit);
    return { rows: page, last: page.length < limit ? null : idOf(page.at(-1) as Row) }; // a full page is not empty
  };
  const ports: ShelfPorts = {
    readNewest: (limit) => {
      reads.push('newest');
      if (fails.reading) return Promise.reject(new Error('closed'));
      return Promise.resolve({ rows: stored.slice(0, limit), jobs: jobs().slice(0, limit), clips: stored.length });
    },
    readClips: (after, limit) => {
      reads.push('clips');
      return Promise.resolve(part(stored, ({ clip }) => clip.id, after, limit));
    },
    readJobs: (after, limit) => Promise.resolve(part(jobs(), ({ id }) => id, after, limit)),
    readMoving: (ids) => {
      reads.push(`moving:${ids.join()}`);
      return Promise.resolve(stored.filter(({ clip }) => ids.includes(clip.id)));
    },
    show: (shelf) => shown.push(shelf),
    broken: (why) => broken.push(why),
    later: (work, ms) => {
      timers.push({ work, ms });
      return () => {};
    },
  };
  /** Rings the timers of this length, again and again until there is none, with everything settled in between. */
  const ring = async (ms: number): Promise<void> => {
    for (let rounds = 0; rounds < 200; rounds += 1) {
      for (let turns = 0; turns < 30; turns += 1) await Promise.resolve();
      const at = timers.findIndex((timer) => timer.ms === ms);
      if (at === -1) return;
      timers.splice(at, 1)[0]?.work();
    }
  };
  return { shown, broken, reads, ring, reader: readShelf(ports) };
}

const last = (shown: readonly Shelf[]): Shelf => shown.at(-1) ?? { clips: [], jobs: [], total: -1, complete: false };

describe('the shelf', () => {
  it('shows the newest before it reads the rest, part by part', async () => {
    const { shown, reads, ring } = world(storedClips(1000, NOW));
    await ring(-1);
    expect(shown).toHaveLength(1);
    expect(last(shown)).toMatchObject({ total: 1000, complete: false });
    expect(last(shown).clips).toHaveLength(FIRST);
    await ring(0);
    expect(last(shown)).toMatchObject({ total: 1000, complete: true });
    expect(last(shown).clips).toHaveLength(1000);
    expect(last(shown).jobs[0]?.job.active).toBe(1);
    expect(reads.filter((what) => what === 'clips')).toHaveLength(Math.ceil(1000 / BATCH));
  });

  it('reads what is in sight again after a change, and everything only when that is due', async () => {
    const stored = storedClips(500, NOW);
    const { shown, reads, ring, reader } = world(stored);
    await ring(0);
    await ring(CALM);
    const [, , , seen] = stored;
    if (!seen) throw new Error('no clip');
    stored[3] = { ...seen, save: { ...seen.save, state: 'saved' } };
    reader.watch([seen.clip.id]);
    reads.length = 0;
    reader.refresh();
    await ring(0);
    expect(reads).toEqual(['newest', `moving:${seen.clip.id}`]);
    expect(last(shown).clips.find(({ clip }) => clip.id === seen.clip.id)?.save?.state).toBe('saved');
    expect(last(shown).clips).toHaveLength(500);
    await ring(CALM);
    await ring(WHOLE_AGAIN);
    await ring(0);
    expect(reads.filter((what) => what === 'clips').length).toBeGreaterThan(0);
  });

  it('gathers changes while it rests', async () => {
    const { reads, ring, reader } = world(storedClips(3, NOW));
    await ring(0);
    reads.length = 0;
    for (let press = 0; press < 20; press += 1) reader.refresh();
    await ring(0);
    expect(reads).toEqual([]);
    await ring(CALM);
    expect(reads.filter((what) => what === 'newest')).toHaveLength(1);
  });

  it('forgets what the store has forgotten, and leaves out jobs that were made up', async () => {
    const stored = storedClips(20, NOW);
    const { shown, ring, reader } = world(stored);
    await ring(0);
    await ring(CALM);
    stored.splice(5, 10);
    const [first] = stored;
    if (first) stored.push({ ...first, job: makeJob(777, { id: 'pika-page:page-x' }), clip: { ...first.clip, id: 'zz', job: 'elsewhere' } });
    reader.refresh();
    await ring(CALM);
    await ring(WHOLE_AGAIN);
    await ring(0);
    expect(last(shown).clips).toHaveLength(11);
    expect(last(shown).jobs.some(({ job }) => job.id.startsWith('pika-page:page-'))).toBe(false);
  });

  it('says so when nothing can be read, and keeps what is shown when a later read fails', async () => {
    const dead = world([], { reading: true });
    await dead.ring(0);
    expect(dead.broken).toEqual(['closed']);
    const fails = { reading: false };
    const { broken, shown, ring, reader } = world(storedClips(3, NOW), fails);
    await ring(0);
    await ring(CALM);
    fails.reading = true;
    reader.refresh();
    await ring(0);
    expect(broken).toEqual([]);
    expect(last(shown).clips).toHaveLength(3);
  });

  it('shows nothing more after it was stopped', async () => {
    const { shown, ring, reader } = world(storedClips(900, NOW));
    await ring(-1);
    reader.stop();
    await ring(0);
    expect(shown).toHaveLength(1);
  });
});
