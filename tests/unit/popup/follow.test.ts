import { describe, expect, it } from 'vitest';
import { CALM, follow, PATIENCE } from '../../../entrypoints/popup/follow.ts';

/** A store that answers when told to, and a clock that is turned by hand. */
function world() {
  const log: string[] = [];
  const answers: { resolve: (snapshot: string) => void; reject: (error: Error) => void }[] = [];
  const parts: ((part: string) => unknown)[] = [];
  let now = 0;
  let timers: { at: number; work: () => void }[] = [];
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const follower = follow<string>(12, 50, {
    read: (limit, early) => {
      log.push(`read ${limit}`);
      parts.push(early);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    show: (snapshot) => log.push(`show ${snapshot}`),
    broken: (why) => log.push(`broken ${why}`),
    later: (work, ms) => {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  });
  return {
    log,
    follower,
    async answer(snapshot: string) {
      answers.shift()?.resolve(snapshot);
      await settle();
    },
    part: (snapshot: string) => parts.shift()?.(snapshot),
    async fail(name: string) {
      answers.shift()?.reject(Object.assign(new Error(name), { name }));
      await settle();
    },
    async pass(ms: number) {
      now += ms;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const timer of due) timer.work();
      await settle();
    },
  };
}

describe('following the store', () => {
  it('reads what fills the screen at once, and the rest of the page right after', async () => {
    const { log, answer, pass } = world();
    expect(log).toEqual(['read 12']);
    await answer('a');
    expect(log).toEqual(['read 12', 'show a']);
    await pass(CALM);
    await answer('b');
    await pass(CALM);
    expect(log).toEqual(['read 12', 'show a', 'read 50', 'show b']);
  });

  it('makes one read out of many changes, and none overlaps another', async () => {
    const { log, follower, answer, pass } = world();
    for (let change = 0; change < 100; change += 1) follower.refresh();
    await answer('a');
    for (let change = 0; change < 100; change += 1) follower.refresh();
    expect(log).toEqual(['read 12', 'show a']);
    await pass(CALM);
    expect(log).toEqual(['read 12', 'show a', 'read 50']);
    await answer('b');
    await pass(CALM);
    expect(log).toHaveLength(4);
    follower.refresh();
    expect(log.at(-1)).toBe('read 50');
  });

  it('reads more when asked, and keeps doing so', async () => {
    const { log, follower, answer, pass } = world();
    await answer('a');
    follower.more();
    await pass(CALM);
    await answer('b');
    await pass(CALM);
    follower.refresh();
    expect(log.filter((line) => line.startsWith('read'))).toEqual(['read 12', 'read 100', 'read 100']);
  });

  it('tells of a store that stays silent, and shows it after all when it answers', async () => {
    const { log, answer, pass } = world();
    await pass(PATIENCE);
    await answer('late');
    expect(log).toEqual(['read 12', 'broken slow', 'show late']);
  });

  it.each([['VersionError', 'newer'], ['QuotaExceededError', 'closed'], ['UnknownError', 'closed']])('tells %s apart', async (name, why) => {
    const { log, fail } = world();
    await fail(name);
    expect(log).toEqual(['read 12', `broken ${why}`]);
  });

  it('keeps what is shown when a later read fails', async () => {
    const { log, follower, answer, fail, pass } = world();
    await answer('a');
    await pass(CALM);
    await fail('InvalidStateError');
    await pass(PATIENCE);
    expect(log).toEqual(['read 12', 'show a', 'read 50']);
    follower.refresh();
    await answer('b');
    expect(log.at(-1)).toBe('show b');
  });

  it('shows a part until the whole is there, and no part of a later read', async () => {
    const { log, part, answer, pass } = world();
    part('half');
    expect(log.at(-1)).toBe('show half');
    await answer('a');
    await pass(CALM);
    part('half again');
    await answer('b');
    expect(log).toEqual(['read 12', 'show half', 'show a', 'read 50', 'show b']);
  });

  it('keeps a part that is shown when the rest fails or does not come', async () => {
    const { log, part, fail, pass } = world();
    part('half');
    await pass(PATIENCE);
    await fail('UnknownError');
    expect(log).toEqual(['read 12', 'show half']);
  });

  it('is silent once stopped', async () => {
    const { log, follower, part, answer, pass } = world();
    follower.stop();
    part('half');
    await answer('a');
    follower.refresh();
    await pass(PATIENCE);
    expect(log).toEqual(['read 12']);
  });
});
