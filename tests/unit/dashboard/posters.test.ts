import { describe, expect, it } from 'vitest';
import { AT_ONCE, HELD, type PosterPorts, Posters, SETTLED } from '../../../entrypoints/dashboard/posters.ts';

/** Servers and store in memory; a fetch is answered when the test says so. */
function world(kept: readonly string[] = [], missing: readonly string[] = []) {
  const store = new Map(kept.map((clip) => [clip, new Blob([clip])]));
  const asked: { readonly url: string; readonly answer: (image: Blob | null) => void }[] = [];
  const live = new Set<string>();
  const timers: { readonly work: () => void; readonly ms: number; off: boolean }[] = [];
  let made = 0;
  let shown: ReadonlyMap<string, string> = new Map();
  const ports: PosterPorts = {
    readKept: (clips) => Promise.resolve(new Map([...store].filter(([clip]) => clips.includes(clip)))),
    sourceOf: (clip) => (missing.includes(clip) ? null : `https://cdn.pika.art/${clip}.jpg`),
    make: (url) => new Promise((answer) => void asked.push({ url, answer })),
    keep: async (clip, image) => void store.set(clip, image),
    urlOf: () => {
      const url = `blob:${(made += 1)}`;
      live.add(url);
      return url;
    },
    drop: (url) => live.delete(url),
    show: (urls) => void (shown = urls),
    later: (work, ms) => {
      const timer = { work, ms, off: false };
      timers.push(timer);
      return () => void (timer.off = true);
    },
  };
  const settle = async (): Promise<void> => {
    for (const timer of timers.splice(0)) if (!timer.off) timer.work();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { posters: new Posters(ports), settle, asked, store, live, timers, shown: () => [...shown.keys()] };
}

describe('posters', () => {
  it('come from the store where they are kept, without a request', async () => {
    const { posters, settle, asked, shown } = world(['a', 'b']);
    posters.sight(['a', 'b']);
    await settle();
    expect(shown()).toEqual(['a', 'b']);
    expect(asked).toEqual([]);
  });

  it('are fetched a few at a time, kept, and not asked for again in vain', async () => {
    const { posters, settle, asked, store, shown } = world([], ['none']);
    posters.sight(['none', 'a', 'b', 'c', 'd', 'e']);
    await settle();
    expect(asked).toHaveLength(AT_ONCE);
    asked[0]?.answer(new Blob(['small']));
    asked[1]?.answer(null);
    await settle();
    expect(shown()).toEqual(['a']);
    expect(store.has('a')).toBe(true);
    expect(asked.map(({ url }) => url).slice(AT_ONCE)).toEqual(['https://cdn.pika.art/d.jpg', 'https://cdn.pika.art/e.jpg']);
    for (const { answer } of asked.slice(2)) answer(null);
    posters.sight(['b', 'c']);
    await settle();
    expect(asked).toHaveLength(5);
  });

  it('of clips that only rushed by are not asked for', async () => {
    const { posters, settle, asked, timers } = world(['seen']);
    posters.sight(['seen']);
    await settle();
    posters.sight(['rushed']);
    expect(timers.at(-1)?.ms).toBe(SETTLED);
    posters.sight(['stays']);
    await settle();
    expect(asked.map(({ url }) => url)).toEqual(['https://cdn.pika.art/stays.jpg']);
  });

  it('leave memory when many were seen; those in sight stay', async () => {
    const all = Array.from({ length: HELD + 60 }, (_, index) => `clip${index}`);
    const { posters, settle, live, shown } = world(all);
    for (let from = 0; from < all.length; from += 50) {
      posters.sight(all.slice(from, from + 50));
      await settle();
    }
    expect(live.size).toBe(HELD);
    expect(shown()).toEqual(expect.arrayContaining(all.slice(-50)));
  });

  it('are all let go when the page is left', async () => {
    const { posters, settle, live } = world(['a', 'b']);
    posters.sight(['a', 'b']);
    await settle();
    posters.stop();
    expect(live.size).toBe(0);
  });

  it('that arrive after that are not held', async () => {
    const { posters, settle, asked, live } = world();
    posters.sight(['a']);
    await settle();
    posters.stop();
    asked[0]?.answer(new Blob(['late']));
    await settle();
    expect(live.size).toBe(0);
  });
});
