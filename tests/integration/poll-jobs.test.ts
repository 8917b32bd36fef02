import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { addJobs, readJob } from '../../lib/store/polls.ts';
import { changeSourceState, readSourceStates, resumeSource } from '../../lib/store/source-states.ts';
import { pollNow } from '../../lib/store/refresh.ts';
import { writeSource } from '../../lib/store/settings.ts';
import { HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { NOW } from '../support/builders.ts';
import { type PollWorld, pollWorld, type Reply, TICK } from '../support/poll-world.ts';
import { seeded } from '../support/seeded.ts';

/** Discord gives each file an id of its own. */
const numberOf = (jobId: string): number => 100 + Number(/\d*$/.exec(jobId)?.[0] ?? 0);
const link = (jobId: string, ex = 'ffffffff'): string => `https://cdn.discordapp.com/attachments/1/${numberOf(jobId)}/${jobId}.mp4?ex=${ex}&is=1&hm=2&`;
const file = (jobId: string, ex?: string) => ({ id: String(numberOf(jobId)), content_type: 'video/mp4', filename: `${jobId}.mp4`, url: link(jobId, ex), size: 1000 });
const running = (content = 'Prompt: fox (12%)'): Reply => ({ status: 200, body: { status: 'progress', content, prompt: 'fox' } });
const finished = (jobId: string, ex?: string): Reply => ({ status: 200, body: { status: 'completed', prompt: 'fox', attachments: [file(jobId, ex)] } });

let world: PollWorld;
const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `job-${String(n).padStart(4, '0')}`);
const add = (...jobIds: string[]) => addJobs(world.db, jobIds.map((jobId) => ({ source: 'useapi', jobId }) as const), world.now);
const job = (jobId: string) => readJob(world.db, `useapi:${jobId}`);
const state = async () => (await readSourceStates(world.db)).useapi;

beforeEach(async () => {
  world = await pollWorld(NOW);
  await writeSource(world.db, 'useapi', { on: true, base: null });
});

describe('a job followed by its id', () => {
  it('is in the list at once, asked every 30 s at most while it moves, and no more once its file is known', async () => {
    expect(await add('j1')).toBe(1);
    expect(await job('j1')).toMatchObject({ state: 'unknown', active: 0 });
    let looks = 0;
    world.reply = () => ((looks += 1) < 5 ? running(`Prompt: fox (${looks * 10}%)`) : finished('j1'));
    await world.live(10 * MINUTE);
    expect(world.sent).toHaveLength(5);
    const pauses = world.sent.slice(1).map(({ at }, n) => at - (world.sent[n]?.at ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(30 * SECOND);
    expect(await job('j1')).toMatchObject({ state: 'finished', active: 0 });
    expect(await world.db.getAll('clips')).toMatchObject([{ job: 'useapi:j1', url: link('j1') }]);
    expect(await world.db.getAll('saves')).toMatchObject([{ state: 'wanted' }]);
    expect(await world.db.count('polls')).toBe(0);
  });

  it('that hangs at 99 % is asked less and less, and still saved when it ends after hours', async () => {
    await add('j1');
    const end = world.now + 5 * HOUR;
    world.reply = () => (world.now < end ? running('Prompt: fox (99%)') : finished('j1'));
    await world.live(6 * HOUR);
    expect(world.sent.length).toBeLessThan(100);
    expect(await job('j1')).toMatchObject({ state: 'finished' });
    expect(await world.db.count('clips')).toBe(1);
  });

  it('finished without a file is told as that, asked a few times more, and saved if the file comes late', async () => {
    await add('j1', 'j2');
    const start = world.now;
    world.reply = (jobId) => (jobId === 'j2' && world.now > start + 10 * MINUTE ? finished('j2') : { status: 200, body: { status: 'completed', attachments: [] } });
    await world.live(3 * HOUR);
    expect(await job('j1')).toMatchObject({ state: 'finished', anomalies: [{ kind: 'finished-without-file' }] });
    expect(world.sent.filter(({ jobId }) => jobId === 'j1')).toHaveLength(5);
    expect(await world.db.getAll('clips')).toMatchObject([{ job: 'useapi:j2' }]);
    expect(await world.db.count('polls')).toBe(0);
  });

  it('that its source never knew is over after a second look, and no longer under way', async () => {
    await add('j1');
    world.reply = () => ({ status: 404, body: { error: 'not found' } });
    await world.live(10 * MINUTE);
    expect(world.sent).toHaveLength(2);
    expect(await job('j1')).toMatchObject({ state: 'unknown', active: 0, anomalies: [{ kind: 'vanished', detail: 'gone 404' }] });
    expect((await job('j1'))?.error).toContain('does not know this job');
  });

  it('that vanishes while it runs is not counted as under way, and its clip without a file is lost', async () => {
    await add('j1');
    world.reply = () => running();
    await world.tick();
    expect(await job('j1')).toMatchObject({ active: 1 });
    world.reply = () => ({ status: 404, body: {} });
    await world.live(20 * MINUTE);
    expect(await job('j1')).toMatchObject({ active: 0, state: 'unknown', anomalies: [{ kind: 'vanished' }] });
  });

  it('with an id that is none is asked once, and says so', async () => {
    await add('j1');
    world.reply = () => ({ status: 400, body: { error: 'bad' } });
    await world.live(10 * MINUTE);
    expect(world.sent).toHaveLength(1);
    expect((await job('j1'))?.error).toContain('not a job ID');
  });

  it('a look that times out is no failure of the job, and the next one counts', async () => {
    await add('j1');
    world.reply = () => 'lose';
    await world.live(2 * MINUTE);
    expect(await job('j1')).toMatchObject({ state: 'unknown', error: null, anomalies: [] });
    world.reply = () => finished('j1');
    await world.live(10 * MINUTE);
    expect(await job('j1')).toMatchObject({ state: 'finished', error: null });
  });

  it('answers that come late or contradict move nothing back', async () => {
    await add('j1');
    world.reply = () => finished('j1');
    await world.tick();
    await pollNow(world.db, 'useapi:j1', world.now);
    world.now += MINUTE;
    world.reply = () => ({ status: 200, body: { status: 'failed', error: 'no' } });
    await world.tick();
    expect(await job('j1')).toMatchObject({ state: 'finished', anomalies: [{ kind: 'error-after-finish' }] });
    expect(await world.db.count('clips')).toBe(1);
  });
});

describe('a source’s own pace', () => {
  it('a wake with 500 overdue jobs asks no more than 20 a minute, each once before any twice', async () => {
    await add(...ids(500));
    world.now += 8 * HOUR;
    world.reply = () => running();
    const start = world.now;
    await world.live(26 * MINUTE);
    for (let at = start; at < world.now; at += TICK) expect(world.sent.filter((one) => one.at > at - MINUTE && one.at <= at).length).toBeLessThanOrEqual(20);
    expect(world.sent.length).toBeGreaterThanOrEqual(500);
    expect(new Set(world.sent.slice(0, 500).map(({ jobId }) => jobId)).size).toBe(500);
  });

  it('a clip that waits for a fresh link goes before 500 others', async () => {
    await add('saved');
    world.reply = (jobId) => finished(jobId);
    await world.tick();
    world.now += MINUTE;
    await add(...ids(500));
    await pollNow(world.db, 'useapi:saved', 0);
    await world.tick();
    expect(world.sent.slice(1, 3).map(({ jobId }) => jobId)).toContain('saved');
  });

  it('no wish, however urgent, asks for one job twice within 30 s', async () => {
    await add('j1');
    world.reply = () => running();
    for (let second = 0; second < 29; second += 1, world.now += SECOND) {
      await pollNow(world.db, 'useapi:j1', 0);
      await world.tick();
    }
    expect(world.sent).toHaveLength(1);
  });

  it.each([
    [1, 30 * SECOND],
    [2 * MINUTE, 2 * MINUTE],
    [365 * 24 * HOUR, HOUR],
  ])('a Retry-After of %i ms rests the whole source, within bounds', async (retryAfterMs, rest) => {
    await add(...ids(10));
    world.reply = () => ({ status: 429, body: { error: 'slow down' }, retryAfterMs });
    await world.tick();
    const [until, before] = [world.now + rest, world.sent.length];
    expect(before).toBeLessThanOrEqual(2);
    world.reply = (jobId) => finished(jobId);
    while (world.now + TICK < until) {
      world.now += TICK;
      await world.tick();
    }
    expect(world.sent).toHaveLength(before);
    await world.live(5 * MINUTE);
    expect(await world.db.count('clips')).toBe(10);
  });

  it.each([401, 402])('%i pauses the source with one notice, and nothing is lost', async (status) => {
    await add(...ids(10));
    world.reply = () => ({ status, body: { error: 'no' } });
    await world.live(HOUR);
    expect(world.sent.length).toBeLessThanOrEqual(2);
    expect((await state())?.paused).toMatchObject({ kind: status === 401 ? 'token-refused' : 'no-credit' });
    world.reply = (jobId) => finished(jobId);
    await resumeSource(world.db, 'useapi', world.now);
    await world.live(5 * MINUTE);
    expect(await world.db.count('clips')).toBe(10);
  });

  it('a source that is dead is not found out by each of 100 jobs', async () => {
    await add(...ids(100));
    world.reply = () => 'lose';
    await world.live(HOUR);
    expect(world.sent.length).toBeLessThan(40);
    world.reply = (jobId) => finished(jobId);
    await world.live(HOUR);
    expect(await world.db.count('clips')).toBe(100);
  });

  it('offline nobody is asked', async () => {
    await add('j1');
    world.online = false;
    await world.live(HOUR);
    expect(world.sent).toEqual([]);
  });

  it('a clock that is turned back stops nothing', async () => {
    await add('j1');
    world.reply = () => running();
    await world.live(10 * MINUTE);
    await changeSourceState(world.db, 'useapi', (one) => ({ ...one, restUntil: world.now + HOUR }));
    world.now -= 30 * 24 * HOUR;
    world.reply = () => finished('j1');
    await world.live(10 * MINUTE);
    expect(await job('j1')).toMatchObject({ state: 'finished' });
  });
});

it('an expired link is refreshed from its source, and only its clip’s link changes', async () => {
  await add('j1');
  world.reply = () => finished('j1', '10000000');
  await world.tick();
  expect(await world.db.count('polls')).toBe(0);
  world.now += HOUR;
  await pollNow(world.db, 'useapi:j1', world.now);
  world.reply = () => finished('j1', 'eeeeeeee');
  await world.tick();
  const clips = await world.db.getAll('clips');
  expect(clips.map(({ url }) => url)).toEqual([link('j1', 'eeeeeeee')]);
  expect(await world.db.count('saves')).toBe(1);
});

it.each([1, 2, 3, 4, 5])('killed anywhere (seed %i), every job comes in once, and none is asked twice within 30 s', async (seed) => {
  const random = seeded(seed);
  await add(...ids(40));
  world.kill = () => random() < 0.08;
  const looks = new Map<string, number>();
  world.reply = (jobId) => {
    looks.set(jobId, (looks.get(jobId) ?? 0) + 1);
    if (random() < 0.1) return 'lose';
    if (random() < 0.05) return { status: 503, body: '' };
    return random() < 0.4 ? running() : finished(jobId);
  };
  await world.live(HOUR);
  world.kill = () => false;
  await world.live(4 * HOUR);
  expect((await world.db.getAll('clips')).map(({ job: id }) => id).sort()).toEqual(ids(40).map((id) => `useapi:${id}`));
  expect(await world.db.count('polls')).toBe(0);
  for (const jobId of ids(40)) {
    const moments = world.sent.filter((one) => one.jobId === jobId).map(({ at }) => at);
    for (const [n, at] of moments.slice(1).entries()) expect(at - (moments[n] ?? 0)).toBeGreaterThanOrEqual(30 * SECOND);
  }
});
