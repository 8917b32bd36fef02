import type { BackfillCommand, BackfillView } from '../../lib/domain/clips/backfill.ts';
import { COMMAND_WORDS, runWords } from '../../lib/domain/clips/backfill-words.ts';
import { ProgressBar } from '../shared/ProgressBar.tsx';

export interface LibraryRunProps {
  readonly run: BackfillView | null;
  readonly onSay: (command: BackfillCommand) => void;
}

/** "Save my whole library": how far it is, and what can be done about it. */
export function LibraryRun({ run, onSay }: LibraryRunProps) {
  const { title, lines, commands } = runWords(run);
  return (
    <div class="library-run">
      {run === null ? null : (
        <>
          <p class="library-title" role="status">{title}</p>
          <ProgressBar fraction={run.found === 0 ? 0 : run.saved / run.found} label="Videos saved" size="wide" />
          {lines.map((line) => <p key={line} class="library-line soft">{line}</p>)}
        </>
      )}
      <div class="acts">
        {commands.map((command) => (
          <button key={command} type="button" class="button button-plain" onClick={() => onSay(command)}>
            {COMMAND_WORDS[command]}
          </button>
        ))}
      </div>
    </div>
  );
}
