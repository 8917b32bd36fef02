/** What a user submits over a simulated day, and how the store shows it at any moment of it. */
import type { Job } from '../../../lib/domain/jobs/job.ts';
import { NO_REQUEST } from '../../../lib/domain/jobs/job.ts';
import { MINUTE, SECOND } from '../../../lib/time.ts';
import { aJob } from '../../support/builders.ts';

/** One submit, watched from then on until it ends or the tab is closed. */
export interface Submit {
  readonly at: number;
  readonly minutes: number;
  readonly end: 'finished' | 'failed';
  readonly model?: string;
  /** When the tab was closed; what happens then is not seen. */
  readonly seenUntil?: number;
  /** When it was opened again. */
  readonly seenAgain?: number;
}

/** Jobs as the store holds them: the page is read every five seconds while its tab is open. */
export function livedBy(submits: readonly Submit[]): (at: number) => readonly Job[] {
  return (at) => submits.flatMap((submit, index) => (at < submit.at ? [] : [jobAt(submit, index, at)]));
}

function jobAt({ at: queuedAt, minutes, end, model = '2.5', seenUntil = Infinity, seenAgain = Infinity }: Submit, index: number, now: number): Job {
  const over = queuedAt + minutes * MINUTE;
  const seen = now >= seenAgain ? now : Math.min(now, seenUntil);
  const request = { ...NO_REQUEST, model, prompt: `prompt ${index}` };
  const known = { id: `pika-page:${index}`, jobId: String(index), request, firstSeenAt: queuedAt, queuedAt, runningAt: queuedAt + 5 * SECOND };
  if (seen < over) {
    return aJob({ ...known, state: 'running', active: 1, progress: Math.floor(((seen - queuedAt) / (over - queuedAt)) * 98), movedAt: seen, lastActiveAt: seen, lastSeenAt: seen });
  }
  const settled = { active: 0 as const, stateSince: over, movedAt: over, lastSeenAt: over, lastActiveAt: over - 5 * SECOND };
  return aJob({ ...known, ...settled, state: end, finishedAt: end === 'finished' ? over : null, error: end === 'failed' ? 'Something went wrong' : null });
}
