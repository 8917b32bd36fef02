/** Turns that come back with time: a burst after a rest, then so many a second. The caller says what time it is. */
export interface Turns {
  /** Takes one. @returns 0 if there was one, else the ms until there will be (nothing is taken then) */
  take(now: number): number;
}

/** @param perSecond turns that come back each second; @param burst turns there are after a rest, at least 1 */
export function createTurns(perSecond: number, burst: number): Turns {
  let left = burst;
  let at = -Infinity;
  return {
    take(now) {
      // A clock that was put back must not freeze them.
      const returned = now < at ? 0 : ((now - at) * perSecond) / 1000;
      left = Math.min(burst, left + returned);
      at = now;
      if (left >= 1) {
        left -= 1;
        return 0;
      }
      return Math.ceil(((1 - left) * 1000) / perSecond);
    },
  };
}
