import type { MakeWish, Plan, Wish } from '../domain/clips/plan.ts';
import type { Save } from '../domain/clips/save.ts';
import type { Store } from './db.ts';
import { dueIn, expressIn, type LedgerTx, runningIn, withClips } from './ledger.ts';
import { readChoice } from './saving.ts';

/** Turns that are looked ahead: finding them reads hundreds of rows. */
const AHEAD = 40;

/** All that one round asks of the ledger and of the user's choice, in one transaction. */
export async function readPlan(db: Store, now: number, wish: MakeWish): Promise<Plan> {
  const tx = db.transaction(['saves', 'clips', 'meta']);
  const [running, choose] = await Promise.all([runningIn(tx), readChoice(tx.objectStore('meta'))]);
  const choice = choose(running.map(({ save }) => save), now);
  const wanted = wish(running, choice.gate);
  return { running, ...choice, ...(await rowsFor(tx, wanted, now)) };
}

async function rowsFor(tx: LedgerTx, wish: Wish, now: number): Promise<Pick<Plan, 'rows' | 'next'>> {
  if (wish === null) return { rows: [], next: [] };
  if (wish.kind === 'express') return { rows: await expressIn(tx, now, wish.limit), next: [] };
  const known = await stillDue(tx, wish.known, wish.limit, now);
  if (known.saves.length === wish.limit) return { rows: await withClips(known.saves, tx), next: known.next };
  const due = await dueIn(tx, now, wish.asked);
  return { rows: await withClips(due.slice(0, wish.limit), tx), next: due.slice(wish.limit, wish.limit + AHEAD).map(({ clip }) => clip) };
}

/** Takes turns that are known until there are enough. */
async function stillDue(tx: LedgerTx, known: readonly string[], limit: number, now: number): Promise<{ saves: Save[]; next: readonly string[] }> {
  const saves: Save[] = [];
  let taken = 0;
  while (taken < known.length && saves.length < limit) {
    const save = await tx.objectStore('saves').get(known[taken++] ?? '');
    if (save?.state === 'wanted' && save.nextAttemptAt <= now) saves.push(save);
  }
  return { saves, next: known.slice(taken) };
}
