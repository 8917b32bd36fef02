import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../support/fake-downloads.ts';
import { type SaverWorld, type Worker, saverWorld, urlOf } from '../support/saver-world.ts';
import { seeded } from '../support/seeded.ts';

const CLIPS = [1, 2, 3, 4, 5, 6];
const ROUNDS = 40;
/** More of them: `STORM=1-1000 npx vitest run -c tests/vitest.config.ts saves-storm`. */
const [FIRST = 1, LAST = 24] = (process.env['STORM'] ?? '1-24').split('-').map(Number);

/**
 * The chaos of `tests/e2e/chaos.spec.ts` without a browser: hours of bad servers, workers that die at any turn, and browsers that are
 * killed and have forgotten their last downloads, or whose they were, in half a second a seed.
 */
describe('six clips through a storm', () => {
  it.each(Array.from({ length: LAST - FIRST + 1 }, (_, n) => FIRST + n))('are on disk once each, whole, and the ledger knows where: seed %i', async (seed) => {
    const random = seeded(seed);
    // Not both: a file under the server's name, in a browser that knows nothing of it any more, is one that nobody can find.
    const forgets = seed % 2 === 0;
    const world = await saverWorld();
    const answers = new Map<string, Answer>();
    world.downloads.answer = (url, nth) => {
      const key = `${url} ${nth}`;
      if (!answers.has(key)) answers.set(key, answerFor(nth, random, !forgets));
      return answers.get(key) as Answer; // set right before
    };
    await world.record(...CLIPS);
    let worker = begin(world);
    for (let round = 0; round < ROUNDS; round += 1) {
      worker = await strike(worker, world, random, forgets);
      await world.live(worker.saver, 1, 500 + random() * 15_000);
    }
    await world.live(worker.saver, 120, 30_000);
    await worker.saver.tidy();
    await world.live(worker.saver, 5, 5_000);
    for (const n of CLIPS) {
      const row = await world.row(n);
      expect(row).toMatchObject({ state: 'saved', bytes: 1000 });
      expect(world.downloads.disk.get(row?.finalName ?? '')).toEqual({ url: urlOf(n), bytes: 1000 });
    }
    expect(world.filesOf()).toEqual(CLIPS.map(urlOf).sort());
  });
});

function begin(world: SaverWorld): Worker {
  const worker = world.worker();
  void worker.saver.reconcile();
  return worker;
}

/** What happens between two rounds. @returns the worker that lives after it */
async function strike(worker: Worker, world: SaverWorld, random: () => number, forgets: boolean): Promise<Worker> {
  const { downloads } = world;
  const what = random();
  if (what < 0.25) {
    worker.kill();
    // Nothing wakes the next one for a while.
    for (let left = Math.floor(random() * 10); left > 0; left -= 1) downloads.advance(1_000 * Math.ceil(random() * 10));
    return begin(world);
  }
  if (what < 0.4) {
    void worker.saver.pump();
    for (let turns = Math.floor(random() * 40); turns > 0; turns -= 1) await new Promise((next) => setImmediate(next));
    worker.kill();
    if (random() < 0.5) downloads.advance(random() * 5_000);
    if (random() < 0.6) downloads.crash(forgets && random() < 0.7 ? random() * 60_000 : 0, random() * 20_000, forgets ? random() * 10_000 : 0);
    return begin(world);
  }
  if (what < 0.45) {
    downloads.quit();
    worker.kill();
    downloads.crash();
    return begin(world);
  }
  if (what < 0.6) void worker.saver.tidy();
  return worker;
}

/** Bad for a while, and good in the end. */
function answerFor(nth: number, random: () => number, resumes: boolean): Answer {
  const what = random();
  const headersAfter = random() < 0.3 ? random() * 120_000 : random() * 3_000;
  if (nth > 4 || what < 0.5) return { kind: 'file', bytes: 1000, headersAfter };
  if (what < 0.65) return { kind: 'break', reason: 'network', headersAfter };
  if (what < 0.75) return { kind: 'refuse', reason: 'server', headersAfter };
  if (what < 0.85) return { kind: 'file', bytes: 600, total: 1000, headersAfter };
  return resumes ? { kind: 'resumed', bytes: 1000, headersAfter } : { kind: 'break', reason: 'network', headersAfter };
}
