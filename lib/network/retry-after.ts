import { SECOND } from '../time.ts';

/**
 * `Retry-After` as milliseconds from `now`: a number of seconds or an HTTP date (RFC 9110 §10.2.3). Null when it is
 * missing or makes no sense; a moment in the past is 0. The caller bounds it: servers send absurd values too.
 */
export function parseRetryAfter(text: string | null, now: number): number | null {
  const value = text?.trim() ?? '';
  if (/^\d{1,12}$/.test(value)) return Number(value) * SECOND;
  // Only the date form with a day name: Date.parse takes far too much for a date ("-5" among it).
  if (!/^[A-Z][a-z]{2,8},? /.test(value) || value.length > 40) return null;
  // The oldest of the three forms, asctime's, names no zone: it is in UTC as well.
  const at = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
