/** The popup's lists: in progress, what needs the user, everything else, and what was lost. */
import { type DeadlineWords, deadlineWords, saveWords, type SaveWords } from '../clips/words.ts';
import { sourceOfJob } from '../clips/elsewhere.ts';
import type { Hold } from '../clips/gate.ts';
import { isMadeUp } from '../clips/match.ts';
import type { SaveState } from '../clips/save.ts';
import { NO_WAITS, type SourceWaits } from '../clips/source-waits.ts';
import { isUnheardOf, isWithheld, type JobWords, jobTitle, jobWords, requestFacts, usualWords, variantWords, withoutVideo } from '../jobs/words.ts';
import { type Job, NO_REQUEST } from '../jobs/job.ts';
import { SOURCE_NAMES } from '../jobs/source-names.ts';
import { countWords, sizeWords } from '../words.ts';
import type { JobWithClips, KeptClip, PopupData } from './data.ts';

export interface ClipView {
  /** `Clip.id`. */
  readonly id: string;
  /** Tells this clip from its siblings; null when it is its job's only one. */
  readonly name: string | null;
  readonly words: SaveWords;
  /** Null once the file is on disk or cannot be had. */
  readonly deadline: DeadlineWords | null;
  /** Base name and size of the saved file. */
  readonly file: string | null;
}

export interface RowView {
  readonly key: string;
  readonly title: { readonly text: string; readonly isPrompt: boolean };
  readonly facts: readonly string[];
  readonly state: JobWords;
  /** While it is under way: "usually 3 min". */
  readonly usual: string | null;
  /** The job's own state says something that its clips do not. */
  readonly showsState: boolean;
  readonly when: { readonly word: string; readonly at: number };
  readonly clips: readonly ClipView[];
  readonly moreClips: boolean;
}

export interface RowGroup {
  readonly kind: 'active' | 'attention' | 'recent' | 'lost';
  readonly title: string;
  readonly rows: readonly RowView[];
  /** Said below the rows when there are more than are shown; null otherwise. */
  readonly rest: string | null;
}

/** Every job stands in one group only; empty groups are left out. */
export function rowGroups(data: PopupData, now: number): readonly RowGroup[] {
  const failed = byJob(data.failed);
  const needy = new Set(failed.map(keyOf));
  const shown = data.jobs.filter((row) => !needy.has(keyOf(row)) && !isHollow(row));
  const listed = new Set(shown.map(keyOf));
  const active = shown.filter((row) => row.job?.active === 1);
  const recent = shown.filter((row) => row.job?.active !== 1);
  const lost = byJob(data.lost).filter((row) => !listed.has(keyOf(row)) && !needy.has(keyOf(row)));
  const view = (row: JobWithClips) => rowView(row, now, data);
  const groups: RowGroup[] = [
    { kind: 'active', title: 'In progress', rows: active.map(view), rest: null },
    { kind: 'attention', title: 'Needs you', rows: failed.map(view), rest: restOf(data.counts?.failed ?? 0, data.failed) },
    { kind: 'recent', title: 'Recent', rows: recent.map(view), rest: null },
    { kind: 'lost', title: 'Lost earlier', rows: lost.map(view), rest: restOf(data.counts?.lost ?? 0, data.lost) },
  ];
  return groups.filter((group) => group.rows.length > 0);
}

/** A job that was made up for a clip which has found its real one. */
function isHollow({ job, clips }: JobWithClips): boolean {
  return job !== null && clips.length === 0 && isMadeUp(job.id);
}

function restOf(count: number, read: readonly JobWithClips[]): string | null {
  const more = count - read.reduce((sum, row) => sum + row.clips.length, 0);
  return more > 0 ? `and ${countWords(more, 'more clip')}` : null;
}

/** Rows of one clip each, brought together where they belong to one job. */
function byJob(rows: readonly JobWithClips[]): readonly JobWithClips[] {
  const merged = new Map<string, JobWithClips>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, clips: [...known.clips, ...row.clips] } : row);
  }
  return [...merged.values()];
}

function keyOf({ job, clips }: JobWithClips): string {
  return job?.id ?? `clip:${clips[0]?.clip.id ?? ''}`;
}

function rowView(row: JobWithClips, now: number, { hold = null, waits = NO_WAITS, models = [], troubles }: PopupData): RowView {
  const { job, clips } = row;
  const request = job?.request ?? NO_REQUEST;
  const first = clips[0]?.clip;
  const duration = request.durationSeconds ?? first?.durationSeconds ?? null;
  const state = stateOf(row, now, troubles?.get(job?.id ?? '') ?? null);
  return {
    key: keyOf(row),
    title: jobTitle(request, isReal(job) ? job.jobId : (first?.videoId ?? first?.id ?? '')),
    facts: [...requestFacts({ ...request, durationSeconds: duration }), ...sourceFact(job)],
    state,
    usual: state.elapsed === null ? null : usualWords(models.find(({ name }) => name === request.model)?.usual ?? null),
    showsState: isReal(job) && (job.state !== 'finished' || clips.length === 0 || isWithheld(job)),
    when: whenOf(row),
    clips: clips.map((kept, index) => clipView(kept, index, clips.length > 1 || row.moreClips, { now, hold, waits })),
    moreClips: row.moreClips,
  };
}

/** Jobs of pika.art are the rule, and it goes without saying. */
function sourceFact(job: Job | null): readonly string[] {
  return job === null || job.source === 'pika-page' ? [] : [SOURCE_NAMES[job.source]];
}

function isReal(job: Job | null): job is Job {
  return job !== null && !isMadeUp(job.id);
}

function stateOf({ job, clips }: JobWithClips, now: number, trouble: string | null): JobWords {
  if (!isReal(job)) return FOUND;
  return job.state === 'finished' && clips.length === 0 ? withoutVideo(job, trouble) : jobWords(job, now, trouble);
}

/** A video on the page that named no job. */
const FOUND: JobWords = { label: 'Found on the page', tone: 'quiet', sentence: null, fraction: null, elapsed: null, openLibrary: false };

/** A job that was finished when we first saw it may be a year old: only the sighting's time is known. */
function whenOf({ job, clips }: JobWithClips): RowView['when'] {
  if (job === null) return { word: 'found', at: clips[0]?.clip.firstSeenAt ?? 0 };
  if (isUnheardOf(job)) return { word: 'added', at: job.firstSeenAt };
  if (job.active === 1) return { word: 'started', at: job.firstSeenAt };
  if (job.finishedAt !== null && job.finishedAt > job.firstSeenAt) return { word: 'finished', at: job.finishedAt };
  if (job.state === 'finished') return { word: 'found', at: job.firstSeenAt };
  return { word: 'ended', at: job.stateSince };
}

const OPEN_ENDED: readonly (SaveState | null)[] = [null, 'wanted', 'downloading', 'verifying', 'failed'];

function clipView({ clip, save }: KeptClip, index: number, hasSiblings: boolean, { now, hold, waits }: { readonly now: number; readonly hold: Hold | null; readonly waits: SourceWaits }): ClipView {
  const source = sourceOfJob(clip.job);
  const variant = variantWords(clip.variant);
  const words = saveWords(save, now, source, hold, waits[source]);
  return {
    id: clip.id,
    name: hasSiblings ? (variant ?? `Clip ${index + 1}`) : variant,
    words,
    deadline: OPEN_ENDED.includes(save?.state ?? null) ? deadlineWords(clip.deadline, now) : null,
    file: save?.state === 'saved' ? fileWords(save.finalName, save.bytes) : null,
  };
}

/** The path may come from Windows or not; only its last part is shown. */
function fileWords(path: string | null, bytes: number | null): string | null {
  const name = path?.split(/[\\/]/u).at(-1) ?? '';
  const parts = [name, bytes !== null && bytes > 0 ? sizeWords(bytes) : ''].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' · ');
}

