import { useState } from 'preact/hooks';
import { countWords } from '../../../lib/domain/words.ts';

/** What was understood of a pasted text, before anything is asked of anybody. */
export interface PastedView {
  /** Ids that will be followed, with the source that each is asked of, in words. */
  readonly accepted: readonly { readonly id: string; readonly source: string }[];
  /** What is no job ID, as it was typed, and what is wrong with it. */
  readonly bad: readonly { readonly text: string; readonly why: string }[];
}

export interface AddJobsProps {
  /** Reads a text as it stands; pure and quick, so that it can be asked at each key press. */
  readonly read: (text: string) => PastedView;
  /** Follows what was accepted. */
  readonly onAdd: (text: string) => void;
  readonly isPending: boolean;
}

/** Lines of either list that are shown; the rest is counted. */
const SHOWN = 5;

/** Follows jobs of other sources by their IDs: one, many, a CSV column, or links that hold one. */
export function AddJobs({ read, onAdd, isPending }: AddJobsProps) {
  const [text, setText] = useState('');
  const { accepted, bad } = read(text);
  const add = (event: Event): void => {
    event.preventDefault();
    if (accepted.length === 0 || isPending) return;
    onAdd(text);
    setText('');
  };
  return (
    <form class="form add-jobs" onSubmit={add}>
      <div class="field">
        <label for="add-jobs">Follow jobs by ID</label>
        <textarea id="add-jobs" class="input" rows={2} value={text} placeholder="Paste one or many job IDs, a CSV column, or links" onInput={(event) => setText(event.currentTarget.value)} aria-describedby="add-jobs-read" />
        <div id="add-jobs-read" role="status">
          {accepted.length === 0 ? null : <p class="soft">{countWords(accepted.length, 'job')} to follow: {sourcesIn(accepted)}.</p>}
          {bad.slice(0, SHOWN).map(({ text: typed, why }) => <p key={typed} class="fault"><bdi>{typed}</bdi>: {why}</p>)}
          {bad.length > SHOWN ? <p class="fault">and {countWords(bad.length - SHOWN, 'more line')} that hold no job ID</p> : null}
        </div>
      </div>
      <button type="submit" class="button button-main" aria-disabled={accepted.length === 0 || isPending}>Follow{accepted.length > 1 ? ` ${accepted.length}` : ''}</button>
    </form>
  );
}

function sourcesIn(accepted: PastedView['accepted']): string {
  const bySource = Map.groupBy(accepted, ({ source }) => source);
  return [...bySource].map(([source, jobs]) => `${jobs.length} of ${source}`).join(', ');
}
