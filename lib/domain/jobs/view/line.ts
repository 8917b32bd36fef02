/** One line of the Jobs view. */
import type { Hold } from '../../clips/gate.ts';
import { isMadeUp } from '../../clips/match.ts';
import type { Save } from '../../clips/save.ts';
import { NO_WAITS, type SourceWaits } from '../../clips/source-waits.ts';
import { saveWords, type SaveWords } from '../../clips/words.ts';
import { type HourOfWeek, usualWait, type Wait } from '../../health/generation/waits.ts';
import { countWords, type Tone } from '../../words.ts';
import type { Job } from '../job.ts';
import { isUnheardOf, jobTitle, jobWords, type JobWords, requestFacts, usualWords, withoutVideo } from '../words.ts';
import type { JobEntry } from './entry.ts';
import { oddLine } from './odd.ts';

export interface JobLine {
  readonly title: { readonly text: string; readonly isPrompt: boolean };
  readonly facts: readonly string[];
  readonly words: JobWords;
  /** While it is under way: "usually 3 min". */
  readonly usual: string | null;
  readonly when: { readonly word: string; readonly at: number };
  /** What became of its clips; null while there are none. */
  readonly clips: { readonly text: string; readonly tone: Tone } | null;
  /** What is odd about it, beyond its state. */
  readonly odd: string | null;
  /** Where it can be seen on pika.art. */
  readonly page: string | null;
}

/** What is known of this user's waits, and on which clock. */
export interface WaitHistory {
  readonly waits: readonly Wait[];
  readonly hourOf: HourOfWeek;
}

/** What stands around a job; all of it may be missing. */
export interface JobAround {
  /** Why the last look at its source told nothing of it; null when it did. */
  readonly trouble?: string | null;
  /** Why waiting clips do not begin; null when nothing holds them. */
  readonly hold?: Hold | null;
  /** What each source that is asked for nothing waits for. */
  readonly waits?: SourceWaits;
}

export function jobLine({ job, saves }: JobEntry, history: WaitHistory, now: number, { trouble = null, hold = null, waits = NO_WAITS }: JobAround = {}): JobLine {
  const words = jobWords(job, now, trouble);
  return {
    title: jobTitle(job.request, isMadeUp(job.id) ? '' : job.jobId),
    facts: requestFacts(job.request),
    words: job.state === 'finished' && saves.length === 0 ? withoutVideo(job, trouble) : words,
    usual: words.elapsed === null ? null : usualWords(usualWait(history.waits, job.request.model, history.hourOf(job.firstSeenAt))),
    when: whenOf(job),
    clips: clipsOf(saves, (save) => saveWords(save, now, job.source, hold, waits[job.source])),
    odd: oddLine(job),
    page: job.source === 'pika-page' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(job.jobId) ? `https://pika.art/library?v=${job.jobId}` : null,
  };
}

/** A job that was finished when we first saw it may be a year old: only the sighting's time is known. */
function whenOf(job: Job): JobLine['when'] {
  if (isUnheardOf(job)) return { word: 'added', at: job.firstSeenAt };
  if (job.active === 1) return { word: 'started', at: job.queuedAt ?? job.firstSeenAt };
  if (job.finishedAt !== null && job.finishedAt > job.firstSeenAt) return { word: 'finished', at: job.finishedAt };
  if (job.state === 'finished') return { word: 'found', at: job.firstSeenAt };
  return { word: 'ended', at: job.stateSince };
}

/** One clip's own word; of several how many are saved, in the tone of the one that stands worst. */
function clipsOf(saves: JobEntry['saves'], wordsOf: (save: Save | null) => SaveWords): JobLine['clips'] {
  const [only, ...others] = saves;
  if (only === undefined) return null;
  const all = saves.map(wordsOf);
  const first = all[0];
  if (others.length === 0 && first) return { text: first.label, tone: first.tone };
  const saved = saves.filter((save) => save?.state === 'saved').length;
  const worst = (['bad', 'warn', 'busy', 'wait', 'quiet', 'good'] as const).find((tone) => all.some((words) => words.tone === tone)) ?? 'wait';
  return { text: `${saved} of ${countWords(saves.length, 'clip')} saved`, tone: worst };
}
