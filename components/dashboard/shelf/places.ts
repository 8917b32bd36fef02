/** Where each item of a long list stands, in CSS pixels; the style sheet fills the boxes that this gives it. */
import { columnsIn, type Slice, sliceAt } from '../../../lib/domain/clips/view/window.ts';
import type { View } from './use-view.ts';

export type Look = 'grid' | 'list';

export interface Places extends Slice {
  readonly columns: number;
  readonly rowHeight: number;
  /** Rows that one page of the window holds. */
  readonly page: number;
  at(index: number): { readonly transform: string; readonly inlineSize: string; readonly blockSize: string };
}

/** Lengths in rem. */
const GAP = 0.75;
const NARROW = 34;
/** Below a grid item's picture: two lines of its prompt, one of facts, one of its state. */
const CAPTION = 6.5;

/** Drawn beyond the window's edges, in CSS pixels, so that a turn of the wheel meets no gap. */
const SPARE = 280;

export function gridPlaces(count: number, view: View): Places {
  const { rem, width } = view;
  const gap = GAP * rem;
  const columns = columnsIn(width, (width < NARROW * rem ? 8.5 : 12.5) * rem, gap);
  const across = Math.max(1, (width - gap * (columns - 1)) / columns);
  const tall = Math.round((across * 9) / 16 + CAPTION * rem);
  return placesOf(count, view, { columns, across, tall, gap });
}

/** @param tall height of a row in rem, for a wide list and for a narrow one */
export function listPlaces(count: number, view: View, tall: { readonly wide: number; readonly narrow: number }): Places {
  const height = view.width < NARROW * view.rem ? tall.narrow : tall.wide;
  return placesOf(count, view, { columns: 1, across: view.width, tall: Math.round(height * view.rem), gap: 0 });
}

interface Measures {
  readonly columns: number;
  readonly across: number;
  readonly tall: number;
  readonly gap: number;
}

function placesOf(count: number, view: View, { columns, across, tall, gap }: Measures): Places {
  const rowHeight = tall + gap;
  const slice = sliceAt(count, { columns, rowHeight }, view, Math.ceil(SPARE / rowHeight));
  return {
    ...slice,
    columns,
    rowHeight,
    page: Math.max(1, Math.floor(view.height / rowHeight) - 1),
    at(index) {
      const row = Math.floor(index / columns);
      const left = Math.round((index % columns) * (across + gap));
      return { transform: `translate(${left}px, ${Math.round(row * rowHeight)}px)`, inlineSize: `${Math.floor(across)}px`, blockSize: `${tall}px` };
    },
  };
}
