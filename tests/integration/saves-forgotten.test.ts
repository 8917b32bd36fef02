import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type SaverWorld, type Worker, idOf, saverWorld, settle, urlOf } from '../support/saver-world.ts';

const MINUTE = 60_000;
const nameOf = (n: number, number = ''): string => `/d/Pika/clip - ${idOf(n)}${number}.mp4`;

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
});

/** A browser that is killed has written down nothing of the last minute's downloads; the next life of both begins. */
async function killBrowser(worker: Worker): Promise<Worker> {
  worker.kill();
  world.downloads.crash(MINUTE);
  const next = world.worker();
  await next.saver.reconcile();
  return next;
}

/** As long as it takes until everything that is due has come to its end. */
const toTheEnd = ({ saver }: Worker): Promise<void> => world.live(saver, 30, 5_000);

describe('downloads that a killed browser has forgotten', () => {
  it.each([0, 1, 2, 3])('are on disk once, when it died %i moments after the worker had', async (moments) => {
    await world.record(1, 2, 3);
    const first = world.worker();
    await world.live(first.saver, moments);
    first.kill();
    world.downloads.advance(3_000);
    await toTheEnd(await killBrowser(first));
    expect([...world.downloads.disk.keys()].sort()).toEqual([1, 2, 3].map((n) => nameOf(n)));
    expect(await world.saved()).toBe(3);
  });

  it('are on disk once, however often that happens', async () => {
    await world.record(1);
    let worker = world.worker();
    for (let n = 0; n < 4; n += 1) {
      await world.live(worker.saver, 1);
      worker.kill();
      world.downloads.advance(3_000);
      worker = await killBrowser(worker);
    }
    await toTheEnd(worker);
    expect([...world.downloads.disk.keys()]).toEqual([nameOf(1)]);
    expect(await world.row(1)).toMatchObject({ state: 'saved', finalName: nameOf(1) });
    expect(await world.row(1)).not.toHaveProperty('left');
  });

  it('are written over when they were bad, since nobody can remove them', async () => {
    world.downloads.answer = (_url, nth) => ({ kind: 'file', bytes: nth === 0 ? 600 : 1000 });
    world.downloads.copy = () => ({ kind: 'unavailable', httpStatus: 503 });
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 3);
    expect(await world.row(1)).toMatchObject({ state: 'verifying', bytes: 600 });
    const next = await killBrowser(first);
    world.downloads.copy = () => ({ kind: 'whole', size: 1000 });
    await toTheEnd(next);
    expect([...world.downloads.disk]).toEqual([[nameOf(1), { url: urlOf(1), bytes: 1000 }]]);
  });

  it('are found again under the number that the browser had given them, beside what was there before', async () => {
    world.downloads.disk.set(nameOf(1), { url: 'of an earlier installation', bytes: 7 });
    world.downloads.answer = () => ({ kind: 'file', bytes: 1000, headersAfter: 500 });
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 1);
    first.kill();
    world.downloads.advance(3_000);
    await toTheEnd(await killBrowser(first));
    expect([...world.downloads.disk]).toEqual([[nameOf(1), { url: 'of an earlier installation', bytes: 7 }], [nameOf(1, ' (1)'), { url: urlOf(1), bytes: 1000 }]]);
  });

  it('are not guessed where files of somebody else bear the names of clips', async () => {
    for (const n of [1, 2]) world.downloads.disk.set(nameOf(n), { url: 'of an earlier installation', bytes: 7 });
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 5);
    expect(await world.row(1)).toMatchObject({ state: 'saved', finalName: nameOf(1, ' (1)') });
    await world.record(2);
    const asked = world.worker({ start: () => { asked.kill(); return new Promise<never>(() => {}); } });
    await world.live(asked.saver, 1);
    expect(await world.row(2)).toMatchObject({ state: 'downloading', downloadId: null });
    await toTheEnd(await killBrowser(asked));
    expect(world.downloads.disk.get(nameOf(2))).toEqual({ url: 'of an earlier installation', bytes: 7 });
    expect(await world.row(2)).toMatchObject({ state: 'saved', finalName: nameOf(2, ' (1)') });
  });

  it('are not taken for somebody else’s because the clip’s own attempts have met each other', async () => {
    world.downloads.answer = (url, nth) => ({ kind: 'file', bytes: 1000, headersAfter: url === urlOf(1) ? [60_000, 100][nth] ?? 0 : 0 });
    await world.record(1);
    let worker = world.worker();
    await world.live(worker.saver, 2);
    worker.kill();
    worker = world.worker();
    await worker.saver.reconcile();
    await world.live(worker.saver, 29);
    worker.kill();
    // The first one's comes before the second one's ends.
    world.downloads.advance(60_000);
    worker = world.worker();
    await toTheEnd(worker);
    await worker.saver.tidy();
    await world.record(2);
    const asked = world.worker({ start: (url, name, over) => { const begun = world.downloads.start(url, name, over); asked.kill(); return begun; } });
    await world.live(asked.saver, 1);
    world.downloads.advance(3_000);
    await toTheEnd(await killBrowser(asked));
    expect(world.filesOf()).toEqual([urlOf(1), urlOf(2)]);
  });

  it('are on disk once though they came while the browser lived on, and the next attempt had not begun', async () => {
    world.downloads.answer = (_url, nth) => ({ kind: 'file', bytes: 1000, headersAfter: nth === 0 ? 45_000 : 0 });
    await world.record(1);
    let worker = world.worker();
    await world.live(worker.saver, 2);
    worker.kill();
    world.downloads.advance(40_000);
    // Gives it up, and dies before it asks again.
    worker = world.worker({ nameFor: () => new Promise<never>(() => {}) });
    void worker.saver.reconcile();
    await settle();
    expect(await world.row(1)).toMatchObject({ state: 'wanted', attempts: 1 });
    worker.kill();
    world.downloads.advance(6_000);
    world.downloads.advance(1_000);
    expect(world.downloads.disk.size).toBe(1);
    await toTheEnd(await killBrowser(worker));
    expect([...world.downloads.disk.keys()]).toEqual([nameOf(1)]);
    expect(await world.row(1)).toMatchObject({ state: 'saved', finalName: nameOf(1) });
  });

  it('are known again by their address, where it has only forgotten whose they were', async () => {
    await world.record(1);
    const asked = world.worker({ start: (url, name, over) => { const begun = world.downloads.start(url, name, over); asked.kill(); return begun; } });
    await world.live(asked.saver, 1);
    world.downloads.advance(3_000);
    asked.kill();
    world.downloads.crash(0, MINUTE);
    const next = world.worker();
    await next.saver.reconcile();
    await toTheEnd(next);
    expect(world.downloads.requests).toEqual([urlOf(1)]);
    expect(await world.row(1)).toMatchObject({ state: 'saved', finalName: nameOf(1), attempts: 1 });
  });

  it('are not known by their address while the browser lives that was asked: it would say whose they are', async () => {
    await world.record(1);
    const asked = world.worker({ start: () => { asked.kill(); return new Promise<never>(() => {}); } });
    await world.live(asked.saver, 1);
    world.downloads.foreign(urlOf(1), true);
    world.downloads.advance(1_000);
    const next = world.worker();
    await next.saver.reconcile();
    await toTheEnd(next);
    expect([...world.downloads.disk.keys()].sort()).toEqual([nameOf(1), '/d/theirs.zip'].sort());
    expect(await world.row(1)).toMatchObject({ state: 'saved', finalName: nameOf(1), attempts: 2 });
  });

  it('that come in the end, and write something else over what was saved, are not left as the clip', async () => {
    world.downloads.answer = (_url, nth) => (nth === 1 ? { kind: 'file', bytes: 600, headersAfter: 300_000 } : { kind: 'file', bytes: 1000 });
    world.downloads.copy = () => ({ kind: 'whole', size: 1000 });
    await world.record(1);
    const first = world.worker({ start: () => { first.kill(); return new Promise<never>(() => {}); } });
    await world.live(first.saver, 1);
    world.downloads.requests.push(urlOf(1));
    const second = await killBrowser(first);
    await world.live(second.saver, 2);
    second.kill();
    const third = world.worker();
    await toTheEnd(third);
    expect(await world.row(1)).toMatchObject({ state: 'saved', bytes: 1000 });
    third.kill();
    world.downloads.advance(300_000);
    world.downloads.advance(1_000);
    expect([...world.downloads.disk.values()]).toEqual([{ url: urlOf(1), bytes: 600 }]);
    const last = world.worker();
    await last.saver.reconcile();
    await toTheEnd(last);
    expect([...world.downloads.disk]).toEqual([[nameOf(1), { url: urlOf(1), bytes: 1000 }]]);
    expect(await world.row(1)).toMatchObject({ state: 'saved', bytes: 1000, finalName: nameOf(1) });
  });

  it('do not hide, behind their ids, downloads that have got them again', async () => {
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 5);
    expect(await world.row(1)).toMatchObject({ state: 'saved', downloadId: 1 });
    first.kill();
    world.downloads.crash(MINUTE);
    await world.record(2);
    const asked = world.worker();
    await asked.saver.reconcile();
    asked.kill();
    // It begins after the worker has died: only its address tells whose it is.
    world.downloads.advance(1_000);
    const last = world.worker();
    await last.saver.reconcile();
    await toTheEnd(last);
    expect(world.downloads.requests).toEqual([urlOf(1), urlOf(2)]);
    expect(await world.row(2)).toMatchObject({ state: 'saved', downloadId: 1 });
    expect(world.filesOf()).toEqual([urlOf(1), urlOf(2)]);
  });

  it.each([false, true])('hold nothing up when an attempt begins so late that the next one meets it at their name; the worker dies right then: %s', async (dies) => {
    const LATE = [0, 90_000, 60_000];
    world.downloads.answer = (_url, nth) => ({ kind: 'file', bytes: 1000, headersAfter: LATE[nth] ?? 0, stands: nth === 1 });
    await world.record(1);
    const first = world.worker();
    await world.live(first.saver, 1);
    const second = await killBrowser(first);
    await world.live(second.saver, 1);
    second.kill();
    let last = world.worker();
    for (let round = 0; round < 28; round += 1) {
      const before = world.downloads.conflicts;
      if (dies && before === 0) world.downloads.onConflict = last.kill;
      await world.live(last.saver, 1, 5_000);
      if (dies && world.downloads.conflicts > before) last = world.worker();
    }
    expect(world.downloads.conflicts).toBe(1);
    expect((await world.db.get('meta', 'obstacle'))?.value ?? null).toBeNull();
    world.downloads.letGo();
    await last.saver.tidy();
    await toTheEnd(last);
    expect(await world.row(1)).toMatchObject({ state: 'saved' });
    expect(world.filesOf()).toEqual([urlOf(1)]);
  });
});
