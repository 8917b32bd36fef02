import { render } from 'preact';
import { PageBadge } from '../../components/page/PageBadge.tsx';
import type { PagePlace } from '../../lib/domain/page-place.ts';
import type { PageSummary } from '../../lib/domain/summary.ts';
import { SECOND } from '../../lib/time.ts';
import { createBadgeHost, removeOldBadges, type BadgeHost } from './badge-host.ts';

const FIRST_WAIT = 50;
const LAST_WAIT = 30 * SECOND;
/** A badge that stood so long was not fought. */
const STOOD = 10 * SECOND;

/** Counts how often in a row the page has thrown the badge out soon. @returns ms to wait before the next one */
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

/** The badge on the page: one, put back when the page throws it out, ever more slowly if the page insists. */
export interface Badge {
  show(summary: PageSummary): void;
  /** Puts it back if the page has dropped it unseen (a restored page, a replaced document). */
  check(): void;
  remove(): void;
}

export function mountBadge(first: PagePlace, onPlace: (place: PagePlace) => void): Badge {
  let place = first;
  let summary: PageSummary | null = null;
  let host: BadgeHost | null = null;
  let mountedAt = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let gone = false;
  const waitAfter = createPatience();

  const draw = () => {
    if (host !== null) render(<PageBadge summary={summary} place={place} onPlace={move} onHide={remove} />, host.root);
  };
  const move = (to: PagePlace) => {
    place = to;
    onPlace(to);
    draw();
  };
  const unmount = () => {
    if (host === null) return;
    render(null, host.root);
    host.element.remove();
    host = null;
  };
  // Made anew each time: `document.open()` strips every listener below the document, in shadow roots too.
  const mount = () => {
    timer = null;
    if (gone || host?.element.isConnected === true) return;
    unmount();
    root.follow();
    host = createBadgeHost();
    draw();
    document.documentElement?.append(host.element);
    mountedAt = performance.now();
  };
  const check = () => {
    if (gone || timer !== null || host === null || host.element.isConnected) return;
    timer = setTimeout(mount, waitAfter(performance.now() - mountedAt));
  };
  const root = watchRoot(check);
  const remove = () => {
    gone = true;
    root.stop();
    if (timer !== null) clearTimeout(timer);
    unmount();
  };

  removeOldBadges();
  mount();
  return {
    show(next) {
      summary = next;
      draw();
    },
    check,
    remove,
  };
}
