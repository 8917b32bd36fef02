import type { Job } from '../domain/jobs/job.ts';
import { isUnanswered, laterFate, type Submit, SUBMIT_FATES, TOLD_FOR, withoutJob } from '../domain/jobs/submits.ts';
import type { Store } from './db.ts';
import { changeMeta } from './meta.ts';
import { lastOf } from './newest.ts';
import { isMoment, isRow } from './row-values.ts';

/** The key under which submits are kept. */
export const SUBMITS = 'submits';
export const MAX_SUBMITS = 20;
/** Jobs that are looked at for those of a day's submits: what was seen first last stands on top. */
const LOOKED_AT = 200;

/** Keeps what was heard of a submit; of so many, the last. Heard again, it changes nothing. */
export async function noteSubmit(db: Store, heard: Submit, now: number): Promise<void> {
  await changeMeta(db, SUBMITS, (stored) => {
    const known = parseSubmits(stored, now);
    const others = known.filter(({ id }) => id !== heard.id);
    return [...others, laterFate(known.find(({ id }) => id === heard.id), heard)].toSorted((a, b) => a.at - b.at).slice(-MAX_SUBMITS);
  });
}

/** Submits that no answer and no job is known of, as of one moment. */
export async function readWithoutJob(db: Store, now: number): Promise<readonly Submit[]> {
  const tx = db.transaction(['meta', 'jobs']);
  const row = await tx.objectStore('meta').get(SUBMITS);
  return submitsWithoutJob(row?.value, tx.objectStore('jobs'), now);
}

/**
 * The same from a stored value and the jobs of the caller's transaction, which are asked only where a submit was not answered. What is
 * told follows from what is there: nothing has to be settled, and no kill can come in between.
 */
export async function submitsWithoutJob(stored: unknown, jobs: { index(name: 'byActivity'): Parameters<typeof lastOf<Job>>[0] }, now: number): Promise<readonly Submit[]> {
  const submits = parseSubmits(stored, now);
  return submits.some(isUnanswered) ? withoutJob(submits, await lastOf(jobs.index('byActivity'), LOOKED_AT)) : [];
}

/** A stored value, without what is too old to be told. */
function parseSubmits(stored: unknown, now: number): Submit[] {
  return Array.isArray(stored) ? stored.filter((row: unknown): row is Submit => isSubmit(row) && now - row.at < TOLD_FOR) : [];
}

function isSubmit(row: unknown): row is Submit {
  return isRow(row) && typeof row['prompt'] === 'string' && isMoment(row['at']) && SUBMIT_FATES.some((fate) => fate === row['fate']);
}
