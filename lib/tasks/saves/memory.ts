import type { Hold } from '../../domain/clips/gate.ts';

/** Caches of one worker's life; after a kill the ledger alone decides. */
export interface Memory {
  /** Clips whose `start` has not answered yet, and the addresses that were asked for. */
  readonly starting: Map<string, string>;
  /** Clips of downloads that this life began or has looked at, by the browser's id. */
  readonly clips: Map<number, string>;
  /** Clips whose download is complete, by the browser's word, and not yet by the ledger: they take no place. */
  readonly ended: Set<string>;
  /** Clips whose file is being proven. */
  readonly proving: Set<string>;
  /** Whose turn comes next, as the last round saw it. */
  next: readonly string[];
  /** One thing at a time per clip. */
  exclusively(clipId: string, run: () => Promise<void>): Promise<void>;
  /** As the last round found it. */
  hold: Hold | null;
  /** Downloads whose name the browser has not chosen, since when. */
  readonly nameless: Map<string, number>;
  /**
   * No download has shown yet, in this life, that the browser asks nobody where to save, and that the folder takes files: a name
   * alone comes a moment before the browser tries to write. They begin one by one until then.
   */
  wary: boolean;
  /** Since when something is seen to run. */
  firstAt: number | null;
}

export function newMemory(): Memory {
  const tails = new Map<string, Promise<void>>();
  return {
    starting: new Map(),
    clips: new Map(),
    ended: new Set(),
    proving: new Set(),
    next: [],
    hold: null,
    nameless: new Map(),
    wary: true,
    firstAt: null,
    exclusively(clipId, run) {
      const tail = (tails.get(clipId) ?? Promise.resolve()).then(run, run);
      tails.set(clipId, tail);
      const drop = () => {
        if (tails.get(clipId) === tail) tails.delete(clipId);
      };
      tail.then(drop, drop);
      return tail;
    },
  };
}
