import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SidecarFile } from '../../lib/domain/clips/sidecar.ts';
import { changeSaving } from '../../lib/store/saving.ts';
import { dropSidecar, putSidecar, readSidecars } from '../../lib/store/sidecars.ts';
import { type SidecarPorts, writeSidecars } from '../../lib/tasks/write-sidecars.ts';
import { HOUR, MINUTE } from '../../lib/time.ts';
import { FakeTexts } from '../support/fake-texts.ts';
import { idOf, type SaverWorld, saverWorld } from '../support/saver-world.ts';

let world: SaverWorld;
let texts: FakeTexts;

beforeEach(async () => {
  world = await saverWorld();
  texts = new FakeTexts();
});

const filesOf = (clip: string): SidecarFile[] => ['json', 'txt'].map((ending) => ({ name: `Pika/${clip}.${ending}`, mime: 'text/plain', text: `${ending} of ${clip}` }));
const expected = (...numbers: number[]) => numbers.flatMap((n) => filesOf(idOf(n)).map(({ name, text }) => [name, text]));

function ports(): SidecarPorts {
  const { start, find, findOurs, forget, discard } = texts;
  return {
    now: () => texts.now,
    rows: (limit) => readSidecars(world.db, limit),
    files: (clip) => Promise.resolve(filesOf(clip)),
    put: (row) => putSidecar(world.db, row),
    drop: (clip) => dropSidecar(world.db, clip),
    start, find, findOurs, forget, discard,
    log: () => {},
  };
}

/** Saves clips for real, so that the wish for files beside them comes with the save. */
async function save(...numbers: number[]): Promise<void> {
  await changeSaving(world.db, (saving) => ({ ...saving, sidecar: true }));
  await world.record(...numbers);
  const { saver } = world.worker();
  await world.live(saver, 6);
  texts.now = world.downloads.now;
}

async function live(rounds: number, step = 1000): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await writeSidecars(ports());
    texts.advance(step);
  }
}

describe('files beside videos', () => {
  it('are written once each, and leave no line in the browser’s list', async () => {
    await save(1, 2);
    await live(6);
    expect([...texts.disk]).toEqual(expect.arrayContaining(expected(1, 2)));
    expect(texts.disk.size).toBe(4);
    expect(texts.asked).toBe(4);
    expect(texts.lines).toEqual([]);
    expect(await readSidecars(world.db, 9)).toEqual([]);
  });

  it('are not wanted while the settings say so, nor for videos that are not saved', async () => {
    await world.record(1);
    const { saver } = world.worker();
    await world.live(saver, 6);
    expect(await world.saved()).toBe(1);
    expect(await readSidecars(world.db, 9)).toEqual([]);
  });

  it('that fail are tried again with pauses, and given up in the end', async () => {
    await save(1);
    texts.fate = () => 'interrupted';
    await live(4);
    expect(texts.asked).toBe(2);
    await live(60, HOUR);
    expect(texts.asked).toBe(8);
    expect(await readSidecars(world.db, 9)).toEqual([]);
    expect(texts.lines).toEqual([]);
  });

  it('that the browser refuses hold up no others', async () => {
    await save(1, 2, 3);
    texts.fate = (nth) => (nth === 1 ? 'refused' : 'written');
    await live(6);
    expect(texts.disk.size).toBeGreaterThanOrEqual(4);
    await live(4, MINUTE);
    expect(texts.disk.size).toBe(6);
  });

  it('that wait for a person are left to wait for two minutes', async () => {
    await save(1);
    texts.fate = () => 'hangs';
    await live(10, 10_000);
    expect(texts.asked).toBe(1);
    texts.fate = () => 'written';
    await live(6, MINUTE);
    expect(texts.disk.size).toBe(2);
    expect(texts.lines).toEqual([]);
  });
});

describe('a worker killed while it writes them', () => {
  const places = ['rows', 'files', 'put', 'start', 'find', 'findOurs', 'forget', 'drop'] as const;
  const cases = places.flatMap((place) => [1, 2, 3].flatMap((nth) => (['before', 'asked', 'after'] as const).map((moment) => ({ place, nth, moment }))));

  it.each(cases)('$moment $place call $nth: one file of each name, no line left', async ({ place, nth, moment }) => {
    await save(1, 2);
    await firstLife(place, nth, moment);
    texts.advance(5000);
    await live(12);
    expect(new Map(texts.disk)).toEqual(new Map(expected(1, 2) as [string, string][])); // pairs, which the type cannot tell
    expect(texts.lines).toEqual([]);
    expect(await readSidecars(world.db, 9)).toEqual([]);
    // Neither is a clip: the ledger and the videos on disk are as they were.
    expect(await world.saved()).toBe(2);
    expect(world.downloads.disk.size).toBe(2);
  });

  it('takes out the line of a try that the browser listed late', async () => {
    await save(1);
    texts.listsAfter = 8000;
    await firstLife('start', 1, 'asked');
    texts.advance(5000);
    await writeSidecars(ports());
    expect(texts.asked).toBe(2);
    texts.advance(5000);
    texts.listsAfter = 0;
    await live(6);
    expect(texts.disk.size).toBe(2);
    expect(texts.lines).toEqual([]);
  });

  it('finds its own tries again, not another download of the same id', async () => {
    await save(1);
    await writeSidecars(ports());
    const [row] = await readSidecars(world.db, 1);
    const [line] = texts.lines;
    if (!row || !line) throw new Error('nothing was asked');
    texts.lines = [{ ...line, state: 'complete', url: 'https://cdn.pika.art/v1/a/b.mp4', filename: '/d/b.mp4', startTime: new Date(texts.now - HOUR).toISOString() }];
    await live(6);
    expect(texts.disk.size).toBe(2);
    expect(texts.lines.map(({ filename }) => filename)).toEqual(['/d/b.mp4']);
  });
});

/** A life that ends at the nth call of one port: before it asks, after it asked and before it hears, or after it heard. */
async function firstLife(place: keyof SidecarPorts, nth: number, moment: 'before' | 'asked' | 'after'): Promise<void> {
  const dead = new Error('the worker died');
  const real = ports();
  const run = real[place] as (...args: never[]) => Promise<unknown>; // each place is an asynchronous port
  let calls = 0;
  const dying = async (...args: never[]): Promise<unknown> => {
    calls += 1;
    if (calls !== nth) return run(...args);
    if (moment !== 'before') await run(...args);
    throw dead;
  };
  try {
    for (let round = 0; round < 8; round += 1) {
      await writeSidecars({ ...real, [place]: dying });
      texts.advance(1000);
    }
  } catch (error) {
    if (error !== dead) throw error;
  }
}
