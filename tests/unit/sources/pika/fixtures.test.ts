import { describe, expect, it } from 'vitest';
import type { SeenJob } from '../../../../lib/domain/jobs/job.ts';
import { firstPageRows } from '../../../../lib/sources/pika/first-page.ts';
import { readPage, type PageReading } from '../../../../lib/sources/pika/library.ts';
import { couldHoldJobs } from '../../../../lib/sources/pika/shape.ts';
import { FLIGHT_FIXTURES, flightFixture, inlineScripts } from '../../../support/flight-fixtures.ts';

function textOf(name: string): string {
  const source = flightFixture(name);
  return name.endsWith('.html') ? firstPageRows(inlineScripts(source)) : source;
}

function read(text: string): PageReading {
  const reading = readPage(text);
  if (!reading.ok) throw new Error(reading.failure.kind);
  return reading.value;
}

const LONG_PROMPT = 'a very long prompt about a fox, '.repeat(60).trim();

function listed(number: number, state: SeenJob['state'], rawStatus: string, progress: number): SeenJob {
  const jobId = `0000000${number}-aaaa-4bbb-8ccc-00000000000${number}`;
  const base = `https://cdn.pika.art/v1/${jobId}`;
  const file = {
    videoId: jobId,
    url: `${base}/prompt_${number}_seed1234567890123456.mp4`,
    posterUrl: `${base}/poster.jpg`,
    durationSeconds: 5,
  };
  return {
    jobId,
    state,
    rawStatus,
    progress,
    error: null,
    request: {
      prompt: number === 3 ? LONG_PROMPT : `prompt ${number} "quoted" <b>é🦊</b>\nline two`,
      negativePrompt: null,
      model: null,
      feature: null,
      aspectRatio: 1.7777777777777777,
      resolution: null,
      durationSeconds: null,
      seed: '9007199254740991',
      creditCost: null,
    },
    variant: { sfx: false, extended: 0, upscaled: false, lipSynced: false },
    videos: state === 'finished' ? [file] : [],
  };
}

function shared(number: number, variant: Partial<SeenJob['variant']>): SeenJob {
  const jobId = `000000aa-0000-4000-8000-00000000000${number}`;
  const base = `https://cdn.pika.art/v1/${jobId}`;
  const name = `one_prompt,_four_takes_seed${77 + number}${number === 2 ? '_sfx' : ''}.mp4`;
  return {
    jobId,
    state: 'finished',
    rawStatus: 'finished',
    progress: 100,
    error: null,
    request: {
      prompt: 'one prompt, four takes',
      negativePrompt: 'blur',
      model: null,
      feature: null,
      aspectRatio: 0.5625,
      resolution: null,
      durationSeconds: null,
      seed: '77',
      creditCost: null,
    },
    variant: { sfx: false, extended: 0, upscaled: false, lipSynced: false, ...variant },
    videos: [{ videoId: jobId, url: `${base}/${name}`, posterUrl: `${base}/poster.jpg`, durationSeconds: 5 }],
  };
}

const LIST = [
  listed(1, 'finished', 'finished', 100),
  listed(2, 'running', 'pending', 13),
  listed(3, 'finished', 'finished', 100),
  listed(4, 'queued', 'queued', 13),
];
const SHARED = [shared(1, {}), shared(2, { sfx: true }), shared(3, { upscaled: true }), shared(4, { extended: 1 }), shared(5, {})];

const INSIDE: Readonly<Record<string, Partial<PageReading> & { readonly jobs: readonly SeenJob[] }>> = {
  'list.txt': { jobs: LIST },
  'poll-by-ids.txt': { jobs: LIST },
  'thrown.txt': { jobs: SHARED },
  'first-page.html': { jobs: [...LIST, ...SHARED] },
  'folders.txt': { jobs: [] },
  'refused.txt': { jobs: [], notice: 'refused', refusal: 'Something went wrong' },
  'shared-and-streamed.txt': { jobs: [], threw: true },
};

describe('recorded answers', () => {
  it('are all of Next.js 14, 15 and 16', () => {
    expect(FLIGHT_FIXTURES).toHaveLength(3 * Object.keys(INSIDE).length);
  });

  it.each(FLIGHT_FIXTURES)('%s says exactly what is inside', (name) => {
    const inside = INSIDE[name.replace(/^next\d\d-/, '')];
    const expected = { notice: null, refusal: null, understood: true, threw: false, balance: null, unreadable: 0, ...inside };
    expect(read(textOf(name))).toEqual(expected);
  });

  it.each(FLIGHT_FIXTURES)('%s is forwarded if it holds anything', (name) => {
    const { jobs, notice } = read(textOf(name));
    if (jobs.length > 0 || notice !== null) expect(couldHoldJobs(textOf(name))).toBe(true);
    else expect(couldHoldJobs(textOf(name))).toBe(false);
  });

  it.each(FLIGHT_FIXTURES)('%s, cut off anywhere, shows the jobs of its whole rows as they are', (name) => {
    const whole = textOf(name);
    const jobs = new Map(read(whole).jobs.map((job) => [job.jobId, JSON.stringify(job)]));
    const step = name.endsWith('.html') ? 29 : 3;
    for (let end = 0; end < whole.length; end += step) {
      for (const job of read(whole.slice(0, end)).jobs) expect(JSON.stringify(job)).toBe(jobs.get(job.jobId));
    }
  });

  it.each(FLIGHT_FIXTURES.filter((name) => name.includes('thrown')))('%s shows the first four before the streamed one', (name) => {
    const text = textOf(name);
    const streamed = text.search(/^(?:7|10):\["f1"\]\n[6f]:/m);
    expect(read(text.slice(0, streamed)).jobs).toEqual(SHARED.slice(0, 4));
  });

  it.each(FLIGHT_FIXTURES.filter((name) => name.endsWith('list.txt')))('%s with its rows the other way round', (name) => {
    const [envelope = '', rest = ''] = flightFixture(name).split(/\n(.*)/s);
    const payload = rest.indexOf('1:{"success"');
    const reversed = `${rest.slice(payload).trimEnd()}\n${rest.slice(0, payload)}${envelope}\n`;
    expect(read(reversed).jobs).toEqual(LIST);
  });
});
