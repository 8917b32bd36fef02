import type { PageSummary } from '../../lib/domain/summary.ts';
import { send } from '../../lib/messages/client.ts';
import type { Protocol } from '../../lib/messages/protocol.ts';
import { SECOND } from '../../lib/time.ts';
import { createAsker } from './asker.ts';
import { createBadgeSlot } from './badge-slot.ts';
import { type CardDoors, type Cards, mountCards } from './cards.ts';
import { createSeen, type Seen } from './seen.ts';
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

/** What is answered with a summary. */
type Told = 'page:summary' | 'page:shows' | 'page:backfill';

export function createOnPage(): OnPage {
  const slot = createBadgeSlot();
  const seen = createSeen();
  const cards = createCardSlot();
  let summary: PageSummary | null = null;
  let asking: number | null = null;
  let stage: 'before' | 'open' | 'closed' = 'before';
  const { asker, walker } = createErrands(seen, (done) => {
    asking = done;
    draw();
  });
  const tell = async (message: Protocol[Told]['message']) => {
    const next = valueOf(await send<Told>(message));
    if (next !== null) show(next);
  };
  const draw = () => {
    if (summary === null) return;
    slot.show(summary, {
      seen: seen.size,
      asking,
      onSaveSeen: () => void asker.seen(),
      onBackfill: (command) => void tell({ type: 'page:backfill', command }),
      onShows: (shows) => void tell({ type: 'page:shows', shows }),
    });
  };
  const show = (next: PageSummary) => {
    if (stage === 'closed') return;
    summary = next;
    draw();
    cards.want(stage === 'open' && next.shows.cards);
    walker.follow(next.backfill);
  };
  const askSummary = async () => {
    await tell({ type: 'page:summary' });
    if (summary === null && stage === 'open') setTimeout(() => void askSummary(), ASK_AGAIN);
  };

  return {
    open() {
      stage = 'open';
      void slot.open();
      void askSummary();
    },
    show,
    moved: () => cards.now?.refresh(),
    saw: (urls) => void (seen.add(urls) && draw()),
    changed: () => cards.now?.look(),
    wake() {
      slot.check();
      if (stage === 'open') void askSummary();
      cards.now?.look();
    },
    close() {
      stage = 'closed';
      for (const part of [walker, asker]) part.stop();
      cards.want(false);
      slot.close();
    },
  };
}

/** The signs on videos while they are wanted. */
function createCardSlot() {
  let now: Cards | null = null;
  const doors: CardDoors = {
    ask: async (urls) => valueOf(await send({ type: 'page:cards', urls })),
    save: async (url) => void (await send({ type: 'page:save', urls: [url], ask: 'one' })),
  };
  return {
    get now() {
      return now;
    },
    /** @param isWanted whether they are; those that are there ask anew how the clips stand */
    want(isWanted: boolean) {
      if (!isWanted) now?.stop();
      now = isWanted ? (now ?? mountCards(doors)) : null;
      now?.refresh();
    },
  };
}

/** What is done for the user with all that the tab has seen. */
function createErrands(seen: Seen, progress: (done: number | null) => void) {
  const asker = createAsker(seen, {
    save: async (urls, ask) => valueOf(await send({ type: 'page:save', urls, ask })),
    pause: (ms) => new Promise((resume) => void setTimeout(resume, ms)),
    progress,
  });
  const walker = createWalker({
    now: Date.now,
    seen: () => seen.size,
    tell: async (walked) => valueOf(await send({ type: 'page:walked', ...walked })),
    ask: asker.library,
    begin: asker.anew,
  });
  return { asker, walker };
}

/** Null is also what the background refuses with. */
function valueOf<Value>(reply: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value | null {
  return reply.ok ? reply.value : null;
}
