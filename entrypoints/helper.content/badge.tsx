import { render } from 'preact';
import { PageBadge } from '../../components/page/PageBadge.tsx';
import { PAGE_BADGE_STYLE } from '../../components/page/page-badge-style.ts';
import type { PagePanel } from '../../components/page/PageBadgeCard.tsx';
import type { PagePlace } from '../../lib/domain/page-place.ts';
import type { PageSummary } from '../../lib/domain/summary.ts';
import { createHost, removeOld } from './host.ts';
import { keepStanding } from './standing.ts';

const MARK = 'data-pika-keeper';

/** The badge on the page. */
export interface Badge {
  show(summary: PageSummary, panel: PagePanel): void;
  check(): void;
  remove(): void;
}

/** @param onHidden the user wants it gone until the page is loaded again */
export function mountBadge(first: PagePlace, summaryNow: PageSummary, panelNow: PagePanel, onPlace: (place: PagePlace) => void, onHidden: () => void): Badge {
  let place = first;
  let summary = summaryNow;
  let panel = panelNow;
  const draw = (root: ShadowRoot) => render(<PageBadge summary={summary} panel={panel} place={place} onPlace={move} onHide={hide} />, root);
  const redraw = () => standing.host && draw(standing.host.root);
  const move = (to: PagePlace) => {
    place = to;
    onPlace(to);
    redraw();
  };
  const hide = () => {
    standing.remove();
    onHidden();
  };
  removeOld(MARK);
  const standing = keepStanding(() => createHost(MARK, 'fixed', PAGE_BADGE_STYLE), draw, (root) => render(null, root));
  return {
    show(nextSummary, nextPanel) {
      summary = nextSummary;
      panel = nextPanel;
      redraw();
    },
    check: standing.check,
    remove: standing.remove,
  };
}
