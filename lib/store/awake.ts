/** Signs of life, so that a deadline that passed in a laptop's sleep is told at wake. */
import { isAwakeNoted, joinSleeps, lastSign, parseSleep, sleepUntil } from '../domain/clips/slept.ts';
import type { Store } from './db.ts';
import { dyingBetween } from './ledger.ts';
import { readMeta } from './meta.ts';

export const AWAKE = 'awake';
export const SLEPT = 'slept-past';

/**
 * Notes that somebody is awake. After a gap in which unsaved clips' links died, the gap is kept, joined to an earlier one
 * whose clips still are not saved. Written once a `HEARTBEAT` at most.
 * @returns whether there is news for the user
 */
export async function noteAwake(db: Store, now: number): Promise<boolean> {
  const stored = await readMeta(db, AWAKE);
  if (isAwakeNoted(stored, now)) return false;
  const sleep = sleepUntil(lastSign(stored, now), now);
  const died = sleep !== null && (await dyingBetween(db, sleep.from, sleep.to)).count > 0;
  const told = died && (await readSleptPast(db)) > 0 ? parseSleep(await readMeta(db, SLEPT)) : null;
  // Both in one transaction: a kill before it finds the same gap again.
  const tx = db.transaction('meta', 'readwrite');
  if (died) await tx.store.put({ key: SLEPT, value: joinSleeps(told, sleep) });
  await tx.store.put({ key: AWAKE, value: now });
  await tx.done;
  return died;
}

/** Clips whose link's time ran out while nobody was awake, and that still are not saved. */
export async function readSleptPast(db: Store): Promise<number> {
  const sleep = parseSleep(await readMeta(db, SLEPT));
  return sleep === null ? 0 : (await dyingBetween(db, sleep.from, sleep.to)).count;
}
