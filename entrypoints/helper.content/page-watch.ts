import { createReaderWatch, fittingShapes, MAX_SHAPES, type ReaderState } from '../../lib/domain/reader-watch.ts';
import { shapeOf } from '../../lib/sources/pika/shapes.ts';
import { isLibrary, showsOwnWork } from '../../lib/sources/pika/tap-route.ts';
import { MINUTE } from '../../lib/time.ts';
import type { PageAnswer } from './reader.ts';

/** A page that works shows the balance long before this. */
const BALANCE_WITHIN = 2 * MINUTE;

export interface PageWatchDoors {
  readonly now: () => number;
  /** Where the page is: puzzles count only where the user's own work stands. */
  readonly path: () => string;
  /** Whether this script was there before the page's first request. */
  readonly whole: boolean;
  /** @returns whether it was heard; what was not is said again */
  readonly reader: (state: ReaderState, shapes: readonly string[]) => Promise<boolean>;
  /** Null: the page works, and shows no balance. */
  readonly balance: (credits: number | null) => void;
}

interface News {
  readonly state: ReaderState;
  readonly shapes: readonly string[];
}

/** What one view of the page tells besides jobs: whether we still understand it, and the balance. */
export interface PageWatch {
  answered(answer: PageAnswer): void;
  /** The page shows finished videos. */
  shown(): void;
  beat(): void;
}

export function createPageWatch({ now, path, whole, reader, balance }: PageWatchDoors): PageWatch {
  const watch = createReaderWatch(whole);
  let shapes: string[] = [];
  let latest: News | null = null;
  let unheard: News | null = null;
  let workedSince: number | null = null;
  let saidBalance: { readonly credits: number | null; readonly at: number } | null = null;

  const tell = (state: ReaderState | null) => {
    if (state === null) return;
    void say({ state, shapes: state === 'understood' ? [] : fittingShapes(shapes) });
    if (state === 'understood') shapes = [];
  };
  const say = async (news: News) => {
    latest = news;
    unheard = null;
    // What is said meanwhile is newer.
    if (!(await reader(news.state, news.shapes)) && latest === news) unheard = news;
  };
  const sayBalance = (credits: number | null, at: number) => {
    const fresh = saidBalance !== null && saidBalance.credits === credits && at >= saidBalance.at && at - saidBalance.at < MINUTE;
    if (fresh) return;
    saidBalance = { credits, at };
    balance(credits);
  };

  return {
    answered(answer) {
      const at = now();
      if (answer.balance !== null) sayBalance(answer.balance, at);
      if (answer.jobs > 0) workedSince ??= at;
      const puzzling = answer.puzzling && showsOwnWork(path());
      if (puzzling && shapes.length < MAX_SHAPES) {
        const shape = shapeOf(answer.text);
        if (!shapes.includes(shape)) shapes.push(shape);
      }
      tell(watch.answered({ jobs: answer.jobs, puzzling }, at));
    },
    shown: () => tell(watch.shown(isLibrary(path()), now())),
    beat() {
      const at = now();
      if (unheard !== null) void say(unheard);
      tell(watch.beat(at));
      if (workedSince !== null && saidBalance === null && at - workedSince >= BALANCE_WITHIN) sayBalance(null, at);
    },
  };
}
