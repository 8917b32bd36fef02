import { describe, expect, it } from 'vitest';
import { askFor } from '../../../lib/domain/clips/again.ts';
import { afterFile, afterSkip, gateOf, isHeld, localDay, parseTally, skipOf, tomorrow, wallClock } from '../../../lib/domain/clips/gate.ts';
import { holdSentence } from '../../../lib/domain/clips/hold-words.ts';
import { DEFAULT_SAVING } from '../../../lib/domain/clips/saving-settings.ts';
import { isExpress } from '../../../lib/domain/clips/turn.ts';
import { saveWords } from '../../../lib/domain/clips/words.ts';
import { noticeViews } from '../../../lib/domain/popup/notices.ts';
import { DAY, HOUR, MINUTE } from '../../../lib/time.ts';
import { aSave, NOW } from '../../support/builders.ts';

const today = { day: localDay(NOW), files: 3, bytes: 3000 };

describe('what may begin', () => {
  it.each([
    ['everything, by default', {}, [], { hold: null, room: Infinity }],
    ['nothing while paused', { paused: true }, [], { hold: 'paused', room: 0 }],
    ['what is left of the day', { dailyCount: 5 }, [], { hold: null, room: 2 }],
    ['less by what runs', { dailyCount: 5 }, [aSave()], { hold: null, room: 1 }],
    ['nothing more when what runs fills the day', { dailyCount: 5 }, [aSave(), aSave()], { hold: 'daily-count', room: 0 }],
    ['nothing more when a lower limit was set later', { dailyCount: 1 }, [], { hold: 'daily-count', room: 0 }],
    ['something while there is space', { dailyBytes: 3001 }, [], { hold: null, room: Infinity }],
    ['nothing when the space is used', { dailyBytes: 3000 }, [], { hold: 'daily-bytes', room: 0 }],
    ['nothing when what runs uses it', { dailyBytes: 5000 }, [aSave({ bytes: 1, totalBytes: 2000 })], { hold: 'daily-bytes', room: 0 }],
  ] as const)('%s', (_name, saving, running, gate) => {
    expect(gateOf({ ...DEFAULT_SAVING, ...saving }, today, running, NOW)).toEqual(gate);
  });

  it('begins anew with the user’s next day, not with UTC’s', () => {
    const saving = { ...DEFAULT_SAVING, dailyCount: 3 };
    expect(gateOf(saving, today, [], tomorrow(NOW) - 1).hold).toBe('daily-count');
    expect(gateOf(saving, today, [], tomorrow(NOW))).toEqual({ hold: null, room: 3 });
    expect(new Date(tomorrow(NOW)).getHours()).toBe(0);
    expect(wallClock(NOW)).toBe(NOW - new Date(NOW).getTimezoneOffset() * MINUTE);
  });

  it('counts files by the day they came in', () => {
    expect(afterFile(null, 10, NOW)).toEqual({ day: localDay(NOW), files: 1, bytes: 10 });
    expect(afterFile(today, 10, NOW)).toEqual({ ...today, files: 4, bytes: 3010 });
    expect(afterFile(today, 10, NOW + DAY)).toEqual({ day: localDay(NOW + DAY), files: 1, bytes: 10 });
    for (const raw of [null, 7, {}, { ...today, files: -1 }, { ...today, bytes: Number.NaN }]) expect(parseTally(raw)).toBeNull();
    expect(parseTally(today)).toEqual(today);
  });
});

describe('what is left out', () => {
  it('is what comes from a source that is off, and in the other mode everything', () => {
    const off = { ...DEFAULT_SAVING, sourcesOff: ['useapi'] } as const;
    expect(skipOf(off, aSave(), 'useapi')).toBe('source-off');
    expect(skipOf(off, aSave(), 'fal')).toBeNull();
    expect(skipOf({ ...DEFAULT_SAVING, mode: 'asked' }, aSave(), 'pika-page')).toBe('only-asked');
  });

  it('is never what the user asked for', () => {
    const asked = aSave({ asked: true });
    expect(skipOf({ ...DEFAULT_SAVING, mode: 'asked', sourcesOff: ['useapi'] }, asked, 'useapi')).toBeNull();
    expect([isHeld(asked, 'daily-count'), isHeld(asked, 'daily-bytes'), isHeld(asked, 'paused'), isHeld(asked, null)]).toEqual([false, false, true, false]);
    expect(isHeld(aSave(), 'daily-count')).toBe(true);
  });

  it('comes back by asking, first in line', () => {
    const skipped = afterSkip(aSave(), 'only-asked', NOW);
    expect(skipped).toMatchObject({ state: 'skipped', skip: 'only-asked' });
    const asked = askFor(skipped, NOW + HOUR);
    expect(asked).toMatchObject({ state: 'wanted', asked: true, nextAttemptAt: NOW + HOUR });
    expect(asked).not.toHaveProperty('skip');
    expect(asked && isExpress(asked)).toBe(true);
  });

  it('asking for one that waits lifts its hold; asking twice changes nothing', () => {
    const asked = askFor(aSave(), NOW);
    expect(asked).toMatchObject({ state: 'wanted', asked: true });
    expect(asked && askFor(asked, NOW)).toBeNull();
    expect(askFor(aSave({ state: 'downloading' }), NOW)).toBeNull();
  });
});

describe('words for what waits by choice', () => {
  it('say what holds it, and the way out', () => {
    expect(saveWords(aSave(), NOW, 'pika-page', 'paused')).toMatchObject({ label: 'Paused', action: null });
    expect(saveWords(aSave({ deadlineAt: NOW + 9 * DAY }), NOW, 'pika-page', 'daily-count')).toMatchObject({ label: 'Waiting until tomorrow', tone: 'wait', action: { kind: 'retry', label: 'Save now' } });
    expect(saveWords(aSave({ asked: true }), NOW, 'pika-page', 'daily-count').label).toBe('Waiting its turn');
  });

  it('warn of a clip that would not outlive the wait', () => {
    expect(saveWords(aSave({ deadlineAt: NOW + HOUR }), NOW, 'pika-page', 'paused')).toMatchObject({ tone: 'warn', sentence: expect.stringContaining('resume, or it may be lost') });
    const words = saveWords(aSave({ deadlineAt: NOW + HOUR }), NOW, 'pika-page', 'daily-bytes');
    expect(words).toMatchObject({ tone: 'warn', sentence: 'Today’s limit of space is reached. Its link may end before tomorrow: save it now.' });
  });

  it('say why it was left out', () => {
    expect(saveWords(aSave({ state: 'skipped', skip: 'only-asked' }), NOW)).toMatchObject({ label: 'Not saved', sentence: 'You chose to save only what you ask for.', action: { label: 'Save' } });
    expect(saveWords(aSave({ state: 'skipped', skip: 'source-off' }), NOW, 'fal').sentence).toBe('You chose not to save what comes from fal.');
    expect(saveWords(aSave({ state: 'skipped' }), NOW).sentence).toBeNull();
  });

  it('are a notice with a way on while saving is paused', () => {
    expect(noticeViews({ permissionMissing: false, signedOut: false, hold: 'paused' })).toMatchObject([{ kind: 'paused', action: { kind: 'resume-saving' } }]);
    expect([holdSentence(null), holdSentence('paused'), holdSentence('daily-count'), holdSentence('daily-bytes')]).toEqual([null, expect.stringContaining('paused'), expect.stringContaining('videos'), expect.stringContaining('space')]);
  });
});
