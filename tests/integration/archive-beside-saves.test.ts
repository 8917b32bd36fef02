import 'fake-indexeddb/auto';
import '../support/fixed-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArchiveEntry } from '../../lib/domain/clips/archive/entry.ts';
import { noteFiles } from '../../lib/store/marks.ts';
import { readArchive, takeIn } from '../../lib/store/archive.ts';
import { type SaverWorld, idOf, saverWorld, settle, urlOf } from '../support/saver-world.ts';

const CLIPS = 12;
const numbers = Array.from({ length: CLIPS }, (_, n) => n + 1);

/** What another browser that has saved all of these says of them. */
async function archiveOfAll(): Promise<readonly ArchiveEntry[]> {
  const world = await saverWorld();
  await world.record(...numbers);
  await world.live(world.worker().saver, CLIPS + 8);
  expect(await world.saved()).toBe(CLIPS);
  const entries: ArchiveEntry[] = [];
  for await (const part of readArchive(world.db, { withPaths: false })) entries.push(...part);
  return entries;
}

const take = (world: SaverWorld, part: readonly ArchiveEntry[]) => takeIn(world.db, part, { now: world.downloads.now, random: () => 0, pathKey: (url) => new URL(url).pathname });

describe('an archive taken in by a page while the worker saves', () => {
  it('leads to no file twice and to no clip forgotten, wherever the two meet and the worker is killed', async () => {
    const entries = await archiveOfAll();
    const steps = fc.array(fc.oneof(fc.constant('pump' as const), fc.constant('pass' as const), fc.constant('kill' as const), fc.nat(CLIPS - 1)), { minLength: 5, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const world = await saverWorld();
        await world.record(...numbers);
        let worker = world.worker();
        for (const step of script) {
          if (step === 'pump') void worker.saver.pump();
          else if (step === 'pass') world.downloads.advance(1000);
          else if (step === 'kill') {
            worker.kill();
            worker = world.worker();
            void worker.saver.reconcile();
          } else void take(world, entries.slice(step, step + 3)).catch(() => {});
          // Not all that is ready happens before the next step.
          await new Promise((next) => setImmediate(next));
        }
        await settle();
        await world.live(worker.saver, 40, 10_000);
        const rows = await Promise.all(numbers.map((n) => world.row(n)));
        expect(rows.map((save) => save?.state)).toEqual(numbers.map(() => 'saved'));
        const files = world.filesOf();
        expect(new Set(files).size).toBe(files.length);
        // What has a download is on disk; what has none was only told of by the archive.
        for (const [index, save] of rows.entries()) if (save?.downloadId != null) expect(files).toContain(urlOf(numbers[index] ?? 0));
      }),
      { numRuns: 25 },
    );
  });

  it('leaves the same to be said by a list of the folder', async () => {
    const world = await saverWorld();
    await world.record(...numbers);
    const { saver } = world.worker();
    await world.live(saver, 1, 0);
    const running = (await Promise.all(numbers.map((n) => world.row(n)))).filter((save) => save?.state === 'downloading').length;
    expect(running).toBeGreaterThan(0);
    const marked = await noteFiles(world.db, numbers.map((n) => ({ name: `${n}.mp4`, prefixes: [idOf(n)] })), world.downloads.now);
    expect(marked).toEqual({ nowSaved: CLIPS - running, knownFiles: running, noted: 0 });
    await world.live(saver, 12);
    expect(await world.saved()).toBe(CLIPS);
    expect(world.filesOf()).toHaveLength(running);
  });
});
