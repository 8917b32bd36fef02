/** How rows of the ledger are taken further: what they are now is read, and what becomes of them written, in one transaction. */
import type { IDBPTransaction } from 'idb';
import type { Decide } from '../domain/clips/step.ts';
import type { Store } from './db.ts';
import { type LedgerRow, rowIn } from './ledger.ts';
import { noteSaved } from './saving.ts';
import type { KeeperSchema } from './schema.ts';
import { whole } from './whole.ts';

type Tx = IDBPTransaction<KeeperSchema, ('saves' | 'clips' | 'meta')[], 'readwrite'>;

/**
 * Takes one row a step further.
 * @param strict the disk has it when this answers: for intents and outcomes, which must survive a power cut
 * @returns the row as it was written; null when it was left alone or is not there
 */
export type TakeStep = (clip: string, decide: Decide, strict: boolean) => Promise<LedgerRow | null>;

interface Step {
  readonly clip: string;
  readonly decide: Decide;
  readonly strict: boolean;
  settle(row: LedgerRow | null): void;
  refuse(error: unknown): void;
}

/**
 * Steps that are asked for while others are being written share the next transaction, so that a busy queue waits for the
 * disk once for all of them. Each is answered when its transaction has ended: a kill leaves it done or undone, never half.
 */
export function createSteps(open: () => Promise<Store>): TakeStep {
  let waiting: Step[] = [];
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const db = await open().catch((error: unknown) => {
        for (const { refuse } of waiting.splice(0)) refuse(error);
        return null;
      });
      const group = firstOfEach(waiting);
      waiting = waiting.filter((step) => !group.includes(step));
      if (db) await writeGroup(db, group);
    }
    writing = null;
  }

  return (clip, decide, strict) =>
    new Promise((settle, refuse) => {
      waiting.push({ clip, decide, strict, settle, refuse });
      writing ??= writeAll();
    });
}

/** Of several steps of one clip, the later ones must see what the first one wrote. */
function firstOfEach(steps: readonly Step[]): Step[] {
  return steps.filter(({ clip }, place) => steps.findIndex((one) => one.clip === clip) === place);
}

async function writeGroup(db: Store, group: readonly Step[]): Promise<void> {
  try {
    const tx: Tx = db.transaction(['saves', 'clips', 'meta'], 'readwrite', { durability: group.some(({ strict }) => strict) ? 'strict' : 'relaxed' });
    const rows = await whole(tx, async () => {
      const written = await Promise.all(group.map((step) => takeStep(tx, step)));
      const files = written.flatMap((row) => (row?.save.state === 'saved' ? [row.save] : []));
      if (files.length > 0) await noteSaved(tx.objectStore('meta'), files);
      return written;
    });
    for (const [place, { settle }] of group.entries()) settle(rows[place] ?? null);
  } catch (error) {
    for (const { refuse } of group) refuse(error);
  }
}

async function takeStep(tx: Tx, { clip, decide, refuse }: Step): Promise<LedgerRow | null> {
  const row = await rowIn(tx, clip);
  if (row === null) return null;
  try {
    const save = decide(row);
    if (save === null) return null;
    await tx.objectStore('saves').put(save);
    return { ...row, save };
  } catch (error) {
    // One row that cannot be decided on must not keep the others of its group from the disk.
    refuse(error);
    return null;
  }
}
