/** Every dialect by name, and finding out which one an unknown page speaks. */
import { type Dialect, type Feed, type ToolReading, unreadable } from '../../domain/health/tool-reading.ts';
import { adobe, ADOBE_MAX_TEXT } from './adobe.ts';
import { apistatuscheck } from './apistatuscheck.ts';
import { betterStack } from './better-stack.ts';
import { type FeedAnswer, MAX_TEXT, type Reader } from './document.ts';
import { google, GOOGLE_MAX_TEXT } from './google.ts';
import { incidentIo } from './incident-io.ts';
import { instatus } from './instatus.ts';
import { pageProbe } from './page-probe.ts';
import { statuspage } from './statuspage.ts';

export const READERS: Readonly<Record<Dialect, Reader>> = {
  statuspage,
  'incident-io': incidentIo,
  'better-stack': betterStack,
  instatus,
  google,
  adobe,
  apistatuscheck,
  probe: pageProbe,
};

/** Bytes that an answer in this dialect may have; more is not read. */
export function maxBytes(dialect: Dialect): number {
  if (dialect === 'google') return GOOGLE_MAX_TEXT;
  if (dialect === 'adobe') return ADOBE_MAX_TEXT;
  return MAX_TEXT;
}

/** Dialects that any page may speak, the one that says most first. */
const GUESSES = ['incident-io', 'statuspage', 'better-stack', 'instatus'] as const;

/** A request that would tell whether a page speaks a dialect. */
export interface Guess {
  readonly dialect: Dialect;
  readonly url: string;
}

/** What to ask of a page of which nothing is known; all of it on the page's own host. */
export function guessesFor(url: string): readonly Guess[] {
  const feed: Feed = { url, dialect: 'auto' };
  // incident.io's second address is Statuspage's first, which is asked on its own.
  return GUESSES.flatMap((dialect) => READERS[dialect].describe(feed).slice(0, dialect === 'incident-io' ? 1 : undefined).map((at) => ({ dialect, url: at })));
}

/**
 * Which dialect a page speaks, by the first guess whose answer can be read. Without one, the most telling refusal: an
 * answer that came from another page, or that was refused, is more than "nothing there".
 */
export function detectDialect(answers: readonly { guess: Guess; answer: FeedAnswer }[], url: string, now: number): { dialect: Dialect | null; reading: ToolReading } {
  const feed: Feed = { url, dialect: 'auto' };
  const readings = answers.map(({ guess, answer }) => ({ dialect: guess.dialect, reading: READERS[guess.dialect].read(answer, feed, now) }));
  const understood = readings.find(({ reading }) => reading.status !== 'unknown');
  if (understood !== undefined) return understood;
  for (const reason of ['wrong-page', 'refused', 'no-answer'] as const) {
    const found = readings.find(({ reading }) => reading.reason === reason);
    if (found !== undefined) return { dialect: null, reading: found.reading };
  }
  return { dialect: null, reading: unreadable('not-a-feed') };
}
