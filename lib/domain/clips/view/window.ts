/** Which rows of a long list have to be drawn. All lengths are CSS pixels. */

export interface Layout {
  /** Items side by side. */
  readonly columns: number;
  /** From one row's top to the next one's. */
  readonly rowHeight: number;
}

export interface Slice {
  /** Index of the first item to draw, and one past the last. */
  readonly from: number;
  readonly to: number;
  /** Height of the whole list. */
  readonly height: number;
}

/**
 * The slice that covers a window onto the list, with `spare` more rows on either side so that a quick scroll meets no gap.
 * @param top of the window, measured from the list's top; beyond the list's ends it shows the nearest rows
 */
export function sliceAt(count: number, { columns, rowHeight }: Layout, view: { readonly top: number; readonly height: number }, spare: number): Slice {
  const across = Math.max(1, Math.floor(columns));
  const rows = Math.ceil(count / across);
  const tall = Math.max(1, rowHeight);
  const shown = Math.ceil(Math.max(0, view.height) / tall) + 1;
  const last = Math.max(0, rows - shown);
  const first = Math.min(last, Math.max(0, Math.floor(view.top / tall)));
  const from = Math.max(0, first - spare) * across;
  const to = Math.min(count, (first + shown + spare) * across);
  return { from, to, height: rows * tall };
}

/** As many columns as fit, at least one, each at least `least` wide with `gap` between them. */
export function columnsIn(width: number, least: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (least + gap)));
}

/** Where the focus goes from item `at`; null for a key that does not move it. */
export function stepOf(key: string, at: number, count: number, columns: number, page: number): number | null {
  const to = targetOf(key, at, count, columns, page);
  return to === null || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}

function targetOf(key: string, at: number, count: number, columns: number, page: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return at + 1;
    case 'ArrowLeft':
      return at - 1;
    case 'ArrowDown':
      // From the last full row into a shorter one: to its end. In the last row: stay.
      return at + columns < count ? at + columns : Math.floor(at / columns) < Math.floor((count - 1) / columns) ? count - 1 : at;
    case 'ArrowUp':
      return at - columns >= 0 ? at - columns : at;
    case 'PageDown':
      return at + page * columns;
    case 'PageUp':
      return at - page * columns < 0 ? at % columns : at - page * columns;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
