import type { BackfillView } from '../../lib/domain/clips/backfill.ts';
import { nextStep, type Step, type Walk } from '../../lib/domain/clips/library-walk.ts';
import { isLibrary } from '../../lib/sources/pika/tap-route.ts';
import { SECOND } from '../../lib/time.ts';
import { MARKS } from './host.ts';
import { CARRIERS } from './videos.ts';

const STEP_EVERY = 1.5 * SECOND;
/** The background hears of the walk this often, and at each turn of it. */
const TELL_EVERY = 5 * SECOND;
/** How much of the window one step goes down: what was at its end stays in sight. */
const STRIDE = 0.8;
const TOUCHES = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

export interface WalkerDoors {
  readonly now: () => number;
  /** Clips that this tab has shown so far. */
  readonly seen: () => number;
  /** Tells how the walk goes. @returns whether it goes on; null when nobody answered. Never rejects. */
  readonly tell: (walked: { readonly ended: boolean; readonly touched: boolean }) => Promise<boolean | null>;
  /** Asks for what has been seen up to here. @returns whether all of it has been taken */
  readonly ask: (upTo: number) => boolean;
  /** The walk begins, or begins again: all has to be asked for anew. */
  readonly begin: () => void;
}

/** Scrolls the library while "Save my whole library" runs and its page is in front. It sends nothing to Pika by itself. */
export interface Walker {
  /** What the background says of the run. */
  follow(run: BackfillView | null): void;
  stop(): void;
}

export function createWalker({ now, seen, tell, ask, begin }: WalkerDoors): Walker {
  let timer: ReturnType<typeof setInterval> | null = null;
  let walk: Walk | null = null;
  let touchedAt: number | null = null;
  let told: { readonly step: Step; readonly at: number } | null = null;
  let mayWalk = false;
  let before = 0;

  const touched = (event: Event) => {
    const isOurs = event.target instanceof Element && MARKS.some((mark) => (event.target as Element).hasAttribute(mark)); // checked in this line
    if (event.isTrusted && !isOurs) touchedAt = now();
  };
  const step = async () => {
    if (!isLibrary(location.pathname)) {
      walk = null;
      return;
    }
    // What came with the last step has been told with its jobs by now.
    const isAsked = ask(before);
    before = seen();
    const list = listOf();
    const visible = document.visibilityState === 'visible';
    const next = nextStep(walk, { now: now(), visible, touchedAt, atEnd: isAtEnd(list), seen: before, height: list.scrollHeight });
    walk = next.walk;
    if (!visible) return;
    if (mayWalk && next.step === 'scroll') list.scrollBy({ top: list.clientHeight * STRIDE, behavior: 'instant' });
    if (told !== null && told.step === next.step && now() >= told.at && now() - told.at < TELL_EVERY) return;
    told = { step: next.step, at: now() };
    // Whoever says that it is over asks for nothing more: what a busy background has not taken yet goes first.
    mayWalk = (await tell({ ended: next.step === 'end' && mayWalk && isAsked, touched: next.step === 'touched' })) === true;
  };
  const stop = () => {
    if (timer === null) return;
    clearInterval(timer);
    timer = null;
    for (const type of TOUCHES) window.removeEventListener(type, touched, { capture: true });
  };

  return {
    follow(run) {
      const runs = run !== null && ['looking', 'touched', 'away'].includes(run.phase);
      if (!runs) stop();
      if (!runs || timer !== null) return;
      walk = told = touchedAt = null;
      mayWalk = false;
      before = 0;
      begin();
      timer = setInterval(() => void step(), STEP_EVERY);
      for (const type of TOUCHES) window.addEventListener(type, touched, { capture: true, passive: true });
    },
    stop,
  };
}

/** What the list scrolls in: the page, or the box around its last video. */
function listOf(): Element {
  const page = document.scrollingElement ?? document.documentElement;
  if (page.scrollHeight > page.clientHeight + 4) return page;
  let box = Array.from(document.querySelectorAll(CARRIERS)).at(-1)?.parentElement ?? null;
  while (box !== null) {
    if (box.scrollHeight > box.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
    box = box.parentElement;
  }
  return page;
}

function isAtEnd({ scrollTop, clientHeight, scrollHeight }: Element): boolean {
  return scrollTop + clientHeight >= scrollHeight - 4;
}
