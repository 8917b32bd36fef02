import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { jobEntryOf } from '../../lib/domain/jobs/view/entry.ts';
import { jobLine } from '../../lib/domain/jobs/view/line.ts';
import { rowGroups } from '../../lib/domain/popup/rows.ts';
import { pikaApi } from '../../lib/sources/jobs/pika-api.ts';
import { pollNow } from '../../lib/store/refresh.ts';
import { POPUP_PAGE, readPopup } from '../../lib/store/popup.ts';
import { recordSightings as writeSightings } from '../../lib/store/sightings.ts';
import { recordSightings } from '../../lib/tasks/record-sightings.ts';
import { addJobs, readJob } from '../../lib/store/polls.ts';
import { writeSource } from '../../lib/store/settings.ts';
import { HOUR, MINUTE } from '../../lib/time.ts';
import { aSeenJob, NOW } from '../support/builders.ts';
import { type PollWorld, pollWorld } from '../support/poll-world.ts';

const GOOD = { id: '100', content_type: 'video/mp4', filename: 'fox.mp4', url: 'https://cdn.discordapp.com/attachments/1/100/fox.mp4?ex=ffffffff&is=1&hm=2&' };
const FOREIGN = { content_type: 'video/mp4', url: 'https://files.example.org/a.mp4' };

let world: PollWorld;

beforeEach(async () => {
  world = await pollWorld(NOW);
  await writeSource(world.db, 'useapi', { on: true, base: null });
});

it('a job that finished with a file that may not be fetched keeps where that is, beyond the last look, and beside files that may', async () => {
  await addJobs(world.db, [{ source: 'useapi', jobId: 'j1' }, { source: 'useapi', jobId: 'j2' }], world.now);
  world.reply = (jobId) => ({ status: 200, body: { status: 'completed', attachments: jobId === 'j1' ? [FOREIGN] : [GOOD, FOREIGN] } });
  await world.live(3 * HOUR);
  expect(await world.db.count('polls')).toBe(0);
  expect(await readJob(world.db, 'useapi:j1')).toMatchObject({ state: 'finished', more: { withheld: ['files.example.org'] } });
  expect(await readJob(world.db, 'useapi:j2')).toMatchObject({ more: { withheld: ['files.example.org'] } });
  expect(await world.db.getAll('clips')).toMatchObject([{ job: 'useapi:j2' }]);
});

describe('peers case 23: one video that pika.art and Pika’s API both show', () => {
  const UUID = '0a1b2c3d-8a1e-4c55-9d0a-2b8f0e1c7a44';
  const LINK = `https://cdn.pika.art/v1/${UUID}/fox_seed1.mp4`;
  const onPage = () =>
    recordSightings([aSeenJob({ jobId: UUID, state: 'finished', videos: [{ videoId: UUID, url: LINK, posterUrl: null, durationSeconds: 5 }] })], [], {
      now: () => world.now,
      allow: (url) => pikaApi.allow(url, pikaApi.base),
      clipId: async () => 'aaaaaaaaaaaaaaa1',
      deadline: (_url, at) => ({ at: at + 24 * HOUR, why: 'assumed' }),
      record: (jobs, at) => writeSightings(world.db, jobs, 'pika-page', at, 1000),
    });
  async function inApi(): Promise<void> {
    await addJobs(world.db, [{ source: 'pika-api', jobId: UUID }], world.now);
    await world.live(5 * MINUTE);
  }

  beforeEach(async () => {
    world = await pollWorld(NOW, pikaApi);
    await writeSource(world.db, 'pika-api', { on: true, base: null });
    world.reply = () => ({ status: 200, body: { id: UUID, status: 'finished', url: LINK } });
  });

  it('and its link, once dead, is asked of the API though the page showed it first, while that may be asked', async () => {
    await onPage();
    expect(await pollNow(world.db, `pika-page:${UUID}`, world.now)).toBe('none');
    await inApi();
    expect(await world.db.count('polls')).toBe(0);
    expect(await pollNow(world.db, `pika-page:${UUID}`, world.now)).toBe('asked');
    expect(await world.db.getAllKeys('polls')).toEqual([`pika-api:${UUID}`]);
    await writeSource(world.db, 'pika-api', { on: false, base: null });
    expect(await pollNow(world.db, `pika-page:${UUID}`, world.now)).toBe('none');
  });

  it.each([
    ['the page first', [onPage, inApi], 'pika-api', 'pika.art'],
    ['the API first', [inApi, onPage], 'pika-page', 'Pika API'],
  ] as const)('is one clip, and the second job says where its video is: %s', async (_order, steps, second, first) => {
    for (const step of steps) await step();
    expect(await world.db.count('clips')).toBe(1);
    expect(await world.db.count('saves')).toBe(1);
    const job = await readJob(world.db, `${second}:${UUID}`);
    const words = { label: 'Finished', tone: 'good', sentence: `Its video came in with another job of yours, from ${first}: it is kept there, once.`, openLibrary: false };
    expect(job && jobLine(jobEntryOf(job, []), { waits: [], hourOf: () => 0 }, NOW).words).toMatchObject(words);
    const popup = rowGroups((await readPopup(world.db, POPUP_PAGE, NOW)).data, NOW).flatMap(({ rows }) => rows);
    expect(popup.find(({ key }) => key === job?.id)?.state).toMatchObject(words);
    await onPage();
    expect((await readJob(world.db, `${second}:${UUID}`))?.anomalies).toHaveLength(1);
  });
});
