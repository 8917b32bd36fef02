/** Jobs that are asked of their sources. */
import { afterSourceAnswer, afterSourceFailure, begin, FRESH, parseSourceStates, resume, roomFor } from '../domain/jobs/source-state.ts';
import type { ApiSourceId, Job } from '../domain/jobs/job.ts';
import type { JobSource } from '../domain/jobs/job-source.ts';
import { completeJob, NO_REQUEST, NO_VARIANT } from '../domain/jobs/job.ts';
import { mergeJob } from '../domain/jobs/merge.ts';
import { afterLastLook, asking, isPollDue, LONGEST_PAUSE, newPoll, parseLastLooks, type Poll, vanish, withLastLook } from '../domain/jobs/poll.ts';
import type { SourceFailure } from '../domain/jobs/source-failure.ts';
import type { Store } from './db.ts';
import { SOURCE_STATES } from './source-states.ts';

/**
 * Takes a new token in. Whatever the source waited for, it is asked with this one: both in one transaction, so that no
 * kill leaves a good token beside a pause.
 * @param token in the form of `parseToken`
 */
export async function enterToken(db: Store, source: ApiSourceId, token: string, now: number): Promise<void> {
  const tx = db.transaction(['secrets', 'meta'], 'readwrite', { durability: 'strict' });
  await tx.objectStore('secrets').put({ source, token });
  const states = parseSourceStates((await tx.objectStore('meta').get(SOURCE_STATES))?.value);
  await tx.objectStore('meta').put({ key: SOURCE_STATES, value: { ...states, [source]: resume(states[source] ?? FRESH, now) } });
  await tx.done;
}

/** Whether any of these sources has a job that is due, by the index `byDue`: a cheap look before anything is loaded. */
export async function anyPollDue(byDue: { getKey(range: IDBKeyRange): Promise<unknown> }, ids: readonly ApiSourceId[], now: number): Promise<boolean> {
  const found = await Promise.all(ids.flatMap((id) => dueRanges(id, now)).map((range) => byDue.getKey(range)));
  return found.some((key) => key !== undefined);
}

function dueRanges(id: ApiSourceId, now: number): IDBKeyRange[] {
  return [IDBKeyRange.bound([id, 0], [id, now]), IDBKeyRange.bound([id, now + 2 * LONGEST_PAUSE], [id, []])];
}

/** The source's jobs that are asked for, due or not. */
export async function countPolls(db: Store, id: ApiSourceId): Promise<number> {
  return db.countFromIndex('polls', 'byDue', IDBKeyRange.bound([id], [id, []]));
}

/** Meta row of `LastLook`s: few, since a pace is short. */
const ENDED = 'ended-polls';

/** Rows that one claim looks at: some may have been asked a moment ago and are passed over. */
const VIEW = 50;

/**
 * Takes jobs that are due, the longest due first, and writes them as asked: in one transaction with the source's budget,
 * so that no two workers ask for the same job and a kill forgets no request.
 */
export async function claimPolls(db: Store, source: Pick<JobSource, 'id' | 'pace'>, now: number, limit: number): Promise<Poll[]> {
  const { id, pace } = source;
  const tx = db.transaction(['polls', 'meta'], 'readwrite');
  const states = parseSourceStates((await tx.objectStore('meta').get(SOURCE_STATES))?.value);
  const state = states[id] ?? FRESH;
  const room = Math.min(limit, roomFor(state, pace, now));
  const index = tx.objectStore('polls').index('byDue');
  const looks = parseLastLooks((await tx.objectStore('meta').get(ENDED))?.value, now);
  const found = room === 0 ? [] : await Promise.all(dueRanges(id, now).map((range) => index.getAll(range, VIEW)));
  const rows = found.flat().map((poll) => afterLastLook(poll, looks));
  const due = rows.filter((poll) => isPollDue(poll, pace, now)).slice(0, room);
  for (const poll of due) await tx.objectStore('polls').put(asking(poll, pace, now));
  // What was asked a moment ago makes way, or it would hide the others.
  for (const poll of rows) if (!isPollDue(poll, pace, now)) await tx.objectStore('polls').put({ ...poll, nextAt: (poll.askedAt ?? now) + pace.perJobMs });
  if (due.length > 0) await tx.objectStore('meta').put({ key: SOURCE_STATES, value: { ...states, [id]: begin(state, due.length, now) } });
  await tx.done;
  return due.map((poll) => asking(poll, pace, now));
}

/**
 * Writes what an answer means for its job and its source.
 * @param asked the row as claimed
 * @param next null when the job is not asked for again
 * @param more requests that the look took beyond the claimed one
 */
export async function settlePoll(db: Store, asked: Poll, next: Poll | null, failure: SourceFailure | null, more: number, now: number): Promise<void> {
  const tx = db.transaction(['polls', 'meta'], 'readwrite');
  const polls = tx.objectStore('polls');
  const row = await polls.get(asked.job);
  // Somebody wanted it at once while the answer was on its way: that wish stays.
  const hurried = row !== undefined && row.nextAt < asked.nextAt;
  if (row && next === null && !hurried) {
    await polls.delete(asked.job);
    const looks = parseLastLooks((await tx.objectStore('meta').get(ENDED))?.value, now);
    await tx.objectStore('meta').put({ key: ENDED, value: withLastLook(looks, asked, now) });
  }
  if (row && next !== null) await polls.put(hurried ? { ...next, nextAt: Math.min(next.nextAt, row.nextAt) } : next);
  const states = parseSourceStates((await tx.objectStore('meta').get(SOURCE_STATES))?.value);
  const state = states[asked.source] ?? FRESH;
  const after = begin(failure === null ? afterSourceAnswer(state) : afterSourceFailure(state, failure, now, asked.askedAt ?? now), more, now);
  await tx.objectStore('meta').put({ key: SOURCE_STATES, value: { ...states, [asked.source]: after } });
  await tx.done;
}

/** Notes on the job that its source does not know it. */
export async function markVanished(db: Store, id: string, failure: SourceFailure, now: number): Promise<void> {
  const tx = db.transaction('jobs', 'readwrite');
  const job = await tx.store.get(id);
  if (job) await tx.store.put(vanish(completeJob(job), failure, now));
  await tx.done;
}

/** Why the last look at a job told nothing of it, by `Job.id`; jobs without such a reason are left out. */
export async function readTroubles(db: Store, jobs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const store = db.transaction('polls').store;
  return troublesOf(await Promise.all(jobs.map((job) => store.get(job))));
}

/** The same of all jobs that are asked for. */
export async function readAllTroubles(db: Store): Promise<ReadonlyMap<string, string>> {
  return troublesOf(await db.getAll('polls'));
}

function troublesOf(polls: readonly (Poll | undefined)[]): ReadonlyMap<string, string> {
  return new Map(polls.flatMap((poll) => (poll?.problem ? [[poll.job, poll.problem.message] as const] : [])));
}

export async function readJob(db: Store, id: string): Promise<Job | null> {
  const job = await db.get('jobs', id);
  return job ? completeJob(job) : null;
}

/**
 * Jobs that the user wants followed: each gets a row in the list at once, and is asked for at the next tick. Adding one
 * again asks for it once more and changes nothing else.
 * @returns how many were not known before
 */
export async function addJobs(db: Store, wanted: readonly { readonly source: ApiSourceId; readonly jobId: string }[], now: number): Promise<number> {
  const tx = db.transaction(['jobs', 'polls'], 'readwrite', { durability: 'strict' });
  let added = 0;
  for (const [place, { source, jobId }] of wanted.entries()) {
    const poll = newPoll(source, jobId, now);
    const known = await tx.objectStore('jobs').getKey(poll.job);
    if (known === undefined) {
      added += 1;
      const seen = { jobId, state: 'unknown', rawStatus: '', progress: null, error: null, request: NO_REQUEST, variant: NO_VARIANT, videos: [] } as const;
      await tx.objectStore('jobs').put(mergeJob(null, seen, source, now, now - place / 1000));
    }
    const asked = await tx.objectStore('polls').get(poll.job);
    await tx.objectStore('polls').put(asked ? { ...asked, nextAt: Math.min(asked.nextAt, now) } : poll);
  }
  await tx.done;
  return added;
}
