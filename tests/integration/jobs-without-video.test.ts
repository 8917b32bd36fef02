import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { addJobs, readJob } from '../../lib/store/polls.ts';
import { writeSource } from '../../lib/store/settings.ts';
import { HOUR } from '../../lib/time.ts';
import { NOW } from '../support/builders.ts';
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
