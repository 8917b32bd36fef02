import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { SOURCE_NAMES } from '../../lib/domain/jobs/source-names.ts';
import { type ApiSourceId, SOURCES } from '../../lib/domain/jobs/job.ts';
import type { BadItem, Pasted, PastedJob } from '../../lib/domain/jobs/pasted.ts';
import { countWords } from '../../lib/domain/words.ts';

export interface PasteJobsProps {
  /** Sources that are switched on; an id that could belong to several is asked of the one that is chosen. */
  readonly on: readonly ApiSourceId[];
  /** Reads a text as it stands; pure, and quick enough to be asked at each key press. */
  readonly read: (text: string, chosen: ApiSourceId | null) => Pasted;
  /** Follows what was accepted. Answers whether all of them are kept; else none is. */
  readonly onAdd: (jobs: readonly PastedJob[]) => Promise<boolean>;
  readonly isPending: boolean;
  /** Address of the page where sources are switched on. */
  readonly settings: string;
  /** Stands beside the button that follows. */
  readonly beside?: ComponentChildren;
}

/** Bad items that are seen at once; the others unfold. */
const NAMED = 5;

/** Takes job IDs of other sources: one, many, a table, or links that hold one. */
export function PasteJobs({ on, read, onAdd, isPending, settings, beside = null }: PasteJobsProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ApiSourceId | null>(null);
  const pasted = useMemo(() => read(text, chosen), [text, chosen, read]);
  const { jobs } = pasted;
  const [done, setDone] = useState<Pasted | 'failed' | null>(null);
  const add = async (): Promise<void> => {
    if (jobs.length === 0 || isPending) return;
    const kept = await onAdd(jobs);
    setDone(kept ? pasted : 'failed');
    // What was typed meanwhile is not among them.
    if (kept) setText((now) => (now === text ? '' : now));
  };
  const type = (typed: string): void => {
    setText(typed);
    setDone(null);
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div class="field">
        <label for="add-jobs">Job IDs</label>
        {on.length > 0 ? null : (
          <p class="soft" id="add-jobs-off">
            No source is switched on yet. <a href={settings} target={settings.startsWith('#') ? undefined : '_blank'} rel="noreferrer">Set one up in Settings.</a>
          </p>
        )}
        <textarea id="add-jobs" class="input" rows={3} value={text} placeholder="One or many job IDs, a table, or links" onInput={(event) => type(event.currentTarget.value)} aria-describedby="add-jobs-read" />
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
      <div id="add-jobs-read" class="add-jobs-read" role="status"><Outcome done={done} />{text.trim() === '' ? null : <Read pasted={pasted} />}</div>
    </form>
  );
}

/** How following them went. What could not be followed is still named: the text that it stood in has left the box. */
function Outcome({ done }: { readonly done: Pasted | 'failed' | null }) {
  if (done === null) return null;
  if (done === 'failed') return <p class="fault">None of them is followed yet: this browser could not write them down. Press Follow again; if that does not help, restart the browser.</p>;
  const { length } = done.jobs;
  return (
    <>
      <p>{countWords(length, 'job')} {length === 1 ? 'is' : 'are'} followed from now on.</p>
      <Bad pasted={done} />
      {done.cut ? <p class="fault">The text was too long for one go: paste the rest of it.</p> : null}
    </>
  );
}

/** What was understood: how many of which source, and each thing that is no job ID with the reason. */
function Read({ pasted }: { readonly pasted: Pasted }) {
  const { jobs, repeated, cut } = pasted;
  const counts = SOURCES.map((source) => [source, jobs.filter((job) => job.source === source).length] as const).filter(([, count]) => count > 0);
  return (
    <>
      {jobs.length === 0 ? null : <p>{countWords(jobs.length, 'job')} to follow: {counts.map(([source, count]) => `${count.toLocaleString('en')} of ${SOURCE_NAMES[source]}`).join(', ')}.{repeated > 0 ? ` ${countWords(repeated, 'ID')} stood there more than once.` : ''}</p>}
      <Bad pasted={pasted} />
      {cut ? <p class="fault">The text is too long for one go: follow these, then paste the rest.</p> : null}
    </>
  );
}

function Bad({ pasted: { bad, badCount } }: { readonly pasted: Pasted }) {
  const line = (item: BadItem, index: number) => <p key={index} class="fault">Line {item.line}: {item.text === '' ? null : <bdi>“{item.text}” </bdi>}{item.reason}</p>;
  const more = badCount - NAMED;
  return (
    <>
      {bad.slice(0, NAMED).map(line)}
      {more <= 0 ? null : (
        <details>
          <summary class="fault">And {countWords(more, 'more item')} that cannot be followed</summary>
          {bad.slice(NAMED).map(line)}
          {badCount > bad.length ? <p class="fault">And {(badCount - bad.length).toLocaleString('en')} more, too many to name.</p> : null}
        </details>
      )}
    </>
  );
}
