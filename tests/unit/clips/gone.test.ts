import { describe, expect, it } from 'vitest';
import { canBeAsked, sourceOfJob, whereElse } from '../../../lib/domain/clips/elsewhere.ts';
import { afterGone } from '../../../lib/domain/clips/gone.ts';
import { SAVE_STATES } from '../../../lib/domain/clips/save.ts';
import { offSentence, pausedSentence } from '../../../lib/domain/clips/source-waits.ts';
import { saveWords } from '../../../lib/domain/clips/words.ts';
import { SOURCES } from '../../../lib/domain/jobs/job.ts';
import { HOUR, MINUTE } from '../../../lib/time.ts';
import { aSave, NOW } from '../../support/builders.ts';

const dead = { kind: 'link-dead', at: NOW - HOUR, httpStatus: 404 } as const;

describe('a job that its source does not know any more', () => {
  it('takes a clip along whose link is dead, and keeps why', () => {
    expect(afterGone(aSave({ problem: dead }), 404, NOW)).toMatchObject({ state: 'lost', problem: { kind: 'gone', at: NOW, httpStatus: 404 } });
  });

  it('leaves a clip whose link may still answer', () => {
    expect(afterGone(aSave(), 404, NOW)).toBeNull();
    expect(afterGone(aSave({ problem: { ...dead, kind: 'network' } }), 404, NOW)).toBeNull();
  });

  it.each(SAVE_STATES.filter((state) => state !== 'wanted'))('leaves one that is %s', (state) => {
    expect(afterGone(aSave({ state, problem: dead }), 404, NOW)).toBeNull();
  });
});

describe('where to look for a lost clip', () => {
  it('is another place for each source, and said with the loss', () => {
    const places = SOURCES.map(whereElse);
    expect(new Set(places).size).toBe(SOURCES.length);
    for (const source of SOURCES) {
      const words = saveWords(aSave({ state: 'lost', problem: { ...dead, kind: 'gone' } }), NOW, source);
      expect(words).toMatchObject({ label: 'Lost', tone: 'bad', action: { kind: source === 'pika-page' ? 'open-library' : 'retry' } });
      expect(words.sentence).toContain(whereElse(source));
    }
  });

  it('is not the Pika library while another source is asked for a fresh link', () => {
    const waiting = aSave({ problem: dead, nextAttemptAt: NOW + 5 * MINUTE });
    expect(saveWords(waiting, NOW, 'useapi')).toMatchObject({ tone: 'wait', sentence: 'The video’s link stopped working (404). useapi is asked for a fresh one. Tries again in 5\u00a0min.' });
    expect(saveWords(waiting, NOW).sentence).toContain('Open your Pika library');
  });
});

describe('a dead link whose source waits for the user', () => {
  const waiting = aSave({ problem: dead, nextAttemptAt: NOW + 5 * MINUTE });

  it('is not said to be asked for: the words say what to do', () => {
    expect(saveWords(waiting, NOW, 'useapi', null, offSentence('useapi'))).toEqual({
      label: 'Waiting for you', tone: 'warn', fraction: null, action: null,
      sentence: 'The video’s link stopped working (404). useapi is switched off: switch it on in Settings, and it is asked for a fresh one.',
    });
    const paused = saveWords(waiting, NOW, 'useapi', null, pausedSentence('useapi does not accept the token. Its jobs wait until you enter a new one.'));
    expect(paused.sentence).toContain('until you enter a new one. Then it is asked for a fresh link.');
    expect(paused.sentence).not.toContain('is asked for a fresh one');
  });

  it('and no other clip of that source: one whose link lives is saved all the same', () => {
    expect(saveWords(aSave(), NOW, 'useapi', null, offSentence('useapi')).label).toBe('Waiting its turn');
    expect(saveWords({ ...waiting, state: 'lost' }, NOW, 'useapi', null, offSentence('useapi')).label).toBe('Lost');
  });
});

it.each([
  ['useapi:job-1', 'useapi', true],
  ['fal:1', 'fal', true],
  ['pika-api:1', 'pika-api', true],
  ['pika-page:1', 'pika-page', false],
  ['nonsense', 'pika-page', false],
] as const)('%s comes from %s', (job, source, asked) => {
  expect(sourceOfJob(job)).toBe(source);
  expect(canBeAsked(source)).toBe(asked);
});
