import { useRef, useState } from 'preact/hooks';
import { nextCorner, type PagePlace } from '../../lib/domain/page-place.ts';
import type { PageSummary } from '../../lib/domain/summary.ts';
import { PageBadgeCard, type PagePanel } from './PageBadgeCard.tsx';
import { pillLabel, shortCount, statusWords } from './page-badge-words.ts';
import { usePillDrag } from './use-pill-drag.ts';

export interface PageBadgeProps {
  readonly summary: PageSummary;
  readonly panel: PagePanel;
  readonly place: PagePlace;
  readonly onPlace: (place: PagePlace) => void;
  /** Until the page is loaded again. */
  readonly onHide: () => void;
}

/** The badge on pika.art: a pill with status and counts, which opens a card. Can be dragged, moved by button, made small, hidden. */
export function PageBadge({ summary, panel, place, onPlace, onHide }: PageBadgeProps) {
  const [open, setOpen] = useState(false);
  const pill = useRef<HTMLButtonElement>(null);
  const { spot, handlers, dragged } = usePillDrag(pill, place, { onStart: () => setOpen(false), onPlace });
  const { side, edge } = place;
  const { word, tone } = statusWords(summary.status);
  const close = () => {
    setOpen(false);
    pill.current?.focus();
  };

  return (
    <div
      class={`badge ${side} ${edge}`}
      style={spot ?? { [side]: `min(${place.dx}px, calc(100vw - 48px))`, [edge]: `min(${place.dy}px, calc(100vh - 48px))` }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        close();
      }}
    >
      <button
        ref={pill}
        type="button"
        class={`pill${place.small ? ' small' : ''}${spot ? ' dragging' : ''}`}
        aria-expanded={open}
        aria-label={pillLabel(summary)}
        title={summary.sentence}
        onClick={(event) => {
          const byKeyboard = event.detail === 0;
          if (byKeyboard || !dragged()) setOpen(!open);
        }}
        {...handlers}
      >
        <span class={`dot ${tone}`} aria-hidden="true" />
        {!place.small && <span>{word}</span>}
        {!place.small && <Count kind="saved" count={summary.saved} />}
        {!place.small && <Count kind="waiting" count={summary.waiting} />}
        <Count kind="trouble" count={summary.trouble} />
      </button>
      {open && (
        <PageBadgeCard
          summary={summary}
          panel={panel}
          small={place.small}
          onMove={() => onPlace(nextCorner(place))}
          onSmall={() => onPlace({ ...place, small: !place.small })}
          onHide={onHide}
        />
      )}
      <span class="aside" role="status" aria-live="polite">
        {word}
      </span>
    </div>
  );
}

const PATHS = {
  saved: 'M3 8.5l3.2 3.2L13 4.8',
  waiting: 'M8 2.5v7m0 0l-3-3m3 3l3-3M3 13.5h10',
  trouble: 'M8 3v6m0 3.2v.3',
} as const;

function Count({ kind, count }: { readonly kind: keyof typeof PATHS; readonly count: number }) {
  const text = shortCount(count);
  if (text === '') return null;
  return (
    <span class={`count ${kind}`} aria-hidden="true">
      <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
        <path d={PATHS[kind]} />
      </svg>
      {text}
    </span>
  );
}
