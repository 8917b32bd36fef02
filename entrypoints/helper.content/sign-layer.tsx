import { render } from 'preact';
import { VIDEO_SIGNS_STYLE } from '../../components/page/video-signs-style.ts';
import { type VideoSign, VideoSigns } from '../../components/page/VideoSigns.tsx';
import type { PageCard } from '../../lib/domain/clips/page-card.ts';
import type { Anchor } from './card-anchors.ts';
import { spotOn, type Taken } from './card-corner.ts';
import { createHost, MARKS, removeOld } from './host.ts';
import { keepStanding } from './standing.ts';

const MARK = 'data-pika-keeper-cards';

/** A clip in sight, and what is to be said of it. */
export interface Shown extends Anchor {
  readonly card: PageCard;
}

/** Our layer over the page: at the document's start, so that it scrolls along, and out of everybody's layout. */
export interface SignLayer {
  draw(clips: readonly Shown[]): void;
  /** The page has become another one: its cards may be others. */
  forget(): void;
  remove(): void;
}

/** @param emptied called when the page has thrown the layer out, and it stands anew without any sign */
export function createSignLayer(onPress: (key: string) => void, emptied: () => void): SignLayer {
  const taken: Taken = new Map();
  let shown = '';
  removeOld(MARK);
  const standing = keepStanding(
    () => createHost(MARK, 'absolute', VIDEO_SIGNS_STYLE),
    () => {
      shown = '';
      emptied();
    },
    (root) => render(null, root),
  );
  return {
    draw(clips) {
      standing.check();
      const { host } = standing;
      if (host === null) return;
      const signs = signsFor(clips, taken, host.element.getBoundingClientRect());
      const text = JSON.stringify(signs);
      if (text === shown) return;
      shown = text;
      render(<VideoSigns signs={signs} onPress={onPress} />, host.root);
    },
    forget: () => taken.clear(),
    remove: standing.remove,
  };
}

/** The same clip may stand on the page twice: in its card and in large. */
function signsFor(clips: readonly Shown[], taken: Taken, origin: DOMRect): VideoSign[] {
  return clips.flatMap(({ element, key, card }, nth) => {
    const spot = spotOn(element, key, taken, isOurs);
    if (spot === null) return [];
    const { corner, narrow, x, y } = spot;
    return [{ id: `${key} ${nth}`, key, card, corner, narrow, x: Math.round(x - origin.left), y: Math.round(y - origin.top) }];
  });
}

function isOurs(element: Element): boolean {
  return MARKS.some((mark) => element.hasAttribute(mark));
}
