/** The box that a card's sign takes at most, in CSS pixels, and its distance from the edges of the video. */
export const SIGN = { width: 132, narrow: 26, height: 26, gap: 8 };
/** A narrower video gets a sign without words. */
const WORDS_FROM = 170;

export const CORNERS = ['top-left', 'top-right', 'bottom-right', 'bottom-left'] as const;
export type Corner = (typeof CORNERS)[number];

export interface Spot {
  readonly corner: Corner;
  /** Of the sign's left or right edge, by its corner, and of its top; in the window. */
  readonly x: number;
  readonly y: number;
  readonly narrow: boolean;
}

const CONTROLS = 'a, button, input, select, textarea, summary, label, iframe, [role="button"], [role="menuitem"], [role="slider"], [tabindex], [contenteditable]';
/** The box around a video that is no more than this much larger is its card; larger ones hold others, too. */
const CARD_AREA = 4;
const CLIMB = 6;

/** Corners in which a card has something of its own, by clip: a sign that fled from a button must not come back when it fades. */
export type Taken = Map<string, Set<Corner>>;

/**
 * Where a clip's sign may stand: in the first corner of the video in which the page has nothing to press or read. Null while that
 * corner lies under something else (a dialog, a bar, the window's edge), or where all four are taken.
 *
 * @param isOurs whether an element is our own
 */
export function spotOn(element: Element, key: string, taken: Taken, isOurs: (element: Element) => boolean): Spot | null {
  const box = element.getBoundingClientRect();
  if (box.width < 60 || box.height < 2 * SIGN.gap + SIGN.height) return null;
  const narrow = box.width < WORDS_FROM;
  const lost = taken.get(key) ?? new Set<Corner>();
  for (const corner of CORNERS) {
    if (lost.has(corner) || (corner.startsWith('bottom') && element.hasAttribute('controls'))) continue;
    const spot = { corner, narrow, x: corner.endsWith('left') ? box.left + SIGN.gap : box.right - SIGN.gap, y: corner.startsWith('top') ? box.top + SIGN.gap : box.bottom - SIGN.gap - SIGN.height };
    const ground = groundOf(element, box, spot, isOurs);
    if (ground === 'free') return spot;
    if (ground === 'covered') return null;
    taken.set(key, lost.add(corner));
  }
  return null;
}

/** What lies on the video where the sign would stand. */
function groundOf(element: Element, box: DOMRect, { corner, narrow, x, y }: Spot, isOurs: (element: Element) => boolean): 'free' | 'taken' | 'covered' {
  const width = narrow ? SIGN.narrow : SIGN.width;
  const left = corner.endsWith('left') ? x : x - width;
  const card = cardOf(element, box);
  for (const column of [1, width / 2, width - 1]) {
    for (const row of [1, SIGN.height - 1]) {
      const ground = pointOf(element, card, left + column, y + row, isOurs);
      if (ground !== 'free') return ground;
    }
  }
  return 'free';
}

function pointOf(element: Element, card: Element, x: number, y: number, isOurs: (element: Element) => boolean): 'free' | 'taken' | 'covered' {
  for (const above of document.elementsFromPoint(x, y)) {
    if (isOurs(above)) continue;
    if (above === element || element.contains(above)) return 'free';
    // What holds the video, and takes the pointer for it.
    if (above.contains(element)) continue;
    if (!card.contains(above)) return 'covered';
    const control = above.closest(CONTROLS);
    if ((control !== null && !control.contains(element)) || hasText(above)) return 'taken';
  }
  // Outside the window, or out of the pointer's reach.
  return 'covered';
}

function cardOf(element: Element, { width, height }: DOMRect): Element {
  let card = element;
  for (let step = 0; step < CLIMB && card.parentElement !== null; step += 1) {
    const outer = card.parentElement.getBoundingClientRect();
    if (outer.width * outer.height > CARD_AREA * width * height) break;
    card = card.parentElement;
  }
  return card;
}

function hasText(element: Element): boolean {
  return Array.from(element.childNodes).some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '');
}
