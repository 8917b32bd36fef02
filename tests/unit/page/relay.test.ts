import { describe, expect, it } from 'vitest';
import { createRelay } from '../../../entrypoints/helper.content/relay.ts';
import type { Offer } from '../../../lib/domain/jobs/offers.ts';
import type { SightingsReply } from '../../../lib/messages/protocol.ts';
import { seenJob, seenVideo } from './seen.ts';

const SUMMARY = { status: 'up', sentence: 'Pika works.', saved: 1, waiting: 0, trouble: 0, shows: { badge: true, cards: true }, backfill: null } as const;
const HEARD: SightingsReply = { accepted: 1, deferred: 0, summary: SUMMARY };

/** A relay whose clock moves only when it waits. */
function start(reply: (message: number) => SightingsReply | null = () => HEARD, onAnswer: () => void = () => {}) {
  const sent: { at: number; jobs: string[]; loose: number }[] = [];
  const waits: number[] = [];
  const answers: SightingsReply[] = [];
  const pending: (() => void)[] = [];
  let now = 0;
  const relay = createRelay({
    now: () => now,
    later(work, ms) {
      waits.push(ms);
      pending.push(() => {
        now += ms;
        work();
      });
    },
    async tell({ jobs, loose }: Offer) {
      sent.push({ at: now, jobs: jobs.map(({ jobId }) => jobId), loose: loose.length });
      return reply(sent.length);
    },
    answered(answer) {
      answers.push(answer);
      onAnswer();
    },
  });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  /** Lets everything happen that has been put off, `times` times. */
  const pass = async (times = 1) => {
    await settle();
    for (let i = 0; i < times; i += 1) {
      pending.shift()?.();
      await settle();
    }
  };
  return { relay, sent, waits, answers, pass };
}

describe('the relay', () => {
  it('sends what one turn brings in one message, with no wait at all', async () => {
    const { relay, sent, waits, answers, pass } = start();
    relay.offer([seenJob('a')], []);
    relay.offer([seenJob('b')], [seenVideo('1')]);
    relay.offer([seenJob('a')], []);
    await pass();
    expect(sent).toEqual([{ at: 0, jobs: ['a', 'b'], loose: 1 }]);
    expect([waits, answers]).toEqual([[], [HEARD]]);
  });

  it('sends no more than ten messages at once and ten a second after that', async () => {
    const { relay, sent, pass } = start();
    for (let i = 0; i < 15; i += 1) {
      relay.offer([seenJob(`job${i}`)], []);
      await pass(0);
    }
    await pass(10);
    expect(sent.filter(({ at }) => at === 0)).toHaveLength(10);
    expect(sent.flatMap(({ jobs }) => jobs)).toHaveLength(15);
    expect(sent.at(-1)?.at).toBeLessThanOrEqual(1000);
  });

  it('cuts a big library into messages of 200', async () => {
    const { relay, sent, pass } = start();
    relay.offer(Array.from({ length: 450 }, (_, i) => seenJob(`job${i}`)), []);
    await pass();
    expect(sent.map(({ jobs }) => jobs.length)).toEqual([200, 200, 50]);
  });

  it('says it again, ever more slowly, until the background hears', async () => {
    const { relay, sent, waits, answers, pass } = start((message) => (message < 9 ? null : HEARD));
    relay.offer([seenJob('a')], []);
    await pass(8);
    expect(sent).toHaveLength(9);
    expect(waits).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000]);
    expect(answers).toHaveLength(1);
    relay.offer([seenJob('a')], []);
    await pass();
    expect(sent).toHaveLength(9);
  });

  it('offers again later what the background put off', async () => {
    const { relay, sent, waits, pass } = start((message) => (message === 1 ? { ...HEARD, deferred: 2 } : HEARD));
    relay.offer([seenJob('a')], []);
    await pass(1);
    expect(sent).toEqual([{ at: 0, jobs: ['a'], loose: 0 }, { at: 5000, jobs: ['a'], loose: 0 }]);
    expect(waits).toEqual([5000]);
  });

  it('goes on when the answer cannot be shown', async () => {
    const { relay, sent, pass } = start(undefined, () => {
      throw new Error('the badge is broken');
    });
    relay.offer([seenJob('a')], []);
    await pass();
    relay.offer([seenJob('b')], []);
    await pass();
    expect(sent.map(({ jobs }) => jobs)).toEqual([['a'], ['b']]);
  });

  it('stops in the middle of a wait', async () => {
    const { relay, sent, answers, pass } = start(() => null);
    relay.offer([seenJob('a')], []);
    await pass(0);
    relay.stop();
    relay.offer([seenJob('b')], []);
    await pass(3);
    expect([sent.length, answers]).toEqual([1, []]);
  });
});
