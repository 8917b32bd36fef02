import type { BackfillCommand, BackfillView } from '../../lib/domain/clips/backfill.ts';
import { PIKA_LIBRARY } from '../../lib/domain/popup/data.ts';
import type { PageChoice } from '../../lib/domain/page-choice.ts';
import { Switch } from './saving/Switch.tsx';
import { LibraryRun } from '../page/LibraryRun.tsx';

/** What stands on pika.art, the run through the library, and the way to change both. */
export interface OnPageView {
  readonly shows: PageChoice;
  readonly run: BackfillView | null;
  /** What came of the last change, when it needs words. */
  readonly answer: string | null;
  readonly onShows: (shows: PageChoice) => void;
  readonly onBackfill: (command: BackfillCommand) => void;
}

const SWITCHES = [
  { key: 'badge', label: 'The badge', words: 'Whether Pika works, and how many clips are saved.' },
  { key: 'cards', label: 'A sign on each video', words: 'How its save stands, and a button to save it.' },
] as const;

/** What of ours stands on pika.art. What is switched off is gone from open tabs at once. */
export function OnPage({ shows, run, answer, onShows, onBackfill }: OnPageView) {
  return (
    <section class="block" aria-label="On pika.art">
      <h2>On pika.art</h2>
      <fieldset class="tools">
        <legend>Shown there</legend>
        {SWITCHES.map(({ key, label, words }) => (
          <Switch key={key} id={`page-${key}`} label={label} words={words} on={shows[key]} onSwitch={(on) => onShows({ ...shows, [key]: on })} />
        ))}
      </fieldset>
      <h3 class="library-head">Your whole library</h3>
      <p class="soft">
        <a href={PIKA_LIBRARY} target="_blank" rel="noreferrer">Open your Pika library</a> and leave it in front: it is scrolled for you, and what it shows is saved. Nothing else is asked of Pika.
      </p>
      <LibraryRun run={run} onSay={onBackfill} />
      <p class="fault" role="status">{answer}</p>
    </section>
  );
}
