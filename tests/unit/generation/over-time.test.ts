import { describe, expect, it } from 'vitest';
import { downFor } from '../../../lib/domain/health/incident-notes.ts';
import { overall } from '../../../lib/domain/health/overall.ts';
import type { Check } from '../../../lib/domain/health/monitor.ts';
import { FOREVER, pause } from '../../../lib/domain/health/pauses.ts';
import { DAY, HOUR, MINUTE } from '../../../lib/time.ts';
import { between, clock, ERROR_503, GOOD, run, type Script, type Story } from '../health/world.ts';
import { livedBy, type Submit } from './life.ts';

const GENERATION = 'pika-generation';
/** As long as anything could stand. */
const EVENING = 5 * HOUR;
/** Submitted at a time of the simulated day. */
const submit = (at: string, minutes: number, end: Submit['end'] = 'finished', over: Partial<Submit> = {}): Submit => ({ at: clock(at), minutes, end, ...over });
/** Five failures within sixteen minutes, one after the other. */
const FIVE = ['01:00', '01:04', '01:08', '01:12', '01:16'].map((at) => submit(at, 0.5, 'failed'));

const live = (submits: readonly Submit[], duration: number, more: Script = {}): Promise<Story> => run({ ...more, own: livedBy(submits) }, duration);
const ownChecks = ({ checks }: Story): readonly Check[] => checks.filter(({ monitor }) => monitor === GENERATION);
const minutesOf = (checks: readonly Check[], outcome: Check['outcome']): number[] => checks.filter((check) => check.outcome === outcome).map(({ at }) => (at - clock('01:00')) / MINUTE);
const ownParts = ({ incidents }: Story) => incidents.flatMap(({ parts }) => parts.filter(({ monitor }) => monitor === GENERATION));

describe('a user who stops making videos', () => {
  it('leaves no incident open: it ends with the last thing that was seen of it, and says that no more was', async () => {
    const story = await live([submit('01:00', 60, 'finished', { seenUntil: clock('01:50') })], EVENING);
    expect(story.incidents).toHaveLength(1);
    expect(story.incidents[0]).toMatchObject({ severity: 'degraded', open: 0, start: clock('01:30'), end: clock('01:50') });
    expect(ownParts(story)).toMatchObject([{ end: clock('01:50'), unseen: true }]);
  });

  it('has an outage of two days later as an incident of its own', async () => {
    const web: Script = { pika: (monitor, at) => (monitor === 'pika-web' && between(at, '60:00', '60:10') ? ERROR_503 : GOOD) };
    const { incidents } = await live([submit('01:00', 60, 'finished', { seenUntil: clock('01:50') })], 3 * DAY, web);
    expect(incidents.map(({ monitors, open }) => [monitors, open])).toEqual([[[GENERATION], 0], [['pika-web'], 0]]);
  });

  it('by closing the browser does so too, and by pausing the checks', async () => {
    const slow = [submit('01:00', 60, 'finished', { seenUntil: clock('01:50') })];
    const asleep = (at: number): boolean => between(at, '01:50', '03:30');
    for (const more of [{ asleep }, { pauses: pause([], null, clock('01:51'), FOREVER) }]) {
      const { incidents } = await live(slow, EVENING, more);
      expect(incidents).toMatchObject([{ open: 0, end: expect.any(Number) }]);
      expect(incidents[0]?.end).toBeGreaterThanOrEqual(clock('01:49'));
      expect(incidents[0]?.end).toBeLessThanOrEqual(clock('01:50'));
    }
  });

  it('for a while and comes back to the same trouble has one incident', async () => {
    const story = await live([submit('01:00', 100, 'finished', { seenUntil: clock('01:40'), seenAgain: clock('02:00') }), submit('02:45', 3)], EVENING);
    expect(story.incidents).toHaveLength(1);
    expect(ownParts(story)).toEqual([{ monitor: GENERATION, severity: 'degraded', start: clock('01:30'), end: clock('02:48') }]);
  });
});

describe('checks of the user’s own jobs', () => {
  it('are made of what was seen: one video leaves its minutes, and nothing for the hour after', async () => {
    const story = await live([submit('01:00', 3)], EVENING);
    expect(ownChecks(story).every(({ outcome }) => outcome === 'up')).toBe(true);
    expect(minutesOf(ownChecks(story), 'up')).toEqual([0.5, 1.5, 2.5]);
  });

  it('are made while one waits, and not of its waiting where nobody looks', async () => {
    const story = await live([submit('01:00', 10, 'finished', { seenUntil: clock('01:05') })], EVENING);
    expect(minutesOf(ownChecks(story), 'up')).toEqual([0.5, 1.5, 2.5, 3.5, 4.5]);
  });

  it('of an outage are its failures, from the first on, and the incident is of the same time', async () => {
    const story = await live(FIVE, EVENING);
    expect(minutesOf(ownChecks(story), 'failed')).toEqual([0.5, 4.5, 8.5, 12.5, 16.5]);
    expect(minutesOf(ownChecks(story), 'up').filter((minute) => minute > 0.5)).toEqual([]);
    expect(story.incidents).toMatchObject([{ severity: 'down', open: 0, start: clock('01:00:30'), end: clock('01:16:30') }]);
    expect(story.incidents[0]?.evidence.map(({ kind, at }) => [kind, (at - clock('01:00')) / MINUTE])).toEqual([0.5, 4.5, 8.5, 12.5, 16.5].map((minute) => ['generation', minute]));
    expect(story.incidents.map((incident) => downFor(incident, clock('04:00'), []))).toEqual([16 * MINUTE]);
  });

  it('go on with the tries of an outage, and end it with the first video', async () => {
    const story = await live([...FIVE, submit('01:20', 4, 'failed'), submit('01:30', 3)], EVENING);
    const failed = minutesOf(ownChecks(story), 'failed');
    expect(failed).toEqual([0.5, 4.5, 8.5, 12.5, 16.5, 24]);
    expect(minutesOf(ownChecks(story), 'up').filter((minute) => minute > 0.5)).toEqual([33]);
    // One video among so many failures: nothing is down any more, and it is too early to say that all is well.
    expect(ownParts(story)).toMatchObject([{ severity: 'down', start: clock('01:00:30'), end: clock('01:33') }, { severity: 'degraded', start: clock('01:33'), end: clock('01:33') }]);
    expect(ownParts(story)[0]).not.toHaveProperty('unseen');
  });

  it('of an outage that goes on after hours are never told twice', async () => {
    const later = [submit('02:20', 0.5, 'failed'), submit('02:24', 0.5, 'failed')];
    const story = await live([...FIVE, ...later], EVENING);
    expect(minutesOf(ownChecks(story), 'failed')).toEqual([0.5, 4.5, 8.5, 12.5, 16.5, 80.5, 84.5]);
    expect(new Set(ownChecks(story).map(({ at }) => at)).size).toBe(ownChecks(story).length);
    expect(story.incidents).toMatchObject([{ severity: 'down', start: clock('01:00:30'), end: clock('02:24:30'), open: 0 }]);
  });

  it('are as many when the clock is set back in between', async () => {
    const once = await live(FIVE, EVENING);
    for (const back of [20 * MINUTE, HOUR]) {
      const story = await live(FIVE, EVENING, { clockError: (at) => (between(at, '01:30', '01:40') ? -back : 0) });
      expect(ownChecks(story)).toEqual(ownChecks(once));
    }
  });
});

describe('what is said of Pika’s generator', () => {
  const time = (at: number): string => new Date(at).toISOString();

  it('is not known half an hour after the last that was seen of it, in the toolbar too', async () => {
    const said = async (until: string) => overall((await live(FIVE, clock(until) - clock('00:00'))).facts, clock(until), time).status;
    expect(await said('01:17')).toBe('down');
    expect(await said('01:46')).toBe('down');
    expect(await said('01:48')).toBe('up');
  });

  it('does not date what is good before what was bad', async () => {
    const story = await live([submit('01:00', 3), submit('01:10', 40), submit('01:55', 3)], EVENING);
    expect(ownParts(story)).toMatchObject([{ severity: 'degraded', start: clock('01:40') }]);
    expect(ownParts(story)[0]?.end).toBeGreaterThanOrEqual(clock('01:50'));
  });
});
