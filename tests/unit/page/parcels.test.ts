import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createParcels, NO_PARCEL, type Parcels } from '../../../lib/domain/jobs/parcels.ts';
import { pageText, seenVideo } from './seen.ts';

const LIMITS = { texts: 3, scripts: 5, videos: 2, characters: 1_000 };
const ROOM = 2_000;
const shown = (...texts: string[]) => ({ ...NO_PARCEL, texts: texts.map((text) => pageText(text)) });

function drain(parcels: Parcels): string[] {
  const all: string[] = [];
  for (let parcel = parcels.take(); parcel !== null; parcel = parcels.take()) {
    expect(parcel.texts.length <= LIMITS.texts && parcel.videos.length <= LIMITS.videos).toBe(true);
    all.push(...parcel.texts.map(({ text }) => text), ...parcel.videos.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)));
  }
  return all;
}

describe('what is passed on to the background', () => {
  it('is each answer once, and again when it has changed or answers another form', () => {
    const parcels = createParcels(LIMITS, ROOM);
    expect(parcels.see(shown('a', 'b'))).toBe(true);
    expect(parcels.see(shown('a', 'b'))).toBe(false);
    expect(parcels.see(shown('a2', 'b'))).toBe(true);
    expect(parcels.see({ ...NO_PARCEL, texts: [pageText('b', { form: '{"promptText":"fox"}' })] })).toBe(true);
    expect(drain(parcels)).toEqual(['a', 'b', 'a2', 'b']);
  });

  it('is each video once, whatever its query or poster', () => {
    const parcels = createParcels(LIMITS, ROOM);
    parcels.see({ ...NO_PARCEL, videos: ['1', '2', '3'].map((name) => seenVideo(name)) });
    expect(drain(parcels)).toEqual(['1.mp4', '2.mp4', '3.mp4']);
    const again = seenVideo('2', { posterUrl: 'https://cdn.pika.art/p.jpg' });
    expect(parcels.see({ ...NO_PARCEL, videos: [again, { ...again, url: `${again.url}?download` }] })).toBe(false);
  });

  it('is cut by number and by size, oldest first, and keeps a first page together', () => {
    const parcels = createParcels(LIMITS, ROOM);
    parcels.see({ ...NO_PARCEL, scripts: ['x', 'y', 'z'] });
    parcels.see(shown('a'.repeat(600), 'b'.repeat(600), 'c', 'd', 'e'));
    expect(parcels.take()).toMatchObject({ scripts: ['x', 'y', 'z'], texts: [{ text: 'a'.repeat(600) }] });
    expect(parcels.take()?.texts).toHaveLength(3);
    expect(parcels.take()?.texts).toHaveLength(1);
    expect(parcels.take()).toBeNull();
  });

  it('is dropped, and not remembered, when there is no room or it fits into no message', () => {
    const parcels = createParcels(LIMITS, ROOM);
    expect(parcels.see(shown('x'.repeat(1_001)))).toBe(false);
    expect(parcels.see({ ...NO_PARCEL, scripts: ['1', '2', '3', '4', '5', '6'] })).toBe(false);
    parcels.see(shown('a'.repeat(900), 'b'.repeat(900)));
    expect(parcels.see(shown('c'.repeat(900)))).toBe(false);
    drain(parcels);
    expect(parcels.see(shown('c'.repeat(900)))).toBe(true);
  });

  it('waits again when it was not accepted; without room it may be shown anew', () => {
    const parcels = createParcels(LIMITS, ROOM);
    parcels.see(shown('a'));
    const parcel = parcels.take() ?? NO_PARCEL;
    parcels.again(parcel);
    expect(parcels.see(shown('a'))).toBe(false);
    expect(drain(parcels)).toEqual(['a']);
    parcels.see(shown('b'.repeat(940), 'c'.repeat(940), 'd'.repeat(40)));
    parcels.again(parcel);
    drain(parcels);
    expect(parcels.see(shown('a'))).toBe(true);
  });

  it('stays within its bounds, and loses nothing that it said it took', () => {
    const step = fc.oneof(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 }), fc.constant('take' as const), fc.constant('again' as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const parcels = createParcels(LIMITS, 100_000);
        const taken = new Set<string>();
        const promised = new Set<string>();
        const take = () => {
          const parcel = parcels.take();
          for (const { text } of parcel?.texts ?? []) taken.add(text);
          return parcel;
        };
        for (const one of steps) {
          const parcel = one === 'again' ? take() : null;
          if (parcel) parcels.again(parcel);
          if (one === 'take') take();
          if (typeof one === 'string') continue;
          for (const number of one) if (parcels.see(shown(`text ${number}`))) promised.add(`text ${number}`);
        }
        while (take() !== null);
        expect(taken).toEqual(promised);
      }),
    );
  });
});
