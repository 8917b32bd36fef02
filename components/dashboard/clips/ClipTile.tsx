import { sourceOfJob } from '../../../lib/domain/clips/elsewhere.ts';
import { saveWords, deadlineWords } from '../../../lib/domain/clips/words.ts';
import { type ClipEntry, isUnsaved } from '../../../lib/domain/clips/view/entry.ts';
import { titleOf } from '../../../lib/domain/clips/view/bulk.ts';
import { NO_REQUEST } from '../../../lib/domain/jobs/job.ts';
import { requestFacts, variantWords } from '../../../lib/domain/jobs/words.ts';
import { ToneIcon } from '../../shared/Icon.tsx';
import type { Surroundings } from '../actions.ts';
import type { Look } from '../shelf/places.ts';

export interface ClipTileProps {
  readonly entry: ClipEntry;
  /** Object URL of its poster; null while or because there is none. */
  readonly poster: string | null;
  readonly look: Look;
  /** What its source waits for before it is asked for anything; null when it is asked. */
  readonly waits?: string | null;
  readonly around: Pick<Surroundings, 'now' | 'times' | 'hold'>;
}

/** What a tile or a line shows of a clip: its picture, its prompt, its way to disk, and when its link ends. No control: the list around it is one. */
export function ClipTile({ entry, poster, look, waits = null, around }: ClipTileProps) {
  const { now, times, hold = null } = around;
  const { clip, job, save } = entry;
  const title = titleOf(entry);
  const words = saveWords(save, now, sourceOfJob(clip.job), hold, waits);
  const facts = requestFacts({ ...(job?.request ?? NO_REQUEST), durationSeconds: job?.request.durationSeconds ?? clip.durationSeconds });
  const variant = variantWords(clip.variant);
  return (
    <>
      <Poster url={poster} words={title.text} />
      <span class="pick" aria-hidden="true" />
      <span class="tile-words">
        <span class={title.isPrompt ? 'tile-title' : 'tile-title untitled'} dir="auto">{title.text}</span>
        <span class="tile-facts">{[...facts, ...(variant === null ? [] : [variant])].join(' · ')}</span>
        <span class="tile-state">
          <ToneIcon tone={words.tone} />
          <span class={`tile-label tone-${words.tone}`}>{words.label}</span>
          <Ends entry={entry} now={now} />
        </span>
      </span>
      {look === 'grid' ? null : <span class="tile-seen"><span class="hidden">first seen </span>{times.short(clip.firstSeenAt, now)}</span>}
    </>
  );
}

/** A picture, or the first words of the prompt where there is none. It says nothing that the words beside it do not. */
function Poster({ url, words }: { readonly url: string | null; readonly words: string }) {
  if (url !== null) return <img class="poster" src={url} alt="" decoding="async" draggable={false} />;
  return <span class="poster poster-none" dir="auto" aria-hidden="true">{words.slice(0, 60)}</span>;
}

/** The clock on every clip that is not on disk. */
function Ends({ entry, now }: { readonly entry: ClipEntry; readonly now: number }) {
  if (!isUnsaved(entry)) return null;
  const { sentence, label, near } = deadlineWords(entry.clip.deadline, now);
  return (
    <span class={near ? 'tile-ends near' : 'tile-ends'}>
      <span>{sentence}</span>
      {label === null ? null : <span class="tag">{label}</span>}
    </span>
  );
}
