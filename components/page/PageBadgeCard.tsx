import type { PageSummary } from '../../lib/domain/summary.ts';

export interface PageBadgeCardProps {
  readonly summary: PageSummary | null;
  readonly small: boolean;
  readonly onMove: () => void;
  readonly onSmall: () => void;
  readonly onHide: () => void;
}

/** What the pill opens: the sentence, the three counts, and what can be done with the badge itself. */
export function PageBadgeCard({ summary, small, onMove, onSmall, onHide }: PageBadgeCardProps) {
  return (
    <section class="card" aria-label="Pika Keeper">
      <h2>Pika Keeper</h2>
      <p>{summary?.sentence ?? 'Asking for the first result.'}</p>
      {summary !== null && (
        <ul aria-label="Your clips">
          <Figure count={summary.saved} label="saved" />
          <Figure count={summary.waiting} label="waiting" />
          <Figure count={summary.trouble} label="need a look" trouble={summary.trouble > 0} />
        </ul>
      )}
      <div class="acts">
        <button type="button" onClick={onMove}>
          Move to next corner
        </button>
        <button type="button" onClick={onSmall}>
          {small ? 'Show words' : 'Show only a dot'}
        </button>
        <button type="button" onClick={onHide}>
          Hide until reload
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
