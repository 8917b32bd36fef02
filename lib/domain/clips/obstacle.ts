/** What stands between every clip and the disk: the queue waits for it to go, instead of failing clip by clip. */
import { HOUR, MINUTE } from '../../time.ts';

export const OBSTACLES = [
  'asks', // the browser asks the user where to save each file
  'disk-full',
  'disk-denied', // the folder is read-only, gone, or a file
  'policy', // an administrator lets the browser save nothing
  'browser-blocked', // a danger verdict
] as const;
export type ObstacleKind = (typeof OBSTACLES)[number];

export interface Obstacle {
  readonly kind: ObstacleKind;
  readonly since: number;
  /** How often it was met by a save that was to try whether it is gone. */
  readonly met: number;
  /** When one save may try that; null: only once the user says so. */
  readonly probeAt: number | null;
  /** The clip that met it, or tries now. */
  readonly clip: string;
  readonly probing: boolean;
}

/** Pauses before each try; the last repeats. No dialog opens by itself a second time. */
const PAUSES: Readonly<Record<ObstacleKind, readonly number[]>> = {
  asks: [],
  'disk-full': [MINUTE, 5 * MINUTE, 10 * MINUTE],
  'disk-denied': [MINUTE, 5 * MINUTE, 10 * MINUTE],
  policy: [15 * MINUTE, HOUR, 6 * HOUR],
  'browser-blocked': [5 * MINUTE, HOUR, 6 * HOUR],
};
const LONGEST = 6 * HOUR;
/** A try that says nothing for so long makes room for another. */
const TRY_FOR = 10 * MINUTE;

export function isObstacle(kind: string | null): kind is ObstacleKind {
  return OBSTACLES.some((one) => one === kind);
}

/** After a save has met an obstacle. Those that had begun together with the first one say nothing new. */
export function meetObstacle(before: Obstacle | null, kind: ObstacleKind, clip: string, now: number): Obstacle {
  const same = before?.kind === kind ? before : null;
  if (same && (same.clip !== clip || !same.probing)) return same;
  const met = (same?.met ?? 0) + 1;
  const pause = PAUSES[kind][Math.min(met, PAUSES[kind].length) - 1];
  return { kind, since: same?.since ?? now, met, probeAt: pause === undefined ? null : now + pause, clip, probing: false };
}

/** Whether one save may try now. A moment further off than any pause comes from a clock that was set back. */
export function mayProbe({ probeAt }: Obstacle, now: number): boolean {
  return probeAt !== null && (now >= probeAt || probeAt - now > LONGEST);
}

/** While one save tries, no other does. */
export function beginProbe(obstacle: Obstacle, clip: string, now: number): Obstacle {
  return { ...obstacle, clip, probing: true, probeAt: now + TRY_FOR };
}

/** The user, or something seen, says that it may be gone. */
export function probeSoon(obstacle: Obstacle, now: number): Obstacle {
  return { ...obstacle, probing: false, probeAt: now };
}

/** How far the download that tries has come; or that the user has decided about one that was held back. */
export type Passed = 'named' | 'complete' | 'decided';

/** Whether that shows the obstacle gone: a name is given when nobody asks or forbids; space and safety show at the end. */
export function isPassed({ kind, clip, probing }: Obstacle, by: string, how: Passed): boolean {
  if (clip !== by) return false;
  if (how === 'decided') return kind === 'browser-blocked';
  if (!probing) return false;
  return how === 'complete' || kind === 'asks' || kind === 'policy';
}

/** A stored value as an obstacle; null for anything else. */
export function parseObstacle(raw: unknown): Obstacle | null {
  const fields: Partial<Record<keyof Obstacle, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  const { since, met, probeAt, clip, probing } = fields;
  const kind = OBSTACLES.find((one) => one === fields.kind);
  if (!kind || typeof since !== 'number' || typeof met !== 'number' || typeof clip !== 'string') return null;
  return { kind, since, met, probeAt: typeof probeAt === 'number' ? probeAt : null, clip, probing: probing === true };
}
