import { describe, expect, it, vi } from 'vitest';
import { createCardStates } from '../../../entrypoints/helper.content/card-states.ts';
import { type PageCard, UNKNOWN_CARD } from '../../../lib/domain/clips/page-card.ts';
import { SECOND } from '../../../lib/time.ts';

const card = (label: string): PageCard => ({ ...UNKNOWN_CARD, label });
const clips = (...keys: string[]) => new Map(keys.map((key) => [key, `https://cdn.pika.art/${key}.mp4`]));
const many = (count: number, name = 'clip') => clips(...Array.from({ length: count }, (_, n) => `${name}${n}`));

/** A background that answers when the test says so, and a second that passes when the test says so. */
function world() {
  const asked: { readonly urls: readonly string[]; answer(cards: readonly (PageCard | null)[] | null): Promise<void> }[] = [];
  const timers: { readonly work: () => void; readonly ms: number }[] = [];
  const changed = vi.fn<() => void>();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const states = createCardStates({
    ask: (urls) =>
      new Promise((resolve) => {
        const answer = async (cards: readonly (PageCard | null)[] | null): Promise<void> => {
          resolve(cards);
          await settle();
        };
        asked.push({ urls, answer });
      }),
    later: (work, ms) => void timers.push({ work, ms }),
    changed,
  });
  return {
    states,
    asked,
    changed,
    /** Answers the last question with the same card for each of its clips. */
    answer: async (label: string) => asked.at(-1)?.answer((asked.at(-1)?.urls ?? []).map(() => card(label))),
    async pass() {
      const due = timers.splice(0);
      expect(due.every(({ ms }) => ms === SECOND)).toBe(true);
      for (const { work } of due) work();
      await settle();
    },
  };
}

describe('what is known of the videos in sight', () => {
  it('is asked for once, in their order, and what nobody knows can be saved', async () => {
    const { states, asked, changed, pass } = world();
    states.want(clips('a', 'b'));
    expect([states.of('a'), asked.map(({ urls }) => urls)]).toEqual([null, [['https://cdn.pika.art/a.mp4', 'https://cdn.pika.art/b.mp4']]]);
    await asked[0]?.answer([card('Saved'), null]);
    expect([states.of('a'), states.of('b')]).toEqual([card('Saved'), UNKNOWN_CARD]);
    expect(changed).toHaveBeenCalledTimes(1);
    states.want(clips('b', 'a'));
    await pass();
    expect(asked).toHaveLength(1);
  });

  it('is asked for a hundred at a time, once a second, and one question waits for the other', async () => {
    const { states, asked, answer, pass } = world();
    states.want(many(150));
    // Drawn again while the answer is on its way.
    states.want(many(150));
    expect(asked.map(({ urls }) => urls.length)).toEqual([100]);
    await answer('Saved');
    expect(asked).toHaveLength(1);
    await pass();
    expect(asked.map(({ urls }) => urls.length)).toEqual([100, 50]);
    await answer('Saved');
    await pass();
    expect(asked).toHaveLength(2);
  });

  it('is asked for again when nobody answered, and nothing is told until then', async () => {
    const { states, asked, changed, answer, pass } = world();
    states.want(clips('a'));
    await asked[0]?.answer(null);
    expect([states.of('a'), changed.mock.calls.length]).toEqual([null, 0]);
    await pass();
    await answer('Saved');
    expect([asked.length, states.of('a')]).toEqual([2, card('Saved')]);
  });

  it('is asked for anew when something moved, while what was known stays', async () => {
    const { states, asked, answer, pass } = world();
    states.want(clips('a', 'b'));
    await answer('Waiting');
    states.refresh();
    await pass();
    expect([asked.length, states.of('b')]).toEqual([2, card('Waiting')]);
    await answer('Saved');
    expect(states.of('b')).toEqual(card('Saved'));
  });

  it('is asked for anew when a video comes back into sight, and shown at once as it was', async () => {
    const { states, asked, answer, pass } = world();
    states.want(clips('a'));
    await answer('Waiting');
    await pass();
    states.want(clips('b'));
    await answer('Saved');
    await pass();
    states.want(clips('a', 'b'));
    expect(states.of('a')).toEqual(card('Waiting'));
    expect(asked.at(-1)?.urls).toEqual(['https://cdn.pika.art/a.mp4']);
  });

  it('is not taken from an answer that comes when its video is out of sight', async () => {
    const { states, answer } = world();
    states.want(clips('a'));
    states.want(clips('b'));
    await answer('Saved');
    expect(states.of('a')).toBeNull();
  });

  it('stays small however far the page is scrolled, and keeps what is in sight', async () => {
    const { states, answer, pass } = world();
    for (let screen = 0; screen < 7; screen += 1) {
      states.want(many(100, `screen${screen}-`));
      await answer('Saved');
      await pass();
    }
    states.want(many(100, 'screen6-'));
    const known = (screen: number) => [...many(100, `screen${screen}-`).keys()].filter((key) => states.of(key) !== null).length;
    expect([0, 1, 2, 3, 4, 5, 6].map(known)).toEqual([0, 0, 100, 100, 100, 100, 100]);
  });

  it('is kept of what has been in sight all the time, however much passed by', async () => {
    const { states, asked, answer, pass } = world();
    for (let screen = 0; screen < 8; screen += 1) {
      states.want(new Map([...clips('stays'), ...many(90, `screen${screen}-`)]));
      await answer('Saved');
      await pass();
    }
    expect(states.of('stays')).toEqual(card('Saved'));
    expect(asked.filter(({ urls }) => urls.includes('https://cdn.pika.art/stays.mp4'))).toHaveLength(1);
  });

  it('is asked for by nobody once the signs are gone', async () => {
    const { states, asked, changed, answer, pass } = world();
    states.want(clips('a'));
    states.stop();
    await answer('Saved');
    states.want(clips('b'));
    await pass();
    expect([asked.length, states.of('a'), changed.mock.calls.length]).toEqual([1, null, 0]);
  });
});
