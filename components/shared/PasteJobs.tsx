import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { SOURCE_NAMES } from '../../lib/domain/jobs/source-names.ts';
import { type ApiSourceId, SOURCES } from '../../lib/domain/jobs/job.ts';
import type { Pasted, PastedJob } from '../../lib/domain/jobs/pasted.ts';
import { countWords } from '../../lib/domain/words.ts';

export interface PasteJobsProps {
  /** Sources that are switched on; an id that could belong to several is asked of the one that is chosen. */
  readonly on: readonly ApiSourceId[];
  /** Reads a text as it stands; pure, and quick enough to be asked at each key press. */
  readonly read: (text: string, chosen: ApiSourceId | null) => Pasted;
  /** Follows what was accepted. */
  readonly onAdd: (jobs: readonly PastedJob[]) => void;
  readonly isPending: boolean;
  /** Address of the page where sources are switched on. */
  readonly settings: string;
  /** Stands beside the button that follows. */
  readonly beside?: ComponentChildren;
}

/** Bad items that are named; the rest is counted. */
const NAMED = 5;

/** Takes job IDs of other sources: one, many, a table, or links that hold one. */
export function PasteJobs({ on, read, onAdd, isPending, settings, beside = null }: PasteJobsProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ApiSourceId | null>(null);
  const pasted = useMemo(() => read(text, chosen), [text, chosen, read]);
  const { jobs } = pasted;
  const [added, setAdded] = useState(0);
  const add = (event: Event): void => {
    event.preventDefault();
    if (jobs.length === 0 || isPending) return;
    onAdd(jobs);
    setAdded(jobs.length);
    setText('');
  };
  return (
    <form class="form" onSubmit={add}>
      <div class="field">
        <label for="add-jobs">Job IDs</label>
        {on.length > 0 ? null : (
          <p class="soft" id="add-jobs-off">
            No source is switched on yet. <a href={settings} target={settings.startsWith('#') ? undefined : '_blank'} rel="noreferrer">Set one up in Settings.</a>
          </p>
        )}
        <textarea id="add-jobs" class="input" rows={3} value={text} placeholder="One or many job IDs, a table, or links" onInput={(event) => setText(event.currentTarget.value)} aria-describedby="add-jobs-read" />
      </div>
      {on.length < 2 ? null : (
        <div class="field">
          <label for="add-jobs-source">Source</label>
          <select id="add-jobs-source" class="input" value={chosen ?? ''} onChange={(event) => setChosen(on.find((id) => id === event.currentTarget.value) ?? null)}>
            <option value="">As the ID tells</option>
            {on.map((id) => <option key={id} value={id}>{SOURCE_NAMES[id]}</option>)}
          </select>
        </div>
      )}
      <div class="presses">
        <button type="submit" class="button button-main" aria-disabled={jobs.length === 0 || isPending}>Follow{jobs.length > 1 ? ` ${jobs.length.toLocaleString('en')}` : ''}</button>
        {beside}
      </div>
      <div id="add-jobs-read" class="add-jobs-read" role="status">{text.trim() === '' ? <Added count={added} /> : <Read pasted={pasted} />}</div>
    </form>
  );
}

function Added({ count }: { readonly count: number }) {
  return count === 0 ? null : <p>{countWords(count, 'job')} {count === 1 ? 'is' : 'are'} followed from now on.</p>;
}

/** What was understood: how many of which source, and each thing that is no job ID with the reason. */
function Read({ pasted: { jobs, bad, badCount, repeated, cut } }: { readonly pasted: Pasted }) {
  const shown = bad.slice(0, NAMED);
  const counts = SOURCES.map((source) => [source, jobs.filter((job) => job.source === source).length] as const).filter(([, count]) => count > 0);
  return (
    <>
      {jobs.length === 0 ? null : <p>{countWords(jobs.length, 'job')} to follow: {counts.map(([source, count]) => `${count.toLocaleString('en')} of ${SOURCE_NAMES[source]}`).join(', ')}.{repeated > 0 ? ` ${countWords(repeated, 'ID')} stood there more than once.` : ''}</p>}
      {shown.map(({ line, text, reason }) => <p key={`${line}:${text}`} class="fault">Line {line}: {text === '' ? null : <bdi>“{text}” </bdi>}{reason}</p>)}
      {badCount > shown.length ? <p class="fault">And {countWords(badCount - shown.length, 'more item')} that cannot be followed.</p> : null}
      {cut ? <p class="fault">The text is too long for one go: follow these, then paste the rest.</p> : null}
    </>
  );
}
