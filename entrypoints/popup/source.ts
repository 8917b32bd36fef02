/** What the popup shows, read from the store and kept in step with it. Nothing here waits for the worker: it may be asleep. */
import { hasPikaPermission, onPermissions } from '../../lib/browser/permissions.ts';
import type { HealthFacts } from '../../lib/domain/health/record.ts';
import type { BrokenKind } from '../../lib/domain/popup/broken.ts';
import type { PopupData } from '../../lib/domain/popup/data.ts';
import type { Renamed } from '../../lib/domain/clips/renamed.ts';
import { readSleptPast } from '../../lib/store/awake.ts';
import { onChanged } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { readPageNotice } from '../../lib/store/page-notice.ts';
import { pausedSources, readTroubles } from '../../lib/store/polls.ts';
import { POPUP_PAGE, readPopup } from '../../lib/store/popup.ts';
import { readHold } from '../../lib/store/saving.ts';
import { readRenamed } from '../../lib/store/renamed.ts';
import { readReader } from '../../lib/store/reader.ts';
import { follow } from './follow.ts';

export interface Snapshot {
  readonly data: PopupData;
  readonly facts: HealthFacts;
  readonly signedOut: boolean;
  readonly readerBroken: boolean;
  readonly permissionMissing: boolean;
  /** Unsaved clips whose deadline passed while nobody was awake. */
  readonly sleptPast: number;
  readonly renamed: Renamed | null;
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

/** Jobs that fill the popup before anyone scrolls: each one more is read, drawn and laid out before the first is seen. */
const FIRST_LOOK = 8;

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
  const following = follow<Snapshot>(FIRST_LOOK, POPUP_PAGE, {
    read,
    show: (snapshot) => tell({ kind: 'ready', snapshot }),
    broken: (why) => tell({ kind: 'broken', why }),
    later: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  onPermissions(following.refresh);
  onChanged(following.refresh);
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

async function read(limit: number): Promise<Snapshot> {
  const permission = hasPikaPermission();
  const store = await openStore();
  const [data, facts, notice, reader, granted, sleptPast, hold, paused, renamed] = await Promise.all([
    readPopup(store, limit),
    readHealth(store),
    readPageNotice(store),
    readReader(store),
    permission,
    readSleptPast(store),
    readHold(store, Date.now()),
    pausedSources(store),
    readRenamed(store, Date.now()),
  ]);
  const jobs = [...data.jobs, ...data.failed, ...data.lost].flatMap(({ job }) => (job === null || job.source === 'pika-page' ? [] : [job.id]));
  const troubles = jobs.length === 0 ? new Map<string, string>() : await readTroubles(store, jobs);
  const models = facts.generation?.perModel ?? [];
  return { data: { ...data, hold, paused, troubles, models }, facts, signedOut: notice?.notice === 'signed-out', readerBroken: reader !== null, permissionMissing: !granted, sleptPast, renamed };
}
