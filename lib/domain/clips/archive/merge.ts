/** What the ledger holds after an archive was taken in. What is known here wins; taking in the same again changes nothing. */
import { fillMore, fillRequest, addAnomaly, isActive, isFurther } from '../../jobs/merge.ts';
import type { Job } from '../../jobs/job.ts';
import { wantSave } from '../attempt.ts';
import type { Clip } from '../clip.ts';
import { isMadeUp } from '../match.ts';
import { NO_ATTEMPT } from '../retry.ts';
import type { Save } from '../save.ts';
import type { ArchivedClip, ArchivedJob, ArchivedSave, ArchiveEntry } from './entry.ts';

/** `Job.id` of an entry. */
export function entryId({ source, jobId }: Pick<ArchiveEntry, 'source' | 'jobId'>): string {
  return `${source}:${jobId}`;
}

/** @returns `known` itself where the archive tells nothing new */
export function mergeArchivedJob(known: Job | null, entry: ArchiveEntry & { readonly job: ArchivedJob }): Job {
  const { source, jobId, job } = entry;
  if (known === null) return { ...job, id: entryId(entry), jobId, source, active: isActive(job.state) ? 1 : 0 };
  const further = isFurther(job.state, known.state);
  const { state, rawStatus, progress, error, stateSince, movedAt } = further ? job : known;
  const merged: Job = {
    ...known,
    state,
    rawStatus,
    progress,
    stateSince,
    movedAt,
    error: error ?? known.error ?? job.error,
    request: fillRequest(known.request, job.request),
    firstSeenAt: Math.min(known.firstSeenAt, job.firstSeenAt),
    lastSeenAt: Math.max(known.lastSeenAt, job.lastSeenAt),
    finishedAt: known.finishedAt ?? job.finishedAt,
    queuedAt: known.queuedAt ?? job.queuedAt,
    runningAt: known.runningAt ?? job.runningAt,
    lastActiveAt: known.lastActiveAt ?? job.lastActiveAt,
    anomalies: job.anomalies.reduce(addAnomaly, known.anomalies),
    active: isActive(state) ? 1 : 0,
    ...(further ? fillMore(job.more, known.more) : fillMore(known.more, job.more)),
  };
  return isSame(merged, known) ? known : merged;
}

/** @param pathKey of the archived link */
export function clipOf(archived: ArchivedClip, job: string, pathKey: string): Clip {
  const { save: _save, ...clip } = archived;
  return { ...clip, job, pathKey };
}

/** @returns `known` itself where the archive tells nothing new. Its own link stays: it is the one that was seen here. */
export function mergeArchivedClip(known: Clip, archived: ArchivedClip, job: string): Clip {
  const merged: Clip = {
    ...known,
    job: isMadeUp(known.job) ? job : known.job,
    videoId: known.shared === true ? null : (known.videoId ?? archived.videoId),
    posterUrl: known.posterUrl ?? archived.posterUrl,
    durationSeconds: known.durationSeconds ?? archived.durationSeconds,
  };
  return isSame(merged, known) ? known : merged;
}

/** The row of a clip that was not known here. Saved there is saved; what was still wanted there is wanted now. */
export function saveOf(archived: ArchivedSave, clip: Clip, now: number): Save {
  const { asked, bulk, skip, number, awaited = false } = archived;
  const choices = { ...(asked && { asked }), ...(bulk && { bulk }), ...(skip && { skip }), ...(number !== undefined && { number }) };
  return { ...wantSave(clip, now, awaited), ...choices, ...kept(archived), requestedName: archived.name, updatedAt: archived.updatedAt };
}

/**
 * @returns `known` itself where the archive tells nothing new. Only one thing can be learned of a known clip: that it was saved. What
 * is on its way goes on, and what the user has asked for again (it keeps the moment at which it was saved) stays asked for.
 */
export function mergeArchivedSave(known: Save, archived: ArchivedSave): Save {
  const runs = known.state === 'downloading' || known.state === 'verifying';
  if (archived.state !== 'saved' || runs || known.state === 'saved' || known.savedAt !== null) return known;
  const { skip: _skip, asked: _asked, ...row } = known;
  // The number belongs to the name that the file has.
  const number = known.number ?? archived.number;
  return { ...row, ...(number !== undefined && { number }), ...NO_ATTEMPT, ...kept(archived), requestedName: known.requestedName ?? archived.name, updatedAt: archived.updatedAt };
}

function kept({ state, bytes, proof, problem, savedAt, measured, file }: ArchivedSave): Pick<Save, 'state' | 'bytes' | 'proof' | 'problem' | 'savedAt' | 'measured' | 'finalName'> {
  return { state, bytes, proof, problem, savedAt, finalName: file ?? null, ...(measured && { measured }) };
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
