/** Which of the user's own jobs an incident of Pika has met. */
import { HOUR } from '../../time.ts';
import type { Job } from '../jobs/job.ts';
import { refusalOutcome, type Refusal } from './generation/refusal.ts';
import type { Incident } from './incident.ts';
import { withJobs } from './incident-notes.ts';

/** What is known of own jobs when an incident goes on. */
export interface OwnJobs {
  readonly jobs: readonly Job[];
  /** Submits that were refused: no job came of them, but they name a model. */
  readonly refusals: readonly Refusal[];
  /** `Job.id`s that a verdict about Pika's generator rests on, whenever they ended. */
  readonly blamed: readonly string[];
}

/**
 * A page that Pika does not answer shows nothing new, so a job last seen at work this long before an incident is taken
 * to be under way in it. One that nobody has looked at for longer may have ended in peace.
 */
const LAST_SEEN = HOUR;

/** An open incident with the own jobs that were under way or failed in it, and their models; the same object when none is new. */
export function withOwnJobs(incident: Incident, { jobs, refusals, blamed }: OwnJobs): Incident {
  const met = jobs.filter((job) => blamed.includes(job.id) || hasMet(job, incident.start));
  const refused = refusals.filter((refusal) => refusal.at >= incident.start && refusalOutcome(refusal) !== null);
  return withJobs(incident, [
    ...met.map(({ id, request }) => ({ id, model: request.model })),
    ...refused.map(({ request }) => ({ id: null, model: request.model })),
  ]);
}

/** Whether a job was under way after `start`, as far as anybody saw: one that a list merely names, ended, was not. */
function hasMet({ active, lastSeenAt, lastActiveAt, stateSince }: Job, start: number): boolean {
  const atWork = active === 1 ? lastSeenAt : lastActiveAt;
  const ended = active === 1 ? Infinity : stateSince;
  return atWork !== null && atWork >= start - LAST_SEEN && ended >= start;
}
