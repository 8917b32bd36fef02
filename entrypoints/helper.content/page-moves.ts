import { SECOND } from '../../lib/time.ts';

/** A scrolled page has come to rest after so long without another scroll (ms). */
const REST = 100;

/**
 * What moves videos without a change of the document: scrolling (the layer goes along with the page, not with boxes in it), the
 * window's size, a pointer that lets a card show its buttons, and, once a second, whatever else a page may do.
 *
 * @param changed called when the page may show something else altogether
 * @returns a function that ends it
 */
export function followMoves(moved: () => void, changed: () => void): () => void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  const rested = () => {
    clearTimeout(resting);
    resting = setTimeout(moved, REST);
  };
  const scrolled = (event: Event) => (event.target === document ? rested() : moved());
  const drift = setInterval(() => document.visibilityState === 'visible' && moved(), SECOND);
  const listeners: readonly (readonly [EventTarget, string, (event: Event) => void])[] = [
    [document, 'scroll', scrolled],
    [document, 'pointerover', rested],
    [window, 'resize', rested],
    [window, 'popstate', changed],
  ];
  for (const [target, type, hear] of listeners) target.addEventListener(type, hear, { capture: true, passive: true });
  return () => {
    clearTimeout(resting);
    clearInterval(drift);
    for (const [target, type, hear] of listeners) target.removeEventListener(type, hear, { capture: true });
  };
}
