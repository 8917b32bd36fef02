import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../lib/domain/health/incident.ts';
import { type OwnJobs, withOwnJobs } from '../../../lib/domain/health/met-jobs.ts';
import { HOUR, MINUTE } from '../../../lib/time.ts';
import { NOW } from '../../support/builders.ts';
import { failed, made, waiting } from '../generation/jobs.ts';
import { INCIDENT } from './export/sample.ts';

/** Pika's API has been down for half an hour. */
const START = NOW - 30 * MINUTE;
const OPEN: Incident = { ...INCIDENT, start: START, end: null, open: 1, models: [], jobs: [] };

const met = (own: Partial<OwnJobs>): Incident => withOwnJobs(OPEN, { jobs: [], refusals: [], blamed: [], ...own });

describe('an outage of Pika', () => {
  it('has the jobs that were under way or failed in it, with their models', () => {
    const jobs = [waiting(40), waiting(10, { request: { model: '2.2' } }), failed(5, { request: { model: 'Turbo' } })];
    expect(met({ jobs })).toMatchObject({ jobs: jobs.map(({ id }) => id), models: ['2.5', '2.2', 'Turbo'] });
  });

  it('has one that came to its end in it, or was found to have ended when the page was answered again', () => {
    const [well, late] = [made(5, 40), failed(5, { lastActiveAt: START - MINUTE })];
    expect(met({ jobs: [well, late] }).jobs).toEqual([well.id, late.id]);
  });

  it('has one that the page cannot show any more, and none that nobody has looked at for hours', () => {
    const silent = (ago: number) => waiting(4 * 60, { lastSeenAt: START - ago, lastActiveAt: START - ago });
    const [hidden, left] = [silent(10 * MINUTE), silent(HOUR + 1)];
    expect(met({ jobs: [hidden, left] }).jobs).toEqual([hidden.id]);
  });

  it('has none that was over before, nor one that was merely found in a list', () => {
    expect(met({ jobs: [made(31), failed(40), failed(5, { lastActiveAt: null })] })).toBe(OPEN);
  });

  it('has those that the verdict about the generator rests on, whenever they ended', () => {
    const [early, other] = [made(50), made(51)];
    expect(met({ jobs: [early, other], blamed: [early.id] }).jobs).toEqual([early.id]);
  });

  it('has the model of a submit that was refused in it, unless the words are the user’s to mend', () => {
    const refusal = (ago: number, model: string, error = 'Something went wrong') => ({ at: NOW - ago * MINUTE, error, request: { prompt: 'p', model, feature: null, creditCost: null } });
    const refusals = [refusal(40, '1.0'), refusal(5, '2.5'), refusal(5, '2.2', 'Insufficient credits')];
    expect(met({ refusals })).toMatchObject({ jobs: [], models: ['2.5'] });
  });

  it('is the same object when asked again', () => {
    const own = { jobs: [waiting(10)], refusals: [], blamed: [] };
    const once = withOwnJobs(OPEN, own);
    expect(withOwnJobs(once, own)).toBe(once);
  });
});
