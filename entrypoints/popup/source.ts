/** What the popup shows, read from the store and kept in step with it. Nothing here waits for the worker: it may be asleep. */
import { hasPikaPermission, onPermissions } from '../../lib/browser/permissions.ts';
import type { BrokenKind } from '../../lib/domain/popup/broken.ts';
import { onChanged } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { POPUP_PAGE, type PopupRead, readPopup } from '../../lib/store/popup.ts';
import { SCREENFUL } from '../../lib/store/popup-rows.ts';
import { follow } from './follow.ts';

export interface Snapshot extends PopupRead {
  /** The first look, which is about to be followed by all that there is. */
  readonly isGlance: boolean;
  readonly permissionMissing: boolean;
}

export type Known =
  | { readonly kind: 'loading' }
  | { readonly kind: 'broken'; readonly why: BrokenKind }
  | { readonly kind: 'ready'; readonly snapshot: Snapshot };

export interface Source {
  known(): Known;
  /** Resolves once there is something to show, good or bad. */
  readonly first: Promise<void>;
  /** Calls back with what is known now and whenever that changes; returns the way to stop. */
  follow(listener: (known: Known) => void): () => void;
  /** Reads again, soon. */
  refresh(): void;
  /** Reads a page more from now on. */
  more(): void;
}

/** Starts reading at once, before anything is drawn: the popup lives as long as its window, and so does this. */
export function openSource(): Source {
  let known: Known = { kind: 'loading' };
  const listeners = new Set<(known: Known) => void>();
  const { promise: first, resolve } = Promise.withResolvers<void>();
  const tell = (next: Known): void => {
    known = next;
    resolve();
    for (const listener of listeners) listener(next);
  };
  const following = follow<Snapshot>(SCREENFUL, POPUP_PAGE, {
    read,
    show: (snapshot) => tell({ kind: 'ready', snapshot }),
    broken: (why) => tell({ kind: 'broken', why }),
    later: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  // Not before the first look, which it would hold up: the second comes in any case, and misses no change that was made meanwhile.
  void first.then(() => {
    onPermissions(following.refresh);
    onChanged(following.refresh);
  });
  return {
    known: () => known,
    first,
    follow(listener) {
      listeners.add(listener);
      listener(known);
      return () => listeners.delete(listener);
    },
    refresh: following.refresh,
    more: following.more,
  };
}

async function read(limit: number, early: (snapshot: Snapshot) => void): Promise<Snapshot> {
  const permission = hasPikaPermission();
  const complete = async (known: PopupRead): Promise<Snapshot> => ({ ...known, isGlance: limit === SCREENFUL, permissionMissing: !(await permission) });
  const store = await openStore();
  const showFirst = async (known: PopupRead): Promise<void> => {
    early(await complete(known));
    await untilDrawn();
  };
  return complete(await readPopup(store, limit, Date.now(), limit === SCREENFUL ? showFirst : undefined));
}

/** Resolves when what was just changed is on its way to the screen, or at once after a moment where nothing is drawn, as in a hidden tab. */
function untilDrawn(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });
}
