import type { BackfillCommand } from '../../lib/domain/clips/backfill.ts';
import type { PageChoice } from '../../lib/domain/page-choice.ts';
import type { PageSummary } from '../../lib/domain/summary.ts';
import { LibraryRun } from './LibraryRun.tsx';

/** What can be asked for on the page. */
export interface PagePanel {
  /** Clips that this tab has shown. */
  readonly seen: number;
  /** How many of them have been asked for, while that goes on; else null. */
  readonly asking: number | null;
  readonly onSaveSeen: () => void;
  readonly onBackfill: (command: BackfillCommand) => void;
  readonly onShows: (shows: PageChoice) => void;
}

export interface PageBadgeCardProps {
  readonly summary: PageSummary;
  readonly panel: PagePanel;
  readonly small: boolean;
  readonly onMove: () => void;
  readonly onSmall: () => void;
  readonly onHide: () => void;
}

/** What the pill opens: the sentence, the three counts, what can be saved, and what can be done with what stands on the page. */
export function PageBadgeCard({ summary, panel, small, onMove, onSmall, onHide }: PageBadgeCardProps) {
  const { shows } = summary;
  return (
    <section class="card" aria-label="Pika Keeper">
      <h2>Pika Keeper</h2>
      <p>{summary.sentence}</p>
      <ul aria-label="Your clips">
        <Figure count={summary.saved} label="saved" />
        <Figure count={summary.waiting} label="waiting" />
        <Figure count={summary.trouble} label="need a look" trouble={summary.trouble > 0} />
      </ul>
      <div class="acts">
        <button type="button" disabled={panel.seen === 0 || panel.asking !== null} onClick={panel.onSaveSeen}>
          {panel.asking === null ? `Save all seen (${panel.seen.toLocaleString('en')})` : `Asking for ${panel.asking} of ${panel.seen}`}
        </button>
      </div>
      <LibraryRun run={summary.backfill} onSay={panel.onBackfill} />
      <h3>On this page</h3>
      <div class="acts">
        <button type="button" onClick={() => panel.onShows({ ...shows, cards: !shows.cards })}>
          {shows.cards ? 'Hide signs on videos' : 'Show signs on videos'}
        </button>
        <button type="button" onClick={onMove}>
          Move to next corner
        </button>
        <button type="button" onClick={onSmall}>
          {small ? 'Show words' : 'Show only a dot'}
        </button>
        <button type="button" onClick={onHide}>
          Hide until reload
        </button>
        <button type="button" title="Switch it on again in the dashboard, under Settings." onClick={() => panel.onShows({ badge: false, cards: false })}>
          Show nothing here
        </button>
      </div>
    </section>
  );
}

function Figure({ count, label, trouble = false }: { readonly count: number; readonly label: string; readonly trouble?: boolean }) {
  return (
    <li class={trouble ? 'trouble' : ''}>
      <b>{count.toLocaleString('en')}</b> {label}
    </li>
  );
}
