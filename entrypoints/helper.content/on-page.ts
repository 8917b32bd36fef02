import type { PageSummary } from '../../lib/domain/summary.ts';
import { send } from '../../lib/messages/client.ts';
import { SECOND } from '../../lib/time.ts';
import { createAsker } from './asker.ts';
import { createBadgeSlot } from './badge-slot.ts';
import { type Cards, mountCards } from './cards.tsx';
import { createSeen } from './seen.ts';
import { createWalker } from './walker.ts';

/** A first summary that did not come is asked for again. */
const ASK_AGAIN = 5 * SECOND;

/** All that the user sees of us on the page, by what the background says and the user has chosen. */
export interface OnPage {
  /** The page can be read. */
  open(): void;
  show(summary: PageSummary): void;
  /** Saves have moved, though no count has. */
  moved(): void;
  /** The page shows these files. */
  saw(urls: Iterable<string>): void;
  /** The document has changed. */
  changed(): void;
  /** The page came back. */
  wake(): void;
  close(): void;
}

export function createOnPage(): OnPage {
  const slot = createBadgeSlot();
  const seen = createSeen();
  let cards: Cards | null = null;
  let summary: PageSummary | null = null;
  let asking: number | null = null;
  let isOpen = false;
  let isClosed = false;

  const asker = createAsker(seen, {
    save: async (urls, ask) => valueOf(await send({ type: 'page:save', urls, ask })),
    pause: (ms) => new Promise((resume) => void setTimeout(resume, ms)),
    progress(done) {
      asking = done;
      draw();
    },
  });
  const walker = createWalker({
    now: Date.now,
    seen: () => seen.size,
    tell: async (walked) => valueOf(await send({ type: 'page:walked', ...walked })),
    ask: asker.library,
  });
  const take = (reply: { readonly ok: true; readonly value: PageSummary | null } | { readonly ok: false }) => {
    // The background refuses with null what it does not know.
    if (reply.ok && reply.value !== null) show(reply.value);
  };
  const draw = () => {
    if (summary === null) return;
    slot.show(summary, {
      seen: seen.size,
      asking,
      onSaveSeen: () => void asker.seen(),
      onBackfill: (command) => void send({ type: 'page:backfill', command }).then(take),
      onShows: (shows) => void send({ type: 'page:shows', shows }).then(take),
    });
  };
  const show = (next: PageSummary) => {
    if (isClosed) return;
    summary = next;
    draw();
    if (!next.shows.cards) {
      cards?.stop();
      cards = null;
    } else if (isOpen) {
      cards ??= mountCards({
        ask: async (urls) => valueOf(await send({ type: 'page:cards', urls })),
        save: async (url) => void (await send({ type: 'page:save', urls: [url], ask: 'one' })),
      });
      cards.refresh();
    }
    walker.follow(next.backfill);
  };
  const askSummary = async () => {
    take(await send({ type: 'page:summary' }));
    if (summary === null && !isClosed) setTimeout(() => void askSummary(), ASK_AGAIN);
  };

  return {
    open() {
      isOpen = true;
      void slot.open();
      void askSummary();
    },
    show,
    moved: () => cards?.refresh(),
    saw: (urls) => void (seen.add(urls) && draw()),
    changed: () => cards?.look(),
    wake() {
      slot.check();
      if (isOpen) void askSummary();
      cards?.look();
    },
    close() {
      isClosed = true;
      walker.stop();
      asker.stop();
      cards?.stop();
      slot.close();
    },
  };
}

function valueOf<Value>(reply: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value | null {
  return reply.ok ? reply.value : null;
}
