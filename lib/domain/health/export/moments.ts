import { DAY, HOUR, MINUTE, SECOND } from '../../../time.ts';
import { offsetAt } from '../../zone.ts';

/** "2026-06-01 15:30:00 UTC+05:30": a moment on a zone's wall clock, unmistakable wherever it is read. */
export function moment(at: number, zone: string): string {
  const offset = offsetAt(zone, at);
  const wall = new Date(at + offset);
  // A clock far out of range must not break a report.
  if (Number.isNaN(wall.getTime())) return 'unknown';
  return `${wall.toISOString().slice(0, 19).replace('T', ' ')} ${utcOffset(offset)}`;
}

/** "3 h 5 min", "45 s", "2 d 1 h": the two largest units; below a second "0 s". */
export function duration(ms: number): string {
  const rest = Math.max(0, ms);
  if (rest < MINUTE) return `${Math.floor(rest / SECOND)} s`;
  const units = [['d', DAY], ['h', HOUR], ['min', MINUTE], ['s', SECOND]] as const;
  const first = units.findIndex(([, size]) => rest >= size);
  const [large, small] = [units[first], units[first + 1]];
  if (large === undefined || small === undefined) return `${Math.floor(rest / SECOND)} s`;
  const less = Math.floor((rest % large[1]) / small[1]);
  return `${Math.floor(rest / large[1])} ${large[0]}${less > 0 ? ` ${less} ${small[0]}` : ''}`;
}

function utcOffset(offset: number): string {
  if (offset === 0) return 'UTC';
  const minutes = Math.abs(offset) / MINUTE;
  const two = (part: number): string => String(part).padStart(2, '0');
  return `UTC${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
