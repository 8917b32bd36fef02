import { describe, expect, it } from 'vitest';
import { isOverdue, laterFate, type Submit, SUBMIT_FATES, type SubmitFate, withoutJob } from '../../../lib/domain/jobs/submits.ts';
import { unansweredNotices } from '../../../lib/domain/popup/unanswered.ts';
import { popupView } from '../../../lib/domain/popup.ts';
import { NO_DATA } from '../../../lib/domain/popup/data.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { makeJob, NOW } from '../../support/popup-data.ts';

const submit = (at: number, fate: SubmitFate, prompt = 'a fox'): Submit => ({ id: `${at} ${prompt}`, prompt, at: NOW + at, fate });
const seen = (at: number, prompt: string | null = 'a fox', number = at) => makeJob(number, { firstSeenAt: NOW + at, request: { prompt } });
const left = (submits: readonly Submit[], jobs: readonly ReturnType<typeof seen>[]) => withoutJob(submits, jobs).map(({ at }) => at - NOW).toSorted((a, b) => a - b);

describe('a submit that no job stands for', () => {
  it('is one that was not answered, and of whose prompt no job was first seen after it', () => {
    expect(left([submit(0, 'sent'), submit(1, 'broke'), submit(2, 'taken'), submit(3, 'refused')], [])).toEqual([0, 1]);
    expect(left([submit(0, 'broke')], [seen(5)])).toEqual([]);
    expect(left([submit(0, 'broke')], [seen(5, 'an owl')])).toEqual([0]);
    expect(left([submit(10, 'broke')], [seen(5)])).toEqual([10]);
    expect(left([submit(0, 'broke', ' a fox\n')], [seen(5)])).toEqual([]);
    expect(left([submit(0, 'broke', '')], [seen(5, null)])).toEqual([]);
  });

  it('is not passed over for another try of the same prompt that Pika answered, whichever of the two is first seen', () => {
    const tries = [submit(0, 'broke'), submit(10, 'taken')];
    expect(left(tries, [seen(11)])).toEqual([0]);
    expect(left(tries, [seen(11), seen(50)])).toEqual([]);
    expect(left(tries, [seen(5), seen(11)])).toEqual([]);
    expect(left([submit(0, 'broke'), submit(10, 'sent')], [seen(11)])).toEqual([0]);
    expect(left([submit(0, 'taken'), submit(10, 'broke')], [seen(11)])).toEqual([10]);
    expect(left([submit(0, 'broke'), submit(10, 'broke')], [seen(99)])).toHaveLength(1);
    expect(left([submit(0, 'broke'), submit(10, 'refused')], [])).toEqual([0]);
  });

  it('is not passed over for a job that was not made on pika.art', () => {
    expect(left([submit(0, 'broke')], [{ ...seen(5), source: 'useapi' }])).toEqual([0]);
  });
});

describe('what is known of a submit', () => {
  it('never goes back, in whatever order it is heard', () => {
    for (const known of SUBMIT_FATES) {
      for (const heard of SUBMIT_FATES) {
        const later = SUBMIT_FATES[Math.max(SUBMIT_FATES.indexOf(known), SUBMIT_FATES.indexOf(heard))];
        expect(laterFate(submit(0, known), submit(0, heard)).fate).toBe(later);
      }
    }
    expect(laterFate(undefined, submit(0, 'sent')).fate).toBe('sent');
  });

  it('is told at once where the request broke, after a minute where nothing comes, and for a day', () => {
    expect(isOverdue(submit(0, 'broke'), NOW)).toBe(true);
    expect(isOverdue(submit(0, 'sent'), NOW + MINUTE - 1)).toBe(false);
    expect(isOverdue(submit(0, 'sent'), NOW + MINUTE)).toBe(true);
    expect(isOverdue(submit(0, 'broke'), NOW + DAY)).toBe(false);
  });
});

describe('the line for it', () => {
  const words = (submits: readonly Submit[], now: number) => unansweredNotices(submits, now).map(({ title, text }) => `${title} | ${text}`);

  it('says that nobody knows, that it may be billed, and to look before another try', () => {
    expect(words([submit(0, 'broke')], NOW + SECOND)).toEqual([
      'No answer from Pika: “a fox” | We do not know whether Pika took this: it may be under way, and billed. Look in your library, and at your credits, before you submit it again.',
    ]);
  });

  it('says after an hour that it has not shown up, and where to look', () => {
    expect(words([submit(0, 'broke')], NOW + HOUR)).toEqual(['No answer from Pika: “a fox” | It has not shown up since. Look in your library, and at your credits, before you submit it again.']);
    expect(words([submit(0, 'broke')], NOW + DAY)).toEqual([]);
  });

  it('names the newest of several, counts the others, and leaves out what still has time', () => {
    const both = [submit(-2, 'broke', 'an owl'), submit(-1, 'broke', '')];
    const name = 'No answer from Pika: Video without a prompt and 1 more';
    expect(words([...both, submit(-3, 'sent')], NOW)).toEqual([`${name} | We do not know whether Pika took these: they may be under way, and billed. Look in your library, and at your credits, before you submit them again.`]);
    expect(words(both, NOW + HOUR)).toEqual([`${name} | They have not shown up since. Look in your library, and at your credits, before you submit them again.`]);
  });

  it('stands in the popup, above what sources wait for, with the way to the library', () => {
    const view = popupView({ ...NO_DATA, unanswered: [submit(0, 'broke')] }, { status: 'up', since: NOW, sentence: 'Pika works.', checkedAt: NOW }, { signedOut: false, permissionMissing: false }, NOW);
    expect(view.notices).toMatchObject([{ kind: 'unanswered', tone: 'warn', action: { kind: 'open-library' } }]);
  });
});
