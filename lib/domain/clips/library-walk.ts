import { SECOND } from '../../time.ts';

/** How the library page stands at one moment. */
export interface WalkFacts {
  readonly now: number;
  /** The page is in front. */
  readonly visible: boolean;
  /** When the user last used wheel, touch, pointer or keys on it; null: not since the walk began. */
  readonly touchedAt: number | null;
  /** The list cannot be scrolled further. */
  readonly atEnd: boolean;
  /** Videos that the page has shown so far, and how high its list is in pixels: either grows when more comes. */
  readonly seen: number;
  readonly height: number;
}

export interface Walk {
  /** When the list last grew, and what it was then. */
  readonly grewAt: number;
  readonly seen: number;
  readonly height: number;
}

export type Step = 'scroll' | 'wait' | 'touched' | 'end';

/** A person who has let go of the page for so long has done with it. */
const HANDS_OFF = 10 * SECOND;
/** At the end of the list, and nothing more came for so long: Pika answers a scroll within a second or two. */
const NOTHING_CAME = 8 * SECOND;

/**
 * What to do next, one step a second and a half: a polite pace, and no step while the user is at the page. Time in which it
 * is not in front says nothing of the end: browsers hold such pages back.
 */
export function nextStep(before: Walk | null, facts: WalkFacts): { readonly step: Step; readonly walk: Walk } {
  const { now, seen, height } = facts;
  const grew = before === null || seen > before.seen || height !== before.height;
  const walk = grew || !facts.visible ? { grewAt: now, seen, height } : before;
  const isTouched = facts.touchedAt !== null && now >= facts.touchedAt && now - facts.touchedAt < HANDS_OFF;
  if (!facts.visible) return { step: 'wait', walk };
  // The user may hold the list away from its end.
  if (isTouched) return { step: 'touched', walk: { ...walk, grewAt: now } };
  if (!facts.atEnd) return { step: 'scroll', walk: { ...walk, grewAt: now } };
  return { step: now - walk.grewAt >= NOTHING_CAME ? 'end' : 'wait', walk };
}
