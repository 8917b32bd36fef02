import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Deadline } from '../../lib/domain/clips/clip.ts';
import type { LinkAsked } from '../../lib/domain/clips/source-waits.ts';
import type { Source } from '../../lib/domain/jobs/job.ts';
import { afterSourceFailure } from '../../lib/domain/jobs/source-state.ts';
import { type SourceFailure, sourceFailure } from '../../lib/domain/jobs/source-failure.ts';
import { useapi } from '../../lib/sources/jobs/useapi.ts';
import { claimPolls, enterToken } from '../../lib/store/polls.ts';
import { changeSourceState } from '../../lib/store/source-states.ts';
import { loseGone, pollNow } from '../../lib/store/refresh.ts';
import { writeSource } from '../../lib/store/settings.ts';
import { recordSightings } from '../../lib/store/sightings.ts';
import type { SavePorts } from '../../lib/tasks/saves/ports.ts';
import { idOf, sighting, type SaverWorld, saverWorld, urlOf } from '../support/saver-world.ts';

const JOB = 'useapi:j1';
const FRESH = `${urlOf(1)}?ex=1&fresh`;
const HOURS = 3_600_000;

let world: SaverWorld;

beforeEach(async () => {
  world = await saverWorld();
  await writeSource(world.db, 'useapi', { on: true, base: null });
  world.downloads.answer = (url) => (url === FRESH ? { kind: 'file', bytes: 1000 } : { kind: 'break', reason: 'link-dead' });
  world.downloads.copy = (url) => (url === FRESH ? { kind: 'whole', size: 1000 } : { kind: 'link-dead', httpStatus: 404 });
});

function show(url: string, deadline: Deadline, source: Source = 'useapi') {
  return recordSightings(world.db, [sighting(1, url, deadline)], source, world.downloads.now, 1000);
}

const said = (at: number): Deadline => ({ at, why: 'url' });
const pollDue = async () => (await world.db.get('polls', JOB))?.nextAt;

describe('peers case 21: a link that has expired', () => {
  it('by its own word is not even tried: its source is asked at once, and the fresh link is saved', async () => {
    await show(urlOf(1), said(world.downloads.now - 1));
    const { saver } = world.worker();
    await world.live(saver, 3);
    expect(world.downloads.requests).toEqual([]);
    expect(await pollDue()).toBeLessThanOrEqual(world.downloads.now);
    expect(await world.row(1)).toMatchObject({ state: 'wanted', problem: { kind: 'link-dead' } });
    await show(FRESH, said(world.downloads.now + 24 * HOURS));
    await world.live(saver, 20);
    expect(await world.saved()).toBe(1);
    expect(world.downloads.requests).toEqual([FRESH]);
  });

  it('by the server’s word is asked of its source as well', async () => {
    await show(urlOf(1), { at: world.downloads.now + HOURS, why: 'assumed' });
    const { saver } = world.worker();
    await world.live(saver, 4);
    expect(world.downloads.requests).toEqual([urlOf(1)]);
    expect(await pollDue()).toBeLessThanOrEqual(world.downloads.now);
  });

  it('is lost when the source does not know the job any more, with its answer as evidence', async () => {
    await show(urlOf(1), said(world.downloads.now - 1));
    const { saver } = world.worker();
    await world.live(saver, 2);
    expect(await loseGone(world.db, JOB, 404, world.downloads.now)).toBe(1);
    expect(await world.row(1)).toMatchObject({ state: 'lost', problem: { kind: 'gone', httpStatus: 404 } });
    await world.live(saver, 20, HOURS);
    expect(world.downloads.requests).toEqual([]);
  });

  it('is saved all the same when the source is gone and the link lives', async () => {
    await show(FRESH, said(world.downloads.now + HOURS));
    expect(await loseGone(world.db, JOB, 404, world.downloads.now)).toBe(0);
    const { saver } = world.worker();
    await world.live(saver, 5);
    expect(await world.saved()).toBe(1);
  });

  it('is tried on pika.art, which cannot be asked: the page has to show it again', async () => {
    await show(urlOf(1), said(world.downloads.now - 1), 'pika-page');
    const { saver } = world.worker();
    await world.live(saver, 3);
    expect(world.downloads.requests).toEqual([urlOf(1)]);
    expect(await world.db.count('polls')).toBe(0);
  });

  it('is lost in the end when the source keeps giving the dead one', async () => {
    await show(urlOf(1), said(world.downloads.now - 1));
    const { saver } = world.worker();
    await world.live(saver, 60, HOURS);
    expect(await world.row(1)).toMatchObject({ state: 'lost', problem: { kind: 'link-dead' } });
    expect(world.downloads.requests).toEqual([]);
  });

  it('and a worker killed while it waits: the next one asks again', async () => {
    await show(urlOf(1), said(world.downloads.now - 1));
    const first = world.worker({ refresh: () => { first.kill(); return new Promise<LinkAsked>(() => {}); } });
    await world.live(first.saver, 2);
    expect(await world.db.count('polls')).toBe(0);
    const second = world.worker();
    await second.saver.reconcile();
    await world.live(second.saver, 2);
    expect(await world.db.count('polls')).toBe(1);
  });
});

describe('an expired link whose source waits for the user', () => {
  const refused: SourceFailure = sourceFailure('token-refused', 'useapi', { status: 401 });
  const pause = () => changeSourceState(world.db, 'useapi', (state) => afterSourceFailure(state, refused, world.downloads.now));
  const switchOff = () => writeSource(world.db, 'useapi', { on: false, base: null });
  const enter = () => enterToken(world.db, 'useapi', 'new-token', world.downloads.now);
  const switchOn = () => writeSource(world.db, 'useapi', { on: true, base: null });
  const claim = () => claimPolls(world.db, useapi, world.downloads.now, 5);

  it.each([
    ['a new token', pause, enter],
    ['being switched on', switchOff, switchOn],
  ] as const)('and for %s: nobody is asked for days, nothing is lost, and then it goes on by itself', async (_what, begin, end) => {
    await begin();
    await show(urlOf(1), said(world.downloads.now - 1));
    const { saver } = world.worker();
    await world.live(saver, 100, HOURS);
    expect(await world.row(1)).toMatchObject({ state: 'wanted', attempts: 0, problem: { kind: 'link-dead' } });
    expect(world.downloads.requests).toEqual([]);
    await end();
    expect(await claim()).toMatchObject([{ job: JOB }]);
    await show(FRESH, said(world.downloads.now + 24 * HOURS));
    await world.live(saver, 20);
    expect(await world.saved()).toBe(1);
  });

  it('which the server calls dead: not lost either, and asked of it as long as any other once it goes on', async () => {
    await pause();
    await show(urlOf(1), { at: world.downloads.now + HOURS, why: 'assumed' });
    const { saver } = world.worker();
    await world.live(saver, 100, HOURS);
    expect(await world.row(1)).toMatchObject({ state: 'wanted', attempts: 1, problem: { kind: 'link-dead', httpStatus: 404 } });
    expect(world.downloads.requests.length).toBeLessThan(20);
    await enter();
    await world.live(saver, 10, HOURS);
    expect(await world.row(1)).toMatchObject({ state: 'wanted' });
    await world.live(saver, 60, HOURS);
    expect(await world.row(1)).toMatchObject({ state: 'lost' });
  });

  it('after it was asked in vain for a while: it is asked as long as any other once it goes on', async () => {
    await show(urlOf(1), said(world.downloads.now - 48 * HOURS));
    const { saver } = world.worker();
    await world.live(saver, 6, HOURS);
    await pause();
    await world.live(saver, 48, HOURS);
    await enter();
    await world.live(saver, 12, HOURS);
    expect(await world.row(1)).toMatchObject({ state: 'wanted' });
    await world.live(saver, 60, HOURS);
    expect(await world.row(1)).toMatchObject({ state: 'lost' });
  });

  it('with its file on disk: the user has some hours to let it be looked into, then its length is proof', async () => {
    world.downloads.answer = () => ({ kind: 'file', bytes: 600 });
    await switchOff();
    await show(urlOf(1), said(world.downloads.now + HOURS));
    const { saver } = world.worker();
    await world.live(saver, 5);
    expect(await world.row(1)).toMatchObject({ state: 'verifying' });
    await world.live(saver, 12, HOURS);
    expect(await world.row(1)).toMatchObject({ state: 'saved', proof: 'length' });
  });
});

describe('a source that signs anew each time it is asked', () => {
  /** Half a minute after each question comes a link of another signature, which lives for an hour by its own word. */
  async function signAnew(kind: 'dead' | 'page'): Promise<void> {
    let asked = 0;
    const link = (): string => `${urlOf(1)}?ex=${asked}`;
    const dead = kind === 'dead';
    world.downloads.answer = () => (dead ? { kind: 'break', reason: 'link-dead' } : { kind: 'file', bytes: 1000, mime: 'text/html' });
    world.downloads.copy = () => (dead ? { kind: 'link-dead', httpStatus: 404 } : { kind: 'not-a-video', size: 1000 });
    await show(link(), said(world.downloads.now + HOURS));
    const refresh: SavePorts['refresh'] = async (_clip, how) => {
      if (how === 'ask') asked += 1;
      return 'asked';
    };
    const { saver } = world.worker({ refresh });
    for (let hours = 0, told = asked; hours < 8 * 24; hours += 1) {
      await world.live(saver, 3, HOURS / 3);
      if (told !== asked) await show(link(), said(world.downloads.now + HOURS));
      told = asked;
    }
    expect(asked).toBeLessThan(60);
  }

  it('for a file that is gone: it is not asked for ever, and the clip is lost', async () => {
    await signAnew('dead');
    expect(await world.row(1)).toMatchObject({ state: 'lost', problem: { kind: 'link-dead', httpStatus: 404 } });
    expect(world.downloads.requests.length).toBeLessThan(30);
  });

  it('for what is no video: it fails as that, and no new signature begins it again', async () => {
    await signAnew('page');
    expect(await world.row(1)).toMatchObject({ state: 'failed', problem: { kind: 'not-a-video' } });
    expect(world.downloads.requests.length).toBeLessThanOrEqual(30);
  });
});

it('a link that dies before the file was looked into is asked for anew, and the file judged by the fresh one', async () => {
  const TRUNCATED = { kind: 'file', bytes: 600 } as const;
  world.downloads.answer = (url) => (url === FRESH ? { kind: 'file', bytes: 1000 } : TRUNCATED);
  world.downloads.copy = (url) => (url === FRESH ? { kind: 'whole', size: 1000 } : { kind: 'link-dead', httpStatus: 404 });
  await show(urlOf(1), said(world.downloads.now + HOURS));
  const { saver } = world.worker();
  await world.live(saver, 5);
  expect(await world.row(1)).toMatchObject({ state: 'verifying', bytes: 600 });
  await show(FRESH, said(world.downloads.now + 24 * HOURS));
  await world.live(saver, 60);
  expect(await world.row(1)).toMatchObject({ state: 'saved', bytes: 1000, proof: 'boxes' });
  expect([...world.downloads.disk.values()]).toEqual([{ url: FRESH, bytes: 1000 }]);
});

it('a poll that is due already is not put off', async () => {
  await pollNow(world.db, JOB, 5000);
  await pollNow(world.db, JOB, 9000);
  expect(await pollDue()).toBe(5000);
  expect(await pollNow(world.db, `pika-page:${idOf(1)}`, 1)).toBe('none');
});
