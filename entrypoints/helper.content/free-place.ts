import { FIRST_PLACE, type PagePlace } from '../../lib/domain/page-place.ts';

/** About the size of the pill with its words and counts, in CSS pixels. */
const WIDTH = 190;
const HEIGHT = 34;
const STEP = 56;

const CONTROLS = 'a, button, input, select, textarea, summary, label, video, img, svg, canvas, iframe, [role="button"], [tabindex], [contenteditable]';

/** Where the badge may stand before the user has moved it, best first: on the left, ever higher, then on the right. */
const CANDIDATES: readonly PagePlace[] = (['left', 'right'] as const).flatMap((side) =>
  [0, 1, 2, 3].map((row) => ({ ...FIRST_PLACE, side, dy: FIRST_PLACE.dy + row * STEP })),
);

/** The first place where nothing of the page's would be covered: no control, no picture, no text. `FIRST_PLACE` if there is none. */
export function freePlace(): PagePlace {
  return CANDIDATES.find(isFree) ?? FIRST_PLACE;
}

function isFree({ side, dx, dy }: PagePlace): boolean {
  const left = side === 'left' ? dx : innerWidth - dx - WIDTH;
  const top = innerHeight - dy - HEIGHT;
  if (left < 0 || top < 0) return false;
  for (let column = 0; column <= 6; column += 1) {
    for (let row = 0; row <= 2; row += 1) {
      const element = document.elementFromPoint(left + (column * WIDTH) / 6, top + (row * HEIGHT) / 2);
      if (element !== null && isContent(element)) return false;
    }
  }
  return true;
}

function isContent(element: Element): boolean {
  if (element.closest(CONTROLS) !== null) return true;
  return Array.from(element.childNodes).some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '');
}
