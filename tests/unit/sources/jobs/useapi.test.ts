import { describe, expect, it } from 'vitest';
import { deadlineOf } from '../../../../lib/domain/clips/deadline.ts';
import { DAY } from '../../../../lib/time.ts';
import { useapi } from '../../../../lib/sources/jobs/useapi.ts';
import { flagsOf, progressOf, withoutMentions } from '../../../../lib/sources/jobs/useapi-content.ts';
import { accessOf, answer, failureOf, jobOf, readOne } from './answers.ts';

const ID = '20230909T020449-user:1234-pika';
const LINK = 'https://cdn.discordapp.com/attachments/110/120/smiling_and_blinking_seed8127364512.mp4?ex=65a1b2c3&is=658f3dc3&hm=0a1b2c3d&';

/** The model of the documentation, every field of it. */
const WHOLE = {
  jobid: ID,
  parentJobId: '20230909T020000-user:1234-pika',
  verb: 'pika-animate',
  status: 'completed',
  created: '2023-09-09T02:04:49.667Z',
  updated: '2023-09-09T02:19:20.256Z',
  prompt: 'smiling and blinking -ar 4:5 -neg "blurry, dark" -seed 42',
  message: { size: 12, type: 'image/png' },
  image: { size: 1_628_384, type: 'image/png' },
  button: 'retry',
  buttons: ['retry'],
  discord: 'ABC…secured…xyz',
  channel: '1100000000000000001',
  maxJobs: 10,
  messageId: '1200000000000000001',
  content: '<@900000000000000001> Prompt: smiling and blinking --size 100  Image: 1 Attachment  Author: <@900000000000000001>)',
  timestamp: '2023-09-09T02:05:24.991000+00:00',
  attachments: [{ id: '1300000000000000001', content_type: 'video/mp4', filename: 'smiling_and_blinking_seed8127364512.mp4', url: LINK, proxy_url: LINK.replace('cdn.discordapp.com', 'media.discordapp.net'), size: 7_204_115, width: 768, height: 960 }],
  embeds: [{ type: 'rich', description: 'Made with Pika', image: { url: 'https://cdn.discordapp.com/x.png', proxy_url: 'https://media.discordapp.net/x.png', width: 10, height: 20 } }],
  code: 200,
};

function read(document: unknown, status = 200): ReturnType<typeof readOne> {
  return readOne(useapi, ID, answer(status, document));
}

describe('what is asked', () => {
  it('is one GET of one job, with the token in a header alone', () => {
    const question = useapi.ask('a b/&jobid=x', accessOf(useapi));
    expect(question.url).toBe('https://api.useapi.net/v1/pika/jobs/?jobid=a%20b%2F%26jobid%3Dx');
    expect(question.headers).toEqual({ accept: 'application/json', authorization: 'Bearer user:1-secret-token' });
    expect(Object.keys(question)).not.toContain('method');
    expect(useapi.pace.perJobMs).toBeGreaterThanOrEqual(30_000);
  });

  it('goes to the address that the user set', () => {
    expect(useapi.ask('x1', { base: 'https://pika.example.com/api', token: 't' }).url).toBe('https://pika.example.com/api/jobs/?jobid=x1');
    expect(useapi.origins('https://pika.example.com/api')).toEqual(['https://pika.example.com/*', 'https://cdn.discordapp.com/*', 'https://media.discordapp.net/*']);
  });
});

describe('a whole document', () => {
  const { job } = jobOf(read(WHOLE));

  it('becomes a job with all that was said', () => {
    expect(job).toMatchObject({ jobId: ID, state: 'finished', rawStatus: 'completed', progress: 100, error: null });
    expect(job.request).toMatchObject({ prompt: WHOLE.prompt, negativePrompt: 'blurry, dark', feature: 'i2v', aspectRatio: 0.8, seed: '42' });
    expect(job.more).toEqual({
      queuePosition: null,
      parentJobId: WHOLE.parentJobId,
      verb: 'pika-animate',
      buttons: ['retry'],
      embeds: [{ type: 'rich', description: 'Made with Pika', imageUrl: 'https://cdn.discordapp.com/x.png', width: 10, height: 20 }],
      content: 'Prompt: smiling and blinking --size 100 Image: 1 Attachment Author: )',
      log: null,
      createdAt: Date.UTC(2023, 8, 9, 2, 4, 49, 667),
      updatedAt: Date.UTC(2023, 8, 9, 2, 19, 20, 256),
    });
  });

  it('names its file with the query that makes the link work, and with when it dies', () => {
    expect(job.videos).toEqual([{ videoId: '1300000000000000001', url: LINK, posterUrl: 'https://cdn.discordapp.com/x.png', durationSeconds: null }]);
    expect(deadlineOf(LINK, Date.UTC(2024, 0, 10), DAY)).toEqual({ at: 0x65a1b2c3 * 1000, why: 'url' });
  });

  it('is shown by what Discord shows: a small picture first, then one beside the file, and never one from elsewhere', () => {
    const still = (name: string) => `https://media.discordapp.net/attachments/1/2/${name}?ex=1&hm=2`;
    const poster = (document: object) => jobOf(read({ ...WHOLE, ...document })).job.videos.map(({ posterUrl }) => posterUrl);
    const beside = { content_type: 'image/png', url: still('beside.png') };
    const embeds = [{ image: { url: 'https://cdn.discordapp.com/large.png' } }, { thumbnail: { url: 'https://evil.example/a.png', proxy_url: still('small.webp') } }];
    expect(poster({ embeds, attachments: [...WHOLE.attachments, beside] })).toEqual([still('small.webp')]);
    expect(poster({ attachments: [...WHOLE.attachments, beside] })).toEqual([still('beside.png')]);
    expect(poster({ embeds: [{ thumbnail: { url: 'https://evil.example/a.png' }, image: { url: 'http://cdn.discordapp.com/a.png' } }] })).toEqual([null]);
  });

  it('is kept for 31 days from its creation; of an older one nothing is promised', () => {
    const created = Date.UTC(2023, 8, 9, 2, 4, 49, 667);
    const at = (now: number): unknown => {
      const { linksDieAt, forgottenAt } = jobOf(useapi.read(useapi.ask(ID, accessOf(useapi)), answer(200, WHOLE), accessOf(useapi), now));
      return [linksDieAt, forgottenAt];
    };
    expect(at(created + DAY)).toEqual([created + 31 * DAY, created + 31 * DAY]);
    expect(at(created + 31 * DAY)).toEqual([null, null]);
    expect(jobOf(read({ ...WHOLE, created: 'x', timestamp: 'y' })).linksDieAt).toBeNull();
  });

  it('takes the seed and the ratio from the file where the prompt tells none', () => {
    expect(jobOf(read({ ...WHOLE, prompt: 'a cat' })).job.request).toMatchObject({ seed: '8127364512', aspectRatio: 0.8 });
  });
});

describe('states', () => {
  it.each([
    ['created', 'queued'],
    ['started', 'running'],
    ['progress', 'running'],
    ['moderated', 'moderated'],
    ['completed', 'finished'],
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
    ['PROGRESS', 'running'],
    ['resting', 'unknown'],
  ])('%s is %s, and the raw word stays', (status, state) => {
    expect(jobOf(read({ jobid: ID, status })).job).toMatchObject({ state, rawStatus: status });
  });

  it('a preview of a job that runs is not its result', () => {
    expect(jobOf(read({ ...WHOLE, status: 'progress' })).job.videos).toEqual([]);
    expect(jobOf(read({ ...WHOLE, status: 'resting' })).job.videos).toHaveLength(1);
  });

  it('a failure keeps both its texts, and one about content is moderation', () => {
    expect(jobOf(read({ status: 'failed', error: 'Job failed', errorDetails: 'Bot is offline' })).job).toMatchObject({ state: 'failed', error: 'Job failed: Bot is offline' });
    expect(jobOf(read({ status: 'failed', error: 'Blocked by content moderation' })).job.state).toBe('moderated');
  });
});

describe('peers case 24: finished without a file', () => {
  it('is told as such', () => {
    for (const attachments of [undefined, null, [], [{ content_type: 'image/png', url: LINK.replace('.mp4', '.png') }], 'none']) {
      const { job } = jobOf(read({ ...WHOLE, attachments }));
      expect([job.state, job.videos, job.more?.withheld]).toEqual(['finished', [], undefined]);
    }
  });

  it('is told apart from a file that may not be fetched, with its host', () => {
    const attachments = [{ content_type: 'video/mp4', url: 'https://files.example.org/a.mp4' }];
    const { job } = jobOf(read({ ...WHOLE, attachments }));
    expect([job.videos, job.more?.withheld]).toEqual([[], ['files.example.org']]);
  });
});

describe('what is not an answer about this job', () => {
  it('is another job, no job, or no data', () => {
    for (const document of [{ ...WHOLE, jobid: 'another-1' }, {}, [], null, 7, '"text"', { jobid: ID }, '', '{"jobid":', { status: 3 }]) {
      expect(failureOf(read(document)).kind).toBe('not-understood');
    }
  });

  it('is a refusal that hides behind 200', () => {
    expect(failureOf(read({ error: 'Unauthorized', code: 401 })).kind).toBe('token-refused');
    expect(failureOf(read({ error: 'Unable to locate job x', code: 404 })).kind).toBe('gone');
  });
});

describe('progress in the message', () => {
  it.each([
    ['**a cat** - <@1> (42%) (fast)', null, 42],
    ['a cat (12%) (57.5%)', null, 57],
    ['a cat - 31%', 'a cat', 31],
    ['100% cotton shirt', '100% cotton shirt', null],
    ['100% cotton shirt', null, null],
    ['a cat 50% off', null, null],
    ['a cat (300%)', 'a cat', null],
    ['waiting to start', 'a cat', null],
    [null, 'a cat', null],
  ])('%s', (content, prompt, progress) => {
    expect(progressOf(content, prompt)).toBe(progress);
  });

  it('names nobody', () => {
    expect(withoutMentions('<@900000000000000001> sees <#12> and <@&34>: <@Discord user id>')).toBe(' sees and : ');
  });
});

describe('flags behind a prompt', () => {
  it.each([
    ['a cat -ar 16:9', { aspectRatio: 16 / 9, negativePrompt: null, seed: null }],
    ['a cat --seed 123 -neg blurry -fps 24', { aspectRatio: null, negativePrompt: 'blurry', seed: '123' }],
    ['a car-ar 16:9 -seed x', { aspectRatio: null, negativePrompt: null, seed: null }],
    ['-ar 0:9', { aspectRatio: null, negativePrompt: null, seed: null }],
  ])('%s', (prompt, flags) => {
    expect(flagsOf(prompt)).toEqual(flags);
  });
});
