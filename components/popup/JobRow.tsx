import type { RowView } from '../../lib/domain/popup/rows.ts';
import { ToneIcon } from '../shared/Icon.tsx';
import { ProgressBar } from '../shared/ProgressBar.tsx';
import { RelativeTime } from '../shared/RelativeTime.tsx';
import type { Surroundings } from './actions.ts';
import { ClipLine } from './ClipLine.tsx';
import { PikaLink } from './Button.tsx';

/** One job: what was asked for, how it is doing, and its clips. */
export function JobRow({ row, ...around }: { readonly row: RowView } & Surroundings) {
  const { title, facts, state, when } = row;
  const isRunning = state.elapsed !== null;
  return (
    <li class="job">
      <p class={title.isPrompt ? 'job-title' : 'job-title untitled'} dir="auto" title={title.isPrompt ? title.text : undefined}>{title.text}</p>
      <p class="job-facts">
        {facts.map((fact) => <span key={fact}>{fact}</span>)}
        {row.usual === null ? null : <span>{row.usual}</span>}
        {isRunning ? null : <span>{when.word} <RelativeTime at={when.at} now={around.now} times={around.times} /></span>}
      </p>
      {row.showsState ? <JobState row={row} /> : null}
      {row.clips.length === 0 ? null : (
        <ul class="clips" role="list">
          {row.clips.map((clip) => <ClipLine key={clip.id} clip={clip} title={title.text} {...around} />)}
        </ul>
      )}
      {row.moreClips ? <p class="job-more">This job has more clips.</p> : null}
    </li>
  );
}

function JobState({ row }: { readonly row: RowView }) {
  const { state, title } = row;
  return (
    <div class="job-state">
      <ToneIcon tone={state.tone} busy="film" />
      <div class="clip-words">
        <p class="clip-line">
          <span class={`clip-state tone-${state.tone}`}>{state.label}</span>
          {state.elapsed === null ? null : <span class="job-elapsed">{state.elapsed}</span>}
        </p>
        {state.sentence === null ? null : <p class="clip-sentence" dir="auto">{state.sentence}</p>}
        {state.elapsed === null ? null : <ProgressBar fraction={state.fraction} label={`Generating ${title.text}`} tone={state.tone === 'warn' ? 'warn' : 'busy'} />}
      </div>
      {state.openLibrary ? <PikaLink label={`Open library: ${title.text}`}>Open library</PikaLink> : null}
    </div>
  );
}
