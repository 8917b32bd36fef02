import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { JobRequest, SeenVideo } from '../../../lib/domain/jobs/job.ts';
import { NO_PARCEL, type PageParcel } from '../../../lib/domain/jobs/parcels.ts';
import { firstPageRows } from '../../../lib/sources/pika/first-page.ts';
import { readPage } from '../../../lib/sources/pika/library.ts';
import { withForm } from '../../../lib/sources/pika/submit-form.ts';
import { mayHoldOwnJobs } from '../../../lib/sources/pika/tap-route.ts';
import { takePage } from '../../../lib/tasks/take-page.ts';
import { pageText, seenVideo } from './seen.ts';

const PAGE = 'https://pika.art/library';
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const listed = (...numbers: number[]) => JSON.stringify({ success: true, data: { results: numbers.map((n) => ({ id: idOf(n), videos: [{ id: 'v', status: 'queued' }] })) } });

/** Takes a parcel with the real readers; `said` tells in order what came of it. */
async function take(parcel: Partial<PageParcel>, settled: readonly string[] = [], page = PAGE) {
  const said: string[] = [];
  const requests: JobRequest[] = [];
  const loose: SeenVideo[] = [];
  const total = await takePage({ ...NO_PARCEL, ...parcel }, page, {
    read(url, text, form) {
      const reading = mayHoldOwnJobs(url) ? readPage(text) : null;
      return reading?.ok ? { jobs: withForm(reading.value.jobs, form), notice: reading.value.notice } : null;
    },
    rows: firstPageRows,
    settled: async (url) => settled.includes(url),
    async record(jobs, videos) {
      said.push(videos.length > 0 ? `videos ${videos.length}` : `jobs ${jobs.length}`);
      requests.push(...jobs.map(({ request }) => request));
      loose.push(...videos);
      return { accepted: jobs.length + videos.length, deferred: 1 };
    },
    notice: async (notice) => void said.push(`notice ${notice}`),
  });
  return { said, requests, loose, total };
}

describe('what a page passed on', () => {
  it('is read: a real answer gives its jobs', async () => {
    const { total } = await take({ texts: [pageText(await readFile('tests/fixtures/flight/next16-list.txt', 'utf8'))] });
    expect(total.accepted).toBeGreaterThan(2);
  });

  it('comes in this order: first page, answers, videos that nobody named', async () => {
    const scripts = [`self.__next_f.push([1,${JSON.stringify(`1:${listed(1)}\n`)}])`];
    const videos = [seenVideo('a'), seenVideo('b')];
    const { said, loose, total } = await take({ scripts, texts: [pageText(listed(2, 3))], videos }, [seenVideo('a').url]);
    expect(said).toEqual(['jobs 3', 'notice null', 'notice null', 'videos 1']);
    expect([loose, total]).toEqual([[seenVideo('b')], { accepted: 4, deferred: 2 }]);
  });

  it('is filled in with what the form says that the text answers', async () => {
    const { requests } = await take({ texts: [pageText(listed(1), { form: '{"promptText":"a fox","model":"2.5"}' }), pageText(listed(2), { form: '{broken' })] });
    expect(requests).toMatchObject([{ prompt: 'a fox', model: '2.5' }, { prompt: null, model: null }]);
  });

  it('tells that the user is signed out, or refused', async () => {
    const { said } = await take({ texts: [pageText('{"message":"Unauthorized"}'), pageText('{"success":false,"error":"Something went wrong"}')] });
    expect(said).toEqual(['notice signed-out', 'notice refused']);
  });

  it('is left alone when it is somebody else’s gallery, or nothing', async () => {
    const scripts = [`self.__next_f.push([1,${JSON.stringify(`1:${listed(1)}\n`)}])`];
    const { said } = await take({ scripts, texts: [pageText(listed(2), { url: 'https://pika.art/explore' }), pageText(''), pageText('[')] }, [], 'https://pika.art/explore');
    expect(said).toEqual([]);
  });

  it('is written in pieces when it is long', async () => {
    const { said } = await take({ texts: [pageText(listed(...Array.from({ length: 450 }, (_, n) => n)))] });
    expect(said).toEqual(['jobs 200', 'jobs 200', 'jobs 50', 'notice null']);
  });
});
