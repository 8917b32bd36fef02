/** What the page asked Pika to make, until it is known what became of it: an answer that never comes may have been billed all the same. */
import { DAY, HOUR, MINUTE } from '../../time.ts';
import type { Job } from './job.ts';

/**
 * In the order in which they are learned; a later one is never taken back. `broke`: the request ended without an answer that could be
 * read. `taken`: the answer named a job. `refused`: it was another one, which the page has shown.
 */
export const SUBMIT_FATES = ['sent', 'broke', 'taken', 'refused'] as const;
export type SubmitFate = (typeof SUBMIT_FATES)[number];

/** One request for a generation. */
export interface Submit {
  readonly id: string;
  /** '' where it had none. */
  readonly prompt: string;
  /** When the page had filled in its form. */
  readonly at: number;
  readonly fate: SubmitFate;
}

/** An answer takes seconds, a long upload before it perhaps a minute. */
const ANSWERED_WITHIN = MINUTE;
/** What Pika took is in its library at once; by now the page was opened again, or never will be for this. */
export const SHOWN_WITHIN = HOUR;
/** So long a submit is told of. */
export const TOLD_FOR = DAY;

/** What is known of a submit after something was heard of it, in whatever order that arrives. */
export function laterFate(known: Submit | undefined, heard: Submit): Submit {
  return known && SUBMIT_FATES.indexOf(known.fate) >= SUBMIT_FATES.indexOf(heard.fate) ? known : heard;
}

/** Whether nobody answered it so far. */
export function isUnanswered({ fate }: Submit): boolean {
  return fate === 'sent' || fate === 'broke';
}

/** Whether there is something to say of it by now: one that is merely under way still has time. */
export function isOverdue({ fate, at }: Submit, now: number): boolean {
  return now - at < TOLD_FOR && (fate === 'broke' || now - at >= ANSWERED_WITHIN);
}

/**
 * The unanswered submits that no job stands for. A job stands for one submit of its prompt that came before its first sighting: for an
 * answered one where there is any, else for the last. So a second try that Pika answered does not pass for the first, which it did not.
 * @param jobs all that were first seen since the oldest of the submits
 */
export function withoutJob(submits: readonly Submit[], jobs: readonly Job[]): readonly Submit[] {
  const open = submits.filter(({ fate }) => fate !== 'refused').toSorted((a, b) => Number(isUnanswered(a)) - Number(isUnanswered(b)) || b.at - a.at);
  for (const { source, request, firstSeenAt } of jobs.toSorted((a, b) => a.firstSeenAt - b.firstSeenAt)) {
    if (source !== 'pika-page') continue;
    const found = open.findIndex(({ prompt, at }) => at <= firstSeenAt && prompt.trim() === (request.prompt ?? '').trim());
    if (found >= 0) open.splice(found, 1);
  }
  return open.filter(isUnanswered);
}
