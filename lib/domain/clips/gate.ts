/** What may begin now, by the user's choice and the browser's: pause, obstacles, the day's limits, sources, and "only what I ask for". */
import { DAY, MINUTE } from '../../time.ts';
import type { Source } from '../jobs/job.ts';
import { isObstacle, mayProbe, type Obstacle, type ObstacleKind } from './obstacle.ts';
import { isPointedAt } from './pointed.ts';
import type { Save } from './save.ts';
import type { SavingSettings } from './saving-settings.ts';

/** Why waiting clips do not begin. */
export type Hold = 'paused' | 'daily-count' | 'daily-bytes' | ObstacleKind;

/** What one local day has brought so far. */
export interface DayTally {
  /** `localDay`. */
  readonly day: number;
  readonly files: number;
  readonly bytes: number;
}

export interface Gate {
  readonly hold: Hold | null;
  /** Clips that may begin without being asked for; `Infinity` without a limit. At an obstacle: 1 when one may try whether it is gone. */
  readonly room: number;
}

export const OPEN: Gate = { hold: null, room: Infinity };

/** A moment as the user's clock shows it: ms since 1970 as if that clock were UTC's. */
export function wallClock(at: number): number {
  return at - new Date(at).getTimezoneOffset() * MINUTE;
}

/** Days since 1970 by the user's clock. */
export function localDay(at: number): number {
  return Math.floor(wallClock(at) / DAY);
}

/** When the user's next day begins. */
export function tomorrow(at: number): number {
  return at + DAY - (wallClock(at) - localDay(at) * DAY);
}

type Running = readonly Pick<Save, 'bytes' | 'totalBytes'>[];

/**
 * @param running downloads and proofs under way: they will be files of today
 */
export function gateOf(saving: SavingSettings, tally: DayTally | null, running: Running, now: number, obstacle: Obstacle | null = null): Gate {
  if (saving.paused) return { hold: 'paused', room: 0 };
  if (obstacle) return { hold: obstacle.kind, room: mayProbe(obstacle, now) ? 1 : 0 };
  const today = tally?.day === localDay(now) ? tally : { files: 0, bytes: 0 };
  const room = saving.dailyCount === null ? Infinity : saving.dailyCount - today.files - running.length;
  if (room <= 0) return { hold: 'daily-count', room: 0 };
  const bytes = running.reduce((sum, save) => sum + (save.totalBytes ?? save.bytes ?? 0), today.bytes);
  if (saving.dailyBytes !== null && bytes >= saving.dailyBytes) return { hold: 'daily-bytes', room: 0 };
  return { hold: null, room };
}

/** Whether this hold keeps this row waiting: what the user asked for waits for no limit. */
export function isHeld(save: Save, hold: Hold | null): boolean {
  return hold === 'paused' || isObstacle(hold) || (hold !== null && !isPointedAt(save));
}

/** The day's tally with one more file. A clock set back to an earlier day counts that day anew. */
export function afterFile(tally: DayTally | null, bytes: number, now: number): DayTally {
  const day = localDay(now);
  const before = tally?.day === day ? tally : { files: 0, bytes: 0 };
  return { day, files: before.files + 1, bytes: before.bytes + bytes };
}

/** A stored value as a tally; null for anything else. */
export function parseTally(raw: unknown): DayTally | null {
  const fields: Partial<Record<keyof DayTally, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  const { day, files, bytes } = fields;
  const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0 && Number.isFinite(value);
  return isCount(day) && isCount(files) && isCount(bytes) ? { day, files, bytes } : null;
}

export const SKIPS = ['only-asked', 'source-off'] as const;
/** Why a clip is not saved unless asked for. */
export type Skip = (typeof SKIPS)[number];

/** @returns null for a clip that is to be saved */
export function skipOf(saving: SavingSettings, save: Save, source: Source): Skip | null {
  if (save.asked === true) return null;
  if (saving.sourcesOff.includes(source)) return 'source-off';
  return saving.mode === 'asked' ? 'only-asked' : null;
}

/** The row of a clip that the user's choice leaves out; asking for it brings it back. */
export function afterSkip(save: Save, skip: Skip, now: number): Save {
  return { ...save, state: 'skipped', skip, updatedAt: now };
}
