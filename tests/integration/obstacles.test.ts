import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { wantAgain } from '../../lib/domain/clips/again.ts';
import type { StopReason } from '../../lib/domain/clips/download.ts';
import { changeSaves, dyingBetween } from '../../lib/store/ledger.ts';
import { letProbe, readObstacle } from '../../lib/store/obstacle.ts';
import { readHold } from '../../lib/store/saving.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { type SaverWorld, saverWorld, urlOf } from '../support/saver-world.ts';

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
});

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const hold = () => readHold(world.db, world.downloads.now);
/** What the button of the notice does. */
async function tryAgain(): Promise<void> {
  const { now } = world.downloads;
  await letProbe(world.db, now);
  await changeSaves(world.db, ['failed', 'lost', 'wanted'], (save) => wantAgain(save, now));
}

describe('a browser that asks where to save each file', () => {
  beforeEach(() => {
    world.downloads.asks = true;
  });

  it('opens one dialog for fifty clips, however long nobody answers it', async () => {
    await world.record(...numbers(50));
    const { saver } = world.worker();
    await world.live(saver, 20);
    expect(await hold()).toBe('asks');
    await world.live(saver, 60, HOUR);
    expect(world.downloads.dialogs).toBe(1);
    expect(world.downloads.requests).toHaveLength(1);
  });

  it('is not asked again by itself after Cancel, through kills and new sessions, until the user resumes', async () => {
    await world.record(...numbers(50));
    const first = world.worker();
    await world.live(first.saver, 2);
    world.downloads.answerDialog(null);
    await world.live(first.saver, 10, MINUTE);
    first.kill();
    world.downloads.restart();
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 30, HOUR);
    expect(world.downloads.dialogs).toBe(1);
    const rows = await Promise.all(numbers(50).map((n) => world.row(n)));
    expect(rows.every((row) => row?.state === 'wanted')).toBe(true);
    expect(rows.filter((row) => row?.problem?.kind === 'asks')).toHaveLength(1);
    world.downloads.asks = false;
    await tryAgain();
    await world.live(second.saver, 60);
    expect(await world.saved()).toBe(50);
    expect(await readObstacle(world.db)).toBeNull();
  });

  it('keeps the one file that the user has named, and does not take that for a way out', async () => {
    await world.record(1, 2, 3);
    const { saver } = world.worker();
    await world.live(saver, 10);
    world.downloads.answerDialog('mine.mp4');
    await world.live(saver, 10);
    expect(await world.saved()).toBe(1);
    expect([...world.downloads.disk.keys()]).toEqual(['/d/mine.mp4']);
    expect(world.downloads.dialogs).toBe(1);
    expect(await hold()).toBe('asks');
  });

  it('opens one more dialog, and no second, when the user resumes without having switched it off', async () => {
    await world.record(...numbers(20));
    const { saver } = world.worker();
    await world.live(saver, 3);
    world.downloads.answerDialog(null);
    await world.live(saver, 3);
    await tryAgain();
    await world.live(saver, 10);
    await tryAgain();
    await world.live(saver, 10);
    expect(world.downloads.dialogs).toBe(2);
    expect(await hold()).toBe('asks');
  });

  it('is found not to ask any more by a download of somebody else’s, and saving goes on by itself', async () => {
    await world.record(...numbers(12));
    const { saver } = world.worker();
    await world.live(saver, 3);
    world.downloads.answerDialog(null);
    await world.live(saver, 5);
    world.downloads.asks = false;
    world.downloads.foreign('https://example.org/theirs.zip');
    await world.live(saver, 30);
    expect(await world.saved()).toBe(12);
  });

  it('shows no second dialog to a clip that somebody waits for', async () => {
    await world.record(...numbers(5));
    await world.recordRunning(9);
    const { saver } = world.worker();
    await world.live(saver, 1);
    await world.record(9);
    await world.live(saver, 10);
    world.downloads.answerDialog(null);
    await world.live(saver, 10);
    expect(world.downloads.dialogs).toBe(1);
  });
});

// Not a timed test: five hundred rows are much for a busy machine.
describe.each<[StopReason, number]>([
  ['disk-full', MINUTE],
  ['disk-denied', MINUTE],
  ['policy', 15 * MINUTE],
])('%s', (reason, pause) => {
  const block = (): void => {
    world.downloads.answer = () => ({ kind: 'break', reason });
  };
  const free = (): void => {
    world.downloads.answer = () => ({ kind: 'file', bytes: 1000 });
  };

  it('holds five hundred clips after the first few have met it, and is tried seldom', async () => {
    block();
    await world.record(...numbers(500));
    const { saver } = world.worker();
    await world.live(saver, 20);
    expect(await hold()).toBe(reason);
    expect(world.downloads.requests.length).toBeLessThanOrEqual(5);
    const before = world.downloads.requests.length;
    await world.live(saver, 48, 5 * MINUTE);
    expect(world.downloads.requests.length - before).toBeGreaterThanOrEqual(2);
    expect(world.downloads.requests.length - before).toBeLessThanOrEqual((4 * HOUR) / (10 * MINUTE) + 2);
    expect((await dyingBetween(world.db, 0, world.downloads.now + DAY)).count).toBe(500);
  });

  it('lets everything go on by itself once it is gone, through a kill', async () => {
    block();
    await world.record(...numbers(12));
    const first = world.worker();
    await world.live(first.saver, 5);
    first.kill();
    free();
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 3);
    expect(await world.saved()).toBe(0);
    await world.live(second.saver, 4, pause);
    await world.live(second.saver, 12);
    expect(await world.saved()).toBe(12);
    expect(world.filesOf()).toEqual(numbers(12).map(urlOf).sort());
    expect(await hold()).toBeNull();
  });

  it('is tried at once when the user says so', async () => {
    block();
    await world.record(...numbers(8));
    const { saver } = world.worker();
    await world.live(saver, 5);
    free();
    await tryAgain();
    await world.live(saver, 12);
    expect(await world.saved()).toBe(8);
  });
});

describe('a file that the browser holds back as dangerous', () => {
  beforeEach(async () => {
    world.downloads.answer = (url) => (url === urlOf(1) ? { kind: 'held', bytes: 1000 } : { kind: 'file', bytes: 1000 });
    await world.record(1);
  });

  it('waits for the user, holds the others for a while, and is neither accepted nor fetched again', async () => {
    const { saver } = world.worker();
    await world.live(saver, 2);
    await world.record(2, 3);
    await world.live(saver, 4);
    expect(await hold()).toBe('browser-blocked');
    expect(world.downloads.requests).toEqual([urlOf(1)]);
    await world.live(saver, 12, MINUTE);
    expect(await world.saved()).toBe(2);
    expect(world.downloads.requests.filter((url) => url === urlOf(1))).toHaveLength(1);
    expect(await world.row(1)).toMatchObject({ state: 'failed', problem: { kind: 'browser-blocked' } });
  });

  it('is saved when the user keeps it, days later too', async () => {
    const { saver } = world.worker();
    await world.live(saver, 4);
    await world.live(saver, 4, DAY);
    world.downloads.decide(true);
    await world.live(saver, 20);
    expect(await world.row(1)).toMatchObject({ state: 'saved' });
    expect(world.downloads.requests).toEqual([urlOf(1)]);
  });

  it.each([true, false])('keeps the others waiting no longer than until the user has decided (kept: %s)', async (keep) => {
    const first = world.worker();
    await world.live(first.saver, 2);
    await world.record(2, 3);
    await world.live(first.saver, 4);
    first.kill();
    const second = world.worker();
    world.downloads.decide(keep);
    await world.live(second.saver, 4);
    expect(await hold()).toBeNull();
    expect(await world.saved()).toBe(2);
    await world.live(second.saver, 16);
    expect(await world.saved()).toBe(keep ? 3 : 2);
  });

  it('is left alone when the user discards it, even as the page shows it again with another link', async () => {
    const { saver } = world.worker();
    await world.live(saver, 4);
    world.downloads.decide(false);
    await world.live(saver, 4);
    await world.recordFrom(1, `${urlOf(1)}?again=1`);
    await world.live(saver, 4, HOUR);
    expect(world.downloads.requests).toEqual([urlOf(1)]);
    expect((await world.row(1))?.state).toBe('failed');
  });
});

it('a slow server is no question: nothing is held while no answer has come', async () => {
  world.downloads.answer = () => ({ kind: 'file', bytes: 1000, headersAfter: 20 * SECOND });
  await world.record(...numbers(5));
  const { saver } = world.worker();
  await world.live(saver, 10);
  expect(world.downloads.requests).toHaveLength(5);
  expect(await hold()).toBeNull();
  await world.live(saver, 30);
  expect(await world.saved()).toBe(5);
});
