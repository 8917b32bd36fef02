/** Pika's words for a job's state, and those of its API and resellers (facts: web feed, developer API, task API). */
import type { JobState } from '../../domain/jobs/job.ts';

const WORDS: ReadonlyMap<string, JobState> = new Map<string, JobState>([
  ['queued', 'queued'],
  ['created', 'queued'],
  ['pending', 'running'],
  ['started', 'running'],
  ['processing', 'running'],
  ['running', 'running'],
  ['progress', 'running'],
  ['finished', 'finished'],
  ['completed', 'finished'],
  ['complete', 'finished'],
  ['succeeded', 'finished'],
  ['error', 'failed'],
  ['failed', 'failed'],
  ['moderated', 'moderated'],
  ['content_moderation', 'moderated'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
]);

/** A failure that is really a refusal of the content. */
const MODERATION = /moderation|moderated|content[ _]policy|prompt not allowed/i;

/** The source's word as one of ours, in any case of letters; `unknown` for a word that we do not know. */
export function stateOf(word: string): JobState {
  return WORDS.get(word.trim().toLowerCase()) ?? 'unknown';
}

/** The state, once the error's text has been read too. */
export function withError(state: JobState, error: string | null): JobState {
  return state === 'failed' && error !== null && MODERATION.test(error) ? 'moderated' : state;
}

const ACTIVE: readonly JobState[] = ['running', 'queued'];
const SETTLED: readonly JobState[] = ['finished', 'moderated', 'failed', 'cancelled'];

/**
 * One state for a job out of its videos'. While one is being made the job runs; when all are settled, one file is
 * enough for it to count as finished.
 */
export function stateOfAll(states: readonly JobState[]): JobState {
  const has = (state: JobState): boolean => states.includes(state);
  const begun = SETTLED.some(has);
  const active = ACTIVE.find(has);
  if (active !== undefined) return begun ? 'running' : active;
  return SETTLED.find(has) ?? 'unknown';
}

/** How far a state is along; of two sightings of one job, the further one is the newer. */
export function progressRank(state: JobState): number {
  if (state === 'unknown') return 0;
  if (state === 'queued') return 1;
  return state === 'running' ? 2 : 3;
}
