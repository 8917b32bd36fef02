/** The popup's first line: does Pika work, since when, how fresh is that, and what to do. */
import { never } from '../../result.ts';
import { HOUR, MINUTE } from '../../time.ts';
import type { Status } from '../health/monitor.ts';
import { spanWords, type Tone } from '../words.ts';

/** The overall status as the health rules fold it. */
export interface PopupHealth {
  readonly status: Status | 'offline';
  /** When the present status began, ms; null when not known. */
  readonly since: number | null;
  readonly sentence: string;
  /** The last check of any monitor; null before the first. */
  readonly checkedAt: number | null;
}

/** `starting` is the time before the first check: not known, and nobody's fault. */
export type HeaderStatus = PopupHealth['status'] | 'starting';

export interface HeaderView {
  readonly status: HeaderStatus;
  readonly tone: Tone;
  readonly title: string;
  /** What to do or expect; null when there is nothing to add. */
  readonly advice: string | null;
  readonly since: number | null;
  readonly checkedAt: number | null;
  readonly action: 'open-pika' | 'check-now' | null;
}

/** A check is made each minute; after this long without one, the last word is no longer an answer. */
export const STALE_AFTER = 5 * MINUTE;

/** The header at `now`. A good or bad word that nobody has checked for a while is never shown as if it were fresh. */
export function headerView(health: PopupHealth, now: number): HeaderView {
  const { checkedAt, since, sentence } = health;
  const base = { since, checkedAt, title: sentence };
  if (health.status === 'offline') return { ...base, ...OFFLINE };
  if (health.status === 'paused') return { ...base, ...PAUSED };
  if (checkedAt === null) return { since: null, checkedAt, ...STARTING };
  if (now - checkedAt > STALE_AFTER) return { ...STALE, since: null, checkedAt, title: staleTitle(now - checkedAt) };
  return { ...base, ...freshParts(health.status) };
}

type Parts = Omit<HeaderView, 'title' | 'since' | 'checkedAt'>;

const OFFLINE: Parts = {
  status: 'offline',
  tone: 'quiet',
  advice: 'Pika is not to blame. Checks and saving go on when your connection is back.',
  action: null,
};

const PAUSED: Parts = { status: 'paused', tone: 'quiet', advice: null, action: null };

const STARTING: Parts & { title: string } = {
  status: 'starting',
  tone: 'quiet',
  title: 'Not checked yet',
  advice: 'The first check of Pika is on its way. It takes a few seconds.',
  action: null,
};

const STALE: Parts = {
  status: 'unknown',
  tone: 'quiet',
  advice: 'Your browser or computer was asleep. The next check is on its way.',
  action: 'check-now',
};

function staleTitle(age: number): string {
  return age < HOUR ? `Not checked for ${spanWords(age)}` : `Not checked for over ${spanWords(age - (age % HOUR))}`;
}

function freshParts(status: Exclude<Status, 'paused'>): Parts {
  switch (status) {
    case 'up':
      return { status, tone: 'good', advice: null, action: null };
    case 'degraded':
      return { status, tone: 'warn', advice: 'Expect to wait longer. Finished videos are saved as usual.', action: null };
    case 'down':
      return { status, tone: 'bad', advice: 'It is not your connection. Saving goes on as soon as Pika answers.', action: null };
    case 'blocked':
      return {
        status,
        tone: 'warn',
        advice: 'Pika is there, but turns this browser away. Open it, sign in or pass its check, and this clears by itself.',
        action: 'open-pika',
      };
    case 'unknown':
      return { status, tone: 'quiet', advice: 'We say nothing until a check tells. That is not the same as down.', action: 'check-now' };
    default:
      return never(status);
  }
}
