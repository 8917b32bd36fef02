import { classifyMediaUrl } from '../../lib/sources/pika/media-url.ts';
import { CARRIERS, addressOf } from './videos.ts';

/** An element that shows a clip: its player, or the picture that stands for it. */
export interface Anchor {
  readonly element: Element;
  /** The same for each address of the clip. */
  readonly key: string;
  readonly url: string;
}

const PICTURES = 'video, img, canvas, picture';
/** How far above a bare link its picture is looked for. */
const CLIMB = 5;
/** Below this a card is a mere mark in a list. */
const LEAST = { width: 60, height: 40 };

const clipOf = rememberLast();

/**
 * Where the page shows finished clips, by what the elements lead to and never by their names: a player, else the picture in
 * the smallest box around a link to the file. One anchor for each element.
 */
export function findAnchors(): Map<Element, Anchor> {
  const found = new Map<Element, Anchor>();
  const links: { readonly carrier: Element; readonly key: string; readonly url: string }[] = [];
  const played = new Set<string>();
  for (const carrier of document.querySelectorAll(CARRIERS)) {
    const clip = clipOf(carrier, addressOf(carrier));
    if (clip === null) continue;
    const player = carrier.closest('video');
    if (player === null) links.push({ carrier, ...clip });
    else {
      found.set(player, { element: player, ...clip });
      played.add(clip.key);
    }
  }
  for (const { carrier, ...clip } of links) {
    const element = played.has(clip.key) ? null : pictureBeside(carrier);
    if (element !== null && !found.has(element)) found.set(element, { element, ...clip });
  }
  return found;
}

function pictureBeside(link: Element): Element | null {
  let box: Element | null = link;
  for (let step = 0; box !== null && step <= CLIMB; step += 1, box = box.parentElement) {
    const pictures = box.querySelectorAll(PICTURES);
    const large = Array.from(pictures).find((picture) => {
      const { width, height } = picture.getBoundingClientRect();
      return width >= LEAST.width && height >= LEAST.height;
    });
    if (large !== undefined) return large;
    // A box with pictures of which none is large enough is a card already.
    if (pictures.length > 0) return null;
  }
  return null;
}

/** An address is read once for as long as its element has it. */
function rememberLast(): (carrier: Element, address: string) => { readonly key: string; readonly url: string } | null {
  const known = new WeakMap<Element, { readonly address: string; readonly clip: { readonly key: string; readonly url: string } | null }>();
  return (carrier, address) => {
    const before = known.get(carrier);
    if (before?.address === address) return before.clip;
    const media = classifyMediaUrl(address);
    const clip = media.kind === 'result' ? { key: media.pathKey, url: media.url } : null;
    known.set(carrier, { address, clip });
    return clip;
  };
}
