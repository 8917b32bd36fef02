import { SECOND } from '../../lib/time.ts';
import type { Host } from './host.ts';

const FIRST_WAIT = 50;
const LAST_WAIT = 30 * SECOND;
/** A host that stood so long was not fought. */
const STOOD = 10 * SECOND;

/** Counts how often in a row the page has thrown the host out soon. @returns ms to wait before the next one */
function createPatience(): (stoodFor: number) => number {
  let losses = 0;
  return (stoodFor) => {
    losses = stoodFor > STOOD ? 0 : losses + 1;
    return losses === 0 ? 0 : Math.min(LAST_WAIT, FIRST_WAIT * 2 ** Math.min(losses, 12));
  };
}

/** Calls back when the document gets another root, or the root other children. `follow` goes over to the root of now. */
function watchRoot(changed: () => void): { follow(): void; stop(): void } {
  const observer = new MutationObserver(changed);
  return {
    follow() {
      observer.disconnect();
      observer.observe(document, { childList: true });
      if (document.documentElement) observer.observe(document.documentElement, { childList: true });
    },
    stop: () => observer.disconnect(),
  };
}

/** Something of ours on the page: one, put back when the page throws it out, ever more slowly if the page insists. */
export interface Standing {
  readonly host: Host | null;
  /** Puts it back if the page has dropped it unseen (a restored page, a replaced document). */
  check(): void;
  remove(): void;
}

/**
 * @param make makes the host anew each time: `document.open()` strips every listener below the document, in shadow roots too
 * @param draw fills a host that was just made
 * @param clear empties one that goes
 */
export function keepStanding(make: () => Host, draw: (root: ShadowRoot) => void, clear: (root: ShadowRoot) => void): Standing {
  let host: Host | null = null;
  let mountedAt = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let gone = false;
  const waitAfter = createPatience();

  const unmount = () => {
    if (host === null) return;
    clear(host.root);
    host.element.remove();
    host = null;
  };
  const mount = () => {
    timer = null;
    if (gone || host?.element.isConnected === true) return;
    unmount();
    root.follow();
    host = make();
    draw(host.root);
    document.documentElement?.append(host.element);
    mountedAt = performance.now();
  };
  const check = () => {
    if (gone || timer !== null || host === null || host.element.isConnected) return;
    timer = setTimeout(mount, waitAfter(performance.now() - mountedAt));
  };
  const root = watchRoot(check);
  mount();
  return {
    get host() {
      return host;
    },
    check,
    remove() {
      gone = true;
      root.stop();
      if (timer !== null) clearTimeout(timer);
      unmount();
    },
  };
}
