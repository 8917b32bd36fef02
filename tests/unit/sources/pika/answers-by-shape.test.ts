import { describe, expect, it } from 'vitest';
import { readPage, type PageReading } from '../../../../lib/sources/pika/library.ts';
import { couldHoldJobs, MAX_TEXT } from '../../../../lib/sources/pika/shape.ts';

const JOB = '0f8fad5b-d9cb-469f-a165-70867728950e';
const FILE = `https://cdn.pika.art/v1/${JOB}/a_fox_seed5.mp4`;

function read(answer: unknown): PageReading {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const reading = readPage(text);
  if (!reading.ok) throw new Error(reading.failure.kind);
  if (reading.value.jobs.length > 0 || reading.value.notice !== null) expect(couldHoldJobs(text)).toBe(true);
  return reading.value;
}

describe('answers to a submit', () => {
  const generation = {
    id: JOB,
    promptText: 'a fox',
    params: { options: { frameRate: 24 }, promptText: 'a fox' },
    adjusted: false,
    extended: 0,
    videos: [{ id: JOB, status: 'queued' }],
  };

  it('with the whole generation', () => {
    const { jobs } = read({ success: true, data: { id: JOB, generation } });
    expect(jobs).toMatchObject([{ jobId: JOB, state: 'queued', rawStatus: 'queued', request: { prompt: 'a fox' }, videos: [] }]);
  });

  it.each([
    ['data.id', { success: true, data: { id: JOB } }],
    ['id', { id: JOB }],
    ['jobId', { success: true, jobId: JOB.toUpperCase() }],
    ['data.generation.id', { success: true, data: { generation: { id: JOB } } }],
    ['job.id', { job: { id: JOB } }],
    ['with a status', { id: JOB, status: 'started', message: 'ok' }],
  ])('with no more than %s', (where, answer) => {
    expect(read(answer).jobs).toMatchObject([{ jobId: JOB, state: where === 'with a status' ? 'running' : 'queued', videos: [] }]);
  });

  it.each([
    ['an account', { id: JOB, aud: 'authenticated', email: 'a@b.c' }],
    ['an id that is no UUID', { id: 'f1' }],
    ['a folder', { success: true, data: { id: JOB, folderName: 'Cats' } }],
    ['a failure', { success: false, id: JOB }],
    ['a list', [{ id: JOB }]],
    ['a server action', `0:["$@1"]\n1:{"success":true,"data":{"id":"${JOB}"}}\n`],
  ])('are not %s', (_, answer) => expect(read(answer).jobs).toEqual([]));
});

describe('other APIs', () => {
  it.each([
    ['the developer API', { id: JOB, status: 'finished', progress: 100, url: FILE }],
    ['AceData', { id: JOB, state: 'succeeded', video_url: FILE }],
    ['a reseller of the feed', { code: 0, data: { id: JOB, videos: [{ status: 'finished', resultUrl: FILE }] } }],
  ])('%s', (_, answer) => expect(read(answer).jobs).toMatchObject([{ jobId: JOB, state: 'finished', videos: [{ url: FILE }] }]));

  it('but not any list of videos, nor any thing with a status', () => {
    const gallery = { id: 'g', videos: [{ title: 'x', url: 'https://video.example/a.mp4' }] };
    const invoice = { id: JOB, status: 'pending', url: 'https://pay.example/1' };
    for (const other of [gallery, invoice, [gallery, invoice]]) expect(read(other).jobs).toEqual([]);
  });

  it('while they wait', () => {
    expect(read({ id: 'v_1', status: 'queued', promptText: 'a fox' }).jobs).toMatchObject([{ jobId: 'v_1', state: 'queued' }]);
  });

  it('while they run', () => {
    expect(read({ id: 'v_1', status: 'started', progress: 3 }).jobs).toMatchObject([{ jobId: 'v_1', state: 'running', progress: 3 }]);
  });
});

describe('a video in a row of its own', () => {
  it('belongs to its job, whatever its own id', () => {
    const text = `2:{"id":"v1","status":"finished","progress":100,"resultUrl":"${FILE}"}\n3:["$2"]\n1:{"id":"${JOB}","videos":"$3"}\n`;
    expect(read(text).jobs).toMatchObject([{ jobId: JOB, videos: [{ videoId: 'v1' }] }]);
    expect(read(text.slice(0, text.indexOf('1:{"id"'))).jobs).toEqual([]);
  });
});

describe('notices', () => {
  it.each([
    ['refused', { success: false, error: 'Something went wrong' }],
    ['refused', { error: { message: 'No', code: 'x' }, success: false }],
    ['refused', '0:{"a":"$@1","f":"","b":"x"}\n1:{"success":false,"error":"Something went wrong"}\n'],
    ['signed-out', { message: 'Unauthorized' }],
    ['signed-out', { code: 'PGRST301', details: null, hint: null, message: 'JWT expired' }],
    ['signed-out', { code: 401, error: 'unauthorized', message: 'No' }],
    ['signed-out', { success: false, error: 'Unauthorised: token expired' }],
    ['signed-out', '1:{"success":false,"error":"Unauthorized"}\n'],
    ['signed-out', '<!DOCTYPE html><title>Pika</title><form><button>Sign in with an email</button></form>'],
    ['signed-out', '\n<html><body>Pika<form><input type=email name="email"><input name="password" type="password"></form>'],
  ])('%s: %j', (notice, answer) => expect(read(answer)).toMatchObject({ notice, jobs: [] }));

  it.each([
    ['no reason', { success: false }],
    ['a good answer', { success: true, error: '' }],
    ['an empty reason', { success: false, error: '' }],
    ['credits', [{ credits: 80 }]],
    ['a subscription', [{ id: JOB, status: 'canceled', plan: 'pro' }]],
    ['analytics', { status: 1, featureFlags: {}, results: [] }],
    ['folders', '1:{"success":true,"data":{"folders":[{"id":"f1","name":"Cats"}]}}\n'],
    ['a gallery of another kind', { id: 'g', videos: [{ title: 'x', url: 'https://video.example/a.mp4' }] }],
    ['a job that was refused so', { id: JOB, error: 'Unauthorized', videos: [{ status: 'error' }] }],
    ['a job that failed so', { id: JOB, videos: [{ status: 'error', error: 'Unauthorized' }] }],
    ['an empty list', []],
    ['a number', '7:7\n'],
  ])('none for %s', (_, answer) => expect(read(answer)).toMatchObject({ notice: null, understood: true }));

  it.each([
    ['a captive portal', '<html><h1>Hotel WiFi</h1><input name="email"><input name="password"></html>'],
    ['a challenge', '<!DOCTYPE html><title>Just a moment...</title><a href="https://pika.art">pika.art</a>'],
    ['Pika itself', '<!DOCTYPE html><title>Pika</title><h1>My Library</h1>'],
    ['an empty answer', ''],
    ['plain text', 'Bad gateway'],
    ['cut-off JSON', '{"success":false,"error":"Some'],
    ['a script', '(()=>{})()'],
  ])(
    'none for %s, which we do not understand',
    (_, text) => expect(read(text)).toMatchObject({ jobs: [], notice: null, understood: false }),
  );

  it('stand beside jobs', () => {
    const text = `1:{"success":false,"error":"Busy"}\n2:{"id":"x","videos":[{"status":"queued"}]}\n`;
    expect(read(text)).toMatchObject({ notice: 'refused', jobs: [{ jobId: 'x' }] });
  });
});

describe('caps', () => {
  it('refuses what is too large or too deep, and says which', () => {
    expect(readPage(`{"a":"${'x'.repeat(MAX_TEXT)}"}`)).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
    expect(couldHoldJobs(`{"videos":"${'x'.repeat(MAX_TEXT)}"}`)).toBe(false);
    expect(readPage('['.repeat(10_000) + ']'.repeat(10_000))).toMatchObject({ ok: false, failure: { kind: 'too-deep' } });
    expect(readPage(`1:${'['.repeat(10_000)}${']'.repeat(10_000)}\n`)).toMatchObject({ ok: false, failure: { kind: 'too-deep' } });
  });

  it('reads an answer with a byte-order mark', () => {
    expect(read('\uFEFF{"success":false,"error":"No"}').notice).toBe('refused');
  });
});
