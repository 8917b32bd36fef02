/** Keeps what is shown in step with the store: one read at a time, and no more of them than a person can follow. */
import type { BrokenKind } from '../../lib/domain/popup/broken.ts';

export interface FollowPorts<Snapshot> {
  /**
   * Reads everything that is shown, with `limit` jobs.
   * @param early may be called with what is worth showing before the rest is there
   */
  read(limit: number, early: (part: Snapshot) => unknown): Promise<Snapshot>;
  show(snapshot: Snapshot): void;
  /** Called when there is nothing to show; a later good read shows after all. */
  broken(why: BrokenKind): void;
  /** Runs `work` after `ms`; returns a function that calls it off. */
  later(work: () => void, ms: number): () => void;
}

export interface Follower {
  /** Reads again, soon. */
  refresh(): void;
  /** Reads a page more from now on. */
  more(): void;
  stop(): void;
}

/** A store that does not answer within this is told of, rather than waited for in silence. */
export const PATIENCE = 5000;
/** Many saves announce many changes; between two reads the list stands still for this long. */
export const CALM = 250;

/**
 * Reads at once, and again after each `refresh`.
 * @param first jobs of the first read: as many as a person sees before they scroll
 * @param page jobs from then on
 */
export function follow<Snapshot>(first: number, page: number, ports: FollowPorts<Snapshot>): Follower {
  let limit = first;
  let state: 'reading' | 'calm' | 'idle' | 'stopped' = 'idle';
  let again = false;
  let shown: 'nothing' | 'part' | 'whole' = 'nothing';

  const isStopped = (): boolean => state === 'stopped';

  const show = (snapshot: Snapshot, how: typeof shown): void => {
    if (isStopped()) return;
    shown = how;
    ports.show(snapshot);
  };
  // What is shown already stays: it was true a moment ago, and the next change reads again.
  const breakOff = (why: BrokenKind): void => void (isStopped() || shown !== 'nothing' || ports.broken(why));

  async function read(): Promise<void> {
    state = 'reading';
    again = false;
    const callOff = ports.later(() => breakOff('slow'), PATIENCE);
    try {
      const snapshot = await ports.read(limit, (part) => shown === 'nothing' && show(part, 'part'));
      again ||= shown !== 'whole' && page > first;
      if (shown !== 'whole') limit += page - first;
      show(snapshot, 'whole');
    } catch (error) {
      breakOff(kindOf(error));
    } finally {
      callOff();
      rest();
    }
  }

  function rest(): void {
    if (isStopped()) return;
    state = 'calm';
    ports.later(() => {
      if (isStopped()) return;
      state = 'idle';
      if (again) void read();
    }, CALM);
  }

  const refresh = (): void => void (state === 'idle' ? read() : (again = true));

  void read();
  return {
    refresh,
    more() {
      limit += page;
      refresh();
    },
    stop() {
      state = 'stopped';
    },
  };
}

function kindOf(error: unknown): BrokenKind {
  return error instanceof Error && error.name === 'VersionError' ? 'newer' : 'closed';
}
