import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { addJobs } from '../../lib/store/polls.ts';
import { pollNow } from '../../lib/store/refresh.ts';
import { writeSource } from '../../lib/store/settings.ts';
import { HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { NOW } from '../support/builders.ts';
import { type PollWorld, pollWorld, type Reply } from '../support/poll-world.ts';

let world: PollWorld;
const add = (jobId: string) => addJobs(world.db, [{ source: 'useapi', jobId }], world.now);
const file = { id: '101', content_type: 'video/mp4', filename: 'j1.mp4', url: 'https://cdn.discordapp.com/attachments/1/101/j1.mp4?ex=ffffffff&is=1&hm=2&', size: 1000 };
const finished: Reply = { status: 200, body: { status: 'completed', prompt: 'fox', attachments: [file] } };

beforeEach(async () => {
  world = await pollWorld(NOW);
  await writeSource(world.db, 'useapi', { on: true, base: null });
});

it.each([
  ['finished', finished],
  ['failed', { status: 200, body: { status: 'failed', error: 'no' } }],
  ['refused as no job', { status: 400, body: { error: 'bad' } }],
] as const)('a job that is over (%s) keeps the pace, whoever wants it once more', async (_how, reply) => {
  await add('j1');
  world.reply = () => reply;
  const start = world.now;
  for (; world.now < start + 30 * SECOND; world.now += SECOND) {
    await world.tick();
    await (world.now % 2000 === 0 ? pollNow(world.db, 'useapi:j1', world.now) : add('j1'));
  }
  expect(world.sent).toHaveLength(1);
  await world.tick();
  expect(world.sent.map(({ at }) => at)).toEqual([start, start + 30 * SECOND]);
  // And nothing is kept of it when its time is over.
  world.now += MINUTE;
  await add('j2');
  await world.tick();
  world.now += MINUTE;
  await add('j3');
  await world.tick();
  expect(await world.db.get('meta', 'ended-polls')).toMatchObject({ value: [{ job: 'useapi:j3' }] });
});

it('a clock that was turned back holds no job that was over', async () => {
  await add('j1');
  world.reply = () => finished;
  await world.tick();
  world.now -= HOUR;
  await add('j1');
  await world.tick();
  expect(world.sent).toHaveLength(2);
});
