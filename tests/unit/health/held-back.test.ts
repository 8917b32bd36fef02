import { describe, expect, it } from 'vitest';
import { HELD_BACK } from '../../../lib/domain/health/held-back.ts';
import { DAY, HOUR, MINUTE } from '../../../lib/time.ts';
import { seeded } from '../../support/seeded.ts';
import { type Answer, clock, GOOD, run, type Script } from './world.ts';

const UNREACHABLE: Answer = { outcome: 'failed', kind: 'unreachable' };
const CHALLENGE_503: Answer = { outcome: 'blocked', kind: 'challenge', httpStatus: 503, latencyMs: 60 };
const CHALLENGE_403: Answer = { ...CHALLENGE_503, httpStatus: 403 };

/**
 * What Chromium does between an extension and a server, by its own document on throttling of extensions: two answers of 500 and above
 * are let pass, then each makes the wait 1.4 times as long, from 0.7 s to 15 min, of which chance takes up to 40 %; a
 * request meanwhile fails, and does not leave the browser.
 */
function throttled(answer: (at: number) => Answer, random: () => number): NonNullable<Script['pika']> {
  let errors = 0;
  let until = 0;
  return (monitor, at) => {
    if (monitor !== 'pika-web') return GOOD;
    if (at < until) return UNREACHABLE;
    const answered = answer(at);
    if ((answered.httpStatus ?? 0) < 500) errors = 0;
    else errors += 1;
    if (errors > 2) until = at + Math.min(15 * MINUTE, 700 * 1.4 ** (errors - 3)) * (1 - 0.4 * random());
    return answered;
  };
}

const during = (from: number, to: number, then: Answer) => (at: number): Answer => (at >= from && at < to ? then : GOOD);

describe('a browser that holds our requests back after a server’s errors', () => {
  it.each([1, 2, 3])('makes no outage of a bot check with status 503 that lasts for hours (chance %d)', async (seed) => {
    const story = await run({ pika: throttled(during(clock('01:00'), clock('09:00'), CHALLENGE_503), seeded(seed)) }, 12 * HOUR);
    expect(story.downs).toEqual([]);
    expect(story.incidents).toEqual([]);
    expect(story.states.get('pika-web')?.status).toBe('up');
    expect(story.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });

  it('hides an outage behind a bot check no longer than it can hold back', async () => {
    const gone = clock('02:00');
    const pika = throttled((at) => (at >= gone ? UNREACHABLE : during(clock('01:00'), gone, CHALLENGE_503)(at)), seeded(1));
    const story = await run({ pika }, 4 * HOUR);
    expect(story.downs).toHaveLength(1);
    expect((story.downs[0]?.at ?? Infinity) - gone).toBeLessThan(HELD_BACK + 3 * MINUTE);
  });

  it.each([
    ['a bot check with status 403, which it does not mind', CHALLENGE_403],
    ['a bot check with status 503 that was over before', CHALLENGE_503],
  ])('delays nothing after %s', async (_what, block) => {
    const gone = clock('02:00');
    const blockEnds = block === CHALLENGE_503 ? clock('01:50') : gone;
    const pika: Script['pika'] = (monitor, at) => (monitor === 'pika-web' ? (at >= gone ? UNREACHABLE : during(clock('01:40'), blockEnds, block)(at)) : GOOD);
    const story = await run({ pika }, 3 * HOUR);
    expect((story.downs[0]?.at ?? Infinity) - gone).toBeLessThan(3 * MINUTE);
  });

  it('leaves an outage of errors down until the server is asked again, and then up', async () => {
    const pika = throttled(during(clock('01:00'), clock('03:00'), { outcome: 'failed', kind: 'http', httpStatus: 503 }), seeded(2));
    const story = await run({ pika }, 6 * HOUR);
    expect(story.incidents).toHaveLength(1);
    const [incident] = story.incidents;
    expect(Math.abs((incident?.start ?? 0) - clock('01:00'))).toBeLessThanOrEqual(MINUTE);
    expect(incident?.end ?? Infinity).toBeLessThan(clock('03:00') + HELD_BACK + 2 * MINUTE);
  });

  it('is no longer suspected after the machine slept through it', async () => {
    const script: Script = {
      pika: (monitor, at) => (monitor === 'pika-web' ? (at >= clock('08:00') ? UNREACHABLE : during(clock('01:00'), clock('02:00'), CHALLENGE_503)(at)) : GOOD),
      asleep: (at) => at >= clock('01:59') && at < clock('08:00'),
    };
    const story = await run(script, DAY);
    expect((story.downs[0]?.at ?? Infinity) - clock('08:00')).toBeLessThan(5 * MINUTE);
  });
});
