import { describe, expect, it } from 'vitest';
import { jobEntryOf } from '../../../lib/domain/jobs/view/entry.ts';
import { jobLine } from '../../../lib/domain/jobs/view/line.ts';
import type { Hold } from '../../../lib/domain/clips/gate.ts';
import type { Save } from '../../../lib/domain/clips/save.ts';
import type { Job } from '../../../lib/domain/jobs/job.ts';
import { DAY } from '../../../lib/time.ts';
import { aJob, aSave, NOW } from '../../support/builders.ts';

const clips = (saves: readonly Save[], hold: Hold | null) => jobLine(jobEntryOf(aJob({ state: 'finished', active: 0 }), saves), { waits: [], hourOf: () => 0 }, NOW, { hold }).clips;
const waiting = aSave({ deadlineAt: NOW + 9 * DAY });

describe('what is odd about a job', () => {
  const odd = (anomalies: Job['anomalies']) => jobLine(jobEntryOf(aJob({ anomalies }), []), { waits: [], hourOf: () => 0 }, NOW).odd;

  it('is said on its line, the newest of it, where its state does not say it', () => {
    expect(odd([])).toBeNull();
    expect(odd([{ at: NOW, kind: 'finished-without-file', detail: '' }, { at: NOW, kind: 'url-changed', detail: '/v1/x' }])).toBeNull();
    expect(odd([{ at: NOW, kind: 'went-backwards', detail: 'finished → running' }, { at: NOW, kind: 'vanished', detail: '' }])).toBe('Went backwards (finished → running) · Gone at its source');
    const many = Array.from({ length: 20 }, (_, n) => ({ at: NOW, kind: 'error-after-finish', detail: `${n} ${'x'.repeat(500)}` }) as const);
    expect(odd(many)?.split(' · ')).toHaveLength(3);
    expect(odd(many)?.length).toBeLessThan(330);
  });
});

describe('what a job’s line says of its clips', () => {
  it('is what holds the only one', () => {
    expect(clips([waiting], null)?.text).toBe('Waiting its turn');
    expect(clips([waiting], 'paused')).toEqual({ text: 'Paused', tone: 'wait' });
    expect(clips([waiting], 'daily-count')?.text).toBe('Waiting until tomorrow');
    expect(clips([aSave({ state: 'saved' })], 'paused')?.text).toBe('Saved');
  });

  it('is how many are saved, in the tone of the one that stands worst', () => {
    expect(clips([waiting, aSave({ state: 'saved' })], 'paused')).toEqual({ text: '1 of 2 clips saved', tone: 'wait' });
    expect(clips([aSave({ deadlineAt: NOW + 1 }), aSave({ state: 'saved' })], 'paused')?.tone).toBe('warn');
  });
});
