import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createReader, type PageAnswer } from '../../../entrypoints/helper.content/reader.ts';
import type { JobRequest } from '../../../lib/domain/jobs/job.ts';
import type { Told } from '../../../lib/sources/pika/tap-inlet.ts';

const told = (text: string, changes: Partial<Told> = {}): Told => ({ url: 'https://pika.art/library', text, form: '', ...changes });

function start() {
  const waiting: (() => void)[] = [];
  const seen: string[] = [];
  const requests: JobRequest[] = [];
  const notices: string[] = [];
  const answers: PageAnswer[] = [];
  const refusals: [model: string | null, cost: number | null, error: string][] = [];
  const replies: boolean[] = [];
  let now = 0;
  const reader = createReader({
    now: () => now,
    soon: (work) => waiting.push(work),
    seen(jobs) {
      seen.push(...jobs.map(({ jobId }) => jobId));
      requests.push(...jobs.map(({ request }) => request));
    },
    noticed: (notice) => notices.push(notice),
    refused: ({ model, creditCost }, error) => refusals.push([model, creditCost, error]),
    replied: (took) => replies.push(took),
    answered: (answer) => answers.push(answer),
  });
  return {
    reader,
    seen,
    requests,
    notices,
    refusals,
    answers,
    replies,
    waiting,
    later(ms: number) {
      for (const work of waiting.splice(0)) work();
      now += ms;
    },
  };
}

const job = (id: string) => JSON.stringify({ success: true, data: { results: [{ id: `00000000-0000-4000-8000-${id.padStart(12, '0')}`, videos: [{ id: 'v', status: 'queued' }] }] } });

describe('the reader', () => {
  it('reads a real answer, but not on the stack of whoever brings it', async () => {
    const { reader, seen, later } = start();
    reader.take(told(await readFile('tests/fixtures/flight/next16-list.txt', 'utf8')));
    expect(seen).toEqual([]);
    later(0);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen[0]).toBe('00000001-aaaa-4bbb-8ccc-000000000001');
  });

  it('says of each answer to a submit whether it named a job, also where nothing else can be made of it', () => {
    const { reader, replies, later } = start();
    const form = '{"promptText":"a fox","model":"2.5"}';
    reader.take(told(job('1')));
    reader.take(told(job('1'), { form }));
    for (const text of ['{"success":false,"error":"busy"}', '{"error":"busy"}', '<html>', `${'['.repeat(400)}${']'.repeat(400)}`]) reader.take(told(text, { form }));
    later(0);
    expect(replies).toEqual([true, false, false, false, false]);
  });

  it('fills in what the form says that the text answers', () => {
    const { reader, requests, later } = start();
    reader.take(told(job('1'), { form: '{"promptText":"a fox","model":"2.5"}' }));
    reader.take(told(job('2'), { form: '{broken' }));
    later(0);
    expect(requests).toMatchObject([{ prompt: 'a fox', model: '2.5' }, { prompt: null, model: null }]);
  });

  it('hears that the user is signed out, or refused', () => {
    const { reader, notices, later } = start();
    reader.take(told('{"message":"Unauthorized"}'));
    reader.take(told('{"success":false,"error":"Something went wrong"}'));
    later(0);
    expect(notices).toEqual(['signed-out', 'refused']);
  });

  it('tells of a refused submit by what its form asked for, and of no more than a person makes', () => {
    const { reader, notices, refusals, later } = start();
    const form = '{"promptText":"a fox","model":"2.5","creditCost":"12"}';
    reader.take(told('{"success":false,"error":"Insufficient credits"}', { form }));
    reader.take(told('{"success":false,"error":"Something went wrong"}', { form: '{broken' }));
    reader.take(told(job('1'), { form }));
    later(0);
    expect([refusals, notices]).toEqual([[['2.5', 12, 'Insufficient credits'], [null, null, 'Something went wrong']], []]);
    for (let turn = 0; turn < 30; turn += 1) reader.take(told('{"success":false,"error":"No"}', { form }));
    later(0);
    expect(refusals).toHaveLength(5);
    later(60_000);
    reader.take(told('{"message":"Unauthorized"}', { form }));
    later(0);
    expect(notices).toEqual(['signed-out']);
  });

  it('leaves other people’s galleries alone', () => {
    const { reader, seen, later } = start();
    reader.take(told(job('1'), { url: 'https://pika.art/explore' }));
    reader.take(told(job('2')));
    later(0);
    expect(seen).toHaveLength(1);
  });

  it('drops a flood, in number and in size, and reads on afterwards', () => {
    const { reader, seen, waiting, later } = start();
    for (let i = 0; i < 500; i += 1) reader.take(told(job(String(i))));
    expect(waiting).toHaveLength(50);
    later(1000);
    const long = ' '.repeat(1_900_000);
    for (let i = 0; i < 20; i += 1) reader.take(told(long));
    expect(waiting).toHaveLength(4);
    later(1000);
    seen.length = 0;
    reader.take(told(job('7')));
    later(0);
    expect(seen).toHaveLength(1);
  });

  it.each([
    ['a job', job('1'), { jobs: 1, puzzling: false }],
    ['an empty library', '{"success":true,"data":{"results":[]}}', { jobs: 0, puzzling: false }],
    ['a library whose fields all have other names', '{"ok":true,"entries":[{"file":"https://cdn.pika.art/results/pika2p5_final/0123.mp4"}]}', { jobs: 0, puzzling: true }],
    ['a job without an id', '{"success":true,"data":{"results":[{"promptText":"x","videos":[{"status":"finished"}]}]}}', { jobs: 0, puzzling: true }],
    ['the balance', '[{"credits":80}]', { jobs: 0, puzzling: false, balance: 80 }],
    ['a refusal that names a file', '{"success":false,"error":"https://cdn.pika.art/results/a/b.mp4"}', { jobs: 0, puzzling: false }],
    ['a page with a video', '<html><video src="https://cdn.pika.art/results/a/0123.mp4">', { jobs: 0, puzzling: false }],
    ['what nests too deep, with a file in it', `${'['.repeat(5000)}"https://cdn.pika.art/results/a/0123.mp4"${']'.repeat(5000)}`, { jobs: 0, puzzling: true }],
    ['what nests too deep', '['.repeat(5000) + ']'.repeat(5000), { jobs: 0, puzzling: false }],
    ['an action that threw beside a file', '1:E{"digest":"x"}\n2:{"file":"https://cdn.pika.art/results/a/0123.mp4"}\n', { jobs: 0, puzzling: false }],
    ['no rows at all', '', { jobs: 0, puzzling: false }],
  ])('tells what became of %s', (_name, text, expected) => {
    const { reader, answers, later } = start();
    reader.take(told(text));
    later(0);
    expect(answers).toMatchObject([{ text, balance: null, ...expected }]);
  });
});
