/** Leaf: durations in milliseconds. A moment is a number of ms since 1970 (UTC); `now` is always an argument. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
