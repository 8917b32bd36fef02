import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../lib/messages/parse.ts';
import { MAX_JOBS } from '../../../lib/messages/protocol.ts';
import { aSeenJob } from '../../support/builders.ts';

const video = { videoId: 'v', url: 'https://cdn.pika.art/v1/x/y.mp4', posterUrl: null, durationSeconds: 5 };

describe('a message', () => {
  it('of sightings comes through as it was', () => {
    const message = { type: 'page:sightings', jobs: [aSeenJob({ videos: [video] })], loose: [video] };
    expect(parseMessage(message)).toEqual(message);
  });

  it.each([null, undefined, 7, 'page:summary', [], {}, { type: 'page:sighting' }, { type: ['page:summary'] }, { type: '__proto__' }])('%j is none', (raw) => {
    expect(parseMessage(raw)).toBeNull();
  });

  it.each([
    { type: 'ui:retry' },
    { type: 'ui:retry', clip: '../../etc' },
    { type: 'ui:show', clip: 'AAAAAAAAAAAAAAAA' },
    { type: 'page:notice', notice: 'you won' },
    { type: 'page:reader', state: 'confused', shapes: [] },
  ])('%j is refused', (raw) => {
    expect(parseMessage(raw)).toBeNull();
  });

  it('about the reader holds shapes and no text of the page', () => {
    const shapes = ['{"a":"text"}', 'https://pika.art/secret', 7, 'x'.repeat(30_000), '["uuid"]'];
    expect(parseMessage({ type: 'page:reader', state: 'not-understood', shapes })).toEqual({ type: 'page:reader', state: 'not-understood', shapes: ['{"a":"text"}', '["uuid"]'] });
    expect(parseMessage({ type: 'page:reader', state: 'understood' })).toEqual({ type: 'page:reader', state: 'understood', shapes: [] });
  });

  it.each([[80, 80], [null, null], [-1, null], ['80', null], [1e12, null]])('about a balance of %j says %j', (credits, said) => {
    expect(parseMessage({ type: 'page:balance', credits })).toEqual({ type: 'page:balance', credits: said });
  });

  it('about a refusal is bounded, and never without words', () => {
    const request = aSeenJob().request;
    expect(parseMessage({ type: 'page:refusal', request, error: 'No' })).toEqual({ type: 'page:refusal', request, error: 'No' });
    expect(parseMessage({ type: 'page:refusal', request: 'x', error: 'x'.repeat(1000) })).toMatchObject({ error: 'x'.repeat(300), request: { model: null, prompt: null } });
    expect(parseMessage({ type: 'page:refusal' })).toMatchObject({ error: '' });
  });

  it('loses a bad job, not the others', () => {
    const jobs = [aSeenJob(), { ...aSeenJob(), jobId: '../x' }, null, 'job', { ...aSeenJob(), jobId: 'b', state: 'exploded', progress: 1e9, videos: [{ url: 5 }, video] }];
    const parsed = parseMessage({ type: 'page:sightings', jobs, loose: 'none' });
    expect(parsed).toMatchObject({ jobs: [{ jobId: aSeenJob().jobId }, { jobId: 'b', state: 'unknown', progress: null, videos: [video] }], loose: [] });
  });

  it('is bounded', () => {
    const jobs = Array.from({ length: 5000 }, (_, n) => aSeenJob({ jobId: `j${n}`, error: 'x'.repeat(100_000) }));
    const parsed = parseMessage({ type: 'page:sightings', jobs, loose: [] });
    if (parsed?.type !== 'page:sightings') throw new Error('not parsed');
    expect(parsed.jobs).toHaveLength(MAX_JOBS);
    expect(parsed.jobs[0]?.error).toHaveLength(300);
  });

  it('brings nothing along that it was not asked for', () => {
    const raw: unknown = JSON.parse('{"type":"page:sightings","jobs":[{"jobId":"a","__proto__":{"state":"finished"},"videos":[],"evil":1}],"loose":[],"__proto__":{"x":1}}');
    const parsed = parseMessage(raw);
    if (parsed?.type !== 'page:sightings') throw new Error('not parsed');
    expect(Object.keys(parsed)).toEqual(['type', 'jobs', 'loose']);
    expect(parsed.jobs[0]).not.toHaveProperty('evil');
    expect(parsed.jobs[0]?.state).toBe('unknown');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('is parsed or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true, withTypedArray: true }), (raw) => {
        for (const message of [raw, { type: 'page:sightings', jobs: raw, loose: [raw] }, { type: 'page:sightings', jobs: [raw], loose: raw }]) {
          const parsed = parseMessage(message);
          expect(parsed === null || typeof parsed.type === 'string').toBe(true);
        }
      }),
    );
  });
});
