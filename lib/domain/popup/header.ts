/** The popup's first line: does Pika work, since when, how fresh is that, and what to do. */
import { never } from '../../result.ts';
import type { Health } from '../health/overall.ts';
import { COVERED } from '../health/pace.ts';
import type { Tone } from '../words.ts';

/** What the header needs of the overall status. */
export type PopupHealth = Omit<Health, 'parts'>;

/** `starting` is the time before the first check: not known, and nobody's fault. */
export type HeaderStatus = Health['status'] | 'starting';

export interface HeaderView {
  readonly status: HeaderStatus;
  readonly tone: Tone;
  readonly title: string;
  /** What to do or expect; null when there is nothing to add. */
  readonly advice: string | null;
  /** When the status began: as a moment where the title does not name it, as a span where it does. */
  readonly since: { readonly at: number; readonly as: 'moment' | 'span' } | null;
  readonly checkedAt: number | null;
  readonly action: 'open-pika' | 'check-now' | null;
}

/**
 * The header at `now`. `health` comes from `overall`, which lets no word outlive the checks that it rests on.
 * @param permissionMissing a notice below tells what to do about it; the header then only says what is not known
 */
export function headerView(health: PopupHealth, permissionMissing: boolean, now: number): HeaderView {
  const { checkedAt, sentence } = health;
  if (health.status === 'unknown' && permissionMissing) {
    return { checkedAt, since: null, status: 'unknown', tone: 'quiet', title: 'Pika is not being checked.', advice: null, action: null };
  }
  if (health.status === 'unknown' && checkedAt === null) return { ...STARTING, checkedAt, since: null };
  return { ...partsOf(health, now), checkedAt, title: sentence, since: sinceOf(health) };
}

const STARTING = {
  status: 'starting',
  tone: 'quiet',
  title: 'Not checked yet.',
  advice: 'The first check of Pika is on its way. It takes a few seconds.',
  action: 'check-now',
} as const;

function sinceOf({ status, since }: PopupHealth): HeaderView['since'] {
  if (since === null || status === 'unknown') return null;
  const named = status === 'down' || status === 'blocked' || status === 'degraded';
  return { at: since, as: named ? 'span' : 'moment' };
}

type Parts = Pick<HeaderView, 'status' | 'tone' | 'advice' | 'action'>;

function partsOf({ status, checkedAt }: PopupHealth, now: number): Parts {
  switch (status) {
    case 'up':
      return { status, tone: 'good', advice: null, action: null };
    case 'degraded':
      return { status, tone: 'warn', advice: 'Expect to wait longer. Finished videos are saved as usual.', action: null };
    case 'down': {
      const advice = 'It is not your connection. Videos that are not saved yet will be, as soon as they can be had.';
      return { status, tone: 'bad', advice, action: null };
    }
    case 'blocked': {
      const advice = 'Pika itself may be fine. Open it: a check, a sign-in or your network’s own page may be waiting there.';
      return { status, tone: 'warn', advice, action: 'open-pika' };
    }
    case 'unknown': {
      const isOld = checkedAt === null || now - checkedAt > COVERED;
      const advice = isOld ? 'Checks stop while your computer sleeps or the browser is closed. The next one is on its way.' : null;
      return { status, tone: 'quiet', advice, action: 'check-now' };
    }
    case 'paused':
      return { status, tone: 'quiet', advice: 'Pauses and maintenance windows are on the dashboard, under Settings.', action: null };
    case 'offline': {
      const advice = 'Pika is not to blame. Checks and saving go on when your connection is back.';
      return { status, tone: 'quiet', advice, action: null };
    }
    default:
      return never(status);
  }
}
