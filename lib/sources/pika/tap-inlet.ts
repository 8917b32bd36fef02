import { MAX_TEXT } from './shape.ts';
import { TAP_HELPER, TAP_OBSERVER } from './tap-names.ts';

/** URLs longer than this are no page's of Pika. */
const MAX_URL = 4_000;

/**
 * Opens the helper's end of a channel: tells any observer, now or when it comes, to send to `channel`.
 * What arrives may come from the page just as well: it is text and nothing more.
 * @param take gets the answer's address and text, and says whether it lives on; one that does not is not sent to again
 * @returns a function that closes the channel
 */
export function openInlet(target: EventTarget, channel: string, take: (url: string, text: string) => boolean): () => void {
  const say = () => target.dispatchEvent(new CustomEvent(TAP_HELPER, { detail: channel }));
  const onText = (event: Event) => {
    const detail: unknown = event instanceof CustomEvent ? event.detail : null;
    if (typeof detail !== 'string' || detail.length > MAX_URL + MAX_TEXT) return;
    const end = detail.indexOf('\n');
    if (end <= 0 || end > MAX_URL) return;
    if (take(detail.slice(0, end), detail.slice(end + 1))) event.preventDefault();
  };
  target.addEventListener(channel, onText);
  target.addEventListener(TAP_OBSERVER, say);
  say();
  return () => {
    target.removeEventListener(channel, onText);
    target.removeEventListener(TAP_OBSERVER, say);
  };
}
