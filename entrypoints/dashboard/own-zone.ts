import { MINUTE } from '../../lib/time.ts';

/**
 * How far the browser's own wall clock is ahead of UTC at a moment, ms. A `Date` knows its zone; the first question to
 * `Intl` about any zone takes longer than all else that a view of ninety days needs.
 */
export function ownOffsetAt(at: number): number {
  return 0 - new Date(at).getTimezoneOffset() * MINUTE;
}
