import { render } from 'preact';
import { VIDEO_SIGNS_STYLE } from '../../components/page/video-signs-style.ts';
import { type VideoSign, VideoSigns } from '../../components/page/VideoSigns.tsx';
import type { PageCard } from '../../lib/domain/clips/page-card.ts';
import { showsOwnWork } from '../../lib/sources/pika/tap-route.ts';
import { SECOND } from '../../lib/time.ts';
import { type Anchor, findAnchors } from './card-anchors.ts';
import { spotOn, type Taken } from './card-corner.ts';
import { createCardStates } from './card-states.ts';
import { createHost, MARKS, removeOld } from './host.ts';
import { followInSight, type InSight } from './in-sight.ts';
import { keepStanding, type Standing } from './standing.ts';

const MARK = 'data-pika-keeper-cards';
/** Looks at the page at most this often (ms), and after it has come to rest for that long from a scroll. */
const LOOK_EVERY = 250;
const REST = 100;

export interface CardDoors {
  /** How the clips at these addresses stand; null when nobody answered. Never rejects. */
  readonly ask: (urls: readonly string[]) => Promise<readonly (PageCard | null)[] | null>;
  /** The user wants this clip. */
  readonly save: (url: string) => Promise<void>;
}

/** Save states on the page's videos: one layer of ours over the page, whose layout and elements stay as they are. */
export interface Cards {
  /** The page has changed, or moved. */
  look(): void;
  /** Saves have moved. */
  refresh(): void;
  /** Takes all of it away. */
  stop(): void;
}

export function mountCards({ ask, save }: CardDoors): Cards {
  let anchors = new Map<Element, Anchor>();
  let standing: Standing | null = null;
  let shown = '';
  let path = '';
  const taken: Taken = new Map();
  const states = createCardStates({ ask, later: (work, ms) => void setTimeout(work, ms), changed: () => place.soon() });
  const inSight: InSight = followInSight(() => place.soon());
  const scan = once((work) => requestIdleCallback(work, { timeout: LOOK_EVERY }), LOOK_EVERY, () => {
    if (location.pathname !== path) {
      path = location.pathname;
      taken.clear();
    }
    anchors = showsOwnWork(path) ? findAnchors() : new Map();
    inSight.follow(anchors.keys());
    place.soon();
  });
  const place = once((work) => requestAnimationFrame(work), 0, () => draw());

  const press = async (key: string) => {
    const anchor = [...anchors.values()].find((one) => one.key === key);
    if (anchor === undefined) return;
    await save(anchor.url);
    states.refresh();
  };
  const drawInto = (root: ShadowRoot, signs: readonly VideoSign[]) => render(<VideoSigns signs={signs} onPress={(key) => void press(key)} />, root);
  const draw = () => {
    const near = [...anchors.values()].filter(({ element }) => inSight.has(element));
    states.want(new Map(near.map(({ key, url }) => [key, url])));
    const known = near.flatMap((anchor) => {
      const card = states.of(anchor.key);
      return card === null ? [] : [{ ...anchor, card }];
    });
    if (known.length === 0 && standing === null) return;
    standing ??= layer();
    standing.check();
    const { host } = standing;
    if (host === null) return;
    const origin = host.element.getBoundingClientRect();
    const isOurs = (element: Element) => MARKS.some((mark) => element.hasAttribute(mark));
    const signs = known.flatMap(({ element, key, card }, nth) => {
      const spot = spotOn(element, key, taken, isOurs);
      // The same clip may stand on the page twice: in its card and in large.
      return spot === null ? [] : [{ id: `${key} ${nth}`, key, card, corner: spot.corner, narrow: spot.narrow, x: Math.round(spot.x - origin.left), y: Math.round(spot.y - origin.top) }];
    });
    const text = JSON.stringify(signs);
    if (text === shown) return;
    shown = text;
    drawInto(host.root, signs);
  };
  const layer = () => {
    removeOld(MARK);
    shown = '';
    const again = () => {
      shown = '';
      place.soon();
    };
    return keepStanding(() => createHost(MARK, 'absolute', VIDEO_SIGNS_STYLE), again, (root) => render(null, root));
  };
  const unfollow = followMoves(place.soon, () => scan.soon());
  scan.soon();

  return {
    look: scan.soon,
    refresh: states.refresh,
    stop() {
      unfollow();
      scan.stop();
      place.stop();
      inSight.stop();
      states.stop();
      standing?.remove();
    },
  };
}

/** Work that many ask for and that is done once, later. */
interface Once {
  soon(): void;
  stop(): void;
}

/** @param every ms from one time to the next, at least */
function once(later: (work: () => void) => unknown, every: number, work: () => void): Once {
  let isAsked = false;
  let isStopped = false;
  let last = -Infinity;
  const run = () => {
    isAsked = false;
    if (isStopped) return;
    last = performance.now();
    work();
  };
  return {
    soon() {
      if (isAsked || isStopped) return;
      isAsked = true;
      const wait = last + every - performance.now();
      if (wait > 0) setTimeout(() => later(run), wait);
      else later(run);
    },
    stop() {
      isStopped = true;
    },
  };
}

/**
 * What moves videos without a change of the document: scrolling (the layer goes along with the page, not with boxes in it), the
 * window's size, a pointer that lets a card show its buttons, and, once a second, whatever else a page may do.
 */
function followMoves(moved: () => void, changed: () => void): () => void {
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
