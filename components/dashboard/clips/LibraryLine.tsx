import type { BackfillCommand, BackfillView } from '../../../lib/domain/clips/backfill.ts';
import { COMMAND_WORDS, runLine } from '../../../lib/domain/clips/backfill-words.ts';
import { ProgressBar } from '../../shared/ProgressBar.tsx';

export interface LibraryLineProps {
  readonly run: BackfillView | null;
  readonly onSay: (command: BackfillCommand) => void;
  /** What came of the last press, when it needs words. */
  readonly answer: string | null;
}

/** "Save my whole library" above the clips that it brings: how far it is, and the way to hold it or call it off. */
export function LibraryLine({ run, onSay, answer }: LibraryLineProps) {
  const line = runLine(run);
  if (line === null) return null;
  const { title, words, fraction, waits, commands } = line;
  return (
    <section class={`notice near-note library-line ${waits ? 'tone-warn' : 'tone-busy'}`} aria-label="Your whole library">
      <div class="library-now">
        <p><span class="strong">{title}:</span> {words}.</p>
        <ProgressBar fraction={fraction} label="Videos of your library saved" tone={waits ? 'warn' : 'busy'} />
      </div>
      {commands.map((command) => (
        <button key={command} type="button" class={command === 'cancel' ? 'button button-quiet' : 'button button-plain'} onClick={() => onSay(command)}>
          {COMMAND_WORDS[command]}
        </button>
      ))}
      {answer === null ? null : <p class="fault" role="alert">{answer}</p>}
    </section>
  );
}
