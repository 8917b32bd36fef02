import { NO_WAITS } from '../../../lib/domain/clips/source-waits.ts';
import { SOURCE_NAMES } from '../../../lib/domain/jobs/source-names.ts';
import type { JobEntry } from '../../../lib/domain/jobs/view/entry.ts';
import { jobLine, type WaitHistory } from '../../../lib/domain/jobs/view/line.ts';
import { Icon, ToneIcon } from '../../shared/Icon.tsx';
import { ProgressBar } from '../../shared/ProgressBar.tsx';
import { RelativeTime } from '../../shared/RelativeTime.tsx';
import type { Surroundings } from '../actions.ts';

/** One job: what was asked for, how it is doing or why it failed, and what became of its clips. */
export function JobItem({ entry, history, trouble, now, times, hold = null, waits = NO_WAITS }: { readonly entry: JobEntry; readonly history: WaitHistory; readonly trouble: string | null } & Surroundings) {
  const { title, facts, words, usual, when, clips, odd, page } = jobLine(entry, history, now, { trouble, hold, waits });
  return (
    <>
      <div class="job-main">
        <p class={title.isPrompt ? 'job-name' : 'job-name untitled'} dir="auto" title={title.isPrompt ? title.text : undefined}>{title.text}</p>
        <p class="job-about">
          {[...facts, SOURCE_NAMES[entry.job.source]].map((fact) => <span key={fact}>{fact}</span>)}
          <span>{when.word} <RelativeTime at={when.at} now={now} times={times} /></span>
        </p>
        {words.sentence === null ? null : <p class="job-why" dir="auto" title={words.sentence}>{words.sentence}</p>}
        {odd === null ? null : <p class="job-why soft" dir="auto" title={odd}>{odd}</p>}
        {words.elapsed === null ? null : <ProgressBar fraction={words.fraction} label={`Generating ${title.text}`} tone={words.tone === 'warn' ? 'warn' : 'busy'} />}
      </div>
      <div class="job-side">
        <p class={`card-state tone-${words.tone}`}><ToneIcon tone={words.tone} busy="film" /> {words.label}</p>
        {words.elapsed === null ? null : <p class="soft">{words.elapsed}{usual === null ? '' : `, ${usual}`}</p>}
        {clips === null ? null : <p class={`job-clips tone-${clips.tone}`}>{clips.text}</p>}
      </div>
      {page === null ? null : <a class="button button-quiet button-bare job-link" href={page} target="_blank" rel="noreferrer" aria-label={`Open on Pika: ${title.text}`} title="Open on Pika"><Icon name="outside" /></a>}
    </>
  );
}
