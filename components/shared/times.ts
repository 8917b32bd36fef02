/** Moments in the reader's own language and time zone. */
export interface Times {
  /** "14:05" today, "20 Nov, 14:05" before; names the zone when the clocks have changed between then and `now`. */
  short(at: number, now: number): string;
  /** The whole moment with its zone, for a tooltip. */
  full(at: number): string;
  /** The day that a moment lies on: "Sat, 21 Nov". */
  day(at: number): string;
}

/** @param timeZone an IANA name; the browser's own when left out */
export function timesFor(locale: string, timeZone?: string): Times {
  const zone = timeZone === undefined ? {} : { timeZone };
  const clock = lazy(() => {
    // "9:05 AM", but "09:05": where hours run to 12 nobody writes the zero.
    const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
    return { hour: hour12 === true ? 'numeric' : '2-digit', minute: '2-digit' } as const;
  });
  const format = (language: string, options: () => Intl.DateTimeFormatOptions) => lazy(() => new Intl.DateTimeFormat(language, { ...zone, ...options() }));
  const today = format(locale, clock);
  const thisYear = format(locale, () => ({ ...clock(), day: 'numeric', month: 'short' }));
  const before = format(locale, () => ({ ...clock(), day: 'numeric', month: 'short', year: 'numeric' }));
  const day = format('en-CA', () => ({ year: 'numeric', month: '2-digit', day: '2-digit' }));
  const offset = format('en', () => ({ timeZoneName: 'longOffset' }));
  const zoned = format(locale, () => ({ timeZoneName: 'short' }));
  const full = format(locale, () => ({ ...clock(), weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZoneName: 'short' }));
  const weekday = format(locale, () => ({ weekday: 'short', day: 'numeric', month: 'short' }));
  // Of the browser's own zone a date knows these by itself, and a format less is milliseconds less.
  const dayOf = (at: number): string => (timeZone === undefined ? ownDay(new Date(at)) : day().format(at));
  const offsetOf = (at: number): string => (timeZone === undefined ? String(new Date(at).getTimezoneOffset()) : zoneOf(offset(), at));
  return {
    day: (at) => weekday().format(at),
    short(at, now) {
      const [then, here] = [dayOf(at), dayOf(now)];
      const words = then === here ? today() : then.slice(0, 4) === here.slice(0, 4) ? thisYear() : before();
      const moved = offsetOf(at) !== offsetOf(now);
      return moved ? `${words.format(at)} ${zoneOf(zoned(), at)}` : words.format(at);
    },
    full: (at) => full().format(at),
  };
}

/** Made at the first use: a browser takes milliseconds for each of its formats, and most openings need one or two. */
function lazy<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

/** As `YYYY-MM-DD`. */
function ownDay(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function zoneOf(format: Intl.DateTimeFormat, at: number): string {
  return format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
}
