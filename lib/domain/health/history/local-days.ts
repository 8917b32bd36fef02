import { DAY, HOUR, MINUTE } from '../../../time.ts';

/** How far the user's wall clock is ahead of UTC at a moment, ms (negative west of Greenwich). The caller knows the zone; the domain does not. */
export type LocalOffset = (at: number) => number;

/** Zones on Earth, and the days on which their clocks change, stay within these of UTC. */
const EAST = 16 * HOUR;
const WEST = 14 * HOUR;
/** Clocks change at whole minutes. */
const STEP = MINUTE;

/** Clocks never change and change back within this; a test asks every zone that there is. */
const STEADY = 7 * DAY;

/**
 * Where the last `days` local days begin, oldest first, and behind them where tomorrow does: `days + 1` moments. A day
 * may have 23 or 25 hours, or begin at one o'clock where clocks change at midnight.
 */
export function localDays(now: number, days: number, offsetAt: LocalOffset): number[] {
  const ask = steadily(offsetAt);
  const today = localDay(now, ask);
  return Array.from({ length: days + 1 }, (_, index) => startOf(today - days + 1 + index, ask));
}

/** The same offsets, asked for a week at a time where the clocks stay as they are: a browser takes long to tell one. */
function steadily(offsetAt: LocalOffset): LocalOffset {
  const known = new Map<number, number>();
  const atWeek = (week: number): number => {
    const offset = known.get(week) ?? offsetAt(week * STEADY);
    known.set(week, offset);
    return offset;
  };
  return (at) => {
    const week = Math.floor(at / STEADY);
    const offset = atWeek(week);
    return offset === atWeek(week + 1) ? offset : offsetAt(at);
  };
}

/** Days since 1970 on the user's calendar. */
function localDay(at: number, offsetAt: LocalOffset): number {
  return Math.floor((at + offsetAt(at)) / DAY);
}

/** The first moment of a local day. */
function startOf(day: number, offsetAt: LocalOffset): number {
  const wall = day * DAY;
  const guess = wall - offsetAt(wall - offsetAt(wall));
  if (begins(guess, day, offsetAt)) return guess;
  let [before, after] = [wall - EAST, wall + WEST];
  while (after - before > STEP) {
    const middle = before + Math.floor((after - before) / 2 / STEP) * STEP;
    if (localDay(middle, offsetAt) >= day) after = middle;
    else before = middle;
  }
  return after;
}

function begins(at: number, day: number, offsetAt: LocalOffset): boolean {
  return localDay(at, offsetAt) >= day && localDay(at - 1, offsetAt) < day;
}
