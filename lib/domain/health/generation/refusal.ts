/** Submits that Pika refused: no job came of them, so that what they say about Pika would be lost. */
import type { JobRequest } from '../../jobs/job.ts';
import { type Outcome, isUsersOwn } from './outcome.ts';

/** A submit that got an answer without a job. */
export interface Refusal {
  readonly at: number;
  /** What the form asked for, as far as it told. */
  readonly request: Pick<JobRequest, 'prompt' | 'model' | 'feature' | 'creditCost'>;
  /** Pika's words, at most 300 characters. */
  readonly error: string;
}

/** As a failure of Pika's; null where the words say that it is the user's to mend (a filter, a limit, too few credits). */
export function refusalOutcome({ at, request, error }: Refusal): Outcome | null {
  return isUsersOwn(error) ? null : { at, made: false, about: request.prompt, request, job: null };
}

/** Pika's words for too few credits. */
export function saysTooFewCredits(error: string): boolean {
  return /insufficient|not enough/i.test(error);
}
