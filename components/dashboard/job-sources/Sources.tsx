import type { ApiSourceId } from '../../../lib/domain/jobs/job.ts';
import type { SourceView } from '../../../lib/domain/jobs/view/source-view.ts';
import type { Tone } from '../../../lib/domain/words.ts';
import { ToneIcon } from '../../shared/Icon.tsx';
import { AddressForm } from './AddressForm.tsx';
import { TokenPart } from './TokenPart.tsx';

/** What a person can do about one source. */
export type SourceWork =
  | { readonly kind: 'on' | 'off' | 'allow' | 'test' | 'resume' | 'forget' }
  /** In the form of `parseToken`. */
  | { readonly kind: 'token'; readonly token: string }
  /** In the form of `parseBase`; null for the source's own. */
  | { readonly kind: 'address'; readonly base: string | null };

export interface SourcesView {
  readonly sources: readonly SourceView[];
  /** Sources with work under way. */
  readonly busy: ReadonlySet<ApiSourceId>;
  /** What came of the last work, by source. */
  readonly answers: ReadonlyMap<ApiSourceId, { readonly tone: Tone; readonly sentence: string }>;
  readonly work: (id: ApiSourceId, work: SourceWork) => void;
}

/** Where jobs come from besides pika.art: off until switched on, and then asked with the user's own token. */
export function Sources(view: SourcesView) {
  return (
    <section class="block" aria-label="Sources of jobs">
      <h2>Sources of jobs</h2>
      <p class="soft">
        Videos that you start on pika.art are followed anyway. For those that you start elsewhere, switch their source on, enter its token and add their job IDs in the popup or on the Jobs tab. Jobs are only looked at: nothing is started, retried or cancelled, and nothing is spent.
      </p>
      <ul class="sources" role="list">
        {view.sources.map((source) => <Source key={source.id} source={source} view={view} />)}
      </ul>
    </section>
  );
}

export interface SourceProps {
  readonly source: SourceView;
  readonly isBusy: boolean;
  readonly act: (work: SourceWork) => void;
}

function Source({ source, view }: { readonly source: SourceView; readonly view: SourcesView }) {
  const props: SourceProps = { source, isBusy: view.busy.has(source.id), act: (work) => view.work(source.id, work) };
  const answer = view.answers.get(source.id);
  // A test that pauses the source is told by the state that it leaves.
  const isNews = answer !== undefined && source.state?.sentence.includes(answer.sentence) !== true;
  return (
    <li class="source">
      <Switch {...props} />
      {source.on ? <State {...props} /> : null}
      {source.on || source.hasToken ? <TokenPart {...props} /> : null}
      <p class={`source-answer tone-${answer?.tone ?? 'quiet'}`} role="status">{props.isBusy ? 'One moment…' : isNews ? answer?.sentence : null}</p>
      <AddressForm {...props} />
    </li>
  );
}

function Switch({ source, isBusy, act }: SourceProps) {
  const id = `source-${source.id}`;
  const toggle = (event: { readonly currentTarget: HTMLInputElement }) => {
    const { checked } = event.currentTarget;
    // What is shown is what is stored: the box follows when the browser and the store have agreed.
    event.currentTarget.checked = source.on;
    if (!isBusy) act({ kind: checked ? 'on' : 'off' });
  };
  return (
    <div class="tool">
      <input type="checkbox" id={id} checked={source.on} aria-describedby={`${id}-words`} onChange={toggle} />
      <div id={`${id}-about`}>
        <label class="strong" for={id}>{source.name}</label>
        <p class="soft" id={`${id}-words`}>{source.purpose} {source.doubt}</p>
      </div>
    </div>
  );
}

const HELP = { allow: 'Allow', resume: 'Resume' } as const;

function State({ source: { name, state, help }, isBusy, act }: SourceProps) {
  if (state === null) return null;
  return (
    <div class="source-state">
      <p class={`tone-${state.tone}`} role="status"><ToneIcon tone={state.tone} /> <span>{state.sentence}</span></p>
      {help === null ? null : (
        <button type="button" class="button button-plain" aria-label={`${HELP[help]} ${name}`} aria-disabled={isBusy} onClick={() => isBusy || act({ kind: help })}>{HELP[help]}</button>
      )}
    </div>
  );
}
