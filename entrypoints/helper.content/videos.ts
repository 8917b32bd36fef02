import type { SeenVideo } from '../../lib/domain/jobs/job.ts';
import { classifyMediaUrl, posterUrlOf } from '../../lib/sources/pika/media-url.ts';
import { showsOwnWork } from '../../lib/sources/pika/tap-route.ts';

/** Elements that lead to a video's file. */
export const CARRIERS = 'video[src], source[src], a[href*="pika.art/"]';

/** Watches for finished videos that the page shows, in case its answers were not understood. */
export interface VideoWatch {
  /** Looks at the whole page. */
  scan(): void;
  stop(): void;
}

/**
 * @param found is called with the videos of each change, known ones among them
 * @param changed is called at each change of the document, whatever it was
 */
export function watchVideos(found: (videos: readonly SeenVideo[]) => void, changed: () => void): VideoWatch {
  let path = '';
  const tell = (elements: Iterable<Element>) => {
    const videos = Array.from(elements, seenVideo).filter((video) => video !== null);
    if (videos.length > 0) found(videos);
  };
  const scan = () => {
    path = location.pathname;
    if (showsOwnWork(path)) tell(document.querySelectorAll(CARRIERS));
  };
  const observer = new MutationObserver((records) => {
    changed();
    // A page that navigates within itself always changes what it shows; what stays has then another meaning.
    if (location.pathname !== path) scan();
    else if (showsOwnWork(path)) tell(records.flatMap(carriersOf));
  });
  // The document node itself: it outlives a replaced root element.
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['src', 'href'] });
  return { scan, stop: () => observer.disconnect() };
}

function carriersOf({ type, target, addedNodes }: MutationRecord): Element[] {
  const changed = type === 'attributes' ? [target] : Array.from(addedNodes);
  return changed.flatMap((node) => {
    if (!(node instanceof Element)) return [];
    const inside = type === 'attributes' ? [] : Array.from(node.querySelectorAll(CARRIERS));
    return node.matches(CARRIERS) ? [node, ...inside] : inside;
  });
}

function seenVideo(carrier: Element): SeenVideo | null {
  const media = classifyMediaUrl(addressOf(carrier));
  // The copy for sharing is the same clip, made smaller.
  if (media.kind !== 'result' || media.share) return null;
  const player = carrier.closest('video');
  const seconds = player?.duration ?? Number.NaN;
  return {
    videoId: null,
    url: media.url,
    posterUrl: posterUrlOf(player?.poster),
    durationSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : null,
  };
}

/** Where such an element leads, whole. */
export function addressOf(carrier: Element): string {
  if (carrier instanceof HTMLAnchorElement) return carrier.href;
  return carrier instanceof HTMLMediaElement || carrier instanceof HTMLSourceElement ? carrier.src : '';
}
