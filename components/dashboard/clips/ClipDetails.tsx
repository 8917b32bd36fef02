import { useEffect, useRef } from 'preact/hooks';
import { sourceOfJob } from '../../../lib/domain/clips/elsewhere.ts';
import { NO_WAITS } from '../../../lib/domain/clips/source-waits.ts';
import { actionsFor, titleOf } from '../../../lib/domain/clips/view/bulk.ts';
import { clipDetails, type DetailGroup, pikaPage } from '../../../lib/domain/clips/view/details.ts';
import type { ClipEntry } from '../../../lib/domain/clips/view/entry.ts';
import { saveWords } from '../../../lib/domain/clips/words.ts';
import { Icon, ToneIcon } from '../../shared/Icon.tsx';
import { ProgressBar } from '../../shared/ProgressBar.tsx';
import type { Surroundings } from '../actions.ts';
import { Press } from '../Press.tsx';
import { Player } from './Player.tsx';

interface ClipDetailsProps extends Surroundings {
  readonly entry: ClipEntry;
  readonly poster: string | null;
  /** How it was opened: the keyboard is taken along, and so is a finger where the panel covers the list. */
  readonly by: 'pointer' | 'key';
  readonly onClose: () => void;
}

/** All that is known of one clip, and all that can be done with it. */
export function ClipDetails({ entry, poster, by, onClose, ...around }: ClipDetailsProps) {
  const panel = useRef<HTMLElement>(null);
  const { clip, job, save } = entry;
  useEffect(() => {
    const box = panel.current;
    if (box !== null && (by === 'key' || getComputedStyle(box).position === 'fixed')) box.focus();
  }, [clip.id, by]);
  const { now, times } = around;
  const title = titleOf(entry);
  const { request } = job ?? {};
  const page = pikaPage(entry);
  const escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
  };
  return (
    <aside class="details" ref={panel} tabIndex={-1} aria-labelledby="details-title" onKeyDown={escape}>
      <div class="details-head">
        <h2 id="details-title" class={title.isPrompt ? '' : 'untitled'} dir="auto">{request?.prompt ?? title.text}</h2>
        <button type="button" class="button button-quiet button-bare" aria-label="Close details" onClick={onClose}><Icon name="close" /></button>
      </div>
      <Player entry={entry} poster={poster} now={now} />
      <SaveState entry={entry} {...around} />
      <div class="details-actions">
        {request?.prompt ? <Press action={{ kind: 'copy-text', text: request.prompt, what: 'Prompt' }} {...around}>Copy prompt</Press> : null}
        {page === null ? null : <a class="button button-plain" href={page} target="_blank" rel="noreferrer">Open on Pika <Icon name="outside" /></a>}
        {save?.state === 'saved' ? <Press action={{ kind: 'show', id: clip.id }} {...around}><Icon name="folder" /> Show in folder</Press> : null}
        <ClipActions entry={entry} {...around} />
      </div>
      {request?.negativePrompt ? <p class="negative" dir="auto"><span class="soft">Without: </span>{request.negativePrompt}</p> : null}
      {clipDetails(entry, (at) => times.short(at, now)).map((group) => <Group key={group.title} group={group} />)}
    </aside>
  );
}

/** How its way to disk stands, why, and what comes next. */
function SaveState({ entry, now, hold = null, waits = NO_WAITS }: { readonly entry: ClipEntry } & Surroundings) {
  const source = sourceOfJob(entry.clip.job);
  const words = saveWords(entry.save, now, source, hold, waits[source]);
  return (
    <div class="details-state">
      <p class={`card-state tone-${words.tone}`}><ToneIcon tone={words.tone} /> {words.label}</p>
      {words.sentence === null ? null : <p>{words.sentence}</p>}
      {words.tone === 'busy' ? <ProgressBar fraction={words.fraction} label="Saving" /> : null}
      {words.action?.kind === 'open-library' ? <a class="button button-main" href="https://pika.art/library" target="_blank" rel="noreferrer">{words.action.label} <Icon name="outside" /></a> : null}
    </div>
  );
}

const LABELS = { save: 'Save', retry: 'Try again', again: 'Save again', skip: 'Skip' } as const;

function ClipActions({ entry, ...around }: { readonly entry: ClipEntry } & Surroundings) {
  return (
    <>
      {actionsFor(entry.save).map((what) => (
        <Press key={what} action={{ kind: 'clips', what, clips: [entry.clip.id] }} {...around}>{LABELS[what]}</Press>
      ))}
    </>
  );
}

function Group({ group }: { readonly group: DetailGroup }) {
  return (
    <section>
      <h3>{group.title}</h3>
      <dl class="facts">
        {group.rows.map(({ name, value, isCode, isOdd }) => (
          <div key={`${name}:${value}`} class={isOdd ? 'odd' : ''}>
            <dt>{name}</dt>
            <dd class={isCode ? 'code' : ''} dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
