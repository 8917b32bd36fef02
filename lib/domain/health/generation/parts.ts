/** The same evidence, model by model and feature by feature. */
import type { Job, JobRequest } from '../../jobs/job.ts';
import { median } from '../latency.ts';
import type { ModelHealth, PartHealth } from './health.ts';
import type { Outcome } from './outcome.ts';
import type { Pace } from './pace.ts';
import { rateOf } from './rate.ts';
import { type HourOfWeek, usualWait, type Wait, waitOf } from './waits.ts';

export interface PartsEvidence {
  readonly jobs: readonly Job[];
  /** Of the last two hours, oldest first. */
  readonly outcomes: readonly Outcome[];
  readonly pace: Pace;
  readonly history: readonly Wait[];
  /** Local hour of the week now. */
  readonly hour: number;
  readonly hourOf: HourOfWeek;
}

type Asked = Pick<JobRequest, 'model' | 'feature'>;

/** Each model that a job of the last day or a refused submit named, in the order of their names; those that none named come last. */
export function modelHealth({ jobs, outcomes, pace, history, hour, hourOf }: PartsEvidence): readonly ModelHealth[] {
  const models = [...new Set([...jobs, ...outcomes].map(({ request }) => request.model))].toSorted(byName);
  return models.map((name) => {
    const is = ({ model }: Asked): boolean => model === name;
    const starts = jobs.filter(({ request }) => is(request)).map((job) => waitOf(job, hourOf)?.startMs ?? null).filter((ms) => ms !== null);
    return {
      ...partHealth(name, is, outcomes, pace),
      startMs: median(starts),
      usual: usualWait(history, name, hour),
      usualStart: usualWait(history, name, hour, 'startMs'),
    };
  });
}

/** Each feature with outcomes of the last two hours. */
export function featureHealth(outcomes: readonly Outcome[], pace: Pace): readonly PartHealth[] {
  const features = [...new Set(outcomes.map(({ request }) => request.feature))].toSorted(byName);
  return features.map((name) => partHealth(name, ({ feature }) => feature === name, outcomes, pace));
}

function partHealth(name: string | null, is: (asked: Asked) => boolean, outcomes: readonly Outcome[], pace: Pace): PartHealth {
  const rate = rateOf(outcomes.filter(({ request }) => is(request)));
  const waits = pace.waits.filter(({ job }) => is(job.request));
  const slow = pace.slow.some(({ job }) => is(job.request));
  return { name, status: statusOf(), made: rate.made, failed: rate.failed, waitMs: median(waits.map(({ ms }) => ms)), startMs: null };

  function statusOf(): PartHealth['status'] {
    if (rate.failing) return othersWork() ? 'unavailable' : 'failing';
    if (slow && pace.isSlow) return 'slow';
    return rate.made > 0 || waits.some((wait) => !wait.slow) ? 'works' : 'unknown';
  }

  /** Since this one's first failure, something else was made: it is this one, not all of Pika. */
  function othersWork(): boolean {
    return outcomes.some(({ request, made, at }) => made && !is(request) && at >= (rate.failingSince ?? 0));
  }
}

function byName(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
