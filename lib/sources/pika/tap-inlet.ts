import { MAX_TEXT } from './shape.ts';
import { TAP_HELPER, TAP_OBSERVER } from './tap-names.ts';

/** URLs longer than this are no page's of Pika. */
const MAX_URL = 4_000;
/** The longest form: nine values of 4,000 characters, each of which JSON may write as six. */
const MAX_FORM = 220_000;

/**
 * What the observer tells: an answer's address and text, and the submit's fields that it answers, as JSON or ''. A form without an
 * address is one that the page has just filled in, to be answered later or never.
 */
export interface Told {
  readonly url: string;
  readonly text: string;
  readonly form: string;
}

/**
 * Opens the helper's end of a channel: tells any observer, now or when it comes, to send to `channel`.
 * What arrives may come from the page just as well: it is text and nothing more.
 * @param take gets what was told, and says whether it lives on; one that does not is not sent to again
 * @returns a function that closes the channel
 */
export function openInlet(target: EventTarget, channel: string, take: (told: Told) => boolean): () => void {
  const say = () => target.dispatchEvent(new CustomEvent(TAP_HELPER, { detail: channel }));
  const onText = (event: Event) => {
    const detail: unknown = event instanceof CustomEvent ? event.detail : null;
    const told = typeof detail === 'string' ? readTold(detail) : null;
    if (told !== null && take(told)) event.preventDefault();
  };
  target.addEventListener(channel, onText);
  target.addEventListener(TAP_OBSERVER, say);
  say();
  return () => {
    target.removeEventListener(channel, onText);
    target.removeEventListener(TAP_OBSERVER, say);
  };
}

/** Address, form and text, one line each but for the text. */
function readTold(message: string): Told | null {
  if (message.length > MAX_URL + MAX_FORM + MAX_TEXT) return null;
  const first = message.indexOf('\n');
  const second = message.indexOf('\n', first + 1);
  if (first < 0 || first > MAX_URL || second < 0 || second - first > MAX_FORM) return null;
  return { url: message.slice(0, first), form: message.slice(first + 1, second), text: message.slice(second + 1) };
}
