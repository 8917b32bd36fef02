/** Plain words for spans of time and sizes, shared by every screen. Numbers and units never part at a line's end. */
import { DAY, HOUR, MINUTE, SECOND } from '../time.ts';

/** How a state feels, for colour and icon; words always say the same, so that colour is never alone. */
export const TONES = ['good', 'busy', 'wait', 'warn', 'bad', 'quiet'] as const;
export type Tone = (typeof TONES)[number];

const NBSP = '\u00a0';

function unit(count: number, name: string): string {
  return `${count}${NBSP}${name}`;
}

/** A span in ms as "20 s", "3 min", "1 h 5 min", "2 days"; rounded down, never below "0 s". */
export function spanWords(ms: number): string {
  const span = Number.isFinite(ms) ? Math.max(0, ms) : 0;
  if (span < MINUTE) return unit(Math.floor(span / SECOND), 's');
  if (span < HOUR) return unit(Math.floor(span / MINUTE), 'min');
  if (span >= 2 * DAY) return unit(Math.floor(span / DAY), 'days');
  const hours = Math.floor(span / HOUR);
  const minutes = Math.floor((span % HOUR) / MINUTE);
  return minutes === 0 || hours >= 6 ? unit(hours, 'h') : `${unit(hours, 'h')} ${unit(minutes, 'min')}`;
}

/** A running span with its seconds while they matter: "3 min 20 s"; from ten minutes on as `spanWords`. */
export function elapsedWords(ms: number): string {
  if (!(ms >= MINUTE && ms < 10 * MINUTE)) return spanWords(ms);
  const seconds = Math.floor((ms % MINUTE) / SECOND);
  return `${unit(Math.floor(ms / MINUTE), 'min')} ${unit(seconds, 's')}`;
}

/** "just now" within 5 s (and for moments that a changed clock put into the future), then "20 s ago". */
export function agoWords(ms: number): string {
  if (!(ms >= 5 * SECOND)) return 'just now';
  const calm = ms < MINUTE ? ms - (ms % (5 * SECOND)) : ms;
  return `${spanWords(calm)} ago`;
}

const SIZES = ['kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in decimal units, as disks and browsers count: "840 B", "4.2 MB", "120 MB". */
export function sizeWords(bytes: number): string {
  if (!(bytes >= 1000)) return unit(Math.max(0, Math.floor(bytes) || 0), 'B');
  let size = bytes / 1000;
  let step = 0;
  // 999.5 would be printed as 1000 of the smaller unit.
  while (size >= 999.5 && step < SIZES.length - 1) {
    size /= 1000;
    step += 1;
  }
  return unit(size < 9.95 ? Math.round(size * 10) / 10 : Math.round(size), SIZES[step] ?? 'TB');
}

/** "1 clip", "3 clips". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
