import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOffers, type Offers } from '../../../lib/domain/jobs/offers.ts';
import { NO_REQUEST } from '../../../lib/domain/jobs/job.ts';
import { seenJob, seenVideo } from './seen.ts';

const LIMITS = { jobs: 3, loose: 2, characters: 10_000, waiting: 100, told: 100 };

function drain(offers: Offers): { jobs: string[]; loose: string[] } {
  const all = { jobs: [] as string[], loose: [] as string[] };
  for (let offer = offers.take(); offer !== null; offer = offers.take()) {
    expect(offer.jobs.length <= LIMITS.jobs && offer.loose.length <= LIMITS.loose).toBe(true);
    all.jobs.push(...offer.jobs.map(({ jobId, progress }) => (progress === null ? jobId : `${jobId} ${progress}`)));
    all.loose.push(...offer.loose.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)));
  }
  return all;
}

describe('what is offered to the background', () => {
  it('says each thing once, and again only when it has changed', () => {
    const offers = createOffers(LIMITS);
    expect(offers.see([seenJob('a'), seenJob('b')], [])).toBe(true);
    expect(drain(offers).jobs).toEqual(['a', 'b']);
    expect(offers.see([seenJob('a'), seenJob('b')], [])).toBe(false);
    expect(offers.see([seenJob('a', { progress: 5 }), seenJob('b')], [])).toBe(true);
    expect(drain(offers).jobs).toEqual(['a 5']);
    expect(offers.see([seenJob('a')], [])).toBe(true);
    expect(drain(offers).jobs).toEqual(['a']);
  });

  it('tells of an active job once more with each beat, also after a failure to tell', () => {
    const offers = createOffers(LIMITS);
    const page = [seenJob('a', { state: 'running' }), seenJob('b', { state: 'finished' })];
    offers.see(page, [], 1);
    drain(offers);
    expect(offers.see(page, [], 1)).toBe(false);
    expect(offers.see(page, [], 2)).toBe(true);
    const offer = offers.take();
    expect(offer?.jobs.map(({ jobId }) => jobId)).toEqual(['a']);
    if (offer) offers.again(offer);
    expect(drain(offers).jobs).toEqual(['a']);
  });

  it('sends the newest state of what still waits', () => {
    const offers = createOffers(LIMITS);
    offers.see([seenJob('a', { progress: 1 })], []);
    offers.see([seenJob('a', { progress: 2 })], []);
    expect(drain(offers).jobs).toEqual(['a 2']);
  });

  it('tells what only an older sighting knew of the request, whether it still waits or was told in vain', () => {
    const asked = seenJob('a', { state: 'queued', request: { ...NO_REQUEST, prompt: 'fox', model: '2.5' } });
    const listed = seenJob('a', { request: { ...NO_REQUEST, prompt: 'fox', seed: '7' } });
    const both = { state: 'running', request: { ...NO_REQUEST, prompt: 'fox', model: '2.5', seed: '7' } };
    const offers = createOffers(LIMITS);
    offers.see([asked], []);
    offers.see([listed], []);
    expect(offers.take()?.jobs).toMatchObject([both]);
    const again = createOffers(LIMITS);
    again.see([asked], []);
    const offer = again.take();
    again.see([listed], []);
    if (offer !== null) again.again(offer);
    expect(again.take()?.jobs).toMatchObject([both]);
    expect(again.take()).toBeNull();
  });

  it('keeps two files of one job apart', () => {
    const offers = createOffers(LIMITS);
    const both = [seenJob('a', { videos: [seenVideo('1')] }), seenJob('a', { videos: [seenVideo('2')] })];
    offers.see(both, []);
    expect(drain(offers).jobs).toEqual(['a', 'a']);
    expect(offers.see(both, [])).toBe(false);
  });

  it('does not say alone what it has said with its job, nor twice for another query or poster', () => {
    const offers = createOffers(LIMITS);
    offers.see([seenJob('a', { videos: [seenVideo('1')] })], []);
    drain(offers);
    offers.see([], [seenVideo('1'), seenVideo('2')]);
    expect(drain(offers).loose).toEqual(['2.mp4']);
    const again = seenVideo('2', { posterUrl: 'https://cdn.pika.art/p.jpg', durationSeconds: 5 });
    expect(offers.see([], [again, { ...again, url: `${again.url}?download` }])).toBe(false);
  });

  it('cuts offers by number and by size, oldest first', () => {
    const offers = createOffers({ ...LIMITS, characters: 1500 });
    const long = (id: string) => seenJob(id, { error: 'x'.repeat(600) });
    offers.see([long('a'), long('b'), seenJob('c'), seenJob('d', { error: 'x'.repeat(1600) })], []);
    expect(offers.take()?.jobs.map(({ jobId }) => jobId)).toEqual(['a']);
    expect(offers.take()?.jobs.map(({ jobId }) => jobId)).toEqual(['b', 'c']);
    expect(offers.take()).toBeNull();
  });

  it('offers again what was not accepted, unless it has changed since', () => {
    const offers = createOffers(LIMITS);
    offers.see([seenJob('a'), seenJob('b')], [seenVideo('1')]);
    const offer = offers.take();
    offers.see([seenJob('b', { progress: 9 })], []);
    if (offer) offers.again(offer);
    expect(offers.waiting).toBe(3);
    expect(drain(offers)).toEqual({ jobs: ['b 9', 'a'], loose: ['1.mp4'] });
  });

  it('stays within its bounds and ends with everything told that it did not have to drop', () => {
    const job = fc.record({ id: fc.integer({ min: 0, max: 30 }), progress: fc.integer({ min: 0, max: 3 }) });
    const step = fc.oneof(fc.record({ see: fc.array(job, { maxLength: 20 }) }), fc.constant('again' as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const offers = createOffers({ ...LIMITS, waiting: 50, told: 60 });
        const last = new Map<number, number>();
        const told = new Map<string, number | null>();
        const take = () => {
          const offer = offers.take();
          for (const { jobId, progress } of offer?.jobs ?? []) told.set(jobId, progress);
          return offer;
        };
        for (const one of steps) {
          const offer = take();
          if (one === 'again' && offer) offers.again(offer);
          if (one !== 'again') {
            for (const { id, progress } of one.see) last.set(id, progress);
            offers.see(one.see.map(({ id, progress }) => seenJob(String(id), { progress })), []);
          }
          expect(offers.waiting).toBeLessThanOrEqual(50);
        }
        while (take() !== null);
        for (const [id, progress] of last) expect(told.get(String(id))).toBe(progress);
      }),
    );
  });

  it('forgets the oldest when the page shows more than it can remember', () => {
    const offers = createOffers({ ...LIMITS, told: 2 });
    offers.see([seenJob('a'), seenJob('b'), seenJob('c')], []);
    drain(offers);
    expect(offers.see([seenJob('c')], [])).toBe(false);
    expect(offers.see([seenJob('a')], [])).toBe(true);
  });
});
