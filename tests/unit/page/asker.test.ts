import { describe, expect, it } from 'vitest';
import { createAsker } from '../../../entrypoints/helper.content/asker.ts';
import { createSeen } from '../../../entrypoints/helper.content/seen.ts';

const url = (n: number): string => `https://cdn.pika.art/v1/0b54d0c4-0000-4000-8000-${String(n).padStart(12, '0')}/clip_seed1.mp4`;

/** An asker over so many clips; `answers`: what the background says to each message in turn, then always yes. */
function start(count: number, answers: (number | null)[] = []) {
  const seen = createSeen();
  seen.add(Array.from({ length: count }, (_, n) => url(n)));
  const sent: { urls: readonly string[]; ask: string }[] = [];
  const progress: (number | null)[] = [];
  const asker = createAsker(seen, {
    save: async (urls, ask) => {
      sent.push({ urls, ask });
      return answers.length > 0 ? (answers.shift() ?? null) : urls.length;
    },
    pause: async () => {},
    progress: (done) => progress.push(done),
  });
  const settle = async () => {
    for (let n = 0; n < 200; n += 1) await Promise.resolve();
  };
  return { asker, sent, progress, settle };
}

describe('asking for all that a tab has seen', () => {
  it('goes a message’s worth at a time, each clip once, whichever of its addresses was shown', async () => {
    const { asker, sent, progress } = start(250);
    await asker.seen();
    expect(sent.map(({ urls }) => urls.length)).toEqual([100, 100, 50]);
    expect(new Set(sent.flatMap(({ urls }) => urls)).size).toBe(250);
    expect(progress).toEqual([100, 200, 250, null]);
    const seen = createSeen();
    expect(seen.add([url(1), url(1).replace('cdn.', 'tre9zd4etmxyc.'), url(1).replace('.mp4', '_share.mp4'), 'https://evil.example/v1/x.mp4'])).toBe(true);
    expect(seen.size).toBe(1);
  });

  it('asks again for what was not taken, and says that all is taken only when it is', async () => {
    const { asker, sent, settle } = start(120, [null, 100, null]);
    expect(asker.library(120)).toBe(false);
    expect(asker.library(120)).toBe(false);
    await settle();
    expect(asker.library(120)).toBe(true);
    expect(sent.map(({ urls, ask }) => [urls.length, ask])).toEqual([[100, 'library'], [100, 'library'], [20, 'library'], [20, 'library']]);
  });

  it('begins anew with each run through the library: what the last one asked for may have been called off', async () => {
    const { asker, sent, settle } = start(120, [100, 20, 100, 20]);
    asker.library(120);
    await settle();
    asker.anew();
    expect(asker.library(120)).toBe(false);
    await settle();
    expect(asker.library(120)).toBe(true);
    expect(sent.map(({ urls }) => urls.length)).toEqual([100, 20, 100, 20]);
  });

  it('does not take what the last run asked for, and hears of late, for this one’s', async () => {
    const { asker, sent, settle } = start(120, [100, 20, 100, 20]);
    asker.library(120);
    asker.anew();
    await settle();
    expect(asker.library(120)).toBe(false);
    await settle();
    expect(asker.library(120)).toBe(true);
    expect(sent.map(({ urls }) => urls.length)).toEqual([100, 20, 100, 20]);
  });
});
