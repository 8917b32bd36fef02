import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { serversName } from '../support/fake-downloads.ts';
import { type SaverWorld, type Worker, saverWorld, urlOf } from '../support/saver-world.ts';

const MINUTE = 60_000;

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
});

const toTheEnd = ({ saver }: Worker): Promise<void> => world.live(saver, 30, 5_000);

async function nextLife(): Promise<Worker> {
  const next = world.worker();
  await next.saver.reconcile();
  return next;
}

describe('a download under the name that the browser had put in the place of ours', () => {
  it('is written over where a killed browser has forgotten it, and the ledger knows that name', async () => {
    world.downloads.answer = (_url, nth) => (nth < 3 ? { kind: 'resumed', bytes: 1000 } : { kind: 'file', bytes: 1000 });
    await world.record(1);
    const first = world.worker();
    // The third time, it is left to come under that name.
    while ((await world.row(1))?.attempts !== 3 || !(await world.row(1))?.lostName) await world.live(first.saver, 1, 5_000);
    first.kill();
    world.downloads.advance(1_000);
    expect([...world.downloads.disk.keys()]).toEqual([serversName(urlOf(1))]);
    world.downloads.crash(MINUTE);
    await toTheEnd(await nextLife());
    expect([...world.downloads.disk.keys()]).toEqual([serversName(urlOf(1))]);
    expect(await world.row(1)).toMatchObject({ state: 'saved', finalName: serversName(urlOf(1)) });
  });

  it('is written over where a killed browser knows no more than that it ran, and the ledger nothing of it', async () => {
    world.downloads.answer = (_url, nth) => (nth === 0 ? { kind: 'resumed', bytes: 1000, headersAfter: 500 } : { kind: 'file', bytes: 1000 });
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 1, 0);
    first.kill();
    expect(await world.row(1)).toMatchObject({ state: 'downloading', downloadId: null });
    for (let step = 0; step < 3; step += 1) world.downloads.advance(1_000);
    expect([...world.downloads.disk.keys()]).toEqual([serversName(urlOf(1))]);
    world.downloads.crash(0, MINUTE, MINUTE);
    await toTheEnd(await nextLife());
    expect([...world.downloads.disk.keys()]).toEqual([serversName(urlOf(1))]);
    expect(await world.row(1)).toMatchObject({ state: 'saved', finalName: serversName(urlOf(1)) });
  });
});
