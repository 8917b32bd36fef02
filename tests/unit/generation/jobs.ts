/** Jobs of one user, said in the words of the tests. */
import { type Job, type JobRequest, NO_REQUEST } from '../../../lib/domain/jobs/job.ts';
import type { GenerationEvidence } from '../../../lib/domain/health/generation/judge.ts';
import type { Wait } from '../../../lib/domain/health/generation/waits.ts';
import { DAY, MINUTE, SECOND } from '../../../lib/time.ts';
import { NOW, aJob } from '../../support/builders.ts';

let number = 0;

type Over = Partial<Omit<Job, 'request'>> & { readonly request?: Partial<JobRequest> };

function job(over: Over): Job {
  number += 1;
  const { request, ...rest } = over;
  return aJob({ id: `pika-page:${number}`, jobId: String(number), ...rest, request: { ...NO_REQUEST, model: '2.5', prompt: `prompt ${number}`, ...request } });
}

/** Finished `endedAgo` minutes ago after `minutes` of waiting, and watched all the time. */
export function made(endedAgo: number, minutes = 3, over: Over = {}): Job {
  const at = NOW - endedAgo * MINUTE;
  const queuedAt = at - minutes * MINUTE;
  const times = { firstSeenAt: queuedAt, queuedAt, runningAt: queuedAt + MINUTE, lastActiveAt: at - 10 * SECOND, lastSeenAt: at, stateSince: at, finishedAt: at };
  return job({ state: 'finished', active: 0, progress: 100, ...times, ...over });
}

/** Failed on Pika's side `endedAgo` minutes ago. */
export function failed(endedAgo: number, over: Over = {}): Job {
  const at = NOW - endedAgo * MINUTE;
  const times = { firstSeenAt: at - MINUTE, queuedAt: at - MINUTE, lastActiveAt: at - 10 * SECOND, lastSeenAt: at, stateSince: at };
  return job({ state: 'failed', active: 0, error: 'Something went wrong', ...times, ...over });
}

/** Submitted so many minutes ago, not finished, and watched right now. */
export function waiting(minutes: number, over: Over = {}): Job {
  const queuedAt = NOW - minutes * MINUTE;
  return job({ state: 'running', progress: 20, firstSeenAt: queuedAt, queuedAt, movedAt: NOW - 5 * SECOND, lastActiveAt: NOW, lastSeenAt: NOW, ...over });
}

/** Thirty waits of about so many minutes each, over the last days. */
export function usually(minutes: number, model: string | null = '2.5'): Wait[] {
  return Array.from({ length: 30 }, (_, index) => ({
    at: NOW - DAY - index * DAY,
    model,
    hour: hourOf(NOW - DAY - index * DAY),
    startMs: MINUTE / 2,
    totalMs: (minutes + (index % 3) * 0.1) * MINUTE,
  }));
}

export function hourOf(at: number): number {
  const date = new Date(at);
  return ((date.getUTCDay() + 6) % 7) * 24 + date.getUTCHours();
}

export function evidence(jobs: readonly Job[], over: Partial<GenerationEvidence> = {}): GenerationEvidence {
  return { jobs, history: usually(3), exports: [], balances: [], refusals: [], signedOutAt: null, ...over };
}
