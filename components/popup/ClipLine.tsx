import type { ClipAction } from '../../lib/domain/clips/words.ts';
import type { ClipView } from '../../lib/domain/popup/rows.ts';
import { ToneIcon } from '../shared/Icon.tsx';
import { ProgressBar } from '../shared/ProgressBar.tsx';
import type { Surroundings } from './actions.ts';
import { ActionButton, PikaLink } from './Button.tsx';

interface ClipLineProps extends Surroundings {
  readonly clip: ClipView;
  /** The job's title, to tell this row's buttons from the others'. */
  readonly title: string;
}

/** One clip's way to disk: state in word, sign and colour; reason; when its link ends; what to do. */
export function ClipLine({ clip, title, ...around }: ClipLineProps) {
  const { words, deadline } = clip;
  return (
    <li class="clip">
      <ToneIcon tone={words.tone} />
      <div class="clip-words">
        <p class="clip-line">
          <span class={`clip-state tone-${words.tone}`}>{words.label}</span>
          {clip.name === null ? null : <span class="clip-name">{clip.name}</span>}
          {clip.file === null ? null : <bdi class="clip-file" title={clip.file}>{clip.file}</bdi>}
        </p>
        {words.sentence === null ? null : <p class="clip-sentence">{words.sentence}</p>}
        {deadline === null ? null : (
          <p class={deadline.near ? 'clip-deadline near' : 'clip-deadline'}>
            {deadline.sentence}
            {deadline.label === null ? null : <span class="tag" title="Pika does not say when; most links live 24 hours.">{deadline.label}</span>}
          </p>
        )}
        {words.tone === 'busy' ? <ProgressBar fraction={words.fraction} label={`Saving ${title}`} /> : null}
      </div>
      {words.action === null ? null : <ClipButton action={words.action} id={clip.id} title={title} around={around} />}
    </li>
  );
}

function ClipButton(props: { readonly action: ClipAction; readonly id: string; readonly title: string; readonly around: Surroundings }) {
  const { action, id, title, around } = props;
  const label = `${action.label}: ${title}`;
  switch (action.kind) {
    case 'open-library':
      return <PikaLink label={label}>{action.label}</PikaLink>;
    case 'show':
      return <ActionButton action={{ kind: 'show', clip: id }} look="quiet" icon="folder" label={label} {...around} />;
    case 'retry':
      return <ActionButton action={{ kind: 'retry', clip: id }} label={label} {...around}>{action.label}</ActionButton>;
  }
}
