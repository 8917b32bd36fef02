/** The last moment that a `Date` can hold. */
const LAST_DATE = 8.64e15;
const FORMATS = new Map<string, Intl.DateTimeFormat | null>();

/** How far a zone's wall clock is ahead of UTC at a moment, in ms, whole minutes. 0 for a zone that this browser does not know, or no moment. */
export function offsetAt(zone: string, at: number): number {
  const format = formatOf(zone);
  if (format === null || !(Math.abs(at) <= LAST_DATE)) return 0;
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((found) => found.type === type)?.value ?? 0);
  const parts = format.formatToParts(at);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return wall - Math.floor(at / 60_000) * 60_000;
}

/** Whether this browser knows the zone, such as `Asia/Kolkata`. */
export function isZone(zone: string): boolean {
  return formatOf(zone) !== null;
}

/** Making a format costs far more than using it. */
function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat | null = null;
  try {
    const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    made = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...fields });
  } catch {
    // A name that no browser has, or one that a newer browser knew.
  }
  FORMATS.set(zone, made);
  return made;
}
