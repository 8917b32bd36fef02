import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseSleep, sleepUntil } from '../../lib/domain/clips/slept.ts';
import { noticeViews } from '../../lib/domain/popup/notices.ts';
import { noteAwake, readSleptPast } from '../../lib/store/awake.ts';
import { readPopup } from '../../lib/store/popup.ts';
import { recordSightings } from '../../lib/store/sightings.ts';
import { HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { idOf, sighting, type SaverWorld, saverWorld, urlOf } from '../support/saver-world.ts';

let world: SaverWorld;
let start: number;

beforeEach(async () => {
  world = await saverWorld();
  start = world.downloads.now;
});

const dies = (n: number, at: number) => recordSightings(world.db, [sighting(n, urlOf(n), { at, why: 'url' })], 'pika-page', start, 1000);

async function loses(n: number, at: number): Promise<void> {
  const save = await world.db.get('saves', idOf(n));
  if (save) await world.db.put('saves', { ...save, state: 'lost', problem: { kind: 'link-dead', at, httpStatus: 404 } });
}

describe('a laptop that slept past a deadline', () => {
  it('is told at wake how many videos ran out of time, until they are saved', async () => {
    await dies(1, start + HOUR);
    await dies(2, start + 2 * HOUR);
    await dies(3, start + 20 * HOUR);
    expect(await noteAwake(world.db, start)).toBe(false);
    expect(await noteAwake(world.db, start + 8 * HOUR)).toBe(true);
    expect(await readSleptPast(world.db)).toBe(2);
    const { saver } = world.worker();
    await world.live(saver, 6);
    expect(await readSleptPast(world.db)).toBe(0);
  });

  it('hears nothing of deadlines that passed while somebody was awake, nor of a short nap', async () => {
    await dies(1, start + MINUTE);
    for (let at = start; at < start + 10 * MINUTE; at += 30 * SECOND) expect(await noteAwake(world.db, at)).toBe(false);
    await dies(2, start + 11 * MINUTE);
    expect(await noteAwake(world.db, start + 11.5 * MINUTE)).toBe(false);
    expect(await readSleptPast(world.db)).toBe(0);
  });

  it('keeps both nights in mind while the clips of the first are not saved', async () => {
    await dies(1, start + HOUR);
    await dies(2, start + 30 * HOUR);
    await noteAwake(world.db, start);
    await noteAwake(world.db, start + 8 * HOUR);
    await noteAwake(world.db, start + 32 * HOUR);
    expect(await readSleptPast(world.db)).toBe(2);
  });

  it('hears for a day of those that were found lost since, and not of those that were lost before', async () => {
    for (const n of [1, 2, 3]) await dies(n, start + HOUR);
    const wake = start + 8 * HOUR;
    await loses(1, start - MINUTE);
    await noteAwake(world.db, start);
    await noteAwake(world.db, wake);
    await loses(2, wake + MINUTE);
    const told = async (at: number) => (await readPopup(world.db, 10, at)).sleptPast;
    expect(await told(wake + HOUR)).toBe(2);
    expect(await told(wake + 25 * HOUR)).toBe(1);
  });

  it('hears it although the worker died before it could tell', async () => {
    await dies(1, start + HOUR);
    await noteAwake(world.db, start);
    const tx = world.db.transaction.bind(world.db);
    world.db.transaction = () => { throw new Error('the worker died'); };
    await expect(noteAwake(world.db, start + 8 * HOUR)).rejects.toThrow('died');
    world.db.transaction = tx;
    expect(await noteAwake(world.db, start + 8 * HOUR + SECOND)).toBe(true);
  });
});

it('a clock set back is no sleep, and does not stop the signs of life', async () => {
  await noteAwake(world.db, start + 100 * HOUR);
  await noteAwake(world.db, start);
  await dies(1, start + HOUR);
  expect(await noteAwake(world.db, start + 2 * HOUR)).toBe(true);
});

it('is a notice in plain words', () => {
  const troubles = { permissionMissing: false, signedOut: false, hold: null };
  expect(noticeViews({ ...troubles, sleptPast: 0 })).toEqual([]);
  expect(noticeViews({ ...troubles, sleptPast: 1 })).toMatchObject([{ kind: 'slept', title: '1 video ran out of time while your computer slept' }]);
  expect(noticeViews({ ...troubles, sleptPast: 12 })).toMatchObject([{ title: '12 videos ran out of time while your computer slept' }]);
});

it('nothing stored, or something damaged, is no sleep', () => {
  expect(sleepUntil(null, start)).toBeNull();
  for (const raw of [null, 7, {}, { from: 'x', to: 1 }, { from: 2, to: 1 }]) expect(parseSleep(raw)).toBeNull();
});
