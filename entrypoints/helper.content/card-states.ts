import { type PageCard, UNKNOWN_CARD } from '../../lib/domain/clips/page-card.ts';
import { SECOND } from '../../lib/time.ts';

/** Questions of one page: as many videos as a screen shows, once a second, however fast they change. */
const AT_ONCE = 100;
const PACE = SECOND;
/** Remembered beyond those in sight: who scrolls back sees at once what was known. */
const REMEMBERED = 500;

export interface StateDoors {
  /** How the clips at these addresses stand, in their order; null when nobody answered. Never rejects. */
  readonly ask: (urls: readonly string[]) => Promise<readonly (PageCard | null)[] | null>;
  readonly later: (work: () => void, ms: number) => void;
  readonly changed: () => void;
}

/** What is known of the clips in sight, by key. */
export interface CardStates {
  of(key: string): PageCard | null;
  /** These are in sight: asks for what came into it, and for what is not known. */
  want(clips: ReadonlyMap<string, string>): void;
  /** Asks for all in sight anew: something has moved. */
  refresh(): void;
  stop(): void;
}

/** @param doors see `StateDoors` */
export function createCardStates({ ask, later, changed }: StateDoors): CardStates {
  let wanted: ReadonlyMap<string, string> = new Map();
  const known = new Map<string, PageCard>();
  let stale = new Set<string>();
  /** Asked for, and not answered yet. */
  let onTheWay: ReadonlySet<string> = new Set();
  let isAsking = false;
  let isStopped = false;

  const round = async () => {
    const asked = [...wanted].filter(([key]) => stale.has(key)).slice(0, AT_ONCE);
    for (const [key] of asked) stale.delete(key);
    onTheWay = new Set(asked.map(([key]) => key));
    const answers = asked.length === 0 ? [] : await ask(asked.map(([, url]) => url));
    onTheWay = new Set();
    if (isStopped) return;
    for (const [place, [key]] of asked.entries()) {
      if (answers === null) stale.add(key);
      else if (wanted.has(key)) known.set(key, answers[place] ?? UNKNOWN_CARD);
    }
    if (asked.length > 0 && answers !== null) changed();
  };
  const pump = () => {
    if (isAsking || isStopped || ![...wanted.keys()].some((key) => stale.has(key))) return;
    isAsking = true;
    void round().finally(() =>
      later(() => {
        isAsking = false;
        pump();
      }, PACE),
    );
  };

  return {
    of: (key) => known.get(key) ?? null,
    want(clips) {
      stale = new Set([...clips.keys()].filter((key) => stale.has(key) || !wanted.has(key) || (!known.has(key) && !onTheWay.has(key))));
      wanted = clips;
      for (const key of known.keys()) {
        if (known.size <= REMEMBERED) break;
        if (!clips.has(key)) known.delete(key);
      }
      pump();
    },
    refresh() {
      stale = new Set(wanted.keys());
      pump();
    },
    stop() {
      isStopped = true;
    },
  };
}
