import type { PageCard } from '../../lib/domain/clips/page-card.ts';

/** One sign, and where it stands in the layer. */
export interface VideoSign {
  /** One for each place on the page. */
  readonly id: string;
  /** Of the clip. */
  readonly key: string;
  readonly card: PageCard;
  readonly corner: string;
  /** Pixels from the layer's origin to the corner's edge, and to its top. */
  readonly x: number;
  readonly y: number;
  readonly narrow: boolean;
}

export interface VideoSignsProps {
  readonly signs: readonly VideoSign[];
  readonly onPress: (key: string) => void;
}

/** The save states of the videos in sight: a button where there is something to do, else a sign. */
export function VideoSigns({ signs, onPress }: VideoSignsProps) {
  return (
    <div class="signs">
      {signs.map((sign) => (
        <Sign key={sign.id} sign={sign} onPress={onPress} />
      ))}
    </div>
  );
}

function Sign({ sign: { key, card, corner, x, y, narrow }, onPress }: { readonly sign: VideoSign; readonly onPress: (key: string) => void }) {
  const { label, tone, fraction, detail, press } = card;
  const look = `sign ${tone} ${corner}${narrow ? ' narrow' : ''}`;
  const place = { transform: `translate(${x}px, ${y}px)` };
  const told = [label, detail, press === null ? '' : `${press}.`].filter((part) => part !== '').join('. ').replaceAll('..', '.');
  const inside = (
    <>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d={PATHS[tone === 'quiet' && press !== null ? 'save' : tone]} /></svg>
      {narrow ? null : <span class="label">{label}</span>}
      {fraction === null ? null : <span class="done" style={{ width: `${Math.round(fraction * 100)}%` }} />}
    </>
  );
  return (
    <div class={look} style={place}>
      {press === null ? (
        <span class="face" role="img" aria-label={`Pika Keeper: ${told}`}>{inside}</span>
      ) : (
        <button
          type="button"
          class="face"
          aria-label={`Pika Keeper: ${told}`}
          onClick={(event) => {
            // The page has nothing to do with this press.
            event.stopPropagation();
            onPress(key);
          }}
        >
          {inside}
        </button>
      )}
      {detail === '' && press === null ? null : <span class="tip" aria-hidden="true">{[detail, press === null ? '' : `Press: ${press.charAt(0).toLowerCase()}${press.slice(1)}.`].join(' ').trim()}</span>}
    </div>
  );
}

const DOWN = 'M8 2.5v7m0 0l-3-3m3 3l3-3M3 13.5h10';
const PATHS = {
  good: 'M3 8.5l3.2 3.2L13 4.8',
  busy: DOWN,
  wait: 'M8 4v4.2l2.6 1.6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0',
  warn: 'M8 3v6m0 3.2v.3',
  bad: 'M8 3v6m0 3.2v.3',
  quiet: 'M4 8h8',
  save: DOWN,
} as const;
