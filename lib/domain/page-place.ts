/** Where the badge stands on the page: its distance from the nearest corner, so that it stays there when the window changes. */
export interface PagePlace {
  readonly side: 'left' | 'right';
  readonly edge: 'top' | 'bottom';
  /** CSS pixels from `side` and from `edge`, 0–4000. */
  readonly dx: number;
  readonly dy: number;
  /** Only the dot is shown. */
  readonly small: boolean;
}

/** Bottom left: the prompt bar and the results stand in the middle and on the right. */
export const FIRST_PLACE: PagePlace = { side: 'left', edge: 'bottom', dx: 16, dy: 16, small: false };

const FARTHEST = 4000;

/** What storage holds, as a place; null for anything else. */
export function parsePlace(value: unknown): PagePlace | null {
  if (typeof value !== 'object' || value === null) return null;
  const { side, edge, dx, dy, small } = value as Partial<Record<keyof PagePlace, unknown>>; // each field is checked below
  if (side !== 'left' && side !== 'right') return null;
  if (edge !== 'top' && edge !== 'bottom') return null;
  if (!isDistance(dx) || !isDistance(dy) || typeof small !== 'boolean') return null;
  return { side, edge, dx, dy, small };
}

function isDistance(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= FARTHEST;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The place of a box that was dropped somewhere in a window of this size; pulled back inside it. */
export function placeOf(box: Box, view: { readonly width: number; readonly height: number }, small: boolean): PagePlace {
  const left = within(box.left, view.width - box.width);
  const top = within(box.top, view.height - box.height);
  const right = Math.max(0, view.width - box.width - left);
  const bottom = Math.max(0, view.height - box.height - top);
  const side = left <= right ? 'left' : 'right';
  const edge = top < bottom ? 'top' : 'bottom';
  return { side, edge, dx: within(Math.min(left, right), FARTHEST), dy: within(Math.min(top, bottom), FARTHEST), small };
}

function within(value: number, most: number): number {
  return Math.round(Math.max(0, Math.min(value, most)));
}

/** The next corner clockwise: moving without dragging. */
export function nextCorner({ side, edge, small }: PagePlace): PagePlace {
  const corner = { dx: FIRST_PLACE.dx, dy: FIRST_PLACE.dy, small };
  if (edge === 'bottom') return side === 'left' ? { ...corner, side, edge: 'top' } : { ...corner, side: 'left', edge };
  return side === 'left' ? { ...corner, side: 'right', edge } : { ...corner, side, edge: 'bottom' };
}
