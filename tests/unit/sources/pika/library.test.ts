import { describe, expect, it } from 'vitest';
import type { SeenJob } from '../../../../lib/domain/jobs/job.ts';
import { MAX_SEEN, readPage, type PageReading } from '../../../../lib/sources/pika/library.ts';
import { couldHoldJobs } from '../../../../lib/sources/pika/shape.ts';

const JOB = '0f8fad5b-d9cb-469f-a165-70867728950e';
const FILE = `https://cdn.pika.art/v1/${JOB}/a_fox_seed5.mp4`;

function read(answer: unknown): PageReading {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const reading = readPage(text);
  if (!reading.ok) throw new Error(reading.failure.kind);
  if (reading.value.jobs.length > 0 || reading.value.notice !== null) expect(couldHoldJobs(text)).toBe(true);
  return reading.value;
}

/** The one job of a listing that holds this one. */
function job(fields: object): SeenJob | undefined {
  const { jobs } = read({ success: true, data: { results: [{ id: JOB, ...fields }] } });
  expect(jobs.length).toBeLessThan(2);
  return jobs[0];
}

describe('states', () => {
  it.each([
    ['queued', 'queued'],
    ['created', 'queued'],
    ['pending', 'running'],
    ['started', 'running'],
    ['processing', 'running'],
    ['running', 'running'],
    ['progress', 'running'],
    ['finished', 'finished'],
    ['completed', 'finished'],
    ['complete', 'finished'],
    ['succeeded', 'finished'],
    ['error', 'failed'],
    ['failed', 'failed'],
    ['moderated', 'moderated'],
    ['content_moderation', 'moderated'],
    ['cancelled', 'cancelled'],
    ['canceled', 'cancelled'],
    ['FINISHED', 'finished'],
    [' Pending ', 'running'],
    ['resting', 'unknown'],
    ['__proto__', 'unknown'],
  ])('%s is %s', (word, state) => {
    expect(job({ videos: [{ id: JOB, status: word }] })).toMatchObject({ state, rawStatus: word.trim(), videos: [] });
  });

  it.each([
    [['finished', 'pending'], 'running'],
    [['queued', 'queued'], 'queued'],
    [['queued', 'pending'], 'running'],
    [['finished', 'queued'], 'running'],
    [['finished', 'error'], 'finished'],
    [['error', 'cancelled'], 'failed'],
    [['', ''], 'unknown'],
    [[], 'unknown'],
  ])('%j together are %s', (words, state) => {
    expect(job({ promptText: 'a', videos: words.map((status) => ({ status })) })?.state).toBe(state);
  });

  it('takes a file without a word about it for finished, and a refused content for moderated', () => {
    expect(job({ videos: [{ resultUrl: FILE }] })).toMatchObject({ state: 'finished', rawStatus: '' });
    expect(job({ videos: [{ status: 'error', error: 'Prompt not allowed.' }] })).toMatchObject({
      state: 'moderated',
      error: 'Prompt not allowed.',
    });
    expect(job({ videos: [{
      status: 'failed',
      error: { code: 'content_moderation' },
    }] })).toMatchObject({ state: 'moderated', error: 'content_moderation' });
    expect(job({ videos: [{ status: 'error', error: 'Out of memory' }] })).toMatchObject({ state: 'failed' });
  });

  it('stays without files when it is finished and has none', () => {
    expect(job({ videos: [{ status: 'finished' }] })).toMatchObject({ state: 'finished', videos: [] });
    expect(job({ videos: [{
      status: 'finished',
      resultUrl: 'https://evil.com/a.mp4',
    }] })).toMatchObject({ state: 'finished', videos: [] });
  });
});

describe('files', () => {
  it('takes the result before the copy for sharing, and that one only in need', () => {
    const share = FILE.replace('.mp4', '_share.mp4');
    expect(job({ videos: [{ status: 'finished', resultUrl: FILE, sharingUrl: share }] })?.videos).toMatchObject([{ url: FILE }]);
    expect(job({ videos: [{ status: 'finished', resultUrl: 'http://x', sharingUrl: share }] })?.videos).toMatchObject([{ url: share }]);
    expect(job({ videos: [
      { status: 'finished', sharingUrl: share },
      { status: 'finished', resultUrl: FILE },
    ] })?.videos).toHaveLength(1);
  });

  it('counts one file once, as it came first', () => {
    const elsewhere = FILE.replace('cdn.', 'tre9zd4etmxyc.');
    const videos = [FILE, elsewhere].map((resultUrl) => ({ status: 'finished', resultUrl }));
    expect(job({ videos })?.videos).toMatchObject([{ url: FILE }]);
  });

  it('finds the URL under every known name, and on the job itself', () => {
    for (const key of ['resultUrl', 'videoUrl', 'video_url', 'url']) {
      expect(job({ videos: [{ status: 'finished', [key]: FILE }] })?.videos).toMatchObject([{ url: FILE }]);
      expect(job({ videos: [{ status: 'finished' }], [key]: FILE })?.videos).toMatchObject([{ url: FILE }]);
    }
    expect(job({ videos: [FILE] })?.videos).toMatchObject([{ url: FILE, videoId: null }]);
  });

  it('keeps what stands beside it only if it can be used', () => {
    const video = {
      id: JOB.toUpperCase(),
      status: 'finished',
      resultUrl: FILE,
      videoPoster: 'javascript:1',
      imageThumb: FILE.replace('a_fox_seed5.mp4', 'thumbnail.jpg'),
      duration: '5',
    };
    expect(job({ videos: [video] })?.videos).toEqual([{ videoId: JOB, url: FILE, posterUrl: video.imageThumb, durationSeconds: 5 }]);
    expect(job({ videos: [{ ...video, id: 'a b', imageThumb: 7, duration: -1 }] })?.videos).toEqual([{
      videoId: null,
      url: FILE,
      posterUrl: null,
      durationSeconds: null,
    }]);
  });
});

describe('requests', () => {
  const options = { aspectRatio: '16:9', resolution: '1080p', duration: '5', parameters: { negativePrompt: 'blur', seed: 2 ** 53 } };

  it('are read from wherever a generation keeps them, without the user', () => {
    const seen = job({
      params: { options, userId: 'u-secret', promptText: 'a fox', model: '2.5', contentType: 'i2v', creditCost: '12' },
      videos: [{ status: 'queued', seed: 5 }],
    });
    expect(seen?.request).toEqual({
      prompt: 'a fox',
      negativePrompt: 'blur',
      model: '2.5',
      feature: 'i2v',
      aspectRatio: 16 / 9,
      resolution: '1080p',
      durationSeconds: 5,
      seed: '9007199254740992',
      creditCost: 12,
    });
    expect(JSON.stringify(seen)).not.toContain('u-secret');
  });

  it('are bounded and finite', () => {
    const seen = job({
      promptText: `${'x'.repeat(5000)}`,
      params: {
        options: { aspectRatio: 'NaN', duration: 1e9, resolution: {}, parameters: { seed: -1.5 } },
        creditCost: -1,
        model: '\u0000',
        contentType: 'y'.repeat(99),
      },
      videos: [{ status: 'z'.repeat(99), error: 'e'.repeat(999), progress: 101 }],
    });
    expect(seen).toMatchObject({ progress: null, rawStatus: 'z'.repeat(40), error: 'e'.repeat(300) });
    expect(seen?.request).toEqual({
      prompt: 'x'.repeat(4000),
      negativePrompt: null,
      model: null,
      feature: 'y'.repeat(40),
      aspectRatio: null,
      resolution: null,
      durationSeconds: null,
      seed: null,
      creditCost: null,
    });
  });

  it('keep the seed that was used when none was asked for, with all its digits', () => {
    expect(job({ videos: [{ status: 'finished', seed: 1234567890123456 }] })?.request.seed).toBe('1234567890123456');
    expect(job({ videos: [{ status: 'finished', seed: '98765432109876543210' }] })?.request.seed).toBe('98765432109876543210');
  });

  it('lose halves of emoji and control characters', () => {
    expect(job({ promptText: ' a\u0007b\ud83e \n', videos: [] })?.request.prompt).toBe('ab');
  });
});

describe('variants', () => {
  it('are told by the job or by the file', () => {
    const videos = [{ status: 'finished', resultUrl: FILE }];
    expect(job({ videos, hasSfx: true, extended: 2, upscaled: true, lipSynced: true })?.variant).toEqual({
      sfx: true,
      extended: 2,
      upscaled: true,
      lipSynced: true,
    });
    expect(job({ videos, hasSfx: 'yes', extended: true, upscaled: 1 })?.variant).toEqual({
      sfx: false,
      extended: 1,
      upscaled: false,
      lipSynced: false,
    });
    expect(job({ videos: [{ status: 'finished', resultUrl: FILE.replace('.mp4', '_sfx.mp4') }] })?.variant.sfx).toBe(true);
  });
});

describe('many jobs', () => {
  const listed = (id: unknown, status: string) => ({ id, promptText: `p ${status}`, videos: [{ status }] });

  it('are found wherever they are nested, each once, the furthest sighting of each', () => {
    const { jobs } = read({
      a: [{ results: [listed('x', 'pending'), listed('y', 'queued')] }],
      b: { deep: { results: [listed('x', 'finished'), listed('x', 'queued')] } },
    });
    expect(jobs.map((seen) => [seen.jobId, seen.state])).toEqual([['x', 'finished'], ['y', 'queued']]);
    expect(jobs[0]?.request.prompt).toBe('p finished');
  });

  it('keep what only the earlier sighting told of the request', () => {
    const { jobs } = read([{ ...listed('x', 'queued'), params: { model: '2.5' } }, { id: 'x', videos: [{ status: 'finished' }] }]);
    expect(jobs).toMatchObject([{ state: 'finished', request: { prompt: 'p queued', model: '2.5' } }]);
  });

  it('are kept when others beside them are broken', () => {
    const bad = [
      null, 7, 'x', [], {}, listed('../x', 'queued'), listed('y'.repeat(65), 'queued'), listed(7, 'queued'), { id: 'z', videos: 'no' },
      { id: 'w', videos: [null, 7] },
    ];
    const reading = read({ success: true, data: { results: [...bad, listed('good', 'queued'), ...bad] } });
    expect(reading).toMatchObject({ understood: true, unreadable: 6, jobs: [{ jobId: 'good' }] });
  });

  it('stop at the cap', () => {
    const { jobs } = read({ results: Array.from({ length: MAX_SEEN + 5 }, (_, at) => listed(`j${at}`, 'queued')) });
    expect(jobs).toHaveLength(MAX_SEEN);
  });

  it('that cannot be read at all mean that our reader broke', () => {
    expect(read({ success: true, data: { results: [{ uuid: 'x', clips: [] }] } })).toMatchObject({ jobs: [], understood: false });
    expect(read({
      success: true,
      data: { results: [listed(7, 'queued')] },
    })).toMatchObject({ jobs: [], understood: false, unreadable: 1 });
    expect(read({ success: true, data: { results: [] } })).toMatchObject({ jobs: [], understood: true });
  });
});
