import { describe, expect, it } from 'vitest';
import { classifyMediaUrl } from '../../../../lib/sources/pika/media-url.ts';
import { pikaApi } from '../../../../lib/sources/jobs/pika-api.ts';
import { accessOf, answer, failureOf, jobOf, readOne, UUID } from './answers.ts';

const LINK = 'https://cdn.pika.art/results/pika2p5_final/0123456789abcdef0123456789abcdef.mp4';

function read(document: unknown, status = 200): ReturnType<typeof readOne> {
  return readOne(pikaApi, UUID, answer(status, document));
}

describe('a video', () => {
  it('is asked by its id, with the key in its own header', () => {
    expect(pikaApi.ask(UUID, accessOf(pikaApi))).toMatchObject({ url: `https://devapi.pika.art/videos/${UUID}`, headers: { 'x-api-key': 'user:1-secret-token' } });
  });

  it.each([
    ['queued', 'queued', 0],
    ['started', 'running', 40],
    ['failed', 'failed', 40],
    ['resting', 'unknown', 40],
  ])('%s is %s', (status, state, progress) => {
    expect(jobOf(read({ id: UUID, status, progress })).job).toMatchObject({ state, rawStatus: status, progress, videos: [] });
  });

  it('finished has its file, under the key that pika.art would give it', () => {
    const { job } = jobOf(read({ id: UUID, status: 'finished', url: LINK }));
    expect([job.state, job.progress, job.more?.withheld]).toEqual(['finished', 100, undefined]);
    expect(job.videos).toEqual([{ videoId: UUID, url: LINK, posterUrl: null, durationSeconds: null }]);
    const onThePage = classifyMediaUrl(LINK);
    expect(pikaApi.allow(LINK, pikaApi.base)?.pathKey).toBe(onThePage.kind === 'result' ? onThePage.pathKey : 'no result');
  });

  it('is shown by a picture on Pika’s hosts, where one is named', () => {
    const poster = (document: object) => jobOf(read({ id: UUID, status: 'finished', url: LINK, ...document })).job.videos.map(({ posterUrl }) => posterUrl);
    const still = `https://cdn.pika.art/v1/${UUID}/poster.jpg`;
    expect([poster({ videoPoster: still }), poster({ imageThumb: still }), poster({ thumbnail: still }), poster({ thumbnail: 'https://evil.example/a.jpg' })]).toEqual([[still], [still], [still], [null]]);
  });

  it('finished without a file, or with one that may not be fetched, is told', () => {
    expect(jobOf(read({ id: UUID, status: 'finished' })).job).toMatchObject({ state: 'finished', videos: [] });
    const withheld = (status: string) => jobOf(read({ id: UUID, status, url: 'https://evil.example/a.mp4' })).job.more?.withheld;
    expect([withheld('finished'), withheld('pending')]).toEqual([['evil.example'], undefined]);
  });

  it('refused for its prompt is moderated', () => {
    expect(jobOf(read({ id: UUID, status: 'failed', message: 'prompt not allowed' })).job).toMatchObject({ state: 'moderated', error: 'prompt not allowed' });
  });
});

describe('refusals of its own', () => {
  it('a bad key is 403 or 401', () => {
    expect(failureOf(read({ message: 'Forbidden' }, 403)).kind).toBe('token-refused');
    expect(failureOf(read({ message: 'Invalid API key' }, 401)).kind).toBe('token-refused');
  });

  it('an edge’s bot check is not the key’s fault', () => {
    expect(failureOf(readOne(pikaApi, UUID, answer(403, '<html>Just a moment', { contentType: 'text/html' }))).kind).toBe('not-understood');
  });

  it('the framework’s 422 is a bad id, with its words', () => {
    const detail = [{ loc: ['path', 'video_id'], msg: 'value is not a valid uuid', type: 'type_error.uuid' }];
    expect(failureOf(read({ detail }, 422))).toMatchObject({ kind: 'bad-id', next: 'end', said: 'value is not a valid uuid' });
  });

  it('the key’s limit on generations does not end a job', () => {
    expect(failureOf(read({ message: 'Your API key has reached its generate limit' }, 400)).kind).toBe('busy');
  });

  it('another video’s answer is not read', () => {
    expect(failureOf(read({ id: 'another', status: 'finished', url: LINK })).kind).toBe('not-understood');
  });
});
