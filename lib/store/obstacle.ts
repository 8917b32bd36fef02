/** What stands between every clip and the disk, kept over the worker's lives. */
import { isPassed, meetObstacle, type Obstacle, type ObstacleKind, parseObstacle, type Passed, probeSoon } from '../domain/clips/obstacle.ts';
import type { Store } from './db.ts';
import { changeSaves } from './ledger.ts';
import { changeMeta, readMeta } from './meta.ts';

export const OBSTACLE = 'obstacle';

export async function readObstacle(db: Store): Promise<Obstacle | null> {
  return parseObstacle(await readMeta(db, OBSTACLE));
}

/**
 * Reads and writes in one transaction.
 * @returns what stands now
 */
export async function changeObstacle(db: Store, change: (before: Obstacle | null) => Obstacle | null): Promise<Obstacle | null> {
  let next: Obstacle | null = null;
  await changeMeta(db, OBSTACLE, (stored) => {
    const before = parseObstacle(stored);
    next = change(before);
    return next === before ? stored : next;
  });
  return next;
}

/**
 * A save has met an obstacle.
 * @returns whether it is this clip that stands at it; others that met the same one only wait
 */
export async function noteMet(db: Store, kind: ObstacleKind, clip: string, now: number): Promise<boolean> {
  const obstacle = await changeObstacle(db, (before) => meetObstacle(before, kind, clip, now));
  return obstacle?.clip === clip;
}

/** One save may try at once whether it is gone. */
export async function letProbe(db: Store, now: number): Promise<void> {
  await changeObstacle(db, (before) => before && probeSoon(before, now));
}

/**
 * The save that tries has come so far: what stood in its way is gone, and whatever waited for that is due.
 * @returns whether the way is free
 */
export async function notePassed(db: Store, clip: string, how: Passed, now: number): Promise<boolean> {
  const before = await readObstacle(db);
  if (!before || !isPassed(before, clip, how)) return false;
  // First: after a kill in between, the next save that tries does it all again.
  await changeSaves(db, ['wanted'], (save) => (save.problem?.kind === before.kind ? { ...save, nextAttemptAt: Math.min(save.nextAttemptAt, now) } : null));
  await changeObstacle(db, (stands) => (stands && isPassed(stands, clip, how) ? null : stands));
  return true;
}
