import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { wantAgain } from '../../lib/domain/clips/again.ts';
import type { Save } from '../../lib/domain/clips/save.ts';
import { readFilePlace, readFileRows, writeFilePlace } from '../../lib/store/files.ts';
import { putSave, readRow } from '../../lib/store/ledger.ts';
import { lookForFiles, type LookPorts, showFile, type ShowPorts } from '../../lib/tasks/look-for-files.ts';
import { idOf, type SaverWorld, saverWorld } from '../support/saver-world.ts';

let world: SaverWorld;
let changes = 0;
let shown: number[] = [];
let lists = true;

beforeEach(async () => {
  world = await saverWorld();
  changes = 0;
  shown = [];
  lists = true;
});

const ports = (over: Partial<LookPorts> = {}): LookPorts & ShowPorts => ({
  now: () => world.downloads.now,
  find: world.downloads.find,
  put: (save, from) => putSave(world.db, save, from, true),
  changed: () => void (changes += 1),
  part: (after) => readFileRows(world.db, after),
  place: () => readFilePlace(world.db),
  keepPlace: (after) => writeFilePlace(world.db, after),
  listsAny: () => Promise.resolve(lists),
  show: (id) => {
    shown.push(id);
    return Promise.resolve(true);
  },
  ...over,
});

/** Saves clips 1 to `count`, and deletes the files of some. */
async function savedBut(count: number, ...deleted: number[]): Promise<void> {
  const { saver } = world.worker();
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  await world.record(...numbers);
  await world.live(saver, 10 + count);
  expect(await world.saved()).toBe(count);
  for (const n of deleted) await deleteFile(n);
}

async function deleteFile(n: number): Promise<void> {
  const save = await row(n);
  world.downloads.deleteFile(save.finalName ?? '');
}

async function row(n: number): Promise<Save> {
  const found = await readRow(world.db, idOf(n));
  if (!found) throw new Error('no such row');
  return found.save;
}

describe('a look for saved files', () => {
  it('tells those that are gone, once, and fetches nothing', async () => {
    await savedBut(5, 2, 4);
    const { saver } = world.worker();
    const asked = world.downloads.requests.length;
    for (let n = 0; n < 3; n += 1) await lookForFiles(ports());
    await world.live(saver, 5, 60_000);
    expect(changes).toBe(2);
    expect([(await row(2)).problem?.kind, (await row(3)).problem]).toEqual(['file-missing', null]);
    expect(await world.saved()).toBe(5);
    expect(world.downloads.requests).toHaveLength(asked);
  });

  it('saves one again on request, under its name, and knows that it is back', async () => {
    await savedBut(2, 1);
    await lookForFiles(ports());
    const { saver } = world.worker();
    const again = wantAgain(await row(1), world.downloads.now);
    if (!again) throw new Error('it can be asked for');
    await putSave(world.db, again, ['saved'], true);
    await world.live(saver, 12);
    await saver.tidy();
    expect(await row(1)).toMatchObject({ state: 'saved', problem: null, attempts: 1 });
    expect(world.filesOf()).toHaveLength(2);
    await lookForFiles(ports());
    expect((await row(1)).problem).toBeNull();
  });

  it('passes a large ledger a part at a time, and begins anew at its end', async () => {
    const saves = Array.from({ length: 130 }, (_, n) => idOf(n));
    await world.record(...saves.keys());
    const places: (string | null)[] = [];
    for (let n = 0; n < 4; n += 1) {
      await lookForFiles(ports());
      places.push(await readFilePlace(world.db));
    }
    expect(places).toEqual([saves.toSorted()[59], saves.toSorted()[119], null, saves.toSorted()[59]]);
  });

  it('killed in its middle, it looks at the same part again', async () => {
    await savedBut(5, 1, 5);
    let looks = 0;
    const dying = (id: number) => ((looks += 1) > 2 ? Promise.reject(new Error('killed')) : world.downloads.find(id));
    await expect(lookForFiles(ports({ find: dying }))).rejects.toThrow('killed');
    expect(await readFilePlace(world.db)).toBeNull();
    await lookForFiles(ports());
    expect([(await row(1)).problem?.kind, (await row(5)).problem?.kind]).toEqual(['file-missing', 'file-missing']);
  });

  it('says nothing of a file while the browser knows nothing of its download', async () => {
    await savedBut(1, 1);
    await lookForFiles(ports({ find: () => Promise.resolve(null) }));
    expect((await row(1)).problem).toBeNull();
  });
});

describe('“Show in folder”', () => {
  const show = async (n: number, over: Partial<ShowPorts> = {}) => showFile({ save: await row(n), clip: (await readRow(world.db, idOf(n)))?.clip ?? never() }, { ...ports(), ...over });
  const never = () => {
    throw new Error('no such clip');
  };

  it('shows what is there', async () => {
    await savedBut(1);
    expect(await show(1)).toBe(true);
    expect(shown).toEqual([(await row(1)).downloadId]);
  });

  it('tells at once that a file is gone', async () => {
    await savedBut(1, 1);
    expect(await show(1)).toBe(false);
    expect(shown).toEqual([]);
    expect((await row(1)).problem?.kind).toBe('file-missing');
  });

  it('tells that the browser has forgotten the download, so that the clip can be saved again', async () => {
    await savedBut(1);
    expect(await show(1, { find: () => Promise.resolve(null) })).toBe(false);
    const save = await row(1);
    expect(save).toMatchObject({ state: 'saved', problem: null, downloadId: null });
    expect(wantAgain(save, 0)).toMatchObject({ state: 'wanted' });
  });

  it('takes a browser that has not read its list yet for no forgetful one', async () => {
    await savedBut(1);
    lists = false;
    expect(await show(1, { find: () => Promise.resolve(null) })).toBe(false);
    expect((await row(1)).downloadId).not.toBeNull();
  });
});
