import type { Tone } from '../../lib/domain/words.ts';

/** Strokes on a 16 × 16 grid; they take the text's colour and size. */
const SHAPES = {
  check: 'M3.5 8.5l3 3 6-7',
  arrow: 'M8 2.5v8M4.5 7.5L8 11l3.5-3.5M3 13.5h10',
  clock: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  warning: 'M8 6.2v3.2M8 11.6v.2M8 2.2L14.3 13.3H1.7z',
  cross: 'M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  minus: 'M5 8h6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  folder: 'M2 12.5v-9h4l1.5 2H14v7z',
  refresh: 'M13.2 6.2A5.6 5.6 0 0 0 3 5.2M2.8 2.4v3h3M2.8 9.8A5.6 5.6 0 0 0 13 10.8M13.2 13.6v-3h-3',
  outside: 'M6.5 3.5H3v9.5h9.5V9.5M9 2.5h4.5V7M13.5 2.5L7.5 8.5',
  slow: 'M2.5 10c1.8-3 3.7-3 5.5 0s3.7 3 5.5 0M2.5 6c1.8-3 3.7-3 5.5 0s3.7 3 5.5 0',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3',
  question: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 12.2v.2',
  offline: 'M2 6.2a9 9 0 0 1 4-2M9.6 4.2A9 9 0 0 1 14 6.2M4.3 9a5.6 5.6 0 0 1 2.2-1.3M9.8 7.8A5.6 5.6 0 0 1 11.7 9M8 12.4v.2M3 2.5l10 11',
  pause: 'M5.5 4v8M10.5 4v8',
  close: 'M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6',
  film: 'M2.5 3h11v10h-11zM5.5 3v10M10.5 3v10M2.5 6.3h3M2.5 9.7h3M10.5 6.3h3M10.5 9.7h3',
  dots: 'M3.5 8v.1M8 8v.1M12.5 8v.1',
} as const;

export type IconName = keyof typeof SHAPES;

/** Decoration only: words beside it, or the button's label, say the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}

const TONE_ICONS: Readonly<Record<Tone, IconName>> = {
  good: 'check',
  busy: 'arrow',
  wait: 'clock',
  warn: 'warning',
  bad: 'cross',
  quiet: 'minus',
};

/** A shape for every tone, so that colour is never the only sign. `busy` is the shape for what is at work. */
export function ToneIcon({ tone, busy = 'arrow' }: { readonly tone: Tone; readonly busy?: IconName }) {
  return (
    <span class={`tone-icon tone-${tone}`}>
      <Icon name={tone === 'busy' ? busy : TONE_ICONS[tone]} />
    </span>
  );
}

/** The product's mark: a bookmark, a thing kept, set down on a shelf. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect class="mark-ground" x="1" y="1" width="30" height="30" rx="7" />
      <path class="mark-frame" d="M9 5h14v14.4l-7 4.1-7-4.1z" />
      <path class="mark-arrow" d="M16 8v8.2M12.4 12.8l3.6 3.6 3.6-3.6" />
      <rect class="mark-shelf" x="6" y="25" width="20" height="3" rx="1.5" />
    </svg>
  );
}
