import type { PageCard } from '../../lib/domain/clips/page-card.ts';
import { showsOwnWork } from '../../lib/sources/pika/tap-route.ts';
import { type Anchor, findAnchors } from './card-anchors.ts';
import { createCardStates } from './card-states.ts';
import { followInSight } from './in-sight.ts';
import { once } from './once.ts';
import { followMoves } from './page-moves.ts';
import { createSignLayer, type SignLayer } from './sign-layer.tsx';

/** Looks through the page at most this often (ms), when it has nothing else to do. */
const LOOK_EVERY = 250;

export interface CardDoors {
  /** How the clips at these addresses stand; null when nobody answered. Never rejects. */
  readonly ask: (urls: readonly string[]) => Promise<readonly (PageCard | null)[] | null>;
  /** The user wants this clip. */
  readonly save: (url: string) => Promise<void>;
}

/** Save states on the page's videos: one layer of ours over the page, whose layout and elements stay as they are. */
export interface Cards {
  /** The page has changed. */
  look(): void;
  /** Saves have moved. */
  refresh(): void;
  /** Takes all of it away. */
  stop(): void;
}

export function mountCards({ ask, save }: CardDoors): Cards {
  let anchors = new Map<Element, Anchor>();
  let layer: SignLayer | null = null;
  let path = '';
  const draw = once((work) => requestAnimationFrame(work), 0, () => {
    // The page has just built its cards anew: until they have been found, the signs stay where they are.
    if ([...anchors.keys()].some((element) => !element.isConnected)) return look.soon();
    const near = [...anchors.values()].filter(({ element }) => inSight.has(element));
    states.want(new Map(near.map(({ key, url }) => [key, url])));
    const known = near.flatMap((anchor) => {
      const card = states.of(anchor.key);
      return card === null ? [] : [{ ...anchor, card }];
    });
    if (known.length > 0) layer ??= createSignLayer((key) => void press(key), draw.soon);
    layer?.draw(known);
  });
  const states = createCardStates({ ask, later: (work, ms) => void setTimeout(work, ms), changed: draw.soon });
  const inSight = followInSight(draw.soon);
  const look = once((work) => requestIdleCallback(work, { timeout: LOOK_EVERY }), LOOK_EVERY, () => {
    if (location.pathname !== path) layer?.forget();
    path = location.pathname;
    anchors = showsOwnWork(path) ? findAnchors() : new Map();
    // Of new elements it is told in a moment which can be seen.
    if (!inSight.follow(anchors.keys())) draw.soon();
  });
  const press = async (key: string) => {
    const anchor = [...anchors.values()].find((one) => one.key === key);
    if (anchor === undefined) return;
    await save(anchor.url);
    states.refresh();
  };
  const unfollow = followMoves(draw.soon, look.soon);
  look.soon();

  return {
    look: look.soon,
    refresh: states.refresh,
    stop() {
      unfollow();
      for (const part of [look, draw, inSight, states]) part.stop();
      layer?.remove();
    },
  };
}
