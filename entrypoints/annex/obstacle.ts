import { beginProbe, type ObstacleKind, type Passed } from '../../lib/domain/clips/obstacle.ts';
import { changeObstacle, letProbe, noteMet, notePassed } from '../../lib/store/obstacle.ts';
import type { Core } from './core.ts';

/** A save has met what stands before all; false when another one stands at it already. */
export async function meetObstacle({ openStore, announce, log }: Core, kind: ObstacleKind, clip: string): Promise<boolean> {
  const first = await noteMet(await openStore(), kind, clip, Date.now());
  if (first) log('save.obstacle', { kind, clip });
  announce('saves');
  return first;
}

/** This clip tries whether it is gone. */
export async function probeObstacle({ openStore }: Core, clip: string): Promise<void> {
  await changeObstacle(await openStore(), (before) => before && beginProbe(before, clip, Date.now()));
}

/** A download has come so far; true when that ends the obstacle. */
export async function passObstacle({ openStore, announce, log }: Core, clip: string, how: Passed): Promise<boolean> {
  const gone = await notePassed(await openStore(), clip, how, Date.now());
  if (gone) log('save.obstacle-gone', { clip });
  if (gone) announce('saves');
  return gone;
}

/** One save may try at once. */
export async function letOneTry({ openStore }: Core): Promise<void> {
  await letProbe(await openStore(), Date.now());
}
